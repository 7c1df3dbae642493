import CSQLite

/// A warehouse as any other program opens it: to hold a lock, to look at it while it is being filled, to damage it.
final class DeskDatabase {
    struct Failed: Error, CustomStringConvertible { var description: String }

    private var handle: OpaquePointer?

    /// - Parameter isReadOnly: a reader; it waits up to five seconds for whoever checkpoints.
    init(_ path: String, isReadOnly: Bool = false) throws {
        guard sqlite3_open_v2(path, &handle, isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, nil) == SQLITE_OK else {
            throw failed()
        }
        sqlite3_busy_timeout(handle, 5_000)
    }

    deinit { sqlite3_close_v2(handle) }

    func run(_ sql: String) throws { guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failed() } }

    /// The first column of every row, as text.
    func texts(_ sql: String) throws -> [String] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw failed() }
        defer { sqlite3_finalize(statement) }
        var found: [String] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: found.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "")
            case SQLITE_DONE: return found
            default: throw failed()
            }
        }
    }

    /// The first column of the first row.
    func number(_ sql: String) throws -> Int {
        guard let text = try texts(sql).first, let number = Int(text) else { throw Failed(description: "no number: \(sql)") }
        return number
    }

    private func failed() -> Failed { Failed(description: String(cString: sqlite3_errmsg(handle))) }
}
