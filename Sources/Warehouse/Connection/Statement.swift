import CSQLite
import Model

/// A prepared statement on the raw C interface: GRDB's binding costs twice the instructions of a whole insert (2.1 times C: docs/decisions/0003).
///
/// Confined to its connection's queue. After `step()` has given a row, columns are read; `reset()` (or the next `run()`) ends it.
final class Statement {
    let pointer: OpaquePointer
    private let database: OpaquePointer

    /// SQLite copies what is bound with this.
    static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Compiles one statement and keeps it.
    /// - Throws: the failure that SQLite reports, with the statement's text.
    init(_ sql: String, on database: OpaquePointer) throws(Failure) {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared else { throw Failure(sqlite: code, on: database, doing: sql) }
        pointer = prepared
        self.database = database
    }

    deinit { sqlite3_finalize(pointer) }

    // MARK: - Binding (1-based index)

    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(pointer, index, value) }

    func bind(_ index: Int32, _ value: Int) { sqlite3_bind_int64(pointer, index, Int64(value)) }

    func bind(_ index: Int32, _ value: Double) { sqlite3_bind_double(pointer, index, value) }

    func bindNull(_ index: Int32) { sqlite3_bind_null(pointer, index) }

    /// Bytes that stay where they are until the statement has been stepped: SQLite does not copy them.
    func bindStatic(_ index: Int32, text: UnsafeBufferPointer<UInt8>) {
        sqlite3_bind_text(pointer, index, start(of: text), Int32(text.count), nil)
    }

    /// Bytes that stay where they are until the statement has been stepped.
    func bindStatic(_ index: Int32, blob: UnsafeRawBufferPointer) {
        sqlite3_bind_blob(pointer, index, blob.baseAddress, Int32(blob.count), nil)
    }

    func bind(_ index: Int32, _ value: SQLValue) {
        switch value {
        case .null: bindNull(index)
        case .integer(let number): bind(index, number)
        case .real(let number): bind(index, number)
        case .text(let text):
            var text = text
            text.withUTF8 { bytes in
                _ = sqlite3_bind_text(pointer, index, start(of: bytes), Int32(bytes.count), Statement.transient)
            }
        case .blob(let bytes):
            if bytes.isEmpty {
                sqlite3_bind_zeroblob(pointer, index, 0)
            } else {
                bytes.withUnsafeBytes { _ = sqlite3_bind_blob(pointer, index, $0.baseAddress, Int32($0.count), Statement.transient) }
            }
        }
    }

    /// The text's address; of a text of no bytes any address, because a null pointer would bind NULL.
    @inline(__always)
    private func start(of text: UnsafeBufferPointer<UInt8>) -> UnsafePointer<CChar> {
        (text.baseAddress.map { UnsafeRawPointer($0) } ?? UnsafeRawPointer(pointer)).assumingMemoryBound(to: CChar.self)
    }

    // MARK: - Stepping

    /// - Returns: true where there is a row.
    func step() throws(Failure) -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let failure = Failure(sqlite: code, on: database, doing: sql)
            sqlite3_reset(pointer)
            throw failure
        }
    }

    /// Ends the statement so that it can be bound and stepped again; bindings stay.
    func reset() { sqlite3_reset(pointer) }

    func clear() { sqlite3_clear_bindings(pointer) }

    /// Steps a statement that gives no rows, and resets it.
    func run() throws(Failure) {
        _ = try step()
        sqlite3_reset(pointer)
    }

    private var sql: String { sqlite3_sql(pointer).map { String(cString: $0) } ?? "" }

    // MARK: - Columns of the current row (0-based)

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

    func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(pointer, column)) }

    func real(_ column: Int32) -> Double { sqlite3_column_double(pointer, column) }

    /// `nil` where the column is NULL.
    func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }

    /// `nil` where the column is NULL.
    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(pointer, column) else { return "" }
        return String(decoding: UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))), as: UTF8.self)
    }

    func blob(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(pointer, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
    }

    /// `nil` where the column is NULL.
    func optionalBlob(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : blob(column) }

    /// The column's bytes, valid until the next step or reset.
    func withBytes<T>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> T) -> T {
        let start = sqlite3_column_blob(pointer, column)
        return body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : Int(sqlite3_column_bytes(pointer, column))))
    }

    /// The column as the value that it is.
    func value(_ column: Int32) -> SQLValue {
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_FLOAT: .real(real(column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .blob(blob(column))
        default: .null
        }
    }
}
