import Model
import Testing

@testable import Warehouse

/// Who, what, when and how much: the rows of one article's facts, and how articles share entities.
@Suite struct FactTests {
    let desk: TemporaryWarehouse
    let loader: Loader
    private static let body =
        "Foreign minister Ana Ruiz – no relation – told NATO “the bridge” would cost 4.2 million euros on Friday. Ruiz left.\n\n“It is done,” Ruiz said."

    init() throws {
        desk = try TemporaryWarehouse()
        loader = desk.loader()
    }

    private static func span(_ text: String, _ number: Int = 0) -> Span { Samples.span(of: text, in: body, number: number) }

    /// The article with one of everything.
    private static func full(file: UInt64 = 1, day: String = "2024-03-05", publisher: String? = "P") -> EnrichedArticle {
        Samples.article(body, headline: "Ruiz and the bridge", file: file, publisher: publisher, day: day) { article in
            article.entities = [
                Entity(
                    kind: .person, name: "Ana Ruiz", role: "Foreign minister", aliases: ["Ruiz"],
                    mentions: [
                        Mention(span: span("Ana Ruiz"), role: span("Foreign minister")), Mention(span: span("Ruiz", 1)),
                        Mention(span: span("Ruiz", 2)),
                    ], count: 4, gender: .female),
                Entity(kind: .organisation, name: "NATO", mentions: [Mention(span: span("NATO"))], count: 1),
            ]
            article.quotes = [
                Quote(
                    kind: .mixed, span: span("the bridge"), utterance: 0, speaker: span("Ana Ruiz"), speakerName: "Ana Ruiz",
                    speakerEntity: 0,
                    cue: span("told"), rule: .lead),
                Quote(
                    kind: .direct, span: span("It is done,"), utterance: 1, speaker: span("Ruiz", 2), speakerName: "Ana Ruiz",
                    speakerEntity: 0,
                    cue: span("said"), rule: .after),
                Quote(kind: .reported, span: span("no relation"), utterance: 2, rule: .bare),
            ]
            article.times = [
                TimeExpression(
                    span: span("Friday"), expression: "Friday", kind: .date, value: "2024-03-08", earliest: "2024-03-08",
                    latest: "2024-03-08"),
                TimeExpression(span: span("left"), expression: "left", kind: .duration, value: nil),
            ]
            article.amounts = [
                Amount(
                    span: span("4.2 million euros"), expression: "4.2 million euros", kind: .money, value: 4_200_000, isApproximate: true,
                    unit: "EUR",
                    currency: "EUR", noun: nil, sentence: Span(start: 0, length: span("Friday").end + 1)),
                Amount(span: span("done"), expression: "done", kind: .count, value: nil, low: 2, high: 3, noun: "things"),
            ]
            article.tone = -0.25
            article.positive = 0.05
            article.negative = 0.3
            article.themes = [Theme(code: "BRIDGES", group: "transport", score: 3), Theme(code: "COST", group: "business", score: 1)]
            article.themeGroups = ["transport", "business"]
        }
    }

    @discardableResult
    private func load(_ articles: [EnrichedArticle]) throws -> FileID {
        let id = try desk.file("f\(desk.count("files"))")
        _ = try loader.load(Samples.whole(id, articles))
        return id
    }

    @Test("an article's own row has tone, themes, names and the number of quotations, readable without a join")
    func articleColumns() throws {
        try load([Self.full(), Samples.article("Nothing in it.", ordinal: 2)])
        let columns = "quote_count, tone, positive, negative, themes, theme_groups, people, organisations"
        #expect(
            try desk.query("SELECT \(columns) FROM articles ORDER BY article_id") == [
                ["3", "-0.25", "0.05", "0.3", #"["BRIDGES","COST"]"#, #"["transport","business"]"#, #"["Ana Ruiz"]"#, #"["NATO"]"#],
                ["0", nil, nil, nil, nil, nil, nil, nil],
            ])
    }

    @Test("people and organisations are sorted by how often they are named, at most ten of each")
    func topNames() throws {
        let names = (0..<12).map { "Person Number\($0)" }
        let body = names.joined(separator: ", ")
        try load([
            Samples.article(body) { article in
                article.entities = names.enumerated().map { Samples.entity(.person, $1, count: $0 == 11 ? 9 : 1 + $0 % 2, in: body) }
            }
        ])
        #expect(
            try desk.query("SELECT json_array_length(people), json_extract(people, '$[0]', '$[1]', '$[6]'), organisations FROM articles")
                == [
                    ["10", #"["Person Number11","Person Number1","Person Number0"]"#, nil]
                ])
    }

    @Test("mentions are one row for each entity, with role, other names and places that substr() finds")
    func mentions() throws {
        try load([Self.full()])
        #expect(
            try desk.query(
                "SELECT e.name, m.kind, m.day, m.times, m.role, m.aliases FROM mentions m JOIN entities e USING(entity_id) ORDER BY e.name")
                == [
                    ["Ana Ruiz", "person", "2024-03-05", "4", "Foreign minister", #"["Ruiz"]"#],
                    ["NATO", "organisation", "2024-03-05", "1", nil, nil],
                ])
        #expect(
            try desk.query(
                "SELECT s.name, substr(t.body, s.start + 1, s.length) FROM mention_spans s JOIN texts t USING(article_id) ORDER BY s.start"
            ) == [["Ana Ruiz", "Ana Ruiz"], ["NATO", "NATO"], ["Ana Ruiz", "Ruiz"], ["Ana Ruiz", "Ruiz"]])
        #expect(try desk.query("SELECT alias, articles FROM aliases WHERE alias = 'ruiz' COLLATE NOCASE") == [["Ruiz", "1"]])
    }

    @Test("quotations have their words, cue and speaker as the body has them")
    func quotes() throws {
        try load([Self.full()])
        #expect(
            try desk.query(
                "SELECT kind, utterance_id, speaker, speaker_id IS NULL, cue, quote, rule FROM quotes ORDER BY quote_id"
            ) == [
                ["mixed", "1", "Ana Ruiz", "0", "told", "the bridge", "lead"],
                ["direct", "2", "Ana Ruiz", "0", "said", "It is done,", "after"],
                ["reported", "3", nil, "1", nil, "no relation", "bare"],
            ])
        #expect(
            try desk.query(
                """
                SELECT substr(body, start + 1, length) = quote, substr(body, speaker_start + 1, speaker_length), substr(body, cue_start + 1, cue_length) = cue
                FROM quotes JOIN texts USING(article_id) ORDER BY quote_id
                """) == [["1", "Ana Ruiz", "1"], ["1", "Ruiz", "1"], ["1", nil, nil]])
    }

    @Test("times and amounts are numbered in the order of the text; an amount has its sentence and the organisation nearest to it")
    func timesAndAmounts() throws {
        try load([Self.full()])
        #expect(
            try desk.query("SELECT number, expression, type, value, earliest, latest FROM times ORDER BY number") == [
                ["1", "Friday", "DATE", "2024-03-08", "2024-03-08", "2024-03-08"], ["2", "left", "DURATION", nil, nil, nil],
            ])
        #expect(
            try desk.query(
                "SELECT number, day, expression, kind, value, low, high, approximate, unit, iso_code, noun, organisation_id IS NULL, sentence_length FROM amounts ORDER BY number"
            ) == [
                [
                    "1", "2024-03-05", "4.2 million euros", "money", "4200000.0", nil, nil, "1", "EUR", "EUR", nil, "0",
                    "\(Self.span("Friday").end + 1)",
                ],
                ["2", "2024-03-05", "done", "count", nil, "2.0", "3.0", "0", nil, nil, "things", "1", nil],
            ])
        #expect(try desk.query("SELECT organisation, unit, substr(sentence, -7) FROM amounts_named") == [["NATO", "EUR", "Friday."]])
        for table in ["times", "amounts"] {
            #expect(
                try desk.number(
                    "SELECT count(*) FROM \(table) JOIN texts USING(article_id) WHERE substr(body, start + 1, length) <> expression") == 0)
        }
    }

    @Test("measures are in units of the SI as well; what can mean several things, and what is no measure, is not")
    func units() throws {
        let body = "It is ten miles away, 2 to 3 hectares large and weighs 5 tons; four miles were men."
        try load([
            Samples.article(body) { article in
                func amount(_ text: String, _ kind: AmountKind, _ value: Double?, _ low: Double?, _ high: Double?, _ unit: String) -> Amount
                {
                    Amount(
                        span: Samples.span(of: text, in: body), expression: text, kind: kind, value: value, low: low, high: high, unit: unit
                    )
                }
                article.amounts = [
                    amount("ten miles", .measure, 10, nil, nil, "mile"), amount("2 to 3 hectares", .measure, nil, 2, 3, "hectare"),
                    amount("5 tons", .measure, 5, nil, nil, "ton"), amount("four miles", .count, 4, nil, nil, "mile"),
                ]
            }
        ])
        #expect(
            try desk.query("SELECT si_value, si_low, si_high, si_unit FROM amounts ORDER BY number") == [
                ["16093.44", nil, nil, "metre"], [nil, "20000.0", "30000.0", "square metre"], [nil, nil, nil, nil], [nil, nil, nil, nil],
            ])
        #expect(try desk.number("SELECT count(*) FROM units WHERE si_unit NOT IN (SELECT unit FROM units WHERE factor = 1)") == 0)
    }

    @Test("of two organisations in the sentence the nearer stands with the amount; a sentence of any length is found")
    func nearestOrganisation() throws {
        let body =
            "Acme paid, 5 euros went to Borg Ltd. Corp lost 7 euros. " + String(repeating: "ja ", count: 2_000) + "9 euros "
            + String(repeating: "é ", count: 2_000)
        func amount(_ text: String, _ sentence: Span) -> Amount {
            Amount(span: Samples.span(of: text, in: body), expression: text, kind: .money, value: 1, sentence: sentence)
        }
        let first = Samples.span(of: "Acme paid, 5 euros went to Borg Ltd.", in: body)
        let second = Samples.span(of: "Corp lost 7 euros.", in: body)
        let third = Span(start: second.end + 1, length: body.unicodeScalars.count - second.end - 1)
        try load([
            Samples.article(body) { article in
                article.entities = ["Acme", "Borg Ltd", "Corp"].map { Samples.entity(.organisation, $0, in: body) }
                article.amounts = [amount("5 euros", first), amount("7 euros", second), amount("9 euros", third)]
            }
        ])
        #expect(
            try desk.query(
                "SELECT organisation, length(sentence), instr(sentence, expression) > 0 FROM amounts_named ORDER BY length(sentence) DESC"
            ) == [["Acme", "36", "1"], ["Corp", "18", "1"]])
        #expect(try desk.query("SELECT organisation_id, sentence_length FROM amounts WHERE number = 3") == [[nil, "\(third.length)"]])
    }

    @Test("full names of equal kind are one row across articles and commits; a surname alone never, an organisation's short name is")
    func joining() throws {
        func article(_ number: UInt64, _ names: [(EntityKind, String)]) -> EnrichedArticle {
            let body = names.map(\.1).joined(separator: " and ") + " number \(number)"
            return Samples.article(body, file: number) { article in article.entities = names.map { Samples.entity($0.0, $0.1, in: body) } }
        }
        try load([article(1, [(.person, "Ana Ruiz"), (.person, "Smith"), (.organisation, "NATO"), (.person, "Jordan Li")])])
        try load([
            article(2, [(.person, "Ana Ruiz"), (.person, "Smith"), (.organisation, "NATO"), (.place, "Jordan Li")]),
            article(3, [(.person, "Ruiz")]),
            article(4, [(.person, "ana ruiz"), (.person, "習近平"), (.person, "安倍")]),
            article(5, [(.person, "習近平"), (.person, "安倍"), (.person, "Smith")]),
        ])
        #expect(
            try desk.query("SELECT name, kind, count(*), sum(articles) FROM entities GROUP BY name, kind ORDER BY name, kind") == [
                ["Ana Ruiz", "person", "1", "2"], ["Jordan Li", "person", "1", "1"], ["Jordan Li", "place", "1", "1"],
                ["NATO", "organisation", "1", "2"],
                ["Ruiz", "person", "1", "1"], ["Smith", "person", "3", "3"], ["ana ruiz", "person", "1", "1"], ["安倍", "person", "2", "2"],
                ["習近平", "person", "1", "2"],
            ])
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("totals and sums by day move with new articles only: not with sightings, and not when a batch is repeated")
    func sums() throws {
        let id = try desk.file("a")
        let group = Samples.whole(id, [Self.full()], sha256: Samples.sha(1))
        _ = try loader.load(group)
        try load([Self.full(file: 2), Self.full(file: 3, publisher: "Q")])
        try load([Self.full(file: 4, day: "2024-03-07", publisher: "R")])
        // The same record of the same bytes, read again after a crash.
        _ = try loader.load([.begin(id), .articles(id, [Self.full()])])
        #expect(
            try desk.query("SELECT name, articles, times, quotes, first_day, last_day, description FROM entities ORDER BY name") == [
                ["Ana Ruiz", "3", "12", "6", "2024-03-05", "2024-03-07", "Foreign minister"],
                ["NATO", "3", "3", "0", "2024-03-05", "2024-03-07", nil],
            ])
        #expect(
            try desk.query("SELECT day, articles, times, quotes FROM entity_days WHERE kind = 'person' ORDER BY day") == [
                ["2024-03-05", "2", "8", "4"], ["2024-03-07", "1", "4", "2"],
            ])
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("an entity is described by the role that most articles give it")
    func descriptions() throws {
        for (number, role) in ["envoy", "minister", "minister", "adviser"].enumerated() {
            let body = "Ana Ruiz came, number \(number)."
            try load([
                Samples.article(body, file: UInt64(number + 1)) {
                    $0.entities = [Samples.entity(.person, "Ana Ruiz", role: role, in: body)]
                }
            ])
            #expect(try desk.text("SELECT description FROM people") == ["envoy", "envoy", "minister", "minister"][number])
        }
        #expect(
            try desk.query("SELECT role, articles FROM roles ORDER BY role") == [["adviser", "1"], ["envoy", "1"], ["minister", "2"]])
    }

    @Test("a name that comes twice in one article's list is one row, and one article in the sums")
    func doubledNames() throws {
        let body = "Ana Ruiz met Ana Ruiz."
        try load([
            Samples.article(body) {
                $0.entities = [0, 1].map {
                    Entity(
                        kind: .person, name: "Ana Ruiz", mentions: [Mention(span: Samples.span(of: "Ana Ruiz", in: body, number: $0))],
                        count: 1)
                }
            }
        ])
        #expect(try desk.query("SELECT times, spans FROM mentions") == [["2", "0+8 13+8"]])
        #expect(try desk.query("SELECT articles, times FROM entity_days") == [["1", "2"]])
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("a batch that fails leaves no sums behind, also not in memory")
    func failedBatch() throws {
        let id = try desk.file("a")
        #expect(throws: Failure.self) { try loader.load([.begin(id), .articles(id, [Self.full()]), .begin(999)]) }
        #expect(try desk.count("entities") == 0)
        _ = try loader.load(Samples.whole(id, [Self.full()]))
        #expect(try desk.number("SELECT articles FROM people") == 1)
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("the views answer who said what, who is named, when, and what is most written about")
    func views() throws {
        try load([Self.full(), Self.full(file: 2, day: "2024-03-11", publisher: "Q")])
        #expect(
            try desk.query("SELECT speaker, quote, cue, publisher, headline, day FROM who_said_what WHERE kind = 'direct' ORDER BY day")
                == [
                    ["Ana Ruiz", "It is done,", "said", "P", "Ruiz and the bridge", "2024-03-05"],
                    ["Ana Ruiz", "It is done,", "said", "Q", "Ruiz and the bridge", "2024-03-11"],
                ])
        #expect(try desk.query("SELECT name, description, articles, quotes FROM people") == [["Ana Ruiz", "Foreign minister", "2", "4"]])
        #expect(try desk.query("SELECT name, articles, first_day FROM organisations") == [["NATO", "2", "2024-03-05"]])
        #expect(
            try desk.query("SELECT name, role, publisher, times FROM mentions_named WHERE kind = 'person' ORDER BY day")[1] == [
                "Ana Ruiz", "Foreign minister", "Q", "4",
            ])
        #expect(
            try desk.query("SELECT day, articles, times FROM timeline WHERE name = 'NATO' ORDER BY day") == [
                ["2024-03-05", "1", "1"], ["2024-03-11", "1", "1"],
            ])
        #expect(
            try desk.query("SELECT week, name, articles, quotes FROM top_by_week WHERE kind = 'person' ORDER BY week") == [
                ["2024-W10", "Ana Ruiz", "1", "2"], ["2024-W11", "Ana Ruiz", "1", "2"],
            ])
        #expect(
            try desk.query("SELECT day, publisher, articles, reprints FROM coverage_by_day ORDER BY day") == [
                ["2024-03-05", "P", "1", "0"], ["2024-03-11", "Q", "1", "1"],
            ])
        #expect(try desk.query("SELECT publisher, first_publisher, similarity FROM reprints") == [["Q", "P", "1.0"]])
    }
}
