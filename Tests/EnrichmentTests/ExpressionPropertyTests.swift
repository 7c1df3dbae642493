import Glibc
import Model
import Testing

@testable import Enrichment

@Suite("Times and amounts over random text (promises P6 and P7)") struct ExpressionPropertyTests {
    private static let pieces = [
        "May", "Friday", "the", "next", "24", "to", "48", "hours", "13", "1998", "2021-08-13", "10:35", "a.m.", "GMT", "last", "week", "of",
        "'98", "’s", "1990s",
        "quarter", "first", "ended", "ago", "two", "and", "a", "half", "million", "dollars", "$", "€5bn", "3,000", "1 234 567", "%", "km²",
        "½", "two-thirds",
        "more", "than", "-", "–", "/", ".", ",", "(", ")", "\"", "5'10\"", "日本", "👩‍👩‍👧", "e\u{301}", "Łódź", "U.S.", "C$", "Rs", "٣", "๓", "²",
        "99:99", "1/0",
        "000000", "Christmas", "Q3", "no", "one", "between", "aged", "44-year-old", "vor", "drei", "Tagen", "il y a", "hace", "d’euros",
        "R$", "Mai",
    ]
    private static let gaps = [" ", " ", " ", "", "\n", "\n\n", "\u{A0}", "\u{202F}"]
    private static let languages = ["en", "de", "fr", "es", "pt-BR", "it", "sv"]

    private static func body(_ random: inout SeededRandom) -> String {
        var body = ""
        for _ in 0..<Int.random(in: 0...80, using: &random) {
            body += pieces.randomElement(using: &random) ?? ""
            body += gaps.randomElement(using: &random) ?? ""
        }
        return body
    }

    private static func article(_ random: inout SeededRandom) -> Article {
        var article = Articles.article(body(&random), language: languages.randomElement(using: &random))
        if Bool.random(using: &random) { article.record.published = PublishedTime(text: "2021-08-13", precision: .day, origin: .field) }
        return article
    }

    @Test("Spans are the expressions, in order, and never overlap", arguments: [1, 2, 3, 20_210_813] as [UInt64])
    func spans(seed: UInt64) {
        var random = SeededRandom(seed)
        let scratch = EnrichmentScratch()
        for round in 0..<100 {
            let article = Self.article(&random)
            let enriched = Enrichment.only("language", "tokens", "times", "amounts").enrich(article, scratch: scratch)
            let body = enriched.article.record.body
            let all = enriched.times.map { ($0.span, $0.expression) } + enriched.amounts.map { ($0.span, $0.expression) }
            for (span, expression) in all {
                #expect(Articles.text(span, of: body) == expression && span.length > 0, "seed \(seed), round \(round)")
            }
            let order = [enriched.times.map(\.span), enriched.amounts.map(\.span), all.map(\.0).sorted { $0.start < $1.start }]
            for spans in order {
                for (left, right) in zip(spans, spans.dropFirst()) {
                    #expect(left.end <= right.start, "seed \(seed), round \(round): \(body)")
                }
            }
            #expect(enriched.times.allSatisfy { ($0.earliest ?? "") <= ($0.latest ?? "") }, "seed \(seed), round \(round)")
        }
    }

    @Test("The same text gives the same facts, whatever was read before", arguments: [11, 12] as [UInt64])
    func determinism(seed: UInt64) {
        var random = SeededRandom(seed)
        let used = EnrichmentScratch()
        for round in 0..<50 {
            let article = Self.article(&random)
            let first = Enrichment.full.enrich(article, scratch: used)
            let second = Enrichment.full.enrich(article, scratch: EnrichmentScratch())
            #expect(first.times == second.times && first.amounts == second.amounts, "seed \(seed), round \(round)")
        }
    }

    @Test(
        "Hostile repetitions take time in proportion to their length",
        arguments: [
            "1 ", "1-", "5\" ", "10:35 (", "May 5 ", "$1 to ", "two and ", "5 to ", "1e", "1,234,", "the year-ago ", "between 1 and ",
        ])
    func linear(piece: String) {
        let scratch = EnrichmentScratch()
        let enrichment = Enrichment.only("language", "tokens", "times", "amounts")
        // CPU time of this thread, so that a busy machine changes nothing.
        func nowNs() -> Int {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return time.tv_sec * 1_000_000_000 + time.tv_nsec
        }
        func time(_ bytes: Int) -> Int {
            let article = Articles.article(String(repeating: piece, count: bytes / piece.utf8.count), language: "en")
            return (0..<3).map { _ in
                let begin = nowNs()
                _ = enrichment.enrich(article, scratch: scratch)
                return nowNs() - begin
            }.min() ?? 0
        }
        _ = time(6_000)
        #expect(time(24_000) < max(time(6_000) * 8, 100_000_000), "\(piece)")
    }
}
