import Model
import Testing

@testable import Enrichment

@Suite("A source's home: learned from what articles say alone, given by reprocess (P7)") struct SourceHomeTests {
    static let ohio = "Police in Newark, Ohio, and Columbus, Ohio, met in Granville, Ohio, and Heath, Ohio."
    static let school = "A school in Newark was closed on Monday, the mayor said."

    private func tally(_ articles: [[Place]]) -> HomeTally {
        var tally = HomeTally()
        for article in articles { tally.add(article) }
        return tally
    }

    private func learnedHome(_ texts: [String]) -> SourceHome? {
        SourceHome.learned(from: tally(texts.map { Articles.enriched($0, language: "en").places }))
    }

    private func enriched(_ text: String, _ home: SourceHome?, generation: Int64 = 1) -> EnrichedArticle {
        let learned = LearnedSource(origin: "Licking Post", generation: generation, articles: 3, home: home)
        return Enrichment.full.enrich(Articles.article(text, language: "en"), scratch: EnrichmentScratch(), learned: learned)
    }

    private func newark(_ article: EnrichedArticle) -> Place? { article.places.first { $0.name == "Newark" } }

    @Test("it decides what the article leaves open; an explicit state wins over it")
    func decides() throws {
        let home = try #require(learnedHome([Self.ohio, Self.ohio, Self.ohio]))
        #expect(home.countries == ["US": 100] && home.divisions == ["US OH": 100])
        #expect(home.centrePercent > 0 && home.centre.map { abs($0.latitude - 40) <= 0.5 && abs($0.longitude + 82.5) <= 0.5 } == true)
        let alone = Articles.enriched(Self.school, language: "en")
        #expect(newark(alone)?.division == "NJ" && alone.learned == nil && alone.placesAlone.isEmpty)
        let atHome = enriched(Self.school, home, generation: 7)
        #expect(newark(atHome)?.division == "OH" && newark(atHome)?.via == .home && atHome.learned == 7)
        #expect(atHome.placesAlone.map(\.id) == [newark(alone)?.id])
        let told = enriched("A school in Newark, New Jersey, was closed on Monday.", home)
        #expect(newark(told)?.division == "NJ" && newark(told)?.via == .container && told.placesAlone.isEmpty)
        // A village that is told against the home's capital.
        let village = enriched("A school in Columbus, Wisconsin, was closed on Monday.", home)
        #expect(village.places.first { $0.name == "Columbus" }?.division == "WI", "\(village.places)")
        let far = enriched("The minister flew to Paris on Monday for talks with the French government.", home)
        #expect(far.places.first { $0.name == "Paris" }?.country == "FR")
    }

    @Test("what the article alone is sure of is what a tally reads, with any home or none; the words are where they were")
    func evidenceStays() throws {
        let home = try #require(learnedHome([Self.ohio, Self.ohio, Self.ohio]))
        var decided = 0
        for text in PlacesTests.cases.map(\.text) + [Self.school, Self.ohio, SeedText.body] {
            let alone = Articles.enriched(text, language: "en")
            let atHome = enriched(text, home)
            // As the warehouse keeps them: places that are named, and places alone.
            #expect(tally([atHome.places.filter(\.isNamed) + atHome.placesAlone]) == tally([alone.places.filter(\.isNamed)]), "\(text)")
            for place in atHome.places where place.isNamed {
                #expect(place.spans.allSatisfy { !Articles.text($0, of: text).isEmpty })
                decided += place.via == .home ? 1 : 0
            }
        }
        #expect(decided > 0)
    }

    @Test("the order of articles does not matter, and three are the fewest")
    func order() {
        let places = [Self.ohio, Self.school, SeedText.body, PlacesTests.cases[0].text].map { Articles.enriched($0, language: "en").places }
        #expect(SourceHome.learned(from: tally(places)) != nil)
        #expect(SourceHome.learned(from: tally(places)) == SourceHome.learned(from: tally(places.reversed())))
        #expect(SourceHome.learned(from: tally(Array(places.prefix(2)))) == nil)
        #expect(SourceHome.learned(from: tally([[], [], []])) == nil)
    }

    @Test("shares go in steps of five percent: one more article of two hundred changes nothing, and what is rare is left out")
    func steps() throws {
        var tally = HomeTally()
        tally.articles = 200
        tally.places[HomeTally.Cell(country: "US", division: "OH", north: 80, east: -165)] = 196
        tally.places[HomeTally.Cell(country: "FR", division: "11", north: 98, east: 5)] = 4
        let home = try #require(SourceHome.learned(from: tally))
        #expect(home.countries == ["US": 100] && home.divisions == ["US OH": 100])
        #expect(home.centre == SourceHome.Centre(latitude: 40, longitude: -82.5) && home.centrePercent == 100)
        tally.places[HomeTally.Cell(country: "FR", division: "11", north: 98, east: 5), default: 0] += 1
        #expect(SourceHome.learned(from: tally) == home)
    }

    @Test("without a home the scratch of an article with one changes nothing (promise P7)")
    func alone() throws {
        let scratch = EnrichmentScratch()
        var home = SourceHome()
        home.divisions = ["US OH": 100]
        home.countries = ["US": 100]
        let article = Articles.article(Self.school, language: "en")
        let before = Enrichment.full.enrich(article, scratch: scratch).places
        let learned = LearnedSource(origin: "x", generation: 1, articles: 3, home: home)
        #expect(Enrichment.full.enrich(article, scratch: scratch, learned: learned).places != before)
        for given in PlacesTests.cases { _ = Enrichment.full.enrich(Articles.article(given.text, language: "en"), scratch: scratch) }
        #expect(Enrichment.full.enrich(article, scratch: scratch).places == before)
        #expect(!before.isEmpty)
    }
}
