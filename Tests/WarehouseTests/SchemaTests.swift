import GRDB
import Model
import Testing

@testable import Warehouse

/// Promise P10: the warehouse explains itself.
@Suite struct SchemaTests {
    let desk: TemporaryWarehouse

    init() throws { desk = try TemporaryWarehouse() }

    /// What readers see: no shadow tables of FTS5, no tables of SQLite.
    private static let visible = """
        SELECT name FROM sqlite_schema WHERE type IN ('table','view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        AND name NOT GLOB 'search_data' AND name NOT GLOB 'search_idx' AND name NOT GLOB 'search_docsize' AND name NOT GLOB 'search_config'
        AND name NOT GLOB 'search_cjk_data' AND name NOT GLOB 'search_cjk_idx' AND name NOT GLOB 'search_cjk_docsize' AND name NOT GLOB 'search_cjk_config'
        """

    @Test("every column of every table and view is documented, and nothing else is")
    func dictionaryIsWhole() throws {
        let real = try Set(
            desk.query("SELECT m.name || '.' || p.name FROM (\(Self.visible)) m, pragma_table_xinfo(m.name) p").compactMap { $0[0] })
        let documented = try Set(
            desk.query("SELECT table_name || '.' || column_name FROM _columns WHERE column_name <> '*'").compactMap { $0[0] })
        #expect(real.subtracting(documented).sorted() == [], "not documented")
        #expect(documented.subtracting(real).sorted() == [], "documented but not there")
        let tables = try Set(desk.query(Self.visible).compactMap { $0[0] })
        let described = try Set(desk.query("SELECT table_name FROM _columns WHERE column_name = '*'").compactMap { $0[0] })
        #expect(tables == described)
    }

    @Test("no line of the dictionary is lost or said twice")
    func dictionaryHasNoDoubles() {
        let entries = ColumnDictionary.entries
        #expect(Set(entries.map { "\($0.table).\($0.column)" }).count == entries.count)
        #expect(entries.allSatisfy { !$0.meaning.isEmpty })
    }

    @Test("every question's SQL runs, on a warehouse with an article", arguments: Questions.all.map(\.sql))
    func questionsRun(sql: String) throws {
        let id = try desk.file("a.txt")
        _ = try desk.loader().load(Samples.whole(id, [Samples.article("The government said in its report.")]))
        _ = try desk.query(sql)
        #expect(try desk.number("SELECT count(*) FROM _questions") == Questions.all.count)
    }

    @Test("every view runs")
    func viewsRun() throws {
        for view in try desk.query("SELECT name FROM sqlite_schema WHERE type = 'view'").compactMap({ $0[0] }) {
            _ = try desk.query("SELECT * FROM \(view) LIMIT 1")
        }
    }

    @Test("all tables are STRICT, and the file says whose it is")
    func headerAndStrictness() throws {
        let loose = try desk.query(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite%'")
        // FTS5 makes its shadow tables itself.
        #expect(loose.compactMap { $0[0] }.filter { !$0.hasPrefix("search") } == [])
        #expect(try desk.text("PRAGMA application_id") == "1129333849")
        #expect(try desk.text("PRAGMA user_version") == "\(Migration.newest)")
        #expect(try desk.text("PRAGMA journal_mode") == "wal")
        #expect(try desk.text("PRAGMA page_size") == "\(Warehouse.pageBytes)")
    }

    @Test(
        "look-ups that must not read the whole ledger use their index",
        arguments: [
            ("SELECT file_id FROM files INDEXED BY files_open WHERE finished_at IS NULL ORDER BY file_id", "files_open"),
            ("SELECT file_id FROM files WHERE status = 'retry' AND retry_at <= '2024' ORDER BY retry_at, file_id LIMIT 9", "files_due"),
            ("SELECT min(retry_at) FROM files WHERE status = 'retry'", "files_due"),
            (
                "SELECT file_id FROM files WHERE sha256 = x'00' AND status IN ('loaded','partial') AND file_id <> 1 ORDER BY file_id LIMIT 1",
                "files_by_sha"
            ),
            ("SELECT reason, count(*) FROM files WHERE status = 'dead' GROUP BY reason", "files_dead"),
            (
                "SELECT 1 FROM files WHERE status = 'ignored' AND reason IN ('symlink','not-a-regular-file') AND device = 1 AND inode = 2",
                "files_special"
            ),
            ("SELECT article_id FROM articles WHERE fingerprint = 1 ORDER BY article_id", "articles_by_print"),
            ("SELECT article_id FROM articles WHERE url = 'x' ORDER BY article_id DESC LIMIT 1", "articles_by_url"),
            ("SELECT article_id FROM articles WHERE source_id = 'x' ORDER BY article_id DESC LIMIT 1", "articles_by_source_id"),
            ("SELECT min(article_id) FROM articles WHERE story_id = 1 AND story_id <> article_id", "articles_by_story"),
            (
                "SELECT 1 FROM articles WHERE ((story_id = 1 AND story_id <> article_id) OR article_id = 1) AND article_id <> 2",
                "articles_by_story"
            ),
            (
                "SELECT entity_id FROM entities WHERE name = 'A B' COLLATE NOCASE AND kind = 'person' AND name = 'A B' AND outside_id IS NULL",
                "entities_by_name"
            ),
            ("SELECT entity_id FROM aliases WHERE alias = 'nato' COLLATE NOCASE", "aliases_by_name"),
            ("SELECT article_id FROM sketch_keys WHERE key = 5 LIMIT 201", "PRIMARY KEY"),
            ("SELECT status, files FROM file_counts", "file_counts"),
        ])
    func lookUpsUseIndexes(sql: String, index: String) throws {
        let plan = try desk.query("EXPLAIN QUERY PLAN \(sql)").compactMap { $0[3] }
        #expect(plan.contains { $0.contains(index) }, "\(plan)")
    }

    @Test("file_counts equals the files after any changes")
    func countsFollowTheFiles() throws {
        var random = SeededGenerator(seed: 20_240_501)
        let statuses = FileStatus.allCases
        for step in 0..<300 {
            let status = statuses[Int(random.next() % UInt64(statuses.count))]
            let finished = status.isFinal ? "'2024'" : "NULL"
            switch random.next() % 4 {
            case 0: _ = try desk.ledger.claim([desk.draft("f\(step)", bytes: Int64(step))])
            case 1:
                try desk.write(
                    "UPDATE files SET status = '\(status.rawValue)', finished_at = \(finished) WHERE file_id = \(random.next() % UInt64(step + 1))"
                )
            case 2:
                try desk.write("UPDATE files SET articles = articles + 2, repeats = 3, rejected = \(step) WHERE file_id % 3 = \(step % 3)")
            default: try desk.write("DELETE FROM files WHERE file_id = \(random.next() % UInt64(step * 2 + 1))")
            }
        }
        let wrong = try desk.query(
            """
            SELECT status FROM (SELECT status, files, articles, repeats, rejected, bytes FROM file_counts WHERE files > 0
              EXCEPT SELECT status, count(*), sum(articles), sum(repeats), sum(rejected), sum(bytes) FROM files GROUP BY status)
            """)
        #expect(wrong.isEmpty, "seed 20240501")
        #expect(try desk.number("SELECT sum(files) FROM file_counts") == desk.count("files"))
    }

    @Test("plain GRDB, without this program, reads the warehouse while it is open")
    func foreignReaders() throws {
        let id = try desk.file("a.txt")
        _ = try desk.loader().load(Samples.whole(id, [Samples.article("Read by others.")]))
        var configuration = Configuration()
        configuration.readonly = true
        let other = try DatabaseQueue(path: desk.path, configuration: configuration)
        let bodies = try other.read { try String.fetchAll($0, sql: "SELECT body FROM article_full") }
        #expect(bodies == ["Read by others."])
    }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
