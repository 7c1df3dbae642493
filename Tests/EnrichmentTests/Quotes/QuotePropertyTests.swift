import Glibc
import Language
import Model
import Testing

@testable import Enrichment

@Suite("Quotations over random and hostile text (promises P6, P7, P9)") struct QuotePropertyTests {
    private static let pieces = [
        "“", "”", "\"", "'", "‘", "’", "«", "»", "„", "「", "」", "``", "''", ",", ".", "!", "?", ":", ";", "—", "-", "(", ")", "said",
        "says", "that",
        "told", "according to", "adding", "He", "she", "they", "who", "Ann Lee", "Paul Neri’s", "the mayor", "reporters", "Straße", "naïve",
        "日本語", "e\u{301}té", "👩‍👩‍👧", "𝒳", "would", "was", "l’eau", "dit-il", "sagte", "U.S.", "3,000", "\u{FFFD}", "statement",
    ]
    private static let gaps = [" ", " ", " ", "", "\n", "\n\n", "\u{A0}", "\u{202F}"]

    private static func body(_ random: inout SeededRandom) -> String {
        var body = ""
        for _ in 0..<Int.random(in: 0...160, using: &random) {
            body += pieces.randomElement(using: &random) ?? ""
            body += gaps.randomElement(using: &random) ?? ""
        }
        return body
    }

    @Test(
        "spans lie in the body on code points, in order and apart; names are entities", arguments: [20_240_517, 11, 4_711, 93] as [UInt64])
    func spans(seed: UInt64) {
        var random = SeededRandom(seed)
        let scratch = EnrichmentScratch()
        for round in 0..<60 {
            let body = Self.body(&random)
            let language = ["en", "de", "fr", "it", nil][round % 5]
            let article = QuoteCase.enrichment.enrich(Articles.article(body, language: language), scratch: scratch)
            let count = body.unicodeScalars.count
            var end = 0
            for quote in article.quotes {
                let place: Comment = "seed \(seed), round \(round): \(body)"
                #expect(quote.span.start >= end && quote.span.length >= 1 && quote.span.end <= count, place)
                end = quote.span.end
                for span in [quote.speaker, quote.cue].compactMap(\.self) {
                    #expect(span.start >= 0 && span.length > 0 && span.end <= count, place)
                }
                let words = Articles.text(quote.span, of: body)
                #expect(Array(body.utf8).contains(Array(words.utf8)), place)
                #expect(words.unicodeScalars.first.map { !CodePoint.isSpace($0.value) } ?? false, place)
                #expect(words.unicodeScalars.last.map { !CodePoint.isSpace($0.value) } ?? false, place)
                if let entity = quote.speakerEntity { #expect(article.entities.indices.contains(entity), place) }
                #expect(quote.utterance >= 0 && quote.utterance < article.quotes.count, place)
            }
        }
    }

    @Test("the same text gives the same quotations, whatever was read before", arguments: [5, 6] as [UInt64])
    func determinism(seed: UInt64) {
        var random = SeededRandom(seed)
        let used = EnrichmentScratch()
        for round in 0..<40 {
            let article = Articles.article(Self.body(&random), language: "en")
            let first = QuoteCase.enrichment.enrich(article, scratch: used).quotes
            let second = QuoteCase.enrichment.enrich(article, scratch: EnrichmentScratch()).quotes
            #expect(first == second, "seed \(seed), round \(round)")
        }
    }

    static let hostile = [
        "\"", "“", "\"a ", "'a ", "He said 'a ", "He said \"a ", "“a\n\n", "“Aa bb cc” said Bb Cc, “dd ee.” ", "said ", "He said that ",
        "A: b\n\n",
        "»a« ", "said — a ", "The president said it. ", "(", "Ann Lee said. She said. ", "a, ",
    ]

    /// Four times the text takes at most eight times as long.
    @Test("time grows with the text and no faster", arguments: hostile)
    func linear(piece: String) {
        let probe = QuotesProbe()
        func time(_ bytes: Int) -> UInt64 {
            var body = String(repeating: piece, count: bytes / piece.utf8.count)
            probe.prepare(body, language: "en")
            return body.withUTF8 { bytes in
                let begin = Self.cpuNs()
                _ = probe.read(bytes)
                return Self.cpuNs() - begin
            }
        }
        _ = time(5_000)
        let short = min(time(5_000), time(5_000))
        let long = time(20_000)
        // Too little to compare: scheduling and, under a sanitizer, its checks are all there is.
        let least: UInt64 = getenv("ASAN_OPTIONS") != nil || getenv("TSAN_OPTIONS") != nil ? 400_000_000 : 20_000_000
        #expect(long < max(short * 8, least), "\(piece): \(short) ns for 5 KB, \(long) ns for 20 KB")
    }

    private static func cpuNs() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
