import CSQLite
import Glibc
import Model
import Testing

@testable import Warehouse

/// What may be opened, what is refused untouched, and what happens when the file or the disk under it fails.
@Suite struct OpeningTests {
    private static func bytes(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw Failure(.ioError, path) }
        defer { fclose(file) }
        var found: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { found += buffer[..<count] }
        return found
    }

    @Test("a warehouse of a newer program is refused, and not a byte of it changes")
    func newerIsRefused() throws {
        let desk = try TemporaryWarehouse()
        try desk.write("PRAGMA user_version = 99")
        desk.warehouse.close()
        let before = try Self.bytes(desk.path)
        let expected = OpeningError.newer(path: desk.path, version: 99, known: Migration.newest)
        #expect(throws: expected) { try Warehouse.open(desk.path) }
        #expect(throws: expected) { try WarehouseReader(desk.path) }
        #expect(try Self.bytes(desk.path) == before)
        #expect(expected.description.contains("99"))
    }

    @Test("programs that make one new warehouse at the same time all open it")
    func madeByManyAtOnce() async throws {
        for _ in 0..<5 {
            let folder = try TemporaryWarehouse.makeFolder()
            defer { TemporaryWarehouse.remove(folder) }
            let failures = await withTaskGroup(of: String?.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        do throws(OpeningError) {
                            try Warehouse.open(folder + "/w.sqlite").close()
                            return nil
                        } catch { return "\(error)" }
                    }
                }
                return await group.reduce(into: [String]()) { if let failure = $1 { $0.append(failure) } }
            }
            #expect(failures == [])
        }
    }

    @Test("somebody else's SQLite file, and a file that is none, are refused and left as they are")
    func foreignIsRefused() throws {
        let desk = try TemporaryWarehouse()
        let foreign = desk.folder + "/foreign.sqlite"
        var handle: OpaquePointer?
        #expect(sqlite3_open(foreign, &handle) == SQLITE_OK)
        sqlite3_exec(handle, "CREATE TABLE mine(a)", nil, nil, nil)
        sqlite3_close(handle)
        let before = try Self.bytes(foreign)
        #expect(throws: OpeningError.foreign(path: foreign)) { try Warehouse.open(foreign) }
        #expect(try Self.bytes(foreign) == before)
        let text = desk.folder + "/text"
        let file = try #require(fopen(text, "wb"))
        fputs(String(repeating: "no database ", count: 100), file)
        fclose(file)
        do {
            _ = try Warehouse.open(text)
            Issue.record("a text file was opened")
        } catch {
            if case .failure(let failure) = error { #expect(failure.code == .databaseCorrupt) } else { Issue.record("\(error)") }
        }
    }

    @Test("a reader of a warehouse that is not there gets a failure, and makes no file")
    func readersMakeNothing() throws {
        let desk = try TemporaryWarehouse()
        #expect(throws: OpeningError.self) { try WarehouseReader(desk.folder + "/none.sqlite") }
        #expect(access(desk.folder + "/none.sqlite", F_OK) != 0)
    }

    @Test("the log stays after closing, empty, so that readers who may not write the folder can open the warehouse")
    func logStays() throws {
        let desk = try TemporaryWarehouse()
        _ = try desk.file("a")
        desk.warehouse.close()
        var facts = stat()
        #expect(stat(desk.path + "-wal", &facts) == 0 && facts.st_size == 0)
        #expect(try WarehouseReader(desk.path).status().files(.working) == 1)
    }

    @Test("a warehouse that was removed or replaced is noticed before the next commit")
    func removedWhileOpen() throws {
        let desk = try TemporaryWarehouse()
        let loader = desk.loader()
        let id = try desk.file("a")
        unlink(desk.path)
        let group = Samples.whole(id, [Samples.article("Lost.")])
        for _ in 0..<2 {
            do throws(Failure) {
                _ = try loader.load(group)
                Issue.record("loaded into nothing")
            } catch {
                #expect(error.code == .databaseCorrupt && error.detail.contains("removed or replaced"))
            }
        }
        #expect(throws: Failure.self) { try desk.ledger.claim([desk.draft("b")]) }
        #expect(access(desk.path, F_OK) != 0)
    }

    @Test("a full disk rolls the group back as an outage; with space again the same group loads")
    func diskFull() throws {
        let desk = try TemporaryWarehouse()
        let loader = desk.loader()
        let first = try desk.file("a")
        _ = try loader.load(Samples.whole(first, [Samples.article("Small.")]))
        let id = try desk.file("b")
        let articles = (1...40).map { Samples.article(String(repeating: "word\($0) ", count: 2_000), file: 2, ordinal: $0) }
        let pages = try #require(try desk.number("PRAGMA page_count"))
        try desk.write("PRAGMA max_page_count = \(pages + 8)")
        do throws(Failure) {
            _ = try loader.load(Samples.whole(id, articles))
            Issue.record("loaded on a full disk")
        } catch {
            #expect(error.code == .diskFull)
        }
        #expect(try desk.count("articles") == 1)
        #expect(try desk.count("batches") == 1)
        #expect(try desk.ledger.row(id)?.status == .working)
        #expect(try WarehouseReader(desk.path).audit(deep: true) == [])
        // The limit belongs to the connection; after the failure it was opened anew.
        let report = try loader.load(Samples.whole(id, articles))
        #expect(report.outcomes[id]?.articles == 40)
        #expect(try WarehouseReader(desk.path).audit(deep: true) == [])
    }

    @Test("another program's write lock is an outage, not a failure of the file")
    func locked() throws {
        let desk = try TemporaryWarehouse()
        let loader = desk.loader()
        let id = try desk.file("a")
        var other: OpaquePointer?
        #expect(sqlite3_open(desk.path, &other) == SQLITE_OK)
        defer { sqlite3_close(other) }
        sqlite3_exec(other, "BEGIN IMMEDIATE", nil, nil, nil)
        try desk.warehouse.writer.run { connection throws(Failure) in try connection.execute("PRAGMA busy_timeout = 20") }
        do throws(Failure) {
            _ = try loader.load(Samples.whole(id, [Samples.article("Waits.")]))
            Issue.record("loaded over a lock")
        } catch {
            #expect(error.code == .databaseLocked)
        }
        sqlite3_exec(other, "ROLLBACK", nil, nil, nil)
        #expect(try loader.load(Samples.whole(id, [Samples.article("Waits.")])).articles == 1)
    }

    @Test("a damaged page stops loading, and audit finds it")
    func damagedPage() throws {
        let desk = try TemporaryWarehouse()
        let id = try desk.file("a")
        _ = try desk.loader().load(Samples.whole(id, (1...50).map { Samples.article("Text \($0).", ordinal: $0) }))
        let root = try #require(try desk.number("SELECT rootpage FROM sqlite_schema WHERE name = 'articles'"))
        let ledgerRoot = try #require(try desk.number("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_articles_1'"))
        desk.warehouse.close()
        let file = try #require(fopen(desk.path, "r+b"))
        for page in [root, ledgerRoot] {
            fseek(file, (page - 1) * Warehouse.pageBytes, SEEK_SET)
            let noise = [UInt8](repeating: 0xA5, count: Warehouse.pageBytes)
            fwrite(noise, 1, noise.count, file)
        }
        fclose(file)
        try desk.reopen()
        let next = try desk.file("b")
        do throws(Failure) {
            _ = try desk.loader().load(Samples.whole(next, [Samples.article("More.", file: 2)]))
            Issue.record("loaded into a damaged table")
        } catch {
            #expect(error.code == .databaseCorrupt)
        }
        // Either audit says what is damaged, or it cannot even read so far.
        let reader = try WarehouseReader(desk.path)
        do throws(Failure) {
            let findings = try reader.audit()
            #expect(findings.contains { $0.check == "integrity" })
        } catch {
            #expect(error.code == .databaseCorrupt)
        }
    }

    @Test(
        "SQLite's codes become the catalogue's",
        arguments: [
            (SQLITE_FULL, FailureCode.diskFull), (SQLITE_READONLY, .readOnly), (SQLITE_READONLY | (4 << 8), .databaseCorrupt),
            (SQLITE_BUSY, .databaseLocked), (SQLITE_BUSY | (2 << 8), .databaseLocked), (SQLITE_LOCKED, .databaseLocked),
            (SQLITE_CORRUPT, .databaseCorrupt),
            (SQLITE_NOTADB, .databaseCorrupt), (SQLITE_IOERR | (4 << 8), .ioError), (SQLITE_NOMEM, .outOfMemory),
            (SQLITE_IOERR | (12 << 8), .outOfMemory),
            (SQLITE_CONSTRAINT, .databaseCorrupt),
        ])
    func codes(sqlite: Int32, code: FailureCode) {
        #expect(Failure(sqlite: sqlite, on: nil).code == code)
    }

    @Test("after an I/O error the connection is opened anew before the next statement")
    func reopensAfterFailure() throws {
        let desk = try TemporaryWarehouse()
        let loader = desk.loader()
        let first = try desk.file("a")
        _ = try loader.load(Samples.whole(first, [Samples.article("One.")]))
        var handles: [OpaquePointer] = []
        try desk.warehouse.writer.run { connection throws(Failure) in handles.append(connection.handle) }
        #expect(throws: Failure.self) {
            try desk.warehouse.writer.run { (connection: Connection) throws(Failure) in
                try connection.execute("CREATE TEMP TABLE mine(a)")
                throw Failure(.ioError, "injected: fdatasync failed")
            }
        }
        // Temporary tables end with their connection.
        let left = try desk.warehouse.writer.run { connection throws(Failure) in
            try connection.integer("SELECT count(*) FROM sqlite_temp_schema WHERE name = 'mine'")
        }
        #expect(left == 0)
        let second = try desk.file("b")
        #expect(try loader.load(Samples.whole(second, [Samples.article("Two.", file: 2)])).articles == 1)
    }
}
