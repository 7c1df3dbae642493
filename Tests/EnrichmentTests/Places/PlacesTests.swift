import Model
import Testing

@testable import Enrichment

@Suite("Places on the map") struct PlacesTests {
    /// A sentence or two written for these tests, and the place that a name in it means.
    struct Case: Sendable, CustomTestStringConvertible {
        let text: String
        let name: String
        /// Country, or country and division.
        let lies: String
        var testDescription: String { "\(name) in “\(text)”" }
    }

    static let cases: [Case] = [
        Case(text: "A fire destroyed a bakery in Paris, Texas, on Monday, the mayor said.", name: "Paris", lies: "US TX"),
        Case(text: "The minister flew to Paris on Monday for talks with the French government.", name: "Paris", lies: "FR"),
        Case(text: "Police in London, Ontario, closed the bridge after the accident.", name: "London", lies: "CA 08"),
        Case(text: "The bank moved its office from Frankfurt to London last year.", name: "London", lies: "GB"),
        Case(text: "Snow fell on Moscow, Idaho, and on Pullman in Washington state.", name: "Moscow", lies: "US ID"),
        Case(text: "Residents of Atlanta, Georgia, were told to boil water.", name: "Georgia", lies: "US"),
        Case(text: "Talks between Georgia and Armenia were held in Tbilisi and Yerevan.", name: "Georgia", lies: "GE"),
        Case(text: "The storm hit Birmingham, Ala., before it reached Montgomery.", name: "Birmingham", lies: "US AL"),
        Case(text: "A factory in Birmingham, England, will close next spring.", name: "Birmingham", lies: "GB"),
        Case(text: "The Iraqi city of Mosul was quiet on Friday, residents said.", name: "Mosul", lies: "IQ"),
        Case(text: "Flights between Perth and Melbourne in Australia were late.", name: "Perth", lies: "AU 08"),
        Case(text: "Farmers near Hyderabad in Pakistan said the canals were dry.", name: "Hyderabad", lies: "PK"),
        Case(
            text: "The company opened offices in Chennai, Mumbai and Hyderabad, the Indian cities with most engineers.", name: "Hyderabad",
            lies: "IN"),
        Case(text: "The Kenyan capital, Nairobi, hosted the conference.", name: "Nairobi", lies: "KE"),
        Case(text: "Voters in Cincinnati, Dayton and Columbus went to the polls in Ohio.", name: "Columbus", lies: "US OH"),
        Case(text: "Students in Cambridge, Massachusetts, walked to Boston.", name: "Cambridge", lies: "US MA"),
        Case(text: "Engineers from Cambridge and Oxford met in London.", name: "Cambridge", lies: "GB"),
        Case(text: "The ferry from Santiago de Cuba to Havana sank, Cuban officials said.", name: "Havana", lies: "CU"),
        Case(text: "The protest in Tripoli spread to Benghazi and other towns of Libya.", name: "Tripoli", lies: "LY"),
        Case(text: "Shelling was heard in Tripoli and Beirut, Lebanese police said, as Lebanon mourned.", name: "Tripoli", lies: "LB"),
        Case(text: "The trial in Toledo, Ohio, was put off.", name: "Toledo", lies: "US OH"),
        Case(text: "Tourists in Toledo and Madrid fled from the heat in Spain.", name: "Toledo", lies: "ES"),
    ]

    private static func place(_ name: String, _ text: String) -> Place? {
        let places = Articles.enriched(text, language: "en").places
        return places.first { place in place.spans.contains { Articles.text($0, of: text) == name } }
    }

    @Test("a name means the place that the text speaks of", arguments: cases)
    func ambiguous(given: Case) throws {
        let place = try #require(Self.place(given.name, given.text))
        let country = place.country ?? "-"
        #expect([country, "\(country) \(place.division ?? "-")"].contains(given.lies), "\(place)")
        #expect((0...1).contains(place.score))
    }

    @Test("evidence is told")
    func evidence() {
        #expect(Self.place("Paris", "A fire destroyed a bakery in Paris, Texas, on Monday.")?.via == .container)
        #expect(Self.place("Paris", "The minister flew to Paris on Monday.")?.via == .population)
        let text = "KABUL, Aug 13 (Reuters) - The Afghan government said that roads were closed. Nothing moved in Kabul."
        let kabul = Self.place("KABUL", text)
        #expect(kabul?.isDateline == true)
        #expect(kabul?.times == 2)
        #expect(kabul?.id == 1_138_958)
        #expect(Self.place("Afghan", text)?.via == .demonym)
        #expect(Self.place("Afghan", text)?.entity == nil)
    }

    @Test(
        "what only looks like a place is none",
        arguments: [
            ("Paris Hilton opened a shop, and Hilton smiled.", "Paris"), ("Mr. Houston said that he would pay.", "Houston"),
            ("The Washington Post reported that the bridge was closed.", "Washington"),
            ("Of course the Hall was full, and the Center too.", "Hall"), ("Ms. Jordan said nothing.", "Jordan"),
        ])
    func noPlace(text: String, name: String) { #expect(Self.place(name, text) == nil) }

    @Test("the first article's places, and no others")
    func seed() {
        let places = Articles.enriched(SeedText.body, headline: SeedText.headline, language: "en").places
        #expect(places.map(\.id) == [6_252_001, 1_522_867, 1_149_361, 1_138_958, -2_000_428])
        #expect(places.map(\.country) == ["US", "KZ", "AF", "AF", "AF"])
        let texts = places.map { place in place.spans.map { Articles.text($0, of: SeedText.body) } }
        #expect(Set(texts[1]) == ["Kazakh"])
        #expect(texts[3] == ["Kabul", "Kabul", "Kabul", "Kabul"])
        #expect(texts[4] == ["Hamid Karzai International Airport"])
        #expect(places[1].via == .demonym)
        #expect(abs(places[4].latitude - 34.566) < 0.05 && abs(places[4].longitude - 69.212) < 0.05)
    }

    @Test("in other languages well-known places are found, and words at the start of sentences are none")
    func otherLanguages() {
        let german =
            "Die Regierung in Berlin hat am Montag mit Hamburg verhandelt. Das Essen war gut. Im Wald fiel Regen auf das Haus und die Straße."
        let names = Articles.enriched(german, language: "de").places.map(\.name)
        #expect(names.contains("Berlin") && names.contains("Hamburg"))
        #expect(!names.contains("Essen") && !names.contains("Regen"))
        let french = "« Mon grand-père montait ces marches », a raconté le gardien. La ministre a quitté Paris lundi."
        #expect(Articles.enriched(french, language: "fr").places.map(\.name) == ["Paris"])
    }

    @Test("small places that nothing else speaks for have a lower score than well-known ones")
    func score() throws {
        let village = try #require(Self.place("Granville", "A school in Granville was closed on Monday."))
        let capital = try #require(Self.place("Nairobi", "A school in Nairobi was closed on Monday."))
        #expect(village.score < capital.score)
        #expect((0.2..<0.8).contains(village.score) && capital.score > 0.8)
    }
}
