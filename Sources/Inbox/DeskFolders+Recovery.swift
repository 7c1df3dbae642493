import Glibc
import Model

/// What recovery asks of the folders for rows that are open while their file is not where the row says (ARCHITECTURE, "After a crash").
/// Every folder of the inbox is opened level by level and no link is followed: droppers may have changed anything meanwhile.
extension DeskFolders {
    /// What stands in the inbox under the name of an open row.
    public enum InboxState: Sendable, Equatable {
        /// The row's own file, as it is now: the rename into work/ never happened, or power loss has undone it.
        case sameFile(FileFacts)
        /// The dropper took it back, or another file has its name.
        case goneOrOther
        /// The inbox cannot be read now (not mounted, no permission): nothing may be concluded, the row stays open.
        case unknown(String)
    }

    /// How `finishClaim` ended.
    public enum FinishedClaim: Sendable, Equatable {
        case inWork(path: [UInt8], FileFacts)
        case goneOrOther
        /// Not now and not here: somebody writes to it again, no lease is to be had, it can only be copied, or the inbox cannot be read.
        /// The row stays `claiming`: intake climbs the ladder with the file, and `ClaimLedger.claim` gives it its number again.
        case leftToIntake
    }

    /// Asks for a row in `claiming` or `working` whose file is neither in work/ nor in retry/.
    /// - Parameters:
    ///   - name: as in the ledger, relative to the inbox.
    ///   - device, inode: of the file when it was claimed.
    public func inboxState(name: [UInt8], device: UInt64, inode: UInt64) -> InboxState {
        do throws(SystemError) {
            guard let place = try openInboxFolder(of: name) else { return .goneOrOther }
            defer { system.close(place.fd) }
            let node = try system.nodeAt(place.fd, place.name)
            return node.kind == .file && node.facts.device == device && node.facts.inode == inode ? .sameFile(node.facts) : .goneOrOther
        } catch { return Self.isGone(error) ? .goneOrOther : .unknown(error.words) }
    }

    /// Moves a row's file that still stands in the inbox into work/ under its number, or finds it there; never overwrites, and may be
    /// called again. The proof of the earlier life is not trusted: a lease must show once more that nobody writes. Where a claim by
    /// copying had not yet removed the original, it is removed now, if it still equals the copy.
    /// - Throws: the failure of work/ or of the rename.
    public func finishClaim(_ fileID: FileID, name: [UInt8], device: UInt64, inode: UInt64) throws(Failure) -> FinishedClaim {
        let target = Self.join(work, ClaimName.make(fileID, name))
        do throws(SystemError) {
            let place: (fd: Int32, name: [UInt8])?
            do throws(SystemError) { place = try openInboxFolder(of: name) } catch {
                if exists(target) { return .inWork(path: target, try system.nodeAt(workingFolder, target).facts) }
                return Self.isGone(error) ? .goneOrOther : .leftToIntake
            }
            defer { if let place { system.close(place.fd) } }
            if exists(target) {
                let inWork = try system.nodeAt(workingFolder, target).facts
                if let place, inWork.device != device || inWork.inode != inode {
                    try removeCopied(place.fd, place.name, device, inode, copy: target)
                }
                return .inWork(path: target, inWork)
            }
            guard let place else { return .goneOrOther }
            return try rename(place.fd, place.name, device, inode, to: target)
        } catch { throw error.failure("finish the claim of", name) }
    }

    /// Whether the error says that nothing of that name can be there.
    private static func isGone(_ error: SystemError) -> Bool { [ENOENT, ENOTDIR, ELOOP].contains(error.code) }

    /// The folder that holds the name, open for the caller to close; `nil` where the ledger's name is no name that an inbox can hold.
    private func openInboxFolder(of name: [UInt8]) throws(SystemError) -> (fd: Int32, name: [UInt8])? {
        let parts = name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Array.init)
        guard let last = parts.last, !parts.contains(where: { $0.isEmpty || $0 == [46] || $0 == [46, 46] || $0.contains(0) }) else {
            return nil
        }
        let root: Int32
        // A missing inbox proves nothing about what is in it.
        do throws(SystemError) { root = try system.open(workingFolder, inbox, folderFlags, 0) } catch {
            throw SystemError(Self.isGone(error) ? ENOTCONN : error.code)
        }
        defer { system.close(root) }
        let folder = Folder(path: Array(parts.dropLast().joined(separator: [UInt8(ascii: "/")])), rules: { _ in SourceRules() })
        return (try FolderOpener.chain(folder, root: root, system), last)
    }

    private func rename(
        _ folder: Int32, _ name: [UInt8], _ device: UInt64, _ inode: UInt64, to target: [UInt8]
    ) throws(SystemError) -> FinishedClaim {
        let file: Int32
        do throws(SystemError) { file = try system.open(folder, name, dropFlags, 0) } catch {
            if error.code == ENXIO || Self.isGone(error) { return .goneOrOther }
            return .leftToIntake
        }
        defer { system.close(file) }
        let node = try system.node(file)
        guard node.kind == .file, node.facts.device == device, node.facts.inode == inode else { return .goneOrOther }
        let here = try system.nodeAt(workingFolder, work)
        guard node.facts.device == here.facts.device, node.links == 1 || node.owner == geteuid(),
            FileSystemKind(type: try system.fileSystemType(file)) == .local, (try? system.takeLease(file)) != nil
        else { return .leftToIntake }
        do throws(SystemError) { try system.rename(folder, name, workingFolder, target) } catch {
            if Self.isGone(error) { return .goneOrOther }
            if error.code == EXDEV || error.code == EINVAL { return .leftToIntake }
            throw error
        }
        let moved = try system.nodeAt(workingFolder, target)
        guard moved.hasSameContent(as: node) else {
            // Another file had taken the name in between.
            try system.rename(workingFolder, target, folder, name)
            return .goneOrOther
        }
        return .inWork(path: target, moved.facts)
    }

    private func removeCopied(_ folder: Int32, _ name: [UInt8], _ device: UInt64, _ inode: UInt64, copy: [UInt8]) throws(SystemError) {
        guard let original = try? system.open(folder, name, dropFlags, 0) else { return }
        defer { system.close(original) }
        let before = try system.node(original)
        guard before.kind == .file, before.facts.device == device, before.facts.inode == inode else { return }
        let copied = try system.open(workingFolder, copy, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0)
        defer { system.close(copied) }
        guard try system.node(copied).facts.bytes == before.facts.bytes,
            try Digest.sha256(of: original, system) == Digest.sha256(of: copied, system),
            let after = try? system.nodeAt(folder, name), after.facts == before.facts
        else { return }
        try system.sync(copied)
        try sync(folder: work)
        try system.unlink(folder, name)
    }
}
