import Model
import Testing

@testable import Warehouse

/// Facts of articles that are there, replaced: sums, orphans, texts, stories (promises P3, P6, P7).
@Suite struct RenewalTests {
    let desk: TemporaryWarehouse
    let loader: Loader

    init() throws {
        desk = try TemporaryWarehouse()
        loader = desk.loader()
    }

    private static let body = "Anna Berg met Bo Ek. \"We go,\" said Berg. Ek paid 5 dollars."

    private static func article(_ number: Int, people: [String], signature: String = "a:1", day: String = "2024-03-05") -> EnrichedArticle {
        Samples.article("\(body) \(number)", file: UInt64(number), day: day) { article in
            article.enrichments = signature
            article.entities = people.map { name in
                Entity(
                    kind: .person, name: name, role: "Mayor", aliases: ["\(name) alias"],
                    mentions: [Mention(span: Samples.span(of: "Anna", in: body))], count: 2)
            }
            if !people.isEmpty {
                article.quotes = [
                    Quote(
                        kind: .direct, span: Samples.span(of: "We go,", in: body), utterance: 0, speakerEntity: 0, rule: .after)
                ]
            }
        }
    }

    private func load(_ articles: [EnrichedArticle]) throws {
        let id = try desk.file("f\(desk.count("files"))")
        _ = try loader.load(Samples.whole(id, articles))
    }

    private func renewal(_ signatures: String..., since: String? = nil, source: String? = nil) -> FactRenewal {
        FactRenewal(desk.warehouse, choice: RenewalChoice(signatures: signatures, since: since, source: source))
    }

    private func dump(_ path: String) throws -> [String] {
        let reader = try WarehouseReader(path)
        defer { reader.close() }
        #expect(try reader.audit() == [])
        var lines: [String] = []
        try reader.canonicalDump { (line) throws(Failure) in lines.append(line) }
        return lines
    }

    @Test("an entity that is named still keeps its number, one that nobody names goes, sums follow, the change feed says so")
    func entities() throws {
        try load([Self.article(1, people: ["Anna Berg", "Bo Ek"]), Self.article(2, people: ["Bo Ek"])])
        let id = try desk.number("SELECT entity_id FROM entities WHERE name = 'Bo Ek'")
        let order = try WarehouseReader(desk.path).loadOrder()
        let renewed = try renewal("a:1").renew([
            Self.article(1, people: ["Bo Ek", "Cai Lund"], signature: "a:2"), Self.article(3, people: ["Dag Holm"], signature: "a:2"),
        ])
        #expect(renewed == 1)
        #expect(
            try desk.query("SELECT name, articles, times, quotes FROM entities ORDER BY name") == [
                ["Bo Ek", "2", "4", "2"], ["Cai Lund", "1", "2", "0"],
            ])
        #expect(try desk.number("SELECT entity_id FROM entities WHERE name = 'Bo Ek'") == id)
        #expect(try desk.query("SELECT alias FROM aliases ORDER BY 1") == [["Bo Ek alias"], ["Cai Lund alias"]])
        #expect(try desk.query("SELECT article_id, batch_id, enrichments FROM articles") == [["1", "2", "a:2"], ["2", "1", "a:1"]])
        #expect(try WarehouseReader(desk.path).loadOrder() == order)
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("only articles of the choice, even where others are handed in")
    func choice() throws {
        try load([Self.article(1, people: []), Self.article(2, people: [], day: "2024-04-01")])
        let again = [1, 2].map { Self.article($0, people: ["Bo Ek"], signature: "a:2", day: $0 == 1 ? "2024-03-05" : "2024-04-01") }
        #expect(try renewal("a:0").renew(again) == 0)
        #expect(try renewal("a:1", source: "elsewhere").renew(again) == 0)
        #expect(try renewal("a:1", since: "2024-03-06").renew(again) == 1)
        #expect(try renewal("a:1").renew(again) == 1)
        #expect(try renewal("a:1").renew(again) == 0)
        #expect(try desk.count("batches") == 3)
    }

    @Test("another text is found by its words, and the former words no more")
    func text() throws {
        try load([Samples.article("former words", ordinal: 1)])
        #expect(try renewal("language:1").renew([Samples.article("latter words", ordinal: 1) { $0.enrichments = "language:2" }]) == 1)
        #expect(try desk.query("SELECT rowid FROM search('latter')") == [["1"]])
        #expect(try desk.query("SELECT rowid FROM search('former')") == [])
        #expect(try desk.warehouse.auditFullText() == [])
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("what fails in the middle leaves every article as it was, and the next is not disturbed by it")
    func failure() throws {
        try load([Self.article(1, people: ["Anna Berg"]), Self.article(2, people: ["Bo Ek"])])
        let before = try dump(desk.path)
        let renewal = renewal("a:1")
        let again = [1, 2].map { Self.article($0, people: ["Cai Lund"], signature: "a:2") }
        try desk.write("CREATE TRIGGER fails BEFORE UPDATE ON articles WHEN old.article_id = 2 BEGIN SELECT raise(ABORT, 'no'); END")
        #expect(throws: Failure.self) { try renewal.renew(again) }
        try desk.write("DROP TRIGGER fails")
        #expect(try dump(desk.path) == before)
        #expect(try renewal.renew(again) == 2)
        #expect(try desk.query("SELECT name, articles FROM entities") == [["Cai Lund", "2"]])
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test(
        "texts that get their sketches, others or none, in any order, make the stories of a warehouse that had them from the start",
        arguments: 1...20)
    func stories(seed: UInt64) throws {
        var random = Seeded(seed)
        let texts = (0..<24).map { _ -> [String] in
            let words = Samples.words(Int(random.next() % 6), 80)
            return Array(words[Int(random.next() % 25)...].prefix(40 + Int(random.next() % 60)))
        }
        func articles(_ isOld: Bool) -> [EnrichedArticle] {
            texts.enumerated().map { number, words in
                let text = words.joined(separator: " ")
                return Samples.article(text, file: UInt64(number + 1), publisher: "P\(number)") { article in
                    article.enrichments = isOld ? "a:1" : "a:2"
                    switch (isOld, number % 3) {
                    case (true, 0): article.sketch = .empty
                    case (true, 1): article.sketch = Samples.sketch(Samples.words(900 + number % 4, 60).joined(separator: " "))
                    default: article.sketch = Samples.sketch(text)
                    }
                    if isOld, number % 4 == 1 { article.fingerprint = Samples.fingerprint("other \(number % 3)") }
                }
            }
        }
        try load(articles(true))
        let renewal = renewal("a:1")
        var new = articles(false)
        while !new.isEmpty {
            let next = new.remove(at: Int(random.next() % UInt64(new.count)))
            #expect(try renewal.renew([next]) == 1)
        }
        let other = try TemporaryWarehouse()
        let id = try other.file("f0")
        _ = try other.loader().load(Samples.whole(id, articles(false)))
        #expect(try dump(desk.path) == dump(other.path), "seed \(seed)")
    }

    private struct Seeded {
        private var state: UInt64
        init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }
}
