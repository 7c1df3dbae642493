import Glibc
import Inbox
import Model
import Synchronization
import Warehouse

/// A desk that this process holds: its folders, its lock and its warehouse.
public final class OpenDesk: Sendable {
    public let folders: DeskFolders
    public let warehouse: Warehouse
    /// The ledger has fewer rows than ids were given: an older warehouse was put back, and `rebuild --check` should be run.
    public let isOlderThanDesk: Bool
    /// The last process on this desk ended by itself.
    public let wasClean: Bool
    private let lock: Mutex<DeskLock>

    /// What may be done where something is missing.
    public enum Opening: Sendable {
        /// `run`, `ingest`: folders and warehouse are made where there never were any.
        case makeIfNew
        /// The desk must be there.
        case existing
        /// `rebuild`: the desk must be there, its warehouse need not be.
        case withoutWarehouse
    }

    /// Takes the lock, checks the folders, opens (and migrates) the warehouse.
    /// - Throws: `.temporary` (75) where another process has the desk, `.configuration` (78) where folders or warehouse cannot be used as
    ///   they are, `.software` (70) where the warehouse is damaged.
    public init(_ root: String, settings: Settings, opening: Opening = .existing) throws(DeskError) {
        let path = Array(root.utf8)
        folders = try Self.openFolders(path, settings, opening)
        let lock = try Self.takeLock(folders)
        do throws(Failure) { try folders.checkOneFileSystem() } catch { throw DeskError(.configuration, error.sentence) }
        let file = settings.warehousePath.map { Array($0.utf8) } ?? folders.warehousePath
        let isThere = access(String(decoding: file, as: UTF8.self), F_OK) == 0
        if !isThere, opening != .withoutWarehouse, try Self.holdsOriginals(folders) {
            throw DeskError(
                .configuration,
                "\(printable(file)) is missing although the desk holds originals. Put a snapshot back, or run: copydesk rebuild --desk \(printable(path))")
        }
        warehouse = try Self.openWarehouse(file)
        let next = warehouse.ledger.nextFileID()
        let ceiling = lock.fidCeiling
        isOlderThanDesk = lock.wasClean ? ceiling > next : ceiling > next + DeskLock.reservation
        wasClean = lock.wasClean
        do throws(Failure) { try warehouse.ledger.raiseNextFileID(to: ceiling) } catch { throw DeskError(error) }
        self.lock = Mutex(lock)
    }

    /// Sees to it that ids up to this one are never given again, whatever becomes of the warehouse.
    public func reserve(_ fileID: FileID) throws(Failure) {
        let result: Result<Void, Failure> = lock.withLock { lock in
            do throws(Failure) { return .success(try lock.ceiling(covering: fileID)) } catch { return .failure(error) }
        }
        try result.get()
    }

    /// To be called last, by whoever ends by himself.
    public func markClean() throws(Failure) {
        let next = warehouse.ledger.nextFileID()
        let result: Result<Void, Failure> = lock.withLock { lock in
            do throws(Failure) { return .success(try lock.markClean(nextFileID: next)) } catch { return .failure(error) }
        }
        try result.get()
    }

    // MARK: - Opening

    private static func openFolders(_ root: [UInt8], _ settings: Settings, _ opening: Opening) throws(DeskError) -> DeskFolders {
        let inbox = settings.inboxPath.map { Array($0.utf8) }
        do throws(Failure) {
            if !DeskFolders.isDesk(root: root) {
                guard opening == .makeIfNew else {
                    throw DeskError(.noInput, "\(printable(root)) is no desk. Make one with: copydesk init --desk \(printable(root))").asFailure
                }
                _ = try DeskFolders.make(root: root)
            }
            return try DeskFolders.open(root: root, inbox: inbox)
        } catch { throw DeskError(error, otherwise: .configuration) }
    }

    private static func takeLock(_ folders: DeskFolders) throws(DeskError) -> DeskLock {
        do throws(Failure) { return try DeskLock(folders) } catch {
            throw DeskError(error.code == .databaseLocked ? .temporary : .configuration, error.sentence)
        }
    }

    private static func holdsOriginals(_ folders: DeskFolders) throws(DeskError) -> Bool {
        do throws(Failure) { return try folders.holdsOriginals() } catch { throw DeskError(error, otherwise: .configuration) }
    }

    private static func openWarehouse(_ path: [UInt8]) throws(DeskError) -> Warehouse {
        do throws(Failure) { return try Warehouse(path: String(decoding: path, as: UTF8.self)) } catch { throw DeskError(error) }
    }
}
