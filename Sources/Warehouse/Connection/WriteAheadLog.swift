import CSQLite
import Model

/// When the write-ahead log goes back into the database: larger checkpoints cost less than the sync mode, so
/// SQLite's own every 1,000 pages are off. A reader in a long transaction can hold the log; nobody waits for readers.
final class WriteAheadLog {
    /// PASSIVE once the log has grown by this much.
    static let passiveBytes: Int64 = 16 << 20
    /// TRUNCATE above this.
    static let truncateBytes: Int64 = 256 << 20

    private let connection: Connection
    private let pageBytes: Int64
    /// Written by SQLite's hook at each commit: pages in the log.
    private let pages: UnsafeMutablePointer<Int32>
    private var pagesAtCheckpoint: Int64 = 0

    /// Takes over checkpointing on this connection.
    init(_ connection: Connection) throws(Failure) {
        self.connection = connection
        pageBytes = try connection.integer("PRAGMA page_size") ?? 4096
        pages = .allocate(capacity: 1)
        pages.initialize(to: 0)
        try connection.execute("PRAGMA wal_autocheckpoint = 0")
        sqlite3_wal_hook(
            connection.handle,
            { context, _, _, pages in
                context?.assumingMemoryBound(to: Int32.self).pointee = pages
                return SQLITE_OK
            }, pages)
    }

    deinit { pages.deallocate() }

    /// Stops counting; before the connection is closed.
    func stop() { sqlite3_wal_hook(connection.handle, nil, nil) }

    /// Bytes in the log after the last commit.
    var bytes: Int64 { Int64(pages.pointee) * pageBytes }

    /// After a commit: checkpoints if the log has grown enough. Failing is no failure of the commit, which is in the log already.
    func checkpointIfDue() {
        if bytes > Self.truncateBytes {
            checkpoint(SQLITE_CHECKPOINT_TRUNCATE)
        } else if bytes - pagesAtCheckpoint * pageBytes >= Self.passiveBytes {
            checkpoint(SQLITE_CHECKPOINT_PASSIVE)
        }
    }

    /// While nothing else is to do: brings everything into the database and empties the log.
    /// - Returns: false where a reader holds it.
    @discardableResult
    func truncate() -> Bool {
        guard pages.pointee > 0 else { return true }
        return checkpoint(SQLITE_CHECKPOINT_TRUNCATE)
    }

    @discardableResult
    private func checkpoint(_ mode: Int32) -> Bool {
        // A busy reader must not stop the loader for the busy timeout.
        sqlite3_busy_timeout(connection.handle, 0)
        defer { sqlite3_busy_timeout(connection.handle, ConnectionQueue.busyTimeoutMs) }
        var logged: Int32 = 0
        var copied: Int32 = 0
        let code = sqlite3_wal_checkpoint_v2(connection.handle, nil, mode, &logged, &copied)
        if mode == SQLITE_CHECKPOINT_TRUNCATE && code == SQLITE_OK {
            pages.pointee = 0
            pagesAtCheckpoint = 0
        } else {
            // Copied in full, the log starts again from its beginning with the next commit; held by a reader, it goes on growing.
            pagesAtCheckpoint = logged == copied ? 0 : Int64(max(0, logged))
        }
        return code == SQLITE_OK && logged == copied
    }
}
