import Model
import Testing

@testable import Enrichment

@Suite("Places among the entities: every stretch of text names one thing") struct PlaceMergingTests {
    private static func enriched(_ text: String) -> EnrichedArticle { Articles.enriched(text, language: "en") }

    /// The forms by which the body names what the map or the recogniser knows by this name.
    private static func forms(_ name: String, _ kind: EntityKind, _ article: EnrichedArticle) -> [String] {
        let body = article.article.record.body
        return article.entities.filter { $0.name == name && $0.kind == kind }.flatMap { entity in
            entity.mentions.map { Articles.text($0.span, of: body) }
        }
    }

    @Test("a place is one entity, whatever the article calls it")
    func forms() throws {
        let article = Self.enriched("The United States said on Monday that the U.S. embassy in Abuja was closed. America waits.")
        let place = try #require(article.places.first { $0.id == 6_252_001 })
        let entity = article.entities[try #require(place.entity)]
        #expect(entity.kind == .place && entity.name == "United States" && entity.aliases.contains("U.S."))
        #expect(place.outsideID == "geonames:6252001" && place.isNamed)
    }

    @Test("peoples are no entities, and places in the names of other things are no mentions")
    func indirect() {
        let article = Self.enriched("Afghan and French officials met the Kentucky State Police in Kabul, the University of Lagos said.")
        #expect(article.entities.filter { $0.kind == .place }.map(\.name) == ["Kabul"])
        #expect(article.places.first { $0.country == "FR" }?.isNamed != true)
        #expect(article.places.filter(\.isNamed).map(\.name) == ["Kabul"])
    }

    @Test("a facility is a place")
    func facility() {
        let article = Self.enriched("Troops went to Hamid Karzai International Airport on Friday, the minister said.")
        #expect(Self.forms("Hamid Karzai International Airport", .place, article) == ["Hamid Karzai International Airport"])
        #expect(!article.entities.contains { $0.kind == .person })
        #expect(article.places.first?.country == "AF")
    }

    @Test("a name with its state is two places")
    func container() {
        let article = Self.enriched("A fire destroyed a bakery in Paris, Texas, on Monday, the mayor said.")
        #expect(Self.forms("Paris", .place, article) == ["Paris"])
        #expect(Self.forms("Texas", .place, article) == ["Texas"])
    }

    @Test("a small town's name that describes a thing is not the town", arguments: ["on", "near"])
    func described(word: String) {
        let article = Self.enriched("There were nine workshops \(word) the North Beach once. Now there are two.")
        #expect(!article.places.contains { $0.isNamed })
    }

    @Test(
        "no two mentions overlap, entities come in the order of the text, and places lead to their entities",
        arguments: [3, 77] as [UInt64])
    func invariants(seed: UInt64) {
        var random = SeededRandom(seed)
        let pieces = [
            "Paris", "Texas", "KABUL", "Afghan", "Jordan", "Ms. Houston", "George Washington", "Kentucky State Police", "U.S.", "New York",
            "Springfield", "Lake Victoria", "Victoria Island", "said", "in", "of", "the", "University of Lagos", "Mount Carrow", "Łódź",
            "Moria Refugee Camp", "Washington", "Mr. Ali Khan", "Georgia",
        ]
        let scratch = EnrichmentScratch()
        for round in 0..<150 {
            var body = ""
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                body += (pieces.randomElement(using: &random) ?? "") + ([" ", " ", ", ", ". ", "\n"].randomElement(using: &random) ?? "")
            }
            let article = Enrichment.full.enrich(Articles.article(body, language: "en"), scratch: scratch)
            let spans = article.entities.flatMap { $0.mentions.map(\.span) }.sorted { $0.start < $1.start }
            for (one, next) in zip(spans, spans.dropFirst()) { #expect(one.end <= next.start, "seed \(seed), round \(round): \(body)") }
            let firsts = article.entities.map { $0.mentions[0].span.start }
            #expect(firsts == firsts.sorted(), "seed \(seed), round \(round)")
            for entity in article.entities {
                #expect(entity.mentions.map(\.span.start) == entity.mentions.map(\.span.start).sorted())
                #expect(entity.count >= entity.mentions.count && !entity.name.isEmpty)
            }
            let indices = article.places.filter(\.isNamed).compactMap(\.entity)
            #expect(Set(indices).count == indices.count, "seed \(seed), round \(round)")
            for index in indices { #expect(article.entities[index].kind == .place) }
            for quote in article.quotes { if let speaker = quote.speakerEntity { #expect(article.entities.indices.contains(speaker)) } }
        }
    }
}
