import Testing

@testable import Enrichment

@Suite("Hostile text costs no more than other text") struct HostileTextTests {
    static let texts: [(name: String, piece: String)] = [
        ("quotes", "\""), ("apostrophes", "'"), ("capitals", "A"), ("capital words", "AB "), ("digits", "7"), ("hyphens", "-"),
        ("glued hyphens", "a-"),
        ("brackets", "("), ("stops", "."), ("blanks", " "), ("line ends", "\n"), ("one word", "bank "), ("dashes", "— "),
        ("by lines", "By A\n"), ("clitics", "a's"),
        ("spaceless", "日"), ("combining", "e\u{301}"), ("datelines", "KABUL (X) "),
    ]

    /// 240 KB take at most eight times what 60 KB take: linear, with room for a busy machine.
    @Test("time grows with length and no faster", arguments: texts)
    func linear(name: String, piece: String) {
        let scratch = EnrichmentScratch()
        func time(_ bytes: Int) -> Duration {
            let article = Articles.article(String(repeating: piece, count: bytes / piece.utf8.count), language: "en")
            return (0..<3).map { _ in ContinuousClock().measure { _ = Enrichment.full.enrich(article, scratch: scratch) } }.min() ?? .zero
        }
        _ = time(60_000)
        let short = time(60_000)
        let long = time(240_000)
        #expect(long < max(short * 8, .milliseconds(100)), "\(name): \(short) for 60 KB, \(long) for 240 KB")
    }

    @Test("words whose hashes share a slot are given up, not searched through")
    func collisions() {
        // Words are chosen so that their hashes agree in the low bits, as somebody could who knows the hash.
        var words: [String] = []
        var number = 0
        while words.count < 3_000 {
            let word = "w" + String(number, radix: 36)
            if WordHash.key(WordHash.hash(word)) & 0xFF == 0x5A { words.append(word) }
            number += 1
        }
        let enriched = Articles.enriched(words.joined(separator: " "), language: "en")
        #expect(enriched.wordCount == 3_000)
        #expect(enriched.keywords.count == 10)
    }
}
