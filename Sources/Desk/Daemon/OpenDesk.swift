import Glibc
import Inbox
import Model
import Synchronization
import Warehouse

/// A desk that this process holds: its folders, its lock and its warehouse.
public final class OpenDesk: Sendable {
    public let folders: DeskFolders
    public let warehouse: Warehouse
    public let ledger: Ledger
    public let loader: Loader
    /// The ledger has fewer rows than ids were given: an older warehouse was put back, and `rebuild --check` should be run.
    public let isOlderThanDesk: Bool
    /// The last process on this desk ended by itself.
    public let wasClean: Bool
    /// The calls that folders and files are reached by.
    let system: SystemCalls
    private let lock: HeldLock

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
    /// - Parameters:
    ///   - warehouse: another file than the settings name, for `rebuild`.
    ///   - system: for tests that make calls fail.
    /// - Throws: `.temporary` (75) where another process has the desk, `.configuration` (78) where folders or warehouse cannot be used as
    ///   they are, `.software` (70) where the warehouse is damaged.
    public init(
        _ root: String, settings: Settings, opening: Opening = .existing, warehouse file: String? = nil, withSearch: Bool = true,
        system: SystemCalls = .live
    ) throws(DeskError) {
        self.system = system
        folders = try Self.openFolders(root, settings, opening, system)
        let lock = try HeldLock(folders)
        do throws(Failure) { try folders.checkOneFileSystem() } catch { throw DeskError(.configuration, error.sentence) }
        let path = file ?? settings.warehousePath(desk: root)
        if opening != .withoutWarehouse, access(path, F_OK) != 0, try Self.holdsOriginals(folders) {
            throw DeskError(
                .configuration,
                "\(printable(Array(path.utf8))) is missing although the desk holds originals. Put a snapshot back, or run: copydesk rebuild --desk \(printable(Array(root.utf8)))"
            )
        }
        let floor = max(1, lock.fidCeiling)
        warehouse = try DeskError.opening { () throws(OpeningError) in
            try Warehouse.open(path, floor: floor, reserve: { (id) throws(Failure) in try lock.reserve(id) })
        }
        let next: FileID
        ledger = Ledger(warehouse)
        loader = Loader(warehouse, withSearch: withSearch, crashPoint: CrashPoint.pass)
        do throws(Failure) { next = try ledger.lastRowID() + 1 } catch { throw DeskError(error) }
        isOlderThanDesk = Self.isOlder(nextFileID: next, ceiling: floor, wasClean: lock.wasClean)
        wasClean = lock.wasClean
        self.lock = lock
    }

    /// Whether more ids were given than the warehouse has rows: an older one was put back.
    /// - Parameters:
    ///   - ceiling: of the lock file; exact after a clean end, else up to a reservation too high.
    static func isOlder(nextFileID: FileID, ceiling: FileID, wasClean: Bool) -> Bool {
        ceiling > nextFileID + (wasClean ? 0 : DeskLock.reservation)
    }

    /// Closes the warehouse and notes that nothing of this process is half done; to be called last, by whoever ends by himself. What an
    /// earlier process that ended otherwise left in work/ stays suspect until it has been recovered.
    /// - Parameters:
    ///   - isWhole: every original has its row, so that an older warehouse, if it was one, is none any more. Its sequence was raised
    ///   when it was opened: ids that were given to files without originals are not given again.
    ///   - hasRecovered: nothing of an earlier process is left half done either.
    public func close(isWhole: Bool = false, hasRecovered: Bool = false) throws(Failure) {
        let next = max(try ledger.lastRowID() + 1, isOlderThanDesk && !isWhole ? lock.fidCeiling : 0)
        warehouse.close()
        try lock.markEnded(nextFileID: next, isClean: wasClean || hasRecovered)
    }

    private static func openFolders(
        _ root: String, _ settings: Settings, _ opening: Opening, _ system: SystemCalls
    ) throws(DeskError) -> DeskFolders {
        let path = Array(root.utf8)
        let isDesk = DeskFolders.isDesk(root: path)
        if !isDesk, opening != .makeIfNew {
            throw DeskDoor.noDesk(root)
        }
        do throws(Failure) {
            if !isDesk { _ = try DeskFolders.make(root: path, system: system) }
            return try DeskFolders.open(root: path, inbox: Array(settings.inboxPath(desk: root).utf8), system: system)
        } catch { throw DeskError(error, otherwise: .configuration) }
    }

    private static func holdsOriginals(_ folders: DeskFolders) throws(DeskError) -> Bool {
        do throws(Failure) { return try folders.holdsOriginals() } catch { throw DeskError(error, otherwise: .configuration) }
    }
}

/// The desk's lock, for use from the ledger's thread and from the end of the process.
private final class HeldLock: Sendable {
    private let lock: Mutex<DeskLock>
    let wasClean: Bool

    init(_ folders: DeskFolders) throws(DeskError) {
        do throws(Failure) {
            let lock = try DeskLock(folders)
            wasClean = lock.wasClean
            self.lock = Mutex(lock)
        } catch { throw DeskError(error.code == .databaseLocked ? .temporary : .configuration, error.sentence) }
    }

    var fidCeiling: FileID { lock.withLock { $0.fidCeiling } }

    /// Sees to it that ids up to this one are never given again, whatever becomes of the warehouse.
    func reserve(_ fileID: FileID) throws(Failure) {
        try result { (lock) throws(Failure) in try lock.ceiling(covering: fileID) }
    }

    func markEnded(nextFileID: FileID, isClean: Bool) throws(Failure) {
        try result { (lock) throws(Failure) in try lock.markEnded(nextFileID: nextFileID, isClean: isClean) }
    }

    private func result(_ body: (DeskLock) throws(Failure) -> Void) throws(Failure) {
        let result: Result<Void, Failure> = lock.withLock { lock in
            do throws(Failure) { return .success(try body(lock)) } catch { return .failure(error) }
        }
        try result.get()
    }
}

extension DeskError {
    /// Runs what opens a warehouse, and says why it could not with the right exit code.
    static func opening<Opened>(_ body: () throws(OpeningError) -> Opened) throws(DeskError) -> Opened {
        do throws(OpeningError) { return try body() } catch {
            switch error {
            case .newer, .foreign: throw DeskError(.configuration, error.description)
            case .failure(let failure): throw DeskError(failure)
            }
        }
    }
}
