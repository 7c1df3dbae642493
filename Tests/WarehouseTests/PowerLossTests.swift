import Glibc
import Model
import Testing

@testable import Warehouse

/// What the disk holds when the power fails at the worst moment, made by copying the files at that moment.
@Suite("A15, A16: the warehouse's files as a cut leaves them")
struct PowerLossTests {
    /// Reads a whole file.
    private func bytes(_ path: String) -> [UInt8] {
        let fd = open(path, O_RDONLY)
        defer { close(fd) }
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(fd, &buffer, buffer.count)
            if count <= 0 { return all }
            all += buffer[..<count]
        }
    }

    private func write(_ bytes: [UInt8], _ path: String) {
        let fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        defer { close(fd) }
        var at = 0
        while at < bytes.count { at += bytes[at...].withUnsafeBytes { Glibc.write(fd, $0.baseAddress, $0.count) } }
    }

    @Test(
        "A15: cut in the middle of a checkpoint, after any share of its pages: opens, is whole, and holds every commit",
        arguments: [0, 1, 2, 3])
    func checkpoint(quarters: Int) throws {
        let desk = try TemporaryWarehouse()
        let loader = desk.loader()
        for number in 1...6 {
            let id = try desk.file("f\(number).txt")
            let articles = (1...5).map { Samples.article("Text \($0) of file \(number)", file: UInt64(number), ordinal: $0) }
            _ = try loader.load(Samples.whole(id, articles))
        }
        let before = bytes(desk.path)
        let log = bytes(desk.path + "-wal")
        #expect(!log.isEmpty)
        try desk.warehouse.writer.runWithLog { (_, log) throws(Failure) in _ = log?.truncate() }
        let after = bytes(desk.path)
        #expect(after != before)
        // The pages are written back in order; the log is untouched until all of them are on the disk.
        let size = Warehouse.pageBytes
        var mixed = before + [UInt8](repeating: 0, count: max(0, after.count - before.count))
        for page in 0..<(after.count / size) where page % 4 < quarters {
            mixed[page * size..<(page + 1) * size] = after[page * size..<(page + 1) * size]
        }
        let folder = try TemporaryWarehouse.makeFolder()
        defer { TemporaryWarehouse.remove(folder) }
        write(mixed, folder + "/w.sqlite")
        write(log, folder + "/w.sqlite-wal")
        let reader = try WarehouseReader(folder + "/w.sqlite")
        defer { reader.close() }
        #expect(try reader.audit(deep: true) == [])
        #expect(try reader.status().articles == 30)
    }

    @Test("A16: cut in the middle of a migration: the old version whole, or the new one")
    func migration() throws {
        let desk = try TemporaryWarehouse()
        let id = try desk.file("f.txt")
        _ = try desk.loader().load(Samples.whole(id, [Samples.article("One text")]))
        let folder = try TemporaryWarehouse.makeFolder()
        defer { TemporaryWarehouse.remove(folder) }
        let next = Migration.newest + 1
        var copies = 0
        func copy() {
            copies += 1
            for suffix in ["", "-wal"] { write(bytes(desk.path + suffix), "\(folder)/\(copies).sqlite\(suffix)") }
        }
        try desk.warehouse.writer.run { connection throws(Failure) in
            // Small enough a cache that pages of the open transaction are in the log already when it is cut.
            try connection.execute("PRAGMA cache_size = 10; PRAGMA cache_spill = 1")
            let filler = (0..<40).map { "CREATE TABLE added_\($0)(x TEXT); INSERT INTO added_\($0) VALUES(zeroblob(20000))" }
            let step = Migration(version: next, statements: ["ALTER TABLE articles ADD COLUMN added TEXT"] + filler)
            try connection.transaction { () throws(Failure) in
                for sql in step.statements { try connection.execute(sql) }
                copy()
            }
            try connection.execute("DROP TABLE added_0")
            for table in 1..<40 { try connection.execute("DROP TABLE added_\(table)") }
            try connection.execute("ALTER TABLE articles DROP COLUMN added")
            _ = try Migration.apply([step], to: connection)
            copy()
        }
        for number in 1...copies {
            // Not by a reader of ours: it refuses what a newer program wrote.
            let connections = ConnectionQueue(path: "\(folder)/\(number).sqlite", isReadOnly: true)
            defer { connections.close() }
            let found = try connections.run { connection throws(Failure) in
                [
                    try connection.integer("PRAGMA user_version"), try connection.integer("SELECT count(*) FROM articles"),
                    try connection.integer("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'added!_%' ESCAPE '!'"),
                    try connection.text("PRAGMA integrity_check") == "ok" ? 1 : 0,
                ]
            }
            #expect(found == (number == copies ? [next, 1, 40, 1] : [Migration.newest, 1, 0, 1]), "copy \(number)")
        }
    }

    @Test("A16: a migration whose last step fails leaves the old version")
    func failingMigration() throws {
        let desk = try TemporaryWarehouse()
        let step = Migration(version: Migration.newest + 1, statements: ["CREATE TABLE added(x TEXT)", "CREATE TABLE articles(x TEXT)"])
        #expect(throws: Failure.self) {
            try desk.warehouse.writer.run { connection throws(Failure) in _ = try Migration.apply([step], to: connection) }
        }
        #expect(try desk.number("PRAGMA user_version") == Int(Migration.newest))
        #expect(try desk.number("SELECT count(*) FROM sqlite_schema WHERE name = 'added'") == 0)
    }
}
