import Glibc
import Testing

@testable import Enrichment

@Suite("Hostile text costs no more than other text (promises P8, P9)") struct HostileTextTests {
    static let texts: [(name: String, piece: String)] = [
        ("quotes", "\""), ("apostrophes", "'"), ("capitals", "A"), ("capital words", "AB "), ("digits", "7"), ("hyphens", "-"),
        ("glued hyphens", "a-"),
        ("brackets", "("), ("stops", "."), ("blanks", " "), ("line ends", "\n"), ("one word", "bank "), ("dashes", "— "),
        ("by lines", "By A\n"), ("clitics", "a's"),
        ("spaceless", "日"), ("combining", "e\u{301}"), ("datelines", "KABUL (X) "),
    ]

    /// 60 KB take at most eight times the CPU of 15 KB: linear, with room for a busy machine.
    @Test("time grows with length and no faster", arguments: texts)
    func linear(name: String, piece: String) {
        let scratch = EnrichmentScratch()
        func time(_ bytes: Int) -> UInt64 {
            let article = Articles.article(String(repeating: piece, count: bytes / piece.utf8.count), language: "en")
            let begin = Self.cpuNs()
            _ = Enrichment.full.enrich(article, scratch: scratch)
            return Self.cpuNs() - begin
        }
        _ = time(60_000)
        let short = min(time(15_000), time(15_000))
        let long = min(time(60_000), time(60_000))
        #expect(long < max(short * 8, 20_000_000), "\(name): \(short) ns for 15 KB, \(long) ns for 60 KB")
    }

    private static func cpuNs() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
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
