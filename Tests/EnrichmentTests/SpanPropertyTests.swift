import Language
import Model
import Testing

@testable import Enrichment

@Suite("Spans and keywords over random Unicode (promise P6)") struct SpanPropertyTests {
    private static let pieces = [
        "The", "mayor", "said", "Łódź", "naïve", "日本語の新聞", "Київ", "👩‍👩‍👧", "e\u{301}tude", "l’été", "U.S.", "3,000", "“quoted”", "—", "ไทย",
        "a\u{300}\u{301}", "\u{FFFD}",
        ".", "!", "?", ",", "(", ")", "-", "'s", "http://x.example/a", "𝒳", "ﷺ", "ẞ", "ΑΘΗΝΑ", "By", "KABUL", "(Reuters)", "- ", "don't",
        "mother-in-law", "co-op",
    ]
    private static let gaps = [" ", " ", " ", " ", "\n", "\n\n", "", "\u{A0}", "\t", "  "]

    private static func body(_ random: inout SeededRandom) -> String {
        var body = ""
        for _ in 0..<Int.random(in: 0...120, using: &random) {
            body += pieces.randomElement(using: &random) ?? ""
            body += gaps.randomElement(using: &random) ?? ""
            if Int.random(in: 0..<25, using: &random) == 0, let scalar = Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &random)) {
                body.unicodeScalars.append(scalar)
            }
        }
        return body
    }

    @Test("the lede lies in the body and is what the sentences' bytes are", arguments: [20_240_517, 7, 99, 4_711] as [UInt64])
    func ledeIsInBody(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let scratch = EnrichmentScratch()
        for round in 0..<150 {
            let body = Self.body(&random)
            let enriched = Enrichment.full.enrich(Articles.article(body), scratch: scratch)
            guard let lede = enriched.lede else { continue }
            let points = body.unicodeScalars.count
            #expect(lede.start >= 0 && lede.length > 0 && lede.end <= points, "seed \(seed), round \(round)")
            let text = Articles.text(lede, of: body)
            // The same text found by bytes, in a way that shares nothing with the index of code points.
            #expect(Array(body.utf8).contains(Array(text.utf8)), "seed \(seed), round \(round)")
            let first = try #require(text.unicodeScalars.first)
            let last = try #require(text.unicodeScalars.last)
            #expect(!CodePoint.isSpace(first.value) && !CodePoint.isSpace(last.value), "seed \(seed), round \(round): \(text)")
        }
    }

    @Test("keywords stand in the body as they are given, blanks aside", arguments: [1, 2, 3] as [UInt64])
    func keywordsAreInBody(seed: UInt64) {
        var random = SeededRandom(seed)
        let scratch = EnrichmentScratch()
        for round in 0..<150 {
            let body = Self.body(&random)
            let plain = Self.squeezed(body)
            for keyword in Enrichment.full.enrich(Articles.article(body, language: "fr"), scratch: scratch).keywords {
                #expect(plain.contains(Self.squeezed(keyword)), "seed \(seed), round \(round): \(keyword)")
            }
        }
    }

    /// The bytes of a text without blanks.
    private static func squeezed(_ text: String) -> [UInt8] { text.utf8.filter { $0 > 0x20 } }

    @Test("a scratch that was used before changes nothing", arguments: [5, 6] as [UInt64])
    func scratchIsClean(seed: UInt64) {
        var random = SeededRandom(seed)
        let used = EnrichmentScratch()
        for round in 0..<60 {
            let article = Articles.article(
                Self.body(&random), headline: "The mayor said", language: Bool.random(using: &random) ? "en" : nil)
            let first = Enrichment.full.enrich(article, scratch: used)
            let fresh = Enrichment.full.enrich(article, scratch: EnrichmentScratch())
            #expect(Self.facts(first) == Self.facts(fresh), "seed \(seed), round \(round)")
        }
    }

    private static func facts(_ article: EnrichedArticle) -> String {
        "\(article.language ?? "-") \(article.wordCount) \(article.sentenceCount) \(String(describing: article.lede)) \(article.keywords) \(article.fingerprint) "
            + "\(article.isSpaceless) \(String(describing: article.tone)) \(article.themes) \(article.themeGroups) \(article.sketch.prints) \(article.enrichments)"
    }
}
