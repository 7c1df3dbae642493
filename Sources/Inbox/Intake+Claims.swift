import Glibc
import Model

extension Intake {
    func mustCopy(_ node: Node) -> Bool { node.facts.device != deskDevice || (node.links > 1 && node.owner != userID) }

    /// Adds a complete file to the batch, with its sidecar; the batch is taken when it is full.
    func ready(_ waiter: Waiter, _ look: Look, _ file: Int32, _ proof: Proof, ignore: FailureCode?, in folder: Int32) {
        let copies = mustCopy(look.node)
        if copies && look.node.facts.bytes > settings.copyBytesMax {
            system.close(file)
            return stuck(waiter, "larger than copy_bytes_max, and can only be taken by copying")
        }
        var entry = ReadyFile(waiter: waiter, fd: file, node: look.node, proof: proof, ignore: ignore, sidecar: nil, mustCopy: copies)
        var companion: ReadyFile?
        if ignore == nil, case .article = look.subject {
            switch sidecar(of: waiter.place, in: folder) {
            case .none: break
            case .ready(let sidecarEntry, let content):
                entry.sidecar = content
                companion = sidecarEntry
            case .notReady:
                if case .lookAgain(let atNs) = waiter.ladder.waitForSidecar(nowNs: look.nowNs, settings.ladder) {
                    system.close(file)
                    return wait(waiter, atNs: atNs)
                }
            }
        }
        if append(entry), var companion {
            companion.article = waiter
            _ = append(companion)
        } else if let companion {
            system.close(companion.fd)
        }
        if batch.count >= batchFilesMax { flush() }
    }

    /// Long enough for the batch in hand to be taken.
    private static let secondNameNs: UInt64 = 1_000_000

    private func append(_ entry: ReadyFile) -> Bool {
        guard batchFiles.insert(FileKey(entry.node)).inserted else {
            // The same inode twice: a second name of it comes after this batch; the same name will be gone by then.
            system.close(entry.fd)
            wait(entry.waiter, atNs: system.monotonicNs() + Self.secondNameNs)
            return false
        }
        entry.waiter.dueNs = nil
        bytesFree -= Int(clamping: max(entry.node.facts.bytes, 1))
        batch.append(entry)
        return true
    }

    /// Takes the batch: ledger rows first, then the renames, then the ledger again, then delivery.
    ///
    /// Nothing is synced here, although power loss may undo a rename whose row says `working`: the loader writes the whole file
    /// system to the disk (`syncFileSystem`) before it commits an outcome, so an undone rename can only meet an open
    /// row, and recovery asks `DeskFolders.inboxState` for every open row whose file is not on the desk: the same file in the
    /// inbox goes on under its number. A sync here would add milliseconds to a lone file and prove nothing more. Only a claim by
    /// copying syncs, because it removes the dropper's file (Intake+Copies).
    func flush() {
        guard !batch.isEmpty else { return }
        let entries = batch
        batch = []
        batchFiles.removeAll(keepingCapacity: true)
        defer { for entry in entries { system.close(entry.fd) } }
        let ids: [FileID]
        do { ids = try rows(for: entries) } catch {
            for entry in entries { wait(entry.waiter, atNs: system.monotonicNs()) }
            return pause(error)
        }
        for _ in entries { callbacks.crashPoint("claim.row") }
        var lastTaken: Waiter?
        for (entry, id) in zip(entries, ids) {
            if isPaused || (entry.article != nil && entry.article !== lastTaken) {
                entry.waiter.pendingRow = (id, entry.node)
                wait(entry.waiter, atNs: system.monotonicNs() + (isPaused ? 0 : settings.ladder.busyFirstNs))
            } else if let claimed = take(entry, id) {
                room.remove(entry.waiter)
                entry.waiter.pendingRow = nil
                recentClaims.add(entry.waiter.place)
                held.append(claimed)
                lastTaken = entry.waiter
            }
        }
        finishHeld()
    }

    /// A row for each file; one that was made for the same file in an earlier attempt serves again.
    private func rows(for entries: [ReadyFile]) throws -> [FileID] {
        for entry in entries {
            if let pending = entry.waiter.pendingRow, !pending.node.isSameFile(as: entry.node) {
                entry.waiter.pendingRow = nil
                try ledger.withdraw(pending.fileID, .takenBack)
            }
        }
        let drafts = entries.filter { $0.waiter.pendingRow == nil }.map { entry in
            ClaimDraft(
                name: entry.waiter.place.path, source: entry.waiter.place.folder.source, facts: entry.node.facts, proof: entry.proof,
                ignore: entry.ignore)
        }
        var fresh = (drafts.isEmpty ? [] : try ledger.claim(drafts))[...]
        precondition(fresh.count == drafts.count, "the ledger gives one id for each draft")
        return entries.map { $0.waiter.pendingRow?.fileID ?? fresh.removeFirst() }
    }

    /// Moves one file into work/. `nil` where that failed; what becomes of it then is settled here.
    private func take(_ entry: ReadyFile, _ id: FileID) -> ClaimedFile? {
        guard let root else { return giveBack(entry, id, SystemError(ENOENT)) }
        let target = ClaimName.make(id, entry.waiter.place.path)
        do throws(SystemError) {
            let folder = try opener.descriptor(of: entry.waiter.place.folder, root: root.fd)
            if entry.mustCopy { return try takeByCopy(entry, id, from: folder, target) }
            do throws(SystemError) {
                try system.rename(folder, entry.waiter.place.name, workFD, target)
            } catch {
                // EINVAL: a file system without RENAME_NOREPLACE.
                if error.code == EXDEV || error.code == EINVAL { return try takeByCopy(entry, id, from: folder, target) }
                throw error
            }
            callbacks.crashPoint("claim.renamed")
            guard let moved = try? system.nodeAt(workFD, target), moved.hasSameContent(as: entry.node) else {
                putBack(entry, id, target, to: folder)
                return nil
            }
            return claimed(entry, id, target, moved.facts)
        } catch { return giveBack(entry, id, error) }
    }

    func claimed(_ entry: ReadyFile, _ id: FileID, _ target: [UInt8], _ facts: FileFacts) -> ClaimedFile {
        var claim = Claim(
            fileID: id, name: entry.waiter.place.path, source: entry.waiter.place.folder.source,
            path: DeskFolders.join(folders.work, target), facts: facts, proof: entry.proof)
        claim.sidecar = entry.sidecar
        return ClaimedFile(claim: claim, ignore: entry.ignore)
    }

    /// The file could not be taken: gone, or it stays with its row for another attempt.
    private func giveBack(_ entry: ReadyFile, _ id: FileID, _ error: SystemError) -> ClaimedFile? {
        switch error.code {
        case ENOENT, ENOTDIR, ELOOP:
            entry.waiter.pendingRow = nil
            room.remove(entry.waiter)
            withdraw(id, .takenBack)
        case EEXIST:
            // A file of this id is in work/ already: the id is not ours to use.
            entry.waiter.pendingRow = nil
            stuck(entry.waiter, "work/ already holds a file with the number \(id); copydesk audit tells which, and it has to be moved away")
        case ENOSPC, EDQUOT, EROFS, EIO:
            entry.waiter.pendingRow = (id, entry.node)
            wait(entry.waiter, atNs: system.monotonicNs())
            pause(error.failure("claim", entry.waiter.place.path))
        default:
            entry.waiter.pendingRow = (id, entry.node)
            stuck(entry.waiter, error.words)
        }
        return nil
    }

    /// What came into work/ is not what the proof was of: another file took its name, or it changed. Back it goes, to climb the
    /// ladder itself; if its name is taken again by now, under a name of its own.
    private func putBack(_ entry: ReadyFile, _ id: FileID, _ target: [UInt8], to folder: Int32) {
        entry.waiter.pendingRow = nil
        var name = entry.waiter.place.name
        do throws(SystemError) {
            do throws(SystemError) { try system.rename(workFD, target, folder, name) } catch {
                guard error.code == EEXIST else { throw error }
                name = Array((Array("returned-\(id)-".utf8) + name).prefix(255))
                try system.rename(workFD, target, folder, name)
            }
        } catch {
            // In work/ with a row `claiming`: tried again after the outage, else recovery at the next start takes it up.
            room.remove(entry.waiter)
            strays.append((entry, id, target))
            return pause(error.failure("put back", entry.waiter.place.path))
        }
        wait(entry.waiter, atNs: system.monotonicNs() + settings.ladder.minAgeNs)
        withdraw(id, .takenBack)
    }

    func withdraw(_ id: FileID, _ reason: FailureCode) {
        do { try ledger.withdraw(id, reason) } catch {
            withdrawals.append((id, reason))
            pause(error)
        }
    }

    /// Tells the ledger that the files are in work/, and delivers them. After a failure they are held for `resume()`.
    func finishHeld() {
        guard !held.isEmpty else { return }
        do { try ledger.claimed(held.map(\.claim.fileID)) } catch { return pause(error) }
        let files = held
        held = []
        callbacks.deliver(files)
    }

    /// After an outage, and once more before the end: what the ledger still has to hear, and what still has to go back.
    func settleDebts() {
        let owed = withdrawals
        withdrawals = []
        for (id, reason) in owed { withdraw(id, reason) }
        let lost = strays
        strays = []
        for (entry, id, target) in lost { returnStray(entry, id, target) }
        finishHeld()
    }

    private func returnStray(_ entry: ReadyFile, _ id: FileID, _ target: [UInt8]) {
        guard let root, let folder = try? opener.descriptor(of: entry.waiter.place.folder, root: root.fd) else {
            strays.append((entry, id, target))
            return
        }
        putBack(entry, id, target, to: folder)
    }
}
