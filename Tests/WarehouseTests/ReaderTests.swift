import Glibc
import Model
import Testing

@testable import Warehouse

/// Search, audit, snapshots.
@Suite struct ReaderTests {
    let desk: TemporaryWarehouse
    let loader: Loader
    let reader: WarehouseReader

    init() throws {
        desk = try TemporaryWarehouse()
        loader = desk.loader()
        reader = try WarehouseReader(desk.path)
        let id = try desk.file("a")
        _ = try loader.load(
            Samples.whole(
                id,
                [
                    Samples.article("The night ferry returns.\n\nThe ferry was repaired.", headline: "Ferry back", publisher: "P"),
                    Samples.article("A bridge, and one ferry.", headline: "Bridge", ordinal: 2, day: "2024-03-06"),
                    Samples.article("潮見町の小さな映画館、三十年ぶりに再開", headline: "映画館", ordinal: 3) { $0.isSpaceless = true },
                ]))
    }

    @Test(
        "queries find articles, newest or best first, with the passage",
        arguments: [
            ("ferry", SearchQuery.Order.newest, [2, 1]), ("ferry", .best, [1, 2]), ("\"night ferry\"", .newest, [1]),
            ("headline:bridge", .newest, [2]),
            ("ferr* NOT night", .newest, [2]), ("nothing", .newest, []), ("映画館", .newest, [3]), ("映画", .newest, [3]),
            ("再開 町", .newest, [3]),
        ] as [(String, SearchQuery.Order, [Int64])])
    func searches(query: String, order: SearchQuery.Order, found: [Int64]) throws {
        #expect(try reader.search(SearchQuery(query, order: order)).map(\.articleID) == found)
    }

    @Test("a hit says what to show")
    func hits() throws {
        let hit = try #require(try reader.search(SearchQuery("night")).first)
        #expect(
            hit
                == SearchHit(
                    articleID: 1, day: "2024-03-05", publisher: "P", headline: "Ferry back", url: nil,
                    passage: "The [night] ferry returns.  The ferry was repaired."))
        #expect(try reader.search(SearchQuery("映画")).first?.passage == "潮見町の小さな[映画]館、三十年ぶりに再開")
        #expect(try reader.search(SearchQuery("ferry", limit: 1)).count == 1)
    }

    @Test(
        "a query that is none is refused with what is wrong and how to ask",
        arguments: [
            ("\"open", "quotation mark"), ("C++", "syntax error"), ("a AND", "syntax error"), ("author:smith", "no field"), ("", "empty"),
            ("  ", "empty"),
            ("*", "*"), ("(ferry", "syntax error"), ("x'; DROP TABLE articles; --", "syntax error"),
        ])
    func badQueries(query: String, says: String) throws {
        do throws(SearchError) {
            _ = try reader.search(SearchQuery(query))
            Issue.record("found something")
        } catch {
            if case .query(let sentence) = error { #expect(sentence.contains(says), "\(sentence)") } else { Issue.record("\(error)") }
        }
    }

    @Test("status sums the ledger up")
    func status() throws {
        let status = try reader.status()
        #expect(status.files == 1 && status.files(.loaded) == 1 && status.articles == 3)
        #expect(status.lastBatchID == 1 && status.lastBatchAt == TemporaryWarehouse.clock && status.databaseBytes > 0)
    }

    @Test(
        "E13 and its like: audit finds rows that were changed by hand",
        arguments: [
            ("DELETE FROM texts WHERE article_id = 2", "texts"), ("DELETE FROM search WHERE rowid = 1", "search"),
            ("DELETE FROM search_cjk_docsize WHERE id = 3", "search-cjk"),
            ("UPDATE file_counts SET files = 7 WHERE status = 'dead'", "file-counts"),
            ("DELETE FROM articles WHERE article_id = 1; DELETE FROM texts WHERE article_id = 1", "outcomes"),
            ("DELETE FROM articles WHERE article_id = 1", "references"), ("UPDATE files SET status = 'dead'", "reasons"),
            ("UPDATE articles SET replaces = 1 WHERE article_id = 2", "revisions"),
            ("INSERT INTO entity_days VALUES('person', '2024-03-05', 1, 1, 1, 0)", "entity-days"),
            ("INSERT INTO entities(kind, name) VALUES('person', 'Nobody')", "entities"),
            ("INSERT INTO aliases VALUES(1, 'N', 1)", "aliases"),
            ("INSERT INTO roles VALUES(1, 'king', 1)", "roles"),
            ("UPDATE articles SET quote_count = 2 WHERE article_id = 1", "quote-counts"),
            ("UPDATE articles SET story_id = 1, reprint_of = 2 WHERE article_id = 3", "stories"),
            ("INSERT INTO sketch_keys VALUES(5, 1)", "sketches"),
            ("INSERT INTO country_days VALUES('AF', '2024-03-05', 1, 1)", "country-days"),
            ("INSERT INTO search(search, rowid, headline, body) VALUES('delete', 1, 'Ferry back', 'x')", "full-text"),
        ])
    func auditFinds(sql: String, check: String) throws {
        #expect(try reader.audit(deep: true) == [])
        #expect(try desk.warehouse.auditFullText() == [])
        try desk.write(sql)
        let findings = try reader.audit() + desk.warehouse.auditFullText()
        #expect(findings.contains { $0.check == check && $0.count > 0 }, "\(findings)")
    }

    @Test("a snapshot is a whole, read-only copy of one state; it never overwrites")
    func snapshots() throws {
        let target = desk.folder + "/copy.sqlite"
        try reader.writeSnapshot(to: target)
        var facts = stat()
        #expect(stat(target, &facts) == 0 && facts.st_mode & 0o777 == 0o444)
        let copy = try WarehouseReader(target)
        #expect(try copy.audit(deep: true) == [])
        var (lines, copied) = ([String](), [String]())
        try reader.canonicalDump { lines.append($0) }
        try copy.canonicalDump { copied.append($0) }
        #expect(lines == copied && lines.count == 3)
        #expect(try copy.search(SearchQuery("ferry")).count == 2)
        #expect(throws: Failure.self) { try reader.writeSnapshot(to: target) }
        #expect(throws: Failure.self) { try reader.writeSnapshot(to: desk.folder + "/none/copy.sqlite") }
    }

    @Test("the canonical dump knows content, not numbers and times")
    func canonicalDump() throws {
        var (here, there) = ([String](), [String]())
        try reader.canonicalDump { here.append($0) }
        let other = try TemporaryWarehouse()
        _ = try other.file("something else")
        try other.write("UPDATE files SET received_at = '1999-01-01T00:00:00Z'; INSERT INTO batches VALUES(9, '', 0, 0, 0, 0, '[]', 500)")
        let id = try other.file("b")
        let articles = [
            Samples.article("潮見町の小さな映画館、三十年ぶりに再開", headline: "映画館", ordinal: 3) { $0.isSpaceless = true },
            Samples.article("A bridge, and one ferry.", headline: "Bridge", ordinal: 2, day: "2024-03-06"),
            Samples.article("The night ferry returns.\n\nThe ferry was repaired.", headline: "Ferry back", publisher: "P"),
        ]
        _ = try other.loader().load(Samples.whole(id, articles))
        try WarehouseReader(other.path).canonicalDump { there.append($0) }
        #expect(here == there)
        try other.write("UPDATE texts SET body = body || ' ' WHERE article_id = 501")
        there = []
        try WarehouseReader(other.path).canonicalDump { there.append($0) }
        #expect(here != there)
    }

    @Test("idle steps merge the full-text index until nothing is left, and empty the log; answers stay the same")
    func idleSteps() throws {
        for number in 2...40 {
            let id = try desk.file("f\(number)")
            _ = try loader.load(Samples.whole(id, [Samples.article("Ferry number \(number).", file: UInt64(number))]))
        }
        let segments = try desk.warehouse.writer.run { connection throws(Failure) in try SearchMerging.segments(of: "search", connection) }
        #expect(segments >= 39)
        var steps = 0
        while try loader.idleStep() { steps += 1 }
        #expect(steps > 0 && steps < 100)
        let merged = try desk.warehouse.writer.run { connection throws(Failure) in try SearchMerging.segments(of: "search", connection) }
        #expect(merged < 8)
        #expect(try reader.search(SearchQuery("ferry", limit: 100)).count == 41)
        #expect(try desk.warehouse.auditFullText() == [])
        var facts = stat()
        #expect(stat(desk.path + "-wal", &facts) == 0 && facts.st_size == 0)
    }
}
