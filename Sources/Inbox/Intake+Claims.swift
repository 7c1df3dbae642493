import Glibc
import Model

extension Intake {
    /// Folders of the inbox that are synced one by one after a batch; with more, their file system is synced at once.
    static let syncedFoldersMax = 8

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
        append(entry)
        if let companion { append(companion) }
        if batch.count >= batchFilesMax { flush() }
    }

    private func append(_ entry: ReadyFile) {
        guard batchFiles.insert(FileKey(entry.node)).inserted else {
            // The same inode twice: a second name of it comes after this batch; the same name will be gone by then.
            system.close(entry.fd)
            return wait(entry.waiter, atNs: system.monotonicNs() + 1_000_000)
        }
        entry.waiter.dueNs = nil
        bytesFree -= Int(clamping: max(entry.node.facts.bytes, 1))
        batch.append(entry)
    }

    /// Takes the batch: ledger rows first, then the renames, then the sync, then the ledger again, then delivery.
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
        for (entry, id) in zip(entries, ids) {
            if isPaused {
                entry.waiter.pendingRow = (id, entry.node)
                wait(entry.waiter, atNs: system.monotonicNs())
            } else if let claimed = take(entry, id) {
                room.remove(entry.waiter)
                entry.waiter.pendingRow = nil
                recentClaims.add(entry.waiter.place)
                held.append(claimed)
                if heldFolders.last !== entry.waiter.place.folder { heldFolders.append(entry.waiter.place.folder) }
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
        let target = ClaimName.make(id, entry.waiter.place.name)
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
            stuck(entry.waiter, "work/ already holds a file of row \(id)")
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
            room.remove(entry.waiter)
            // In work/ with a row `claiming`: recovery at the next start takes it up.
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

    /// Makes the renames durable, tells the ledger, delivers. After a failure all of it is held for `resume()`.
    func finishHeld() {
        guard !held.isEmpty else { return }
        do {
            try syncHeld()
            try ledger.claimed(held.map(\.claim.fileID))
        } catch { return pause(error) }
        let files = held
        held = []
        heldFolders = []
        callbacks.deliver(files)
    }

    private func syncHeld() throws(Failure) {
        // Opened again each time: a descriptor reports a failed write-back only once (FAULTS C19).
        do throws(SystemError) { try folders.sync(folder: folders.work) } catch { throw error.failure("fsync", folders.work) }
        guard let root else { return }
        do throws(SystemError) {
            if heldFolders.count > Self.syncedFoldersMax { return try system.syncFileSystem(root.fd) }
            for folder in heldFolders { try system.sync(try opener.descriptor(of: folder, root: root.fd)) }
        } catch {
            // A folder that has gone needs no sync; some network file systems cannot sync folders at all.
            if ![ENOENT, ENOTDIR, EINVAL, EOPNOTSUPP, EACCES, ELOOP].contains(error.code) { throw error.failure("fsync", folders.inbox) }
        }
    }

    /// After an outage: what the ledger still has to hear.
    func settleDebts() {
        let owed = withdrawals
        withdrawals = []
        for (id, reason) in owed { withdraw(id, reason) }
        if !isPaused { finishHeld() }
    }
}
