import Testing

@testable import Enrichment

@Suite("Counting words and sentences") struct WordCountTests {
    static let cases: [(body: String, words: Int)] = [
        ("", 0),
        ("One two three.", 3),
        ("Mother-in-law's don't — 3,000 at 5.30 p.m.", 6),
        ("Write to desk@paper.example or see https://paper.example/a?b=c today", 7),
        ("… !!! —", 0),
        ("日本語の新聞は毎朝届きます", 9),
        ("ราชอาณาจักรไทย", 4),
        ("Das Stadtbad öffnet wieder", 4),
    ]

    @Test("words are counted as a reader would", arguments: cases)
    func words(body: String, words: Int) { #expect(Articles.enriched(body).wordCount == words) }

    @Test("a body longer than what is held as tokens is counted to its end")
    func longBody() {
        let sentence = "The ferry company ran two night ferries. "
        let times = EnrichmentScratch.headBytesMax * 9 / 4 / sentence.utf8.count
        let enriched = Articles.enriched(String(repeating: sentence, count: times), language: "en")
        #expect(enriched.wordCount == 7 * times)
        #expect(enriched.sentenceCount == times)
        #expect(enriched.lede?.start == 0)
    }

    @Test("pieces of a long body never end inside a code point", arguments: [9, 10, 11, 12, 13, 4_097])
    func pieces(bytesMax: Int) {
        let body = Array(String(repeating: "日本語", count: 2_000).utf8)
        body.withUnsafeBufferPointer { bytes in
            var start = 0
            while start < bytes.count {
                let end = BodyChunks.end(of: bytes, from: start, bytesMax: bytesMax)
                #expect(end > start && end - start <= bytesMax)
                #expect(end == bytes.count || bytes[end] & 0xC0 != 0x80)
                start = end
            }
        }
    }
}
