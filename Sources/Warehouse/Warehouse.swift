import CSQLite
import Glibc
import Model
import Synchronization

/// When what is committed is safe from a power cut.
public enum Durability: Sendable {
    /// With every commit. (SQLite's NORMAL may lose the last commits after their files were moved to done/.)
    case everyCommit
    /// When the warehouse is closed: for one that is made from originals and replaces nothing before it is complete.
    case atClosing

    var synchronous: String {
        switch self {
        case .everyCommit: "FULL"
        case .atClosing: "OFF"
        }
    }
}

/// The warehouse: one SQLite file, one writing connection (the loader and the ledger share it), and readers.
public final class Warehouse: Sendable {
    /// Bytes of a page of a new warehouse.
    static let pageBytes = 8192

    public let path: String
    let writer: ConnectionQueue
    let lookups: ConnectionQueue
    /// Makes an id durable in the desk's lock file before it is given (`{ _ in }` where there is no desk).
    let reserve: @Sendable (FileID) throws(Failure) -> Void
    /// UTC, as `Timestamp.now`.
    let now: @Sendable () -> String

    private init(
        path: String, durability: Durability, reserve: @escaping @Sendable (FileID) throws(Failure) -> Void,
        now: @escaping @Sendable () -> String
    ) {
        self.path = path
        self.reserve = reserve
        self.now = now
        writer = ConnectionQueue(path: path, isReadOnly: false, durability: durability)
        lookups = ConnectionQueue(path: path, isReadOnly: true)
    }

    /// Opens the warehouse, makes it where there is none, and brings an older one to the present schema.
    /// - Parameters:
    ///   - path: the SQLite file.
    ///   - floor: no id of a file below it is given (the lock file's ceiling, so that a restored older warehouse never gives an id twice).
    ///   - reserve: called with an id before rows up to it are committed; what it throws stops them.
    ///   - durability: when commits are synced.
    ///   - now: the clock, UTC, `YYYY-MM-DDTHH:MM:SSZ`.
    /// - Throws: `newer` and `foreign` leave the file untouched.
    public static func open(
        _ path: String, floor: FileID = 1, reserve: @escaping @Sendable (FileID) throws(Failure) -> Void = { (_) throws(Failure) in },
        durability: Durability = .everyCommit, now: @escaping @Sendable () -> String = Timestamp.now
    ) throws(OpeningError) -> Warehouse {
        try check(path)
        let warehouse = Warehouse(path: path, durability: durability, reserve: reserve, now: now)
        do throws(Failure) {
            try warehouse.writer.run { connection throws(Failure) in
                _ = try Migration.apply(to: connection)
                try Ledger.raiseFloor(floor, on: connection)
            }
        } catch {
            warehouse.close()
            throw .failure(error)
        }
        return warehouse
    }

    /// Says whether a file can be opened as a warehouse, without changing it. A file that is missing or empty can.
    public static func check(_ path: String) throws(OpeningError) {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_size > 0 else { return }
        let peek = ConnectionQueue(path: path, isReadOnly: true)
        defer { peek.close() }
        let found: (application: Int64, version: Int64, tables: Int64)
        do throws(Failure) {
            found = try peek.run { connection throws(Failure) in
                (
                    try connection.integer("PRAGMA application_id") ?? 0, try connection.integer("PRAGMA user_version") ?? 0,
                    try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
                )
            }
        } catch { throw .failure(error) }
        if found.application == 0 && found.tables == 0 { return }
        guard found.application == Schema.applicationID else { throw .foreign(path: path) }
        guard found.version <= Migration.newest else { throw .newer(path: path, version: found.version, known: Migration.newest) }
    }

    /// Empties the write-ahead log into the file, and closes all connections. `-wal` and `-shm` stay, so that readers who may not write
    /// the folder can still open it.
    public func close() {
        try? writer.runWithLog { (connection, log) throws(Failure) in
            try connection.execute("PRAGMA synchronous = FULL")
            _ = log?.truncate()
        }
        writer.close()
        lookups.close()
    }

    /// Throws where the file was removed or replaced since it was opened: a commit would go into nothing.
    static func checkInPlace(_ connection: Connection, path: String) throws(Failure) {
        var hasMoved: Int32 = 0
        sqlite3_file_control(connection.handle, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
        if hasMoved != 0 { throw .warehouseGone(path) }
    }
}
