import Model
import Testing

@testable import Warehouse

/// Nearly the same text: stories, reprints, and that the order of arrival changes no story (promise P7).
@Suite struct NearCopyTests {
    let desk: TemporaryWarehouse
    let loader: Loader

    init() throws {
        desk = try TemporaryWarehouse()
        loader = desk.loader()
    }

    private static func article(_ words: [String], _ number: Int, _ publisher: String?, day: String = "2024-03-05") -> EnrichedArticle {
        let text = words.joined(separator: " ")
        return Samples.article(text, file: UInt64(number), publisher: publisher, day: day) { $0.sketch = Samples.sketch(text) }
    }

    private func load(_ articles: [EnrichedArticle]) throws {
        let id = try desk.file("f\(desk.count("files"))")
        _ = try loader.load(Samples.whole(id, articles))
    }

    @Test(
        "a cut text from another publisher is a reprint of what it is nearest to, with the similarity; an unlike text is a story of its own"
    )
    func reprints() throws {
        let words = Samples.words(1, 100)
        try load([Self.article(words, 1, "A"), Self.article(Array(words[..<60]), 2, "B")])
        try load([Self.article(Array(words[..<62]), 3, "C"), Self.article(Samples.words(2, 100), 4, "D")])
        let rows = try desk.query("SELECT story_id, reprint_of, round(similarity, 2) FROM articles ORDER BY article_id")
        #expect(rows == [["1", nil, nil], ["1", "1", "0.58"], ["1", "2", "0.97"], ["4", nil, nil]])
        #expect(try desk.query("SELECT publisher, first_publisher FROM reprints ORDER BY publisher") == [["B", "A"], ["C", "A"]])
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("an edited text of the same publisher is in the story, and no reprint")
    func samePublisher() throws {
        let words = Samples.words(1, 100)
        try load([Self.article(words, 1, "A"), Self.article(Array(words[..<80]), 2, "a"), Self.article(Array(words[..<70]), 3, nil)])
        #expect(
            try desk.query("SELECT story_id, reprint_of, similarity > 0.7 FROM articles ORDER BY article_id") == [
                ["1", nil, nil], ["1", nil, "1"], ["1", "2", "1"],
            ])
    }

    @Test("a text that two stories share makes them one, and the change feed says so")
    func merging() throws {
        let (left, right) = (Samples.words(1, 60), Samples.words(2, 60))
        try load([Self.article(left, 1, "A")])
        try load([Self.article(right, 2, "B"), Self.article(Array(right[..<40]), 3, "C")])
        #expect(try desk.query("SELECT story_id FROM articles ORDER BY article_id") == [["1"], ["2"], ["2"]])
        try load([Self.article(left + right, 4, "D")])
        #expect(
            try desk.query("SELECT story_id, reprint_of, batch_id FROM articles ORDER BY article_id") == [
                ["1", nil, "1"], ["1", nil, "3"], ["1", "2", "3"], ["1", "1", "3"],
            ])
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("copies of the very same text add no keys, and are found through the first")
    func copiesShareASketch() throws {
        let words = Samples.words(1, 100)
        try load((1...5).map { Self.article(words, $0, "P\($0)") } + [Self.article(Array(words[..<70]), 6, "Q")])
        #expect(try desk.query("SELECT article_id FROM sketches ORDER BY 1") == [["1"], ["6"]])
        #expect(try desk.query("SELECT DISTINCT article_id FROM sketch_keys ORDER BY 1") == [["1"], ["6"]])
        #expect(try desk.number("SELECT count(DISTINCT story_id) FROM articles") == 1)
    }

    @Test("a key that very many articles have is passed over, rarer ones still find the copy")
    func boilerplate() throws {
        // One whose keys are keys in every text that has it.
        let footers = (1_000..<200_000).lazy.map { Samples.words($0, 12) }
        let footer = try #require(footers.first { Samples.sketch($0.joined(separator: " ")).keys.allSatisfy { ($0 >> 7) % 4 == 0 } })
        let many = (1...(NearCopies.articlesPerKeyMax + 5)).map { Self.article(Samples.words($0, 30) + footer, $0, "P\($0)") }
        try load(many)
        #expect(try desk.number("SELECT count(DISTINCT story_id) FROM articles") == many.count)
        try load([Self.article(footer, 900, "Q"), Self.article(Array(Samples.words(7, 30)[..<20]) + footer, 901, "R")])
        #expect(try desk.query("SELECT reprint_of FROM articles ORDER BY article_id DESC LIMIT 2") == [["7"], [nil]])
    }

    /// Families of texts: whole, cut, put into another, the same again, and some that hold two.
    private static func corpus(_ random: inout SeededGenerator) -> [EnrichedArticle] {
        var articles: [EnrichedArticle] = []
        for family in 0..<6 {
            let words = Samples.words(family, 80)
            for _ in 0..<5 {
                let text: [String] =
                    switch random.next() % 12 {
                    case 0...2: words
                    case 3...5: Array(words[..<Int(36 + random.next() % 40)])
                    case 6...8: Array(words[Int(random.next() % 40)...])
                    case 9...10: Samples.words(100 + articles.count, 20) + words
                    default: Array(words[..<50]) + Array(Samples.words(Int(random.next() % 6), 80)[..<50])
                    }
                let number = articles.count + 1
                // Where two that name no publisher have the same text, the order decides which of them is the sighting.
                let isNamed = random.next() % 3 != 0 || articles.contains { $0.article.record.body == text.joined(separator: " ") }
                articles.append(article(text, number, isNamed ? "P\(number)" : nil, day: "2024-03-0\(1 + number % 7)"))
                let name = "Person Number\(random.next() % 9)"
                articles[number - 1].entities = [
                    Entity(
                        kind: .person, name: name, role: ["envoy", "minister", nil][Int(random.next() % 3)],
                        aliases: random.next() % 2 == 0 ? ["Number"] : [], mentions: [Mention(span: Span(start: 0, length: 3))], count: 2),
                    Entity(kind: .person, name: "Number", mentions: [Mention(span: Span(start: 4, length: 3))], count: 1),
                ]
                if random.next() % 2 == 0 {
                    articles[number - 1].quotes = [
                        Quote(
                            kind: .direct, span: Span(start: 0, length: 9), utterance: 0, speakerName: name,
                            speakerEntity: Int(random.next() % 2), rule: .after)
                    ]
                }
            }
        }
        return articles
    }

    private static func stories(_ desk: TemporaryWarehouse) throws -> [[String?]] {
        try desk.query(
            """
            SELECT members FROM (SELECT group_concat(uid, ' ') AS members FROM (SELECT story_id, hex(uid) AS uid FROM articles ORDER BY uid) GROUP BY story_id)
            ORDER BY 1
            """)
    }

    @Test("the same set of articles makes the same stories in every order, in any batches", arguments: [7, 8, 9] as [UInt64])
    func orderOfArrival(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let articles = Self.corpus(&random)
        var expected: [[String?]]?
        for _ in 0..<6 {
            let other = try TemporaryWarehouse()
            let loader = other.loader()
            var rest = articles.shuffled(using: &random)[...]
            while !rest.isEmpty {
                let group = Array(rest.prefix(Int(1 + random.next() % 7)))
                let id = try other.file("f\(rest.count)", source: "s\(rest.count)")
                _ = try loader.load(Samples.whole(id, group))
                rest = rest.dropFirst(group.count)
            }
            #expect(try WarehouseReader(other.path).audit() == [], "seed \(seed)")
            let found = try Self.stories(other)
            if let expected { #expect(found == expected, "seed \(seed)") } else { expected = found }
        }
        #expect((expected?.count ?? 0) > 1 && (expected?.count ?? 0) < articles.count)
    }

    @Test(
        "what is left after articles go is what would be there had they never come: facts, sums, stories",
        arguments: [21, 22, 23, 24] as [UInt64])
    func removal(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let articles = Self.corpus(&random)
        let gone = Set((0..<articles.count).filter { _ in random.next() % 3 == 0 })
        let other = try TemporaryWarehouse()
        let otherLoader = other.loader()
        var files: [FileID] = []
        for (index, article) in articles.enumerated() {
            let id = try desk.file("f\(index)", source: "s\(index)")
            _ = try loader.load(Samples.whole(id, [article]))
            files.append(id)
            if gone.contains(index) { continue }
            _ = try otherLoader.load(Samples.whole(other.file("f\(index)", source: "s\(index)"), [article]))
        }
        for index in gone.sorted().shuffled(using: &random) {
            let report = try loader.load([
                .changed(files[index], FileFacts(device: 7, inode: UInt64(9_000 + index), bytes: 9, mtimeNs: 10, ctimeNs: 11))
            ])
            let fresh = try #require(report.outcomes[files[index]]?.newFileID)
            _ = try loader.load(Samples.whole(fresh, [], failure: Failure(.gzipTruncated)))
        }
        #expect(try WarehouseReader(desk.path).audit() == [], "seed \(seed)")
        var (here, there) = ([String](), [String]())
        try WarehouseReader(desk.path).canonicalDump { here.append($0) }
        try WarehouseReader(other.path).canonicalDump { there.append($0) }
        #expect(here.count == there.count, "seed \(seed)")
        for (one, two) in zip(here, there) where one != two { Issue.record("seed \(seed)\n\(one)\n\(two)") }
        #expect(try Self.stories(desk) == Self.stories(other))
    }

    @Test("articles that come and go in one batch leave the sums right")
    func removalWithinABatch() throws {
        let words = Samples.words(1, 40)
        var first = Self.article(words, 1, "A")
        first.entities = [Entity(kind: .person, name: "Ana Ruiz", mentions: [Mention(span: Span(start: 0, length: 3))], count: 2)]
        let id = try desk.file("a")
        _ = try loader.load([.begin(id), .articles(id, [first])])
        let report = try loader.load([.changed(id, FileFacts(device: 7, inode: 8, bytes: 9, mtimeNs: 10, ctimeNs: 11))])
        let fresh = try #require(report.outcomes[id]?.newFileID)
        var (before, after) = (Self.article(Array(words[..<30]), 2, "B"), Self.article(Array(words[..<25]), 3, "C"))
        before.entities = first.entities
        after.entities = first.entities
        let between = try desk.file("b")
        _ = try loader.load(Samples.whole(between, [before]) + Samples.whole(fresh, [after]))
        #expect(try desk.query("SELECT articles, times FROM entities") == [["2", "4"]])
        #expect(
            try desk.query("SELECT story_id = min(article_id) OVER (), reprint_of IS NULL FROM articles ORDER BY article_id") == [
                ["1", "1"], ["1", "0"],
            ])
        #expect(try WarehouseReader(desk.path).audit() == [])
    }
}
