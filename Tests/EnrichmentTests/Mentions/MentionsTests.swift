import Foundation
import Language
import Model
import Testing

@testable import Enrichment

@Suite("Mentions: names of persons, organisations and places") struct MentionsTests {
    /// The names that the line finds in a text: type and words.
    static func names(_ text: String) -> [String] {
        var text = text
        var read = TokenizedText()
        var probe = MentionsProbe()
        return text.withUTF8 { bytes in
            read.read(bytes)
            return probe.names(bytes, read).filter { $0.type < 4 }.map { name in
                let range = Int(read.tokens[name.start].start)..<Int(read.tokens[name.end - 1].end)
                return "\(["", "PER", "ORG", "LOC"][name.type]) \(String(decoding: bytes[range], as: UTF8.self))"
            }
        }
    }

    @Test("the linked tables can be read")
    func tables() {
        #expect(MentionWeights.shared.count > 50_000)
        #expect(WordFlags(rawValue: WordLexicon.shared[TokenHash.hash("Maria")].flags).contains(.givenName))
        #expect(WordFlags(rawValue: WordLexicon.shared[TokenHash.hash("Kenyan")].flags).contains(.demonym))
        #expect(WordLexicon.shared[TokenHash.hash("grace")].sex == 2)
        let words = ["sri", "lanka"].reduce(0) { WordLexicon.phraseHash($0, TokenHash.hash($1)) }
        #expect(WordLexicon.shared.place(words) == 3)
    }

    @Test("own news texts: at least nine of ten names are found, and nine of ten found are names")
    func floor() {
        var both = 0
        var gold = 0
        var found = 0
        var wrong: [String] = []
        for marked in NewsWithNames.texts.map(MarkedText.init) {
            let points = Array(marked.text.unicodeScalars)
            let right = marked.names.map { "\($0.type) \(String(String.UnicodeScalarView(points[$0.start..<$0.end])))" }
            let names = Self.names(marked.text)
            gold += right.count
            found += names.count
            var rest = right
            for name in names {
                if let index = rest.firstIndex(of: name) {
                    rest.remove(at: index)
                    both += 1
                } else {
                    wrong.append("+ \(name)")
                }
            }
            wrong += rest.map { "- \($0)" }
        }
        #expect(Double(both) >= 0.9 * Double(gold), "missed or wrong: \(wrong)")
        #expect(Double(both) >= 0.9 * Double(found), "missed or wrong: \(wrong)")
    }

    @Test(
        "titles are no part of a name, airports are places, peoples are neither",
        arguments: [
            ("Officials said that Secretary of State Antony Blinken flew to Kabul.", ["PER Antony Blinken", "LOC Kabul"]),
            ("They will move to Hamid Karzai International Airport in Kabul.", ["LOC Hamid Karzai International Airport", "LOC Kabul"]),
            ("Many Kenyans and French tourists waited.", []),
            ("On Monday the minister spoke in March about nothing at all.", []),
            ("Mr. Park Bum-kye met Woo Sang-ho in Busan.", ["PER Park Bum-kye", "PER Woo Sang-ho", "LOC Busan"]),
        ])
    func conventions(text: String, names: [String]) {
        #expect(Self.names(text) == names)
    }

    @Test("a text in lower case has no names, an empty one neither")
    func nothing() {
        #expect(Self.names("the minister said that prices in the north had doubled.").isEmpty)
        #expect(Self.names("").isEmpty)
    }

    @Test("names lie in order inside the text and do not overlap, whatever the text", arguments: 0..<40)
    func order(seed: Int) {
        var random = SeededRandom(UInt64(seed) &+ 0x5EED)
        let pieces = [
            "Kabul", "NATO", "of", "the", "van", "O’Brien", "-", "&", ".", "\n\n", "Élysée", "München", "李", "3", "\u{1F600}", "al", "(",
            ")", "'s", ",",
        ]
        var text = ""
        for _ in 0..<400 { text += pieces[Int(random.next() % UInt64(pieces.count))] + (random.next() % 3 == 0 ? "" : " ") }
        var read = TokenizedText()
        var probe = MentionsProbe()
        let names = text.withUTF8 { bytes in
            read.read(bytes)
            return probe.names(bytes, read)
        }
        var last = 0
        for name in names {
            #expect(name.start >= last && name.end > name.start && name.end <= read.tokens.count, "seed \(seed)")
            last = name.end
        }
    }

    @Test("the same text gives the same names after any other text")
    func determinism() {
        let texts = NewsWithNames.texts.map { MarkedText($0).text }
        var probe = MentionsProbe()
        var read = TokenizedText()
        func names(_ text: String) -> [TaggedName] {
            var text = text
            return text.withUTF8 { bytes in
                read.read(bytes)
                return probe.names(bytes, read)
            }
        }
        let first = texts.map(names)
        #expect(texts.reversed().map(names) == first.reversed())
    }

    @Test(
        "60 KB of nothing but capitals take less than 50 ms of CPU and less than four times what a quarter takes",
        arguments: ["A ", "Kabul ", "KABUL-", "John Smith, ", "O'", "A.B. ", "New York of the "])
    func hostile(piece: String) {
        #if DEBUG
            let (bytes, runs) = (12_000, 1)
        #else
            let (bytes, runs) = (60_000, 3)
        #endif
        func cpuNs(_ bytes: Int) -> UInt64 {
            var text = String(repeating: piece, count: bytes / piece.utf8.count)
            var read = TokenizedText()
            var probe = MentionsProbe()
            return text.withUTF8 { bytes in
                read.read(bytes)
                return (0..<runs).map { _ in
                    let begin = threadCPUNs()
                    _ = probe.names(bytes, read)
                    return threadCPUNs() - begin
                }.min() ?? 0
            }
        }
        _ = cpuNs(bytes / 8)
        let whole = cpuNs(bytes)
        #if !DEBUG
            #expect(whole < 50_000_000)
        #endif
        #expect(whole < 12 * cpuNs(bytes / 4))
    }
}

/// CPU time of this thread in nanoseconds.
func threadCPUNs() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
