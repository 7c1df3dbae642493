import Foundation
import Model
import Testing

@testable import Enrichment

@Suite("Quotations: own cases in six languages") struct QuoteCasesTests {
    @Test("the cases are there")
    func count() {
        #expect(QuoteCase.all.count == 70)
        #expect(QuoteCase.all.reduce(0) { $0 + $1.quotes.count } == 85)
    }

    @Test("what is said, and nothing else", arguments: QuoteCase.all)
    func spans(_ item: QuoteCase) {
        let found = item.found
        #expect(found.map { item.words($0.span.start, $0.span.end) } == item.quotes.map { item.words($0.start, $0.end) })
        #expect(found.map(\.kind.rawValue) == item.quotes.map(\.kind))
    }

    @Test("who says it, in the text's words and by name", arguments: QuoteCase.all)
    func speakers(_ item: QuoteCase) {
        let found = item.found
        guard found.count == item.quotes.count else { return }
        for (quote, gold) in zip(found, item.quotes) {
            #expect((quote.speaker == nil) == (gold.speaker == nil))
            if let speaker = quote.speaker, let wanted = gold.speaker {
                #expect(speaker.start < wanted.end && wanted.start < speaker.end, "\(item.words(speaker.start, speaker.end))")
            }
            if let entity = gold.entity {
                #expect(entity.split(separator: "|").map { QuoteCase.bare(String($0)) }.contains(QuoteCase.bare(quote.speakerName)))
            }
        }
    }

    @Test("quality floor: at least 99 of 100 spans and speakers over all cases")
    func floor() {
        var right = 0
        var found = 0
        var gold = 0
        for item in QuoteCase.all {
            let quotes = item.found
            let wanted = Set(item.quotes.map { item.words($0.start, $0.end) })
            found += quotes.count
            gold += wanted.count
            for quote in quotes where wanted.contains(item.words(quote.span.start, quote.span.end)) { right += 1 }
        }
        #expect(Double(2 * right) / Double(found + gold) >= 0.99)
    }
}
