import Model
import Testing

@testable import Warehouse

/// Versions go forward only, whole or not at all.
@Suite struct MigrationTests {
    private static let later = [
        Migration(
            version: Migration.newest + 1,
            statements: ["ALTER TABLE articles ADD COLUMN edition TEXT", "CREATE TABLE second(a INTEGER) STRICT"]),
        Migration(version: Migration.newest + 2, statements: ["CREATE INDEX second_by_a ON second(a)", "INSERT INTO second VALUES(7)"]),
    ]

    @Test("every older version migrates to the newest, with its rows", arguments: 0..<Migration.newest)
    func olderVersions(version: Int64) throws {
        let desk = try TemporaryWarehouse()
        let queue = ConnectionQueue(path: desk.folder + "/old.sqlite", isReadOnly: false)
        defer { queue.close() }
        try queue.run { connection throws(Failure) in
            _ = try Migration.apply(Migration.all.filter { $0.version <= version }, to: connection)
            #expect(try Migration.apply(to: connection))
            #expect(try connection.integer("PRAGMA user_version") == Migration.newest)
            #expect(try !Migration.apply(to: connection))
        }
    }

    @Test("steps are in order, and the newest is the last")
    func stepsAreInOrder() {
        #expect(Migration.all.map(\.version) == Array(1...Int64(Migration.all.count)))
    }

    @Test("later steps find the rows of earlier versions; views and the dictionary are made anew")
    func stepsApply() throws {
        let desk = try TemporaryWarehouse()
        let id = try desk.file("a")
        _ = try desk.loader().load(Samples.whole(id, [Samples.article("Kept.")]))
        try desk.write("DELETE FROM _columns; DROP VIEW people")
        try desk.warehouse.writer.run { connection throws(Failure) in
            #expect(try Migration.apply(Migration.all + Self.later, to: connection))
        }
        #expect(try desk.query("SELECT body, edition FROM article_full") == [["Kept.", nil]])
        #expect(try desk.number("SELECT a FROM second") == 7)
        #expect(try desk.text("PRAGMA user_version") == "\(Migration.newest + 2)")
        #expect(try desk.count("_columns") == ColumnDictionary.entries.count)
        #expect(try desk.count("people") == 0)
    }

    @Test("a migration that fails at any step leaves the version before it, complete")
    func failingStepLeavesTheOld() throws {
        let desk = try TemporaryWarehouse()
        let broken = Migration(version: Migration.newest + 3, statements: ["CREATE TABLE third(a) STRICT"])
        #expect(throws: Failure.self) {
            try desk.warehouse.writer.run { connection throws(Failure) in
                _ = try Migration.apply(Migration.all + Self.later + [broken], to: connection)
            }
        }
        #expect(try desk.text("PRAGMA user_version") == "\(Migration.newest)")
        #expect(try desk.query("SELECT name FROM sqlite_schema WHERE name IN ('second', 'third')") == [])
        #expect(try desk.count("people") == 0)
        try desk.reopen()
        #expect(try WarehouseReader(desk.path).audit() == [])
    }
}
