import Glibc
import Model

// Claiming where a rename cannot serve: another file system, or an inode that others can still change through another name.
extension Intake {
    /// Copies into `work/.FID.copy`, verifies, renames it to its claim name, and only then unlinks the original, if it is still
    /// the file that was copied. Synced before that, so that no power loss can take both.
    func takeByCopy(_ entry: ReadyFile, _ id: FileID, from folder: Int32, _ target: [UInt8]) throws(SystemError) -> ClaimedFile? {
        let temporary = Array(".\(id)".utf8) + DeskFolders.copySuffix
        do throws(SystemError) { try copy(entry, to: temporary) } catch {
            try? system.unlink(workFD, temporary)
            throw error
        }
        let now = try? system.nodeAt(folder, entry.waiter.place.name)
        guard now?.facts == entry.node.facts else {
            try? system.unlink(workFD, temporary)
            return changed(entry, id)
        }
        do throws(SystemError) { try give(temporary, target, entry, id) } catch {
            try? system.unlink(workFD, temporary)
            throw error
        }
        callbacks.crashPoint("claim.renamed")
        do throws(SystemError) {
            let copied = try system.nodeAt(workFD, target)
            // Durable before the only other copy goes.
            try system.sync(workFD)
            try system.unlink(folder, entry.waiter.place.name)
            return claimed(entry, id, target, copied.facts)
        } catch {
            // The copy may go again only while the original is there; where neither is known, it waits for the next attempt.
            let original: Node?
            do throws(SystemError) { original = try system.nodeAt(folder, entry.waiter.place.name) } catch let look {
                if look.code != ENOENT { throw error }
                original = nil
            }
            if let original, original.isSameFile(as: entry.node) {
                try? system.unlink(workFD, target)
                throw error
            }
            return try claimed(entry, id, target, system.nodeAt(workFD, target).facts)
        }
    }

    /// Gives the copy its claim name. What an attempt before had left there under this row is a copy of the same file, and goes.
    private func give(_ temporary: [UInt8], _ target: [UInt8], _ entry: ReadyFile, _ id: FileID) throws(SystemError) {
        do throws(SystemError) { try system.rename(workFD, temporary, workFD, target) } catch {
            guard error.code == EEXIST, entry.waiter.pendingRow?.fileID == id else { throw error }
            try system.unlink(workFD, target)
            try system.rename(workFD, temporary, workFD, target)
        }
    }

    private func changed(_ entry: ReadyFile, _ id: FileID) -> ClaimedFile? {
        entry.waiter.pendingRow = nil
        wait(entry.waiter, atNs: system.monotonicNs() + settings.ladder.minAgeNs)
        withdraw(id, .takenBack)
        return nil
    }

    private func copy(_ entry: ReadyFile, to temporary: [UInt8]) throws(SystemError) {
        do throws(SystemError) { try system.unlink(workFD, temporary) } catch { if error.code != ENOENT { throw error } }
        let copy = try system.open(workFD, temporary, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        defer { system.close(copy) }
        let digest = Digest(.sha256)
        lseek(entry.fd, 0, SEEK_SET)
        let system = system
        try system.forEachBlock(of: entry.fd) { (block) throws(SystemError) in
            digest.add(block)
            var rest = block
            while !rest.isEmpty { rest = UnsafeRawBufferPointer(rebasing: rest[try system.write(copy, rest)...]) }
        }
        let (seconds, nanoseconds) = entry.node.facts.mtimeNs.quotientAndRemainder(dividingBy: 1_000_000_000)
        // The mtime may give the article its day.
        let mtime = timespec(
            tv_sec: Int(nanoseconds < 0 ? seconds - 1 : seconds), tv_nsec: Int(nanoseconds < 0 ? nanoseconds + 1_000_000_000 : nanoseconds))
        _ = [mtime, mtime].withUnsafeBufferPointer { futimens(copy, $0.baseAddress) }
        try system.sync(copy)
        // Read back: what counts is what the disk will give.
        guard try Digest.sha256(of: copy, system) == digest.finish() else { throw SystemError(EIO) }
    }
}
