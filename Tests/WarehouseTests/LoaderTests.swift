import Model
import Testing

@testable import Warehouse

/// What the loader does with articles that are new, the same, reprints, corrections, or forgotten.
@Suite struct LoaderTests {
    let desk: TemporaryWarehouse
    let loader: Loader

    init() throws {
        desk = try TemporaryWarehouse()
        loader = desk.loader()
    }

    /// Loads a file of its own, and gives its outcome.
    @discardableResult
    private func load(_ name: String, _ articles: [EnrichedArticle], source: String = "", rejects: [Reject] = []) throws -> FileOutcome {
        let id = try desk.file(name, source: source)
        let report = try loader.load(Samples.whole(id, articles, rejects: rejects))
        return try #require(report.outcomes[id])
    }

    @Test("an article comes with its text, its full-text entry and its file's outcome")
    func oneArticle() throws {
        let id = try desk.file("a.txt", source: "reuters")
        let report = try loader.load(Samples.whole(id, [Samples.article("The bridge reopens on Monday.")], sha256: Samples.sha(1)))
        #expect(report.articles == 1)
        #expect(report.outcomes[id]?.status == .loaded)
        #expect(report.outcomes[id]?.articles == 1)
        #expect(try desk.query("SELECT headline, body FROM article_full") == [["A headline", "The bridge reopens on Monday."]])
        #expect(try desk.number("SELECT count(*) FROM search WHERE search MATCH 'bridge'") == 1)
        #expect(
            try desk.query("SELECT status, articles, source, finished_at FROM files") == [
                ["loaded", "1", "reuters", TemporaryWarehouse.clock]
            ])
        #expect(try desk.query("SELECT file_ids, articles, files FROM batches") == [["[\(id)]", "1", "1"]])
    }

    @Test("every field of an article arrives in its column, unknown ones are NULL")
    func allFields() throws {
        let full = Samples.article("Body “quoted”.", publisher: "The Post") {
            $0.article.record.address = ItemAddress(member: "in/a%21.json", ordinal: 12)
            $0.article.record.subheadline = "Second"
            $0.article.record.byline = "Jane \"JR\" Roe and Ana"
            $0.article.record.authors = ["Jane \"JR\" Roe", "Ana\n\u{1}\\"]
            $0.article.record.dateline = "KABUL"
            $0.article.record.section = "World"
            $0.article.record.published = PublishedTime(text: "2024-03-05T10:00:00Z", precision: .minute, zone: "+04:30", origin: .field)
            $0.article.record.modified = PublishedTime(text: "2024-03-06", precision: .day, origin: .field)
            $0.article.record.url = "https://example.com/a"
            $0.article.record.sourceID = "urn:1"
            $0.article.record.imageURL = "https://example.com/a.jpg"
            $0.article.record.imageCaption = "A bridge"
            $0.article.record.byteOffset = 77
            $0.article.repairs = ["replaced-bytes": 2, "combining-run": 1]
            $0.lede = Span(start: 3, length: 14)
            $0.keywords = ["bridge", "ferry"]
            $0.sentenceCount = 4
        }
        try load("full", [full], source: "wires/ap")
        let columns = [
            "subheadline", "byline", "authors", "dateline", "publisher", "source", "section", "language", "published_at",
            "published_precision",
            "published_from", "published_zone", "modified_at", "day", "seen_at", "url", "source_id", "image_url", "image_caption",
            "word_count",
            "sentence_count", "lede_start", "lede_length", "keywords", "repairs", "enrichments", "item", "byte_offset", "revision",
            "hex(uid)",
        ]
        #expect(
            try desk.query("SELECT \(columns.joined(separator: ", ")) FROM articles") == [
                [
                    "Second", "Jane \"JR\" Roe and Ana", #"["Jane \"JR\" Roe","Ana\n\u0001\\"]"#, "KABUL", "The Post", "wires/ap", "World",
                    "en",
                    "2024-03-05T10:00:00Z", "minute", "field", "+04:30", "2024-03-06", "2024-03-05", TemporaryWarehouse.clock,
                    "https://example.com/a",
                    "urn:1", "https://example.com/a.jpg", "A bridge", "2", "4", "3", "14", #"["bridge","ferry"]"#,
                    #"{"combining-run":1,"replaced-bytes":2}"#, "language:1", "in/a%21.json#12", "77", "1",
                    "00000000000000010000000000000001",
                ]
            ])
        #expect(try desk.number("SELECT json_array_length(authors) FROM articles") == 2)
        try load("bare", [Samples.article("Only text.", headline: nil, file: 2) { $0.language = nil }])
        #expect(
            try desk.query(
                "SELECT headline, byline, authors, publisher, published_at, published_zone, url, keywords, repairs, lede_start, language FROM articles WHERE article_id = 2"
            ) == [[nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil]])
    }

    @Test("texts larger than the loader's buffer arrive whole")
    func largeFields() throws {
        let long = String(repeating: "длинный ", count: 20_000)
        try load("long", [Samples.article(long, headline: long) { $0.keywords = [long, "\"" + long] }])
        #expect(try desk.text("SELECT body FROM texts") == long)
        #expect(try desk.text("SELECT headline FROM articles") == long)
        #expect(try desk.text("SELECT json_extract(keywords, '$[1]') FROM articles") == "\"" + long)
    }

    @Test("the same text from the same publisher is a sighting of the first")
    func sightings() throws {
        try load("a", [Samples.article("Same text.", publisher: "The Post")])
        let again = try load("b", [Samples.article("Same text.", file: 2, publisher: "the post")])
        #expect(again.status == .loaded && again.articles == 0 && again.repeats == 1)
        #expect(try desk.count("articles") == 1)
        #expect(
            try desk.query("SELECT article_id, file_id, item, hex(uid) FROM sightings") == [
                ["1", "2", "#1", "00000000000000020000000000000001"]
            ])
    }

    @Test(
        "without a publisher the source decides: same source a sighting, another a reprint; a known publisher is never the unknown one",
        arguments: [
            (nil, "x", nil, "x", true), (nil, "x", nil, "y", false), (nil, "", nil, "", true), ("P", "x", "P", "y", true),
            ("P", "x", "Q", "x", false), ("P", "x", nil, "x", false), (nil, "x", "P", "x", false),
        ] as [(String?, String, String?, String, Bool)])
    func publishersAndSources(first: String?, firstSource: String, second: String?, secondSource: String, isSighting: Bool) throws {
        try load("a", [Samples.article("Same text.", publisher: first)], source: firstSource)
        try load("b", [Samples.article("Same text.", file: 2, publisher: second)], source: secondSource)
        #expect(try desk.count("sightings") == (isSighting ? 1 : 0))
        #expect(try desk.count("articles") == (isSighting ? 1 : 2))
    }

    @Test("the same text from other publishers is a reprint in the first one's story")
    func reprints() throws {
        for (number, publisher) in ["A", "B", "C"].enumerated() {
            try load(publisher, [Samples.article("Wire text.", file: UInt64(number + 1), publisher: publisher)])
        }
        #expect(
            try desk.query("SELECT story_id, reprint_of, similarity FROM articles ORDER BY article_id") == [
                ["1", nil, nil], ["1", "1", "1.0"], ["1", "1", "1.0"],
            ])
        #expect(try desk.query("SELECT publisher, first_publisher FROM reprints ORDER BY publisher") == [["B", "A"], ["C", "A"]])
    }

    @Test("a headline without a body is the same only on the same day")
    func headlinesAlone() throws {
        let print = Samples.fingerprint("Weather")
        for (number, day) in ["2024-03-05", "2024-03-06", "2024-03-06"].enumerated() {
            try load(
                "f\(number)",
                [Samples.article("", headline: "Weather", file: UInt64(number + 1), publisher: "P", day: day) { $0.fingerprint = print }])
        }
        #expect(try desk.count("articles") == 2)
        #expect(try desk.count("sightings") == 1)
    }

    @Test(
        "the same id, else address, from one publisher with other text is a correction",
        arguments: [
            ("id", "P", "x", "P", "x", true), ("id", "P", "x", "P", "y", true), ("id", "P", "x", "Q", "x", false),
            ("id", nil, "x", nil, "x", true),
            ("id", nil, "", nil, "", false), ("id", nil, "x", nil, "y", false), ("url", "P", "", "P", "", true),
            ("url", nil, "", nil, "", true),
            ("url", "P", "", "Q", "", false),
        ] as [(String, String?, String, String?, String, Bool)])
    func corrections(key: String, first: String?, firstSource: String, second: String?, secondSource: String, isCorrection: Bool) throws {
        func article(_ text: String, _ file: UInt64, _ publisher: String?) -> EnrichedArticle {
            Samples.article(text, file: file, publisher: publisher) {
                if key == "id" { $0.article.record.sourceID = "17" } else { $0.article.record.url = "https://example.com/a" }
            }
        }
        try load("a", [article("Ten people came.", 1, first)], source: firstSource)
        try load("b", [article("Eleven people came.", 2, second)], source: secondSource)
        let rows = try desk.query("SELECT revision, replaces, replaced_by, story_id FROM articles ORDER BY article_id")
        let expected: [[String?]] =
            isCorrection ? [["1", nil, "2", "1"], ["2", "1", nil, "1"]] : [["1", nil, nil, "1"], ["1", nil, nil, "2"]]
        #expect(rows == expected)
        #expect(try desk.count("articles_current") == (isCorrection ? 1 : 2))
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("a correction tells the change feed about the version that it replaces, and a third one follows the second")
    func correctionsInTheFeed() throws {
        for (number, text) in ["One.", "Two.", "Three."].enumerated() {
            try load("f\(number)", [Samples.article(text, file: UInt64(number + 1), publisher: "P") { $0.article.record.sourceID = "17" }])
        }
        #expect(
            try desk.query("SELECT revision, replaces, replaced_by, batch_id FROM articles ORDER BY article_id") == [
                ["1", nil, "2", "2"], ["2", "1", "3", "3"], ["3", "2", nil, "3"],
            ])
    }

    @Test("two records of one file with the same id are both kept")
    func sameIDInOneFile() throws {
        let articles = [1, 2].map { number in
            Samples.article("Text \(number).", ordinal: number, publisher: "P") { $0.article.record.sourceID = "same" }
        }
        #expect(try load("a", articles).articles == 2)
        #expect(try desk.count("articles") == 2)
    }

    @Test("a forgotten record or text stays out, as a reject")
    func tombstones() throws {
        try desk.write(
            "INSERT INTO tombstones(uid, fingerprint, forgotten_at) VALUES(x'\(String(repeating: "00", count: 15))09', NULL, '2024')")
        let print = Int64(bitPattern: Samples.fingerprint("Secret text."))
        try desk.write("INSERT INTO tombstones(uid, fingerprint, forgotten_at) VALUES(randomblob(16), \(print), '2024')")
        let outcome = try load(
            "a",
            [Samples.article("Secret text."), Samples.article("Open text.", ordinal: 2), Samples.article("By uid.", file: 0, ordinal: 9)])
        #expect(outcome.status == .partial && outcome.failure?.code == .forgotten)
        #expect(outcome.articles == 1 && outcome.rejected == 2)
        #expect(try desk.query("SELECT item, reason FROM rejects ORDER BY item") == [["#1", "forgotten"], ["#9", "forgotten"]])
    }

    @Test("languages without spaces are in both indexes, others in one; --no-search leaves both empty")
    func searchTables() throws {
        try load("a", [Samples.article("潮見町の小さな映画館") { $0.isSpaceless = true }, Samples.article("An English text.", ordinal: 2)])
        #expect(try desk.number("SELECT count(*) FROM search_docsize") == 2)
        #expect(try desk.number("SELECT count(*) FROM search_cjk_docsize") == 1)
        #expect(try desk.number("SELECT rowid FROM search_cjk WHERE search_cjk MATCH '映画館'") == 1)
        let id = try desk.file("c")
        _ = try desk.loader(withSearch: false).load(Samples.whole(id, [Samples.article("Not indexed.", file: 3)]))
        #expect(try desk.number("SELECT count(*) FROM search_docsize") == 2)
        #expect(try desk.query("SELECT searchable FROM texts ORDER BY article_id") == [["1"], ["1"], ["0"]])
        #expect(try WarehouseReader(desk.path).audit() == [])
        #expect(try desk.warehouse.auditFullText() == [])
    }

    @Test("articles are numbered on, never again, and the story of a lone article is its own")
    func numbering() throws {
        try load("a", [Samples.article("One."), Samples.article("Two.", ordinal: 2)])
        try desk.write("DELETE FROM articles WHERE article_id = 2; DELETE FROM texts WHERE article_id = 2")
        try desk.reopen()
        let id = try desk.file("b")
        _ = try desk.loader().load(Samples.whole(id, [Samples.article("Three.", file: 3)]))
        #expect(try desk.query("SELECT article_id, story_id FROM articles ORDER BY 1") == [["1", "1"], ["3", "3"]])
    }
}
