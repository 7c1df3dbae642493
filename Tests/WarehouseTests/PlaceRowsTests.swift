import Model
import Testing

@testable import Warehouse

/// Where: the rows of places, and how articles share them.
@Suite struct PlaceRowsTests {
    let desk: TemporaryWarehouse
    let loader: Loader

    init() throws {
        desk = try TemporaryWarehouse()
        loader = desk.loader()
    }

    private static let body = "KABUL – Ghani left Kabul for the U.S. across the Atlantic."

    /// What the map has under a number.
    private static func place(_ id: Int?, _ name: String, _ country: String?, entity: Int?, spans: [Span]) -> Place {
        Place(
            id: id, name: name, country: country, division: country == "AF" ? "13" : nil, latitude: 34.53, longitude: 69.17,
            population: id == 1 ? 4_435_000 : nil, entity: entity, spans: spans, isDateline: id == 1, score: 0.75, via: .population)
    }

    private static func article(file: UInt64 = 1, day: String = "2021-08-13", text: String = body) -> EnrichedArticle {
        Samples.article(text, file: file, day: day) { article in
            let kabul = Entity(
                kind: .place, name: "Kabul", aliases: ["KABUL"],
                mentions: [
                    Mention(span: Samples.span(of: "KABUL", in: text)), Mention(span: Samples.span(of: "Kabul", in: text)),
                ], count: 3)
            article.entities = [
                kabul, Samples.entity(.person, "Ghani", in: text), Samples.entity(.place, "U.S.", in: text),
                Samples.entity(.place, "Atlantic", in: text),
            ]
            article.places = [
                place(1, "Kabul", "AF", entity: 0, spans: article.entities[0].mentions.map(\.span)),
                place(2, "United States", "US", entity: 2, spans: article.entities[2].mentions.map(\.span)),
                place(-5, "Atlantic Ocean", nil, entity: 3, spans: article.entities[3].mentions.map(\.span)),
                // Named by its people, and only placed near another.
                place(6, "Kazakhstan", "KZ", entity: nil, spans: [Samples.span(of: "left", in: text)]),
                place(nil, "left", "AF", entity: nil, spans: [Samples.span(of: "left", in: text)]),
            ]
        }
    }

    @discardableResult
    private func load(_ articles: [EnrichedArticle]) throws -> FileID {
        let id = try desk.file("f\(desk.count("files"))")
        _ = try loader.load(Samples.whole(id, articles))
        return id
    }

    @Test("a place has the map's name, number, country and coordinates; what the article calls it besides is another name of it")
    func entities() throws {
        try load([Self.article()])
        #expect(
            try desk.query(
                "SELECT name, country, region, latitude, longitude, population, outside_id FROM entities WHERE kind = 'place' ORDER BY name"
            )
                == [
                    ["Atlantic Ocean", nil, nil, "34.53", "69.17", nil, "copydesk:5"],
                    ["Kabul", "AF", "13", "34.53", "69.17", "4435000", "geonames:1"],
                    ["United States", "US", nil, "34.53", "69.17", nil, "geonames:2"],
                ])
        #expect(
            try desk.query("SELECT e.name, a.alias FROM aliases a JOIN entities e USING(entity_id) ORDER BY a.alias") == [
                ["Atlantic Ocean", "Atlantic"], ["Kabul", "KABUL"], ["United States", "U.S."],
            ])
        #expect(
            try desk.query(
                "SELECT s.name, substr(t.body, s.start + 1, s.length) FROM mention_spans s JOIN texts t USING(article_id) ORDER BY s.start")
                == [
                    ["Kabul", "KABUL"], ["Ghani", "Ghani"], ["Kabul", "Kabul"], ["United States", "U.S."], ["Atlantic Ocean", "Atlantic"],
                ])
    }

    @Test("the rows of places say where, how often and how surely; peoples and what is placed near others have none")
    func rows() throws {
        try load([Self.article()])
        #expect(
            try desk.query("SELECT name, country, day, times, is_dateline, score, via, publisher FROM places_named ORDER BY country") == [
                ["Kabul", "AF", "2021-08-13", "3", "1", "0.75", "population", nil],
                ["United States", "US", "2021-08-13", "1", "0", "0.75", "population", nil],
                ["Atlantic Ocean", "ZZ", "2021-08-13", "1", "0", "0.75", "population", nil],
            ])
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("articles share a place by its number, whatever they call it; places of one name and other numbers stay apart")
    func joining() throws {
        func named(_ name: String, _ id: Int?, _ file: UInt64, _ listed: String) -> EnrichedArticle {
            let body = "In \(name) number \(file)."
            return Samples.article(body, file: file) { article in
                article.entities = [Samples.entity(.place, name, in: body)]
                article.places = [Self.place(id, listed, "US", entity: 0, spans: article.entities[0].mentions.map(\.span))]
            }
        }
        try load([named("U.S.", 2, 1, "United States"), named("America", 2, 2, "United States")])
        try load([named("United States", 2, 3, "United States"), named("Paris", 7, 4, "Paris"), named("Paris", 8, 5, "Paris")])
        try load([named("Paris", 7, 6, "Paris"), named("Paris", nil, 7, "Paris")])
        #expect(
            try desk.query("SELECT name, outside_id, articles FROM entities ORDER BY name, outside_id") == [
                ["Paris", nil, "1"], ["Paris", "geonames:7", "2"], ["Paris", "geonames:8", "1"], ["United States", "geonames:2", "3"],
            ])
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("a country is counted once for an article that names two of its places, and not for one that failed or came again")
    func countryDays() throws {
        let body = "From Kabul to Herat."
        let two = Samples.article(body, file: 9, day: "2021-08-14") { article in
            article.entities = [Samples.entity(.place, "Kabul", in: body), Samples.entity(.place, "Herat", in: body)]
            article.places = [
                Self.place(1, "Kabul", "AF", entity: 0, spans: article.entities[0].mentions.map(\.span)),
                Self.place(3, "Herat", "AF", entity: 1, spans: article.entities[1].mentions.map(\.span)),
            ]
        }
        let id = try desk.file("a")
        #expect(throws: Failure.self) { try loader.load([.begin(id), .articles(id, [two]), .begin(999)]) }
        _ = try loader.load(Samples.whole(id, [two]))
        _ = try loader.load([.begin(id), .articles(id, [two])])
        try load([Self.article(), Self.article(file: 2, day: "2021-08-14", text: Self.body + " Again.")])
        #expect(
            try desk.query("SELECT country, day, articles, times FROM country_days WHERE country <> 'ZZ' ORDER BY country, day") == [
                ["AF", "2021-08-13", "1", "3"], ["AF", "2021-08-14", "2", "5"], ["US", "2021-08-13", "1", "1"],
                ["US", "2021-08-14", "1", "1"],
            ])
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("the same articles in any order and any batches give the same content (promise P7)", arguments: [1, 2, 3] as [UInt64])
    func anyOrder(seed: UInt64) throws {
        let articles = (1...6).map { Self.article(file: $0, day: "2021-08-1\($0)", text: Self.body + " Part \($0) of a series.") }
        try load(articles)
        let other = try TemporaryWarehouse()
        var state = seed
        func next(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        var left = articles
        while !left.isEmpty {
            let id = try other.file("g\(left.count)")
            let batch = (0..<min(left.count, 1 + next(3))).map { _ in left.remove(at: next(left.count)) }
            _ = try other.loader().load(Samples.whole(id, batch))
        }
        func dump(_ path: String) throws -> [String] {
            var lines: [String] = []
            try WarehouseReader(path).canonicalDump { (line) throws(Failure) in
                if ["[\"place\"", "[\"entity\"", "[\"mention\""].contains(where: line.hasPrefix) { lines.append(line) }
            }
            return lines
        }
        let expected = try dump(desk.path)
        #expect(expected.contains { $0.contains("geonames:1") })
        #expect(try dump(other.path) == expected, "seed \(seed)")
    }
}
