import Model
import Testing

@testable import Enrichment

@Suite("Quotations of the first article") struct QuoteSeedTests {
    private struct Expected {
        var begins: String
        var ends: String
        var kind: QuoteKind
        var speaker: String
        var name: String
        var cue: String
    }

    private static let expected: [Expected] = [
        Expected(
            begins: "the Secretary of State Antony", ends: "during a phone call", kind: .reported, speaker: "US State Department",
            name: "US State Department", cue: "says"),
        Expected(
            begins: "Secretary of State Blinken updated", ends: "evolving security situation", kind: .direct,
            speaker: "The US State Department",
            name: "US State Department", cue: "said"),
        Expected(
            begins: "we remain committed", ends: "Government of Afghanistan", kind: .direct, speaker: "The statement",
            name: "US State Department", cue: "added"),
        Expected(
            begins: "the country “is spinning", ends: "out of control", kind: .mixed,
            speaker: "United Nations Secretary-General Antonio Guterres",
            name: "Antonio Guterres", cue: "warning"),
        Expected(
            begins: "The message from", ends: "isolation of Afghanistan", kind: .direct, speaker: "Guterres", name: "Antonio Guterres",
            cue: "told"),
        Expected(
            begins: "he was “deeply disturbed", ends: "women and journalists", kind: .mixed, speaker: "Guterres", name: "Antonio Guterres",
            cue: "saying"),
        Expected(
            begins: "It is particularly horrifying", ends: "ripped away from them", kind: .direct, speaker: "he", name: "Antonio Guterres",
            cue: "added"),
        Expected(
            begins: "the first movement", ends: "US Army battalion", kind: .direct, speaker: "Pentagon Spokesperson John Kirby",
            name: "John Kirby", cue: "announced"),
        Expected(
            begins: "Those three infantry", ends: "join them there", kind: .direct, speaker: "Kirby", name: "John Kirby", cue: "added"),
    ]

    @Test("nine quotations, each with its speaker; the Taliban in scare quotes are none", arguments: [false, true])
    func quotations(hasHeadlineInBody: Bool) throws {
        let body = hasHeadlineInBody ? SeedText.headline + "\n" + SeedText.body : SeedText.body
        let article = QuoteCase.enriched(body, headline: hasHeadlineInBody ? nil : SeedText.headline, language: "en")
        try #require(article.quotes.count == Self.expected.count)
        for (quote, wanted) in zip(article.quotes, Self.expected) {
            let words = Articles.text(quote.span, of: body)
            #expect(words.hasPrefix(wanted.begins) && words.hasSuffix(wanted.ends), "\(words)")
            #expect(quote.kind == wanted.kind)
            #expect(quote.speaker.map { Articles.text($0, of: body) } == wanted.speaker)
            #expect(quote.speakerName == wanted.name)
            #expect(quote.cue.map { Articles.text($0, of: body) } == wanted.cue)
        }
        #expect(article.quotes.allSatisfy { Articles.text($0.span, of: body) != "Taliban" })
    }

    @Test("persons who speak are entities of the article")
    func entities() {
        let article = QuoteCase.enriched(SeedText.body, language: "en")
        for quote in article.quotes where quote.speakerName == "John Kirby" || quote.speakerName == "Antonio Guterres" {
            #expect(quote.speakerEntity.map { article.entities[$0].name } == quote.speakerName)
            #expect(quote.speakerEntity.map { article.entities[$0].kind } == .person)
        }
    }
}
