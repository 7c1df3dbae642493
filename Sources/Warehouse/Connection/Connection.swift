import CSQLite
import Model

/// One open connection with its prepared statements, on the raw C interface. Confined to the queue of the GRDB connection that owns
/// the handle; GRDB opens and closes it.
final class Connection {
    let handle: OpaquePointer
    private var statements: [String: Statement] = [:]

    init(_ handle: OpaquePointer) { self.handle = handle }

    /// The statement for this text, compiled once.
    func statement(_ sql: String) throws(Failure) -> Statement {
        if let known = statements[sql] { return known }
        let made = try Statement(sql, on: handle)
        statements[sql] = made
        return made
    }

    /// Forgets all statements, as the connection is about to be closed.
    func finalizeStatements() { statements = [:] }

    /// Runs statements that give no rows and have no parameters, one after the other; they are not kept.
    func execute(_ sql: String) throws(Failure) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw Failure(sqlite: code, on: handle, doing: sql) }
    }

    /// Runs one statement that gives no rows.
    func run(_ sql: String, _ values: [SQLValue] = []) throws(Failure) {
        let statement = try bound(sql, values)
        try statement.run()
    }

    /// Calls `body` for every row.
    func forEach(_ sql: String, _ values: [SQLValue] = [], _ body: (Statement) throws(Failure) -> Void) throws(Failure) {
        let statement = try bound(sql, values)
        defer { statement.reset() }
        while try statement.step() { try body(statement) }
    }

    /// What `row` makes of every row.
    func rows<T>(_ sql: String, _ values: [SQLValue] = [], _ row: (Statement) throws(Failure) -> T) throws(Failure) -> [T] {
        var found: [T] = []
        try forEach(sql, values) { statement throws(Failure) in found.append(try row(statement)) }
        return found
    }

    /// What `row` makes of the first row, `nil` where there is none.
    func first<T>(_ sql: String, _ values: [SQLValue] = [], _ row: (Statement) throws(Failure) -> T) throws(Failure) -> T? {
        let statement = try bound(sql, values)
        defer { statement.reset() }
        return try statement.step() ? try row(statement) : nil
    }

    /// The first column of the first row; `nil` where it is NULL or there is no row.
    func integer(_ sql: String, _ values: [SQLValue] = []) throws(Failure) -> Int64? {
        try first(sql, values) { $0.isNull(0) ? nil : $0.integer(0) } ?? nil
    }

    /// The first column of the first row; `nil` where it is NULL or there is no row.
    func text(_ sql: String, _ values: [SQLValue] = []) throws(Failure) -> String? {
        try first(sql, values) { $0.optionalText(0) } ?? nil
    }

    /// Rows changed, inserted or deleted by the last statement.
    var changes: Int { Int(sqlite3_changes64(handle)) }

    var totalChanges: Int { Int(sqlite3_total_changes64(handle)) }

    var lastRowID: Int64 { sqlite3_last_insert_rowid(handle) }

    /// A transaction of the only writer: takes the lock first, rolls everything back where `body` throws.
    func transaction<T>(_ body: () throws(Failure) -> T) throws(Failure) -> T {
        try run("BEGIN IMMEDIATE")
        do throws(Failure) {
            let result = try body()
            try run("COMMIT")
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Rolls back; SQLite may have done it by itself.
    func rollBack() {
        guard sqlite3_get_autocommit(handle) == 0 else { return }
        sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
    }

    private func bound(_ sql: String, _ values: [SQLValue]) throws(Failure) -> Statement {
        let statement = try statement(sql)
        for (index, value) in values.enumerated() { statement.bind(Int32(index + 1), value) }
        return statement
    }
}
