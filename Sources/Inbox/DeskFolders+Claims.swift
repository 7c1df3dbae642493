import Glibc
import Model

// Single claims: where they are, what they are, and how files come into work/ by other ways than the inbox.
extension DeskFolders {
    /// What stands under a path now, links not followed; `nil` where nothing does.
    public func facts(_ path: [UInt8]) -> FileFacts? { (try? system.nodeAt(workingFolder, path))?.facts }

    /// The same for a file outside of any desk.
    public static func facts(of path: [UInt8]) -> FileFacts? { (try? SystemCalls.live.nodeAt(workingFolder, path))?.facts }

    /// Where a claim would be in work/ or retry/, `nil` if it is not there.
    /// - Parameter name: as in the ledger.
    public func claimPath(_ fileID: FileID, name: [UInt8], in folder: FlatFolder) -> [UInt8]? {
        let place = Self.join(folder == .work ? work : retry, ClaimName.make(fileID, name))
        return exists(place) ? place : nil
    }

    /// A claim in work/ goes on under another row's number. Doing it again is success.
    /// - Parameter path: where it is.
    /// - Returns: the new path.
    public func renameInWork(_ path: [UInt8], to fileID: FileID, name: [UInt8]) throws(Failure) -> [UInt8] {
        let target = Self.join(work, ClaimName.make(fileID, name))
        do throws(SystemError) { try system.rename(workingFolder, path, workingFolder, target) } catch {
            if !(error.code == ENOENT && exists(target)) { throw error.failure("rename to \(printable(target)) from", path) }
        }
        return target
    }

    /// Takes a file from anywhere into work/ (`ingest --move`): by renaming it, or, from another file system, by copying, comparing and
    /// only then removing it.
    /// - Returns: the path in work/.
    public func takeIn(_ path: [UInt8], as fileID: FileID, name: [UInt8]) throws(Failure) -> [UInt8] {
        let target = Self.join(work, ClaimName.make(fileID, name))
        do throws(SystemError) {
            do throws(SystemError) {
                try system.rename(workingFolder, path, workingFolder, target)
                return target
            } catch { if error.code != EXDEV && error.code != EINVAL { throw error } }
            try copy(path, to: target, temporary: Self.join(work, Array(".\(fileID)".utf8) + Self.copySuffix))
            return target
        } catch { throw error.failure("take in", path) }
    }

    private func copy(_ path: [UInt8], to target: [UInt8], temporary: [UInt8]) throws(SystemError) {
        let source = try system.open(workingFolder, path, dropFlags, 0)
        defer { system.close(source) }
        let before = try system.node(source)
        let made = try system.open(workingFolder, temporary, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o640)
        defer { system.close(made) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { buffer.deallocate() }
        while true {
            let count = try system.read(source, buffer)
            if count == 0 { break }
            var rest = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            while !rest.isEmpty { rest = UnsafeRawBufferPointer(rebasing: rest[try system.write(made, rest)...]) }
        }
        let (seconds, nanoseconds) = before.facts.mtimeNs.quotientAndRemainder(dividingBy: 1_000_000_000)
        let mtime = timespec(
            tv_sec: Int(nanoseconds < 0 ? seconds - 1 : seconds), tv_nsec: Int(nanoseconds < 0 ? nanoseconds + 1_000_000_000 : nanoseconds))
        _ = [mtime, mtime].withUnsafeBufferPointer { futimens(made, $0.baseAddress) }
        try system.sync(made)
        guard try Digest.sha256(of: source, system) == Digest.sha256(of: made, system) else { throw SystemError(EIO) }
        try system.rename(workingFolder, temporary, workingFolder, target)
        try sync(folder: work)
        guard let now = try? system.nodeAt(workingFolder, path), now.facts == before.facts else { throw SystemError(EBUSY) }
        try system.unlink(workingFolder, path)
    }

    /// Whether work/, retry/, done/ or dead-letter/ holds any claim: then a missing warehouse is a loss, not a beginning. Stops at the
    /// first one found.
    public func holdsOriginals() throws(Failure) -> Bool {
        for folder in [work, retry, done, deadLetter] {
            do throws(SystemError) { if try holdsClaim(folder, levels: 3) { return true } } catch { throw error.failure("readdir", folder) }
        }
        return false
    }

    /// Every claim of the desk by id, from work/, retry/, done/ and dead-letter/. Reads all of done/: for `audit` and `rebuild` only.
    public func everyClaim() throws(Failure) -> [FileID: [UInt8]] {
        var found: [FileID: [UInt8]] = [:]
        for folder in [done, deadLetter, retry, work] {
            do throws(SystemError) { try collect(folder, levels: 3, into: &found) } catch { throw error.failure("readdir", folder) }
        }
        return found
    }

    private func collect(_ folder: [UInt8], levels: Int, into found: inout [FileID: [UInt8]]) throws(SystemError) {
        let stream = try FolderStream(fd: try system.open(workingFolder, folder, folderFlags, 0))
        var inner: [[UInt8]] = []
        while let entry = try stream.next() {
            if entry.kind == .folder {
                inner.append(entry.name)
            } else if let claim = ClaimName.parse(entry.name) {
                found[claim.fileID] = Self.join(folder, entry.name)
            }
        }
        guard levels > 0 else { return }
        for name in inner { try collect(Self.join(folder, name), levels: levels - 1, into: &found) }
    }

    private func holdsClaim(_ folder: [UInt8], levels: Int) throws(SystemError) -> Bool {
        let stream = try FolderStream(fd: try system.open(workingFolder, folder, folderFlags, 0))
        var inner: [[UInt8]] = []
        while let entry = try stream.next() {
            if entry.kind == .folder { inner.append(entry.name) } else if ClaimName.parse(entry.name) != nil { return true }
        }
        guard levels > 0 else { return false }
        for name in inner where try holdsClaim(Self.join(folder, name), levels: levels - 1) { return true }
        return false
    }
}
