import Model
import Testing

@testable import Warehouse

/// What is learned of sources: numbered generations, from what articles say by themselves (promise P7).
@Suite struct LearningTests {
    let desk: TemporaryWarehouse
    let loader: Loader

    init() throws {
        desk = try TemporaryWarehouse()
        loader = desk.loader()
    }

    private static let body = "Newark was quiet."

    private static func place(_ id: Int, _ division: String, _ latitude: Double, _ longitude: Double) -> Place {
        Place(
            id: id, name: "Newark \(division)", country: "US", division: division, latitude: latitude, longitude: longitude, entity: 0,
            spans: [Samples.span(of: "Newark", in: body)], score: 0.9, via: .population)
    }

    private static let jersey = place(1, "NJ", 40.74, -74.17)
    private static let ohio = place(2, "OH", 40.06, -82.4)

    private static func article(
        _ number: Int, _ place: Place?, publisher: String? = "Post", alone: [Place] = [], learned: Int64? = nil
    ) -> EnrichedArticle {
        Samples.article("\(body) \(number)", file: UInt64(number), publisher: publisher) { article in
            article.enrichments = "a:1"
            article.learned = learned
            article.placesAlone = alone
            guard let place else { return }
            article.entities = [Samples.entity(.place, "Newark", in: body)]
            article.places = [place]
        }
    }

    private func load(_ articles: [EnrichedArticle], source: String = "") throws {
        let id = try desk.file("f\(desk.count("files"))", source: source)
        _ = try loader.load(Samples.whole(id, articles))
    }

    private func evidence(_ path: String? = nil, sourcesMax: Int = 100) throws -> WarehouseReader.LearningEvidence {
        let reader = try WarehouseReader(path ?? desk.path)
        defer { reader.close() }
        #expect(try reader.audit() == [])
        return try reader.learningEvidence(articlesMin: 3, sourcesMax: sourcesMax)
    }

    private static func home(_ division: String, _ percent: Int = 100) -> SourceHome {
        var home = SourceHome()
        home.countries = ["US": 100]
        home.divisions = ["US \(division)": percent]
        return home
    }

    private func keep(_ homes: [String: SourceHome]) throws -> Warehouse.Learned {
        let found = homes.map { LearnedSource(origin: $0, generation: 0, articles: 3, home: $1) }
        return try desk.warehouse.keep(learned: found, articles: 9, sources: homes.count)
    }

    private func generations(_ path: String? = nil) throws -> [[String?]] {
        try desk.query("SELECT origin, generation, countries, divisions FROM learned_sources ORDER BY origin, generation")
    }

    @Test("places are counted by publisher, where there is none by folder; fewer than three articles, and those of no source, are left out")
    func origins() throws {
        try load([1, 2, 3].map { Self.article($0, Self.jersey) } + [Self.article(4, nil)])
        try load((5...7).map { Self.article($0, Self.ohio, publisher: nil) }, source: "wire/coast")
        try load((8...10).map { Self.article($0, Self.ohio, publisher: nil) } + [Self.article(11, Self.ohio, publisher: "Rare")])
        let found = try evidence()
        #expect(found.articles == 11 && Set(found.homes.keys) == ["Post", "inbox/wire/coast"] && found.leftOut == 0)
        var expected = HomeTally()
        for place in [Self.jersey, Self.jersey, Self.jersey] { expected.add([place]) }
        expected.add([])
        #expect(found.homes["Post"] == expected)
        let few = try evidence(sourcesMax: 1)
        #expect(Array(few.homes.keys) == ["Post"] && few.leftOut == 1)
    }

    @Test("what a home decided does not count, what it took the place of does; what is not sure does not")
    func evidenceAlone() throws {
        try load([1, 2, 3].map { Self.article($0, Self.jersey) })
        let before = try evidence().homes
        var decided = Self.ohio
        decided.via = .home
        let renewal = FactRenewal(desk.warehouse, choice: RenewalChoice(signatures: ["a:1"]))
        #expect(try renewal.renew([Self.article(1, decided, alone: [Self.jersey], learned: 1)]) == 1)
        #expect(try evidence().homes == before)
        #expect(
            try desk.query("SELECT article_id, number, name, country, region FROM places_alone") == [["1", "1", "Newark NJ", "US", "NJ"]])
        #expect(try desk.query("SELECT learned FROM articles ORDER BY article_id") == [["1"], [nil], [nil]])
        var doubtful = Self.ohio
        doubtful.score = Place.sureScore - 0.01
        try load([Self.article(4, doubtful)])
        #expect(try evidence().homes["Post"]?.places == before["Post"]?.places)
        // Read by itself again, nothing is left of it.
        #expect(try renewal.renew([Self.article(1, Self.jersey)]) == 1)
        #expect(try desk.count("places_alone") == 0)
        #expect(try desk.query("SELECT DISTINCT learned FROM articles") == [[nil]])
    }

    @Test("the order of loading does not matter", arguments: 2...6)
    func order(seed: UInt64) throws {
        let articles = (1...12).map { Self.article($0, $0 % 3 == 0 ? Self.ohio : Self.jersey, publisher: $0 % 2 == 0 ? "Post" : "Sun") }
        try load(articles)
        let other = try TemporaryWarehouse()
        for article in articles.sorted(by: { $0.article.uid.high * seed % 13 < $1.article.uid.high * seed % 13 }) {
            let id = try other.file("f\(other.count("files"))")
            _ = try other.loader().load(Samples.whole(id, [article]))
        }
        #expect(try evidence().homes == evidence(other.path).homes)
    }

    @Test("generations are numbered; a source has a row where it became another, and none twice; one that lost its home says so")
    func numbering() throws {
        #expect(try keep([:]) == Warehouse.Learned(generation: 0, changed: 0))
        #expect(try keep(["Post": Self.home("OH"), "Sun": Self.home("NJ")]) == Warehouse.Learned(generation: 1, changed: 2))
        #expect(try keep(["Sun": Self.home("NJ"), "Post": Self.home("OH")]) == Warehouse.Learned(generation: 1, changed: 0))
        #expect(try keep(["Post": Self.home("OH", 80), "Sun": Self.home("NJ")]) == Warehouse.Learned(generation: 2, changed: 1))
        #expect(try keep(["Post": Self.home("OH", 80)]) == Warehouse.Learned(generation: 3, changed: 1))
        #expect(try keep(["Post": Self.home("OH", 80)]) == Warehouse.Learned(generation: 3, changed: 0))
        #expect(
            try generations() == [
                ["Post", "1", #"{"US":100}"#, #"{"US OH":100}"#], ["Post", "2", #"{"US":100}"#, #"{"US OH":80}"#],
                ["Sun", "1", #"{"US":100}"#, #"{"US NJ":100}"#], ["Sun", "3", nil, nil],
            ])
        #expect(
            try desk.query("SELECT generation, learned_at, articles, sources, changed FROM learnings") == [
                ["1", TemporaryWarehouse.clock, "9", "2", "2"], ["2", TemporaryWarehouse.clock, "9", "2", "1"],
                ["3", TemporaryWarehouse.clock, "9", "1", "1"],
            ])
        let learned = try WarehouseReader(desk.path).learnedSources()
        #expect(learned.generation == 3)
        #expect(learned.byOrigin["Post"] == LearnedSource(origin: "Post", generation: 2, articles: 3, home: Self.home("OH", 80)))
        #expect(learned.byOrigin["Sun"] == LearnedSource(origin: "Sun", generation: 3, articles: 0))
    }

    @Test("a home comes back from the table as it went in, and all generations go over into a rebuilt warehouse")
    func roundTrip() throws {
        var home = Self.home("OH", 85)
        home.countries = ["US": 95, "CA": 5]
        home.centre = SourceHome.Centre(latitude: 40, longitude: -82.5)
        home.centrePercent = 65
        _ = try keep(["The \"Post\" of Ñandú": home])
        _ = try keep(["Sun": Self.home("NJ")])
        let reader = try WarehouseReader(desk.path)
        #expect(try reader.learnedSources().byOrigin["Sun"]?.home == Self.home("NJ"))
        let other = try TemporaryWarehouse()
        try other.warehouse.restore(reader.learningHistory())
        let copy = try WarehouseReader(other.path)
        #expect(try copy.learningHistory() == reader.learningHistory())
        #expect(try copy.learnedSources().generation == 2)
        _ = try keep(["The \"Post\" of Ñandú": home, "Sun": Self.home("NJ")])
        #expect(try reader.learnedSources().byOrigin["The \"Post\" of Ñandú"]?.home == home)
    }

    @Test("articles are out of date where more was learned of their source than was used for them, up to the generation of the run")
    func behind() throws {
        try load([Self.article(1, Self.jersey), Self.article(2, nil, publisher: "Sun"), Self.article(3, nil, publisher: nil)])
        let reader = try WarehouseReader(desk.path)
        func count(_ generation: Int64) throws -> [Bool: Int] {
            let found = try reader.articlesByDerivation(RenewalChoice(generation: generation))
            return Dictionary(uniqueKeysWithValues: found.map { ($0.key.isBehind, $0.value) })
        }
        #expect(try count(0) == [false: 3])
        _ = try keep(["Post": Self.home("OH")])
        _ = try keep(["Post": Self.home("OH"), "Sun": Self.home("NJ")])
        #expect(try count(0) == [false: 3] && count(1) == [true: 1, false: 2] && count(2) == [true: 2, false: 1])

        let choice = RenewalChoice(signaturesOfLearned: ["a:1"], generation: 1)
        #expect(try reader.filesToRenew(choice, after: 0, limit: 9) == [1] && reader.articlesToRenew(choice, ofFile: 1) == 1)
        let renewed = [Self.article(1, Self.ohio, learned: 1), Self.article(2, Self.ohio, publisher: "Sun"), Self.article(3, Self.ohio)]
        #expect(try FactRenewal(desk.warehouse, choice: choice).renew(renewed) == 1)
        #expect(try FactRenewal(desk.warehouse, choice: choice).renew(renewed) == 0)
        #expect(try count(1) == [false: 3] && count(2) == [true: 1, false: 2])
        #expect(try reader.articlesToRenew(RenewalChoice(signaturesOfLearned: ["b:1"], generation: 2), ofFile: 1) == 0)
    }

    @Test("boilerplate is told by source from the bodies, by headline; it comes back as it went in, and alone makes a generation")
    func boilerplate() throws {
        func text(_ number: Int) -> String { "Story \(number) of the day.\n\nSubscribe to our newsletter." }
        try load((1...6).map { Samples.article(text($0), headline: "H\($0)", file: UInt64($0), publisher: "Post") })
        try load((1...6).map { Samples.article(text($0 + 10), headline: nil, file: UInt64($0 + 10), publisher: "Sun") })
        try load((1...6).map { Samples.article(text($0 + 20), headline: "One", file: UInt64($0 + 20), publisher: "Wire") })
        var footer = "subscribe to our newsletter."
        let print = footer.withUTF8 { ParagraphPrint.hash($0) }
        #expect(try evidence().boilerplate == ["Post": [print], "Sun": [print]])

        let source = LearnedSource(origin: "Post", generation: 0, articles: 6, boilerplate: [0, 1, 1 << 62, .max])
        func keep(_ found: [LearnedSource]) throws -> Warehouse.Learned {
            try desk.warehouse.keep(learned: found, articles: 6, sources: 1)
        }
        #expect(try keep([source]) == Warehouse.Learned(generation: 1, changed: 1))
        #expect(try keep([source]) == Warehouse.Learned(generation: 1, changed: 0))
        let reader = try WarehouseReader(desk.path)
        #expect(try reader.learnedSources().byOrigin["Post"]?.boilerplate == source.boilerplate)
        #expect(try keep([]) == Warehouse.Learned(generation: 2, changed: 1))
        #expect(try reader.learnedSources().byOrigin["Post"]?.isEmpty == true)
        #expect(try keep([]) == Warehouse.Learned(generation: 2, changed: 0))
    }

    @Test("a warehouse of the version before has learned nothing, and can be asked")
    func olderSchema() throws {
        let path = desk.folder + "/v1.sqlite"
        let queue = ConnectionQueue(path: path, isReadOnly: false)
        try queue.run { connection throws(Failure) in
            _ = try Migration.apply(Migration.all.filter { $0.version <= 1 }, to: connection)
        }
        queue.close()
        let reader = try WarehouseReader(path)
        defer { reader.close() }
        #expect(try reader.learnedSources().generation == 0 && reader.learningHistory() == LearningHistory())
        #expect(try reader.articlesByDerivation(RenewalChoice()) == [:])
        var lines = 0
        try reader.canonicalDump { (_) throws(Failure) in lines += 1 }
        #expect(lines == 0)
    }
}
