import Glibc
import Model

extension DeskFolders {
    /// Into done/YYYY/MM/DD. Gives the new path.
    public func moveToDone(_ claim: Claim, day: DeskDay) throws(Failure) -> [UInt8] {
        try move(claim.path, into: done, day: day)
    }

    /// Into dead-letter/YYYY/MM/DD, the error report first (tmp + rename), so that a crash between never leaves a file without
    /// its reason. A report left in retry/ by earlier attempts goes. Gives the new path.
    public func moveToDeadLetter(_ claim: Claim, day: DeskDay, errorJSON: [UInt8]) throws(Failure) -> [UInt8] {
        let folder = Self.join(deadLetter, day.path)
        try write(errorJSON, besides: Self.join(folder, fileName(claim.path)), makeFolderOf: (deadLetter, day))
        let moved = try move(claim.path, into: deadLetter, day: day)
        try removeReport(of: Self.join(retry, fileName(claim.path)))
        return moved
    }

    /// Into retry/, the error report first. Gives the new path.
    public func moveToRetry(_ claim: Claim, errorJSON: [UInt8]) throws(Failure) -> [UInt8] {
        try write(errorJSON, besides: Self.join(retry, fileName(claim.path)), makeFolderOf: nil)
        return try move(claim.path, into: retry, day: nil)
    }

    /// Back into work/ for the next attempt; its error report stays until the file's fate is known. Gives the new path.
    public func moveFromRetryToWork(_ claim: Claim) throws(Failure) -> [UInt8] {
        try move(Self.join(retry, fileName(claim.path)), into: work, day: nil)
    }

    /// The error report that the attempt before left in retry/, `nil` where there is none.
    public func lastReport(of claim: Claim) -> [UInt8]? {
        let path = Self.join(retry, fileName(claim.path)) + ClaimName.errorSuffix
        guard let fd = try? system.open(workingFolder, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0) else { return nil }
        defer { system.close(fd) }
        var bytes: [UInt8] = []
        do throws(SystemError) {
            try system.forEachBlock(of: fd, bufferBytes: 64 << 10) { (block) throws(SystemError) in bytes += block }
        } catch { return nil }
        return bytes
    }

    /// Removes what earlier attempts left in retry/; to be called before a file that failed once leaves for good.
    public func removeLastReport(of claim: Claim) throws(Failure) { try removeReport(of: Self.join(retry, fileName(claim.path))) }

    /// Back into retry/ from a dead letter, for `dead-letter retry`; its report goes along. Gives the new path.
    public func moveFromDeadLetterToRetry(_ claim: Claim, day: DeskDay) throws(Failure) -> [UInt8] {
        try putBack(deadLetter: Self.join(Self.join(deadLetter, day.path), fileName(claim.path)))
    }

    /// Where a file of one of the dated folders would be, `nil` if it is not there.
    /// - Parameter name: as in the ledger, relative to the inbox.
    public func lookUp(_ fileID: FileID, name: [UInt8], in folder: DatedFolder, day: DeskDay) -> [UInt8]? {
        let place = Self.join(Self.join(path(of: folder), day.path), ClaimName.make(fileID, name))
        return exists(place) ? place : nil
    }

    /// The folders with days inside.
    public enum DatedFolder: Sendable { case done, deadLetter }

    /// The flat folders of claims that are not finished.
    public enum FlatFolder: Sendable { case work, retry }

    func path(of folder: DatedFolder) -> [UInt8] {
        switch folder {
        case .done: done
        case .deadLetter: deadLetter
        }
    }

    /// Every claim in work/ or retry/ by id, without error reports and unfinished copies. Foreign files are passed over.
    public func listClaims(in folder: FlatFolder) throws(Failure) -> [(fileID: FileID, path: [UInt8])] {
        let place = folder == .work ? work : retry
        var claims: [(fileID: FileID, path: [UInt8])] = []
        try forEachName(in: place) { name in
            if let (fileID, _) = ClaimName.parse(name) { claims.append((fileID, Self.join(place, name))) }
        }
        return claims.sorted { $0.fileID < $1.fileID }
    }

    /// Removes copies that a crash left half made (`work/.FID.copy`): they are never originals. Gives how many.
    public func removeUnfinishedCopies() throws(Failure) -> Int {
        var names: [[UInt8]] = []
        try forEachName(in: work) { name in
            if name.first == UInt8(ascii: "."), name.ends(with: Self.copySuffix) { names.append(name) }
        }
        for name in names {
            let path = Self.join(work, name)
            do throws(SystemError) { try system.unlink(workingFolder, path) } catch { throw error.failure("unlink", path) }
        }
        return names.count
    }

    static let copySuffix = Array(".copy".utf8)

    private func forEachName(in folder: [UInt8], _ body: ([UInt8]) -> Void) throws(Failure) {
        do throws(SystemError) {
            let stream = try FolderStream(fd: try system.open(workingFolder, folder, folderFlags, 0))
            while let entry = try stream.next() { body(entry.name) }
        } catch { throw error.failure("readdir", folder) }
    }

    private func fileName(_ path: [UInt8]) -> [UInt8] { Array(ClaimName.lastComponent(path)) }

    func exists(_ path: [UInt8]) -> Bool { (try? system.nodeAt(workingFolder, path)) != nil }

    func move(_ source: [UInt8], into base: [UInt8], day: DeskDay?) throws(Failure) -> [UInt8] {
        let folder = day.map { Self.join(base, $0.path) } ?? base
        let target = Self.join(folder, fileName(source))
        if source == target { return target }
        var hasFolder = day == nil
        while true {
            do throws(SystemError) {
                try system.rename(workingFolder, source, workingFolder, target)
                return target
            } catch {
                if error.code == ENOENT, !hasFolder, let day, exists(source) {
                    try makeDay(day, in: base)
                    hasFolder = true
                    continue
                }
                // Done before, perhaps by the life that ended in a crash.
                if error.code == ENOENT, exists(target), !exists(source) { return target }
                throw error.failure("rename to \(printable(target)) from", source)
            }
        }
    }

    func makeDay(_ day: DeskDay, in base: [UInt8]) throws(Failure) {
        var folder = base
        for level in day.levels {
            folder = Self.join(folder, level)
            do throws(SystemError) {
                try system.makeFolder(workingFolder, folder, 0o750)
                // The new name is in its parent: made durable here, where it is rare, so that a sync of the day's folder is enough later.
                try sync(folder: Array(folder.dropLast(level.count + 1)))
            } catch { if error.code != EEXIST { throw error.failure("mkdir", folder) } }
        }
    }

    private func write(_ report: [UInt8], besides file: [UInt8], makeFolderOf day: ([UInt8], DeskDay)?) throws(Failure) {
        let path = file + ClaimName.errorSuffix
        let temporary = path + Array(".tmp".utf8)
        if let (base, day) = day { try makeDay(day, in: base) }
        do throws(SystemError) {
            let fd = try system.open(workingFolder, temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o640)
            defer { system.close(fd) }
            try writeAll(report, to: fd, system)
            // A report is replaced at each attempt; only moves of originals must never overwrite.
            do throws(SystemError) { try system.unlink(workingFolder, path) } catch { if error.code != ENOENT { throw error } }
            try system.rename(workingFolder, temporary, workingFolder, path)
        } catch { throw error.failure("write", path) }
    }

    func removeReport(of file: [UInt8]) throws(Failure) {
        let path = file + ClaimName.errorSuffix
        do throws(SystemError) { try system.unlink(workingFolder, path) } catch {
            if error.code != ENOENT { throw error.failure("unlink", path) }
        }
    }
}

func writeAll(_ bytes: [UInt8], to fd: Int32, _ system: SystemCalls) throws(SystemError) {
    var position = 0
    while position < bytes.count {
        var result: Result<Int, SystemError> = .success(0)
        bytes.withUnsafeBytes { buffer in
            let rest = UnsafeRawBufferPointer(rebasing: buffer[position...])
            do throws(SystemError) { result = .success(try system.write(fd, rest)) } catch { result = .failure(error) }
        }
        position += try result.get()
    }
}
