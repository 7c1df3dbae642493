import CSQLite
import Foundation

@testable import Desk

/// `inbox-sample/`, loaded once by the line that `copydesk ingest` runs, into a warehouse of its own.
///
/// The files are copied first and given one time of change, because a file without a date gets its day from there.
final class SampleWarehouse: Sendable {
    /// Times of change of the copies: the day of articles that give no date is 2024-09-01.
    private static let changedAt = Date(timeIntervalSince1970: 1_725_192_000)

    /// Paths below `inbox-sample/`, in the order in which they are loaded.
    static let names: [String] = {
        let folder = GoldenFile.root.appendingPathComponent("inbox-sample").path
        let all = (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String]) ?? []
        return all.filter { isFile("\(folder)/\($0)") }.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }()

    /// The same warehouse for all tests of this process: they only read it.
    static let shared = Result { try SampleWarehouse() }

    private let desk: TemporaryDesk
    /// The samples' folder as it stands in `files.name`, with a slash at its end.
    let folder: String
    let path: String

    private init() throws {
        desk = try TemporaryDesk()
        folder = desk.path + "/inbox-sample/"
        path = desk.path + "/w.sqlite"
        for name in Self.names {
            let copy = folder + name
            try FileManager.default.createDirectory(
                atPath: URL(fileURLWithPath: copy).deletingLastPathComponent().path, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: GoldenFile.root.appendingPathComponent("inbox-sample/\(name)").path, toPath: copy)
            try FileManager.default.setAttributes([.modificationDate: Self.changedAt], ofItemAtPath: copy)
        }
        var options = Ingest.Options()
        options.warehouse = path
        _ = try Ingest.run(paths: [String(folder.dropLast())], options: options, settings: Settings())
    }

    /// Rows of one statement: names of the columns, and each row's values as text; NULL is `nil`, a BLOB its hexadecimal digits.
    struct Rows {
        var columns: [String] = []
        var values: [[String?]] = []
    }

    /// Runs statements one after another, reading only.
    /// - Returns: what each of them gave.
    func query(_ sql: String, _ arguments: [String] = []) throws -> [Rows] {
        var connection: OpaquePointer?
        defer { sqlite3_close_v2(connection) }
        guard sqlite3_open_v2(path, &connection, SQLITE_OPEN_READONLY, nil) == SQLITE_OK else { throw Complaint(connection, sql) }
        sqlite3_busy_timeout(connection, 10_000)
        var answers: [Rows] = []
        var rest = Array(sql.utf8CString)
        while rest.count > 1 {
            var statement: OpaquePointer?
            defer { sqlite3_finalize(statement) }
            var used = 0
            let result = rest.withUnsafeBufferPointer { text in
                var tail: UnsafePointer<CChar>?
                let result = sqlite3_prepare_v2(connection, text.baseAddress, -1, &statement, &tail)
                if let tail, let start = text.baseAddress { used = start.distance(to: tail) }
                return result
            }
            guard result == SQLITE_OK else { throw Complaint(connection, sql) }
            rest.removeFirst(used)
            guard let statement else { break }
            for (index, argument) in arguments.enumerated() {
                sqlite3_bind_text(statement, Int32(index + 1), argument, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
            }
            answers.append(try Self.rows(statement, connection, sql))
        }
        return answers
    }

    private static func rows(_ statement: OpaquePointer, _ connection: OpaquePointer?, _ sql: String) throws -> Rows {
        let count = sqlite3_column_count(statement)
        var rows = Rows(columns: (0..<count).map { sqlite3_column_name(statement, $0).map { String(cString: $0) } ?? "" })
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: rows.values.append((0..<count).map { value(statement, $0) })
            case SQLITE_DONE: return rows
            default: throw Complaint(connection, sql)
            }
        }
    }

    private static func value(_ statement: OpaquePointer, _ column: Int32) -> String? {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_NULL: return nil
        case SQLITE_BLOB:
            let bytes = UnsafeRawBufferPointer(
                start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
            return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        default: return sqlite3_column_text(statement, column).map { String(cString: $0) }
        }
    }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    /// What SQLite says about a statement.
    struct Complaint: Error, CustomStringConvertible {
        let description: String

        init(_ connection: OpaquePointer?, _ sql: String) {
            description = "\(sqlite3_errmsg(connection).map { String(cString: $0) } ?? "?"): \(sql)"
        }
    }
}
