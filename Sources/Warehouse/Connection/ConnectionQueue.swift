import CSQLite
import GRDB
import Glibc
import Model
import Synchronization

/// One connection to the warehouse that any thread may use, one after the other. GRDB opens and closes it and keeps its queue; statements
/// run on its raw handle.
///
/// `@unchecked Sendable`: everything mutable is touched only while `turn` is held (`run`, `close`).
final class ConnectionQueue: @unchecked Sendable {
    /// Another process that holds the lock is waited for so long.
    static let busyTimeoutMs: Int32 = 10_000
    /// SQLite's page cache of the writer, and of each reader: part of the memory that a daemon may use (promise P8).
    private static let writerCacheKiB = 48 << 10
    private static let readerCacheKiB = 4 << 10

    /// What is open at a time.
    private struct Opened {
        let queue: DatabaseQueue
        let connection: Connection
        let log: WriteAheadLog?
    }

    let path: String
    let isReadOnly: Bool
    let durability: Durability
    private let turn = Mutex(())
    private var opened: Opened?
    private var isSuspicious = false
    private var isClosed = false
    /// Device and inode of the file when it was first opened: opening it anew must not make another.
    private var identity: (device: UInt, inode: UInt)?

    /// Opens at the first use.
    init(path: String, isReadOnly: Bool, durability: Durability = .everyCommit) {
        self.path = path
        self.isReadOnly = isReadOnly
        self.durability = durability
    }

    deinit { shut() }

    /// Runs `body` alone on the connection. After an I/O error the connection is opened anew at the next call: what the operating
    /// system's cache holds of the failed write cannot be known (fsync reports an error only once).
    func run<T>(_ body: (Connection) throws(Failure) -> T) throws(Failure) -> T {
        try runWithLog { (connection, _) throws(Failure) in try body(connection) }
    }

    /// The same, with the write-ahead log (`nil` for readers).
    func runWithLog<T>(_ body: (Connection, WriteAheadLog?) throws(Failure) -> T) throws(Failure) -> T {
        var result: Result<T, Failure>?
        turn.withLock { _ in
            result = Result { () throws(Failure) in
                let opened = try ready()
                return try opened.queue.inDatabase { _ in
                    Result { () throws(Failure) in try body(opened.connection, opened.log) }
                }.get()
            }
            if case .failure(let failure) = result, failure.code != .databaseLocked { isSuspicious = true }
        }
        guard let result else { throw Failure(.databaseCorrupt, "the connection gave no result") }
        return try result.get()
    }

    /// Closes the connection; further calls fail.
    func close() {
        turn.withLock { _ in
            shut()
            isClosed = true
        }
    }

    private func ready() throws(Failure) -> Opened {
        if isClosed { throw Failure(.databaseLocked, "the warehouse has been closed") }
        if isSuspicious {
            shut()
            isSuspicious = false
        }
        if let opened { return opened }
        if let identity, Self.identity(of: path).map({ $0 == identity }) != true { throw .warehouseGone(path) }
        let made = try make()
        identity = Self.identity(of: path)
        opened = made
        return made
    }

    private static func identity(of path: String) -> (device: UInt, inode: UInt)? {
        var facts = stat()
        return stat(path, &facts) == 0 ? (facts.st_dev, facts.st_ino) : nil
    }

    private func shut() {
        guard let opened else { return }
        opened.queue.inDatabase { _ in
            opened.log?.stop()
            opened.connection.finalizeStatements()
        }
        // Fails only where statements are left, and then frees the connection with the last of them.
        try? opened.queue.close()
        self.opened = nil
    }

    /// Asked for before the first connection of the process.
    private static let isSQLiteConfigured = copydesk_sqlite_without_memory_statistics() == SQLITE_OK

    private func make() throws(Failure) -> Opened {
        // Where SQLite was in use before, it works all the same, a little slower.
        _ = Self.isSQLiteConfigured
        let queue: DatabaseQueue
        do {
            var configuration = Configuration()
            configuration.readonly = isReadOnly
            configuration.foreignKeysEnabled = false
            configuration.busyMode = .timeout(Double(Self.busyTimeoutMs) / 1000)
            configuration.label = isReadOnly ? "copydesk.reader" : "copydesk.writer"
            queue = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw Failure(opening: path, error)
        }
        return try queue.inDatabase { database in
            Result { () throws(Failure) in
                guard let handle = database.sqliteConnection else { throw Failure(.ioError, "\(path) cannot be opened") }
                let connection = Connection(handle)
                return Opened(queue: queue, connection: connection, log: try settle(connection))
            }
        }.get()
    }

    /// Sets what a connection needs.
    private func settle(_ connection: Connection) throws(Failure) -> WriteAheadLog? {
        try connection.execute("PRAGMA cache_size = -\(isReadOnly ? Self.readerCacheKiB : Self.writerCacheKiB); PRAGMA temp_store = MEMORY")
        if isReadOnly {
            try connection.execute("PRAGMA trusted_schema = OFF")
            return nil
        }
        // The writer must trust the schema: its triggers change FTS5 tables, which SQLite counts as unsafe.
        try connection.execute("PRAGMA page_size = \(Warehouse.pageBytes)")
        guard try hasLog(connection) else {
            throw Failure(.readOnly, "\(path): the file system does not let SQLite keep a write-ahead log")
        }
        try connection.execute("PRAGMA synchronous = \(durability.synchronous); PRAGMA secure_delete = OFF")
        // Readers who may not write the folder need -wal and -shm to stay after a clean stop.
        var keep: Int32 = 1
        sqlite3_file_control(connection.handle, "main", SQLITE_FCNTL_PERSIST_WAL, &keep)
        return try WriteAheadLog(connection)
    }

    /// Turns to a write-ahead log. SQLite does not wait for the lock that this takes where another process is doing the same.
    private func hasLog(_ connection: Connection) throws(Failure) -> Bool {
        var waitedMs: Int32 = 0
        while true {
            do throws(Failure) { return try connection.text("PRAGMA journal_mode = WAL") == "wal" } catch {
                guard error.code == .databaseLocked, waitedMs < Self.busyTimeoutMs else { throw error }
                usleep(UInt32(Self.pauseMs) * 1_000)
                waitedMs += Self.pauseMs
            }
        }
    }

    private static let pauseMs: Int32 = 10
}

extension Failure {
    /// What GRDB says of a file that it cannot open.
    init(opening path: String, _ error: any Error) {
        guard let error = error as? DatabaseError else {
            self.init(.ioError, "\(path) cannot be opened: \(error)")
            return
        }
        var failure = Failure(sqlite: error.extendedResultCode.rawValue, on: nil)
        failure.detail = "\(path) cannot be opened: SQLite: \(error.message ?? "no message") (code \(error.extendedResultCode.rawValue))"
        self = failure
    }
}
