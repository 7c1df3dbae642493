import CSQLite
import Glibc
import Model

@testable import Warehouse

/// A warehouse in a folder of its own, removed with the last reference. Its clock stands still.
final class TemporaryWarehouse {
    static let clock = "2024-05-01T12:00:00Z"
    let folder: String
    let path: String
    private(set) var warehouse: Warehouse
    private(set) var ledger: Ledger

    /// Not synced, unless the test is about that.
    init(durability: Durability = .atClosing, reserve: @escaping @Sendable (FileID) throws(Failure) -> Void = { (_) throws(Failure) in })
        throws
    {
        folder = try Self.makeFolder()
        path = folder + "/w.sqlite"
        warehouse = try Warehouse.open(path, reserve: reserve, durability: durability, now: { Self.clock })
        ledger = Ledger(warehouse)
    }

    deinit {
        warehouse.close()
        Self.remove(folder)
    }

    static func makeFolder() throws -> String {
        var template = Array("/tmp/copydesk-warehouse.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(.ioError, "mkdtemp") }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func remove(_ folder: String) {
        if let names = opendir(folder) {
            while let entry = readdir(names) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != "." && name != ".." { unlink(folder + "/" + name) }
            }
            closedir(names)
        }
        rmdir(folder)
    }

    /// Closes and opens it, as a new process would.
    func reopen(floor: FileID = 1) throws {
        warehouse.close()
        warehouse = try Warehouse.open(path, floor: floor, durability: .atClosing, now: { Self.clock })
        ledger = Ledger(warehouse)
    }

    func loader(withSearch: Bool = true, crashPoint: @escaping @Sendable (String) -> Void = { _ in }) -> Loader {
        Loader(warehouse, withSearch: withSearch, crashPoint: crashPoint)
    }

    /// Rows of a query, each column as text; NULL is `nil`.
    func query(_ sql: String, _ values: [SQLValue] = []) throws -> [[String?]] {
        try warehouse.lookups.run { connection throws(Failure) in
            try connection.rows(sql, values) { row in (0..<sqlite3_column_count(row.pointer)).map { row.optionalText($0) } }
        }
    }

    func count(_ table: String) throws -> Int { try Int(query("SELECT count(*) FROM \(table)")[0][0] ?? "") ?? -1 }

    /// One number.
    func number(_ sql: String) throws -> Int? { try query(sql).first?.first.flatMap { $0.flatMap(Int.init) } }

    func text(_ sql: String) throws -> String? { try query(sql).first?.first ?? nil }

    /// Changes rows behind the loader's back.
    func write(_ sql: String) throws { try warehouse.writer.run { connection throws(Failure) in try connection.execute(sql) } }

    /// A claimed file in work/, ready to load.
    func file(_ name: String, source: String = "", inode: UInt64? = nil) throws -> FileID {
        let ids = try ledger.claim([draft(name, source: source, inode: inode)])
        try ledger.markWorking(ids)
        return ids[0]
    }

    func draft(_ name: String, source: String = "", inode: UInt64? = nil, bytes: Int64 = 100) -> LedgerDraft {
        LedgerDraft(
            name: Array(name.utf8), source: source,
            facts: FileFacts(device: 7, inode: inode ?? Self.inode(of: name), bytes: bytes, mtimeNs: 1_000, ctimeNs: 2_000),
            proof: .lease)
    }

    private static func inode(of name: String) -> UInt64 { name.utf8.reduce(1_469_598_103) { ($0 &* 1_099_511_628_211) ^ UInt64($1) } >> 1 }
}
