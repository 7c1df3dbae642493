import Model
import Synchronization

/// The ledger `files`: one row for each claim, and its outcome. Shares the loader's connection and may be called from any thread.
///
/// Every call commits before it returns, durably unless it says otherwise, so that the rename that shows it can follow (docs/decisions/0004).
public final class Ledger: Sendable {
    let warehouse: Warehouse
    /// Rows of status `claiming` by their file; `nil` until first needed.
    let claiming = Mutex<[ClaimKey: FileID]?>(nil)

    /// A file as it waits in the inbox.
    struct ClaimKey: Hashable {
        let device: UInt64
        let inode: UInt64
        let name: [UInt8]
    }

    public init(_ warehouse: Warehouse) { self.warehouse = warehouse }

    /// Raises the sequence of ids, never lowers it.
    static func raiseFloor(_ floor: FileID, on connection: Connection) throws(Failure) {
        guard floor > 1, try Self.lastID(on: connection) < floor - 1 else { return }
        try connection.transaction { () throws(Failure) in
            try connection.run("DELETE FROM sqlite_sequence WHERE name = 'files'")
            try connection.run("INSERT INTO sqlite_sequence(name, seq) VALUES('files', ?)", [.integer(floor - 1)])
        }
    }

    /// The highest id ever given.
    static func lastID(on connection: Connection) throws(Failure) -> FileID {
        try connection.integer("SELECT seq FROM sqlite_sequence WHERE name = 'files'") ?? 0
    }

    /// Inserts one row under a fresh id, inside the caller's transaction; the id is not reserved yet.
    static func insert(
        _ draft: LedgerDraft, id: FileID, status: FileStatus, reason: FailureCode? = nil, at: String, previous: FileID? = nil,
        on connection: Connection
    ) throws(Failure) {
        let statement = try connection.statement(insertSQL)
        statement.bind(1, id)
        statement.bind(2, .blob(draft.name))
        statement.bind(3, .text(draft.source))
        statement.bind(4, .text(status.rawValue))
        statement.bind(5, .optional(reason?.rawValue))
        statement.bind(6, .text(at))
        statement.bind(7, status.isFinal ? .text(at) : .null)
        statement.bind(8, draft.facts.bytes)
        statement.bind(9, Int64(bitPattern: draft.facts.device))
        statement.bind(10, Int64(bitPattern: draft.facts.inode))
        statement.bind(11, draft.facts.mtimeNs)
        statement.bind(12, draft.facts.ctimeNs)
        statement.bind(13, .text(draft.proof.rawValue))
        statement.bind(14, .optional(previous))
        try statement.run()
    }

    private static let insertSQL = """
        INSERT INTO files(file_id, name, source, status, reason, received_at, finished_at, bytes, device, inode, mtime_ns, ctime_ns, proof, \
        previous_file_id) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """

    /// Runs `body` in a durable transaction that does not commit into a warehouse that is gone.
    func transaction<T>(_ body: (Connection) throws(Failure) -> T) throws(Failure) -> T {
        try warehouse.writer.runWithLog { (connection, log) throws(Failure) in
            let result = try connection.transaction { () throws(Failure) in
                let result = try body(connection)
                try Warehouse.checkInPlace(connection, path: warehouse.path)
                return result
            }
            log?.checkpointIfDue()
            return result
        }
    }
}
