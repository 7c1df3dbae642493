import Language
import Testing

@Suite struct TokenizedTextTests {
    static let rows: [(String, [String])] = [
        ("", []),
        (" \n\t ", []),
        ("Dhaka's mayor didn't say.", ["Dhaka", "'s", "mayor", "didn't", "say", "."]),
        ("TRUMP'S they’ll I'd we've", ["TRUMP", "'S", "they", "’ll", "I", "'d", "we", "'ve"]),
        ("3,000 men, 2.5 km, 1,234.50", ["3,000", "men", ",", "2.5", "km", ",", "1,234.50"]),
        ("$5.2bn, 40% by 10:30", ["$", "5.2bn", ",", "40", "%", "by", "10", ":", "30"]),
        ("Saudi-led -- mother-in-law", ["Saudi", "-", "led", "--", "mother", "-", "in", "-", "law"]),
        ("AT&T and O’Brien’s l’Homme", ["AT&T", "and", "O’Brien", "’s", "l’Homme"]),
        ("Mr. J. K. Roy of the U.S. Army at 5 p.m.", ["Mr.", "J.", "K.", "Roy", "of", "the", "U.S.", "Army", "at", "5", "p.m."]),
        ("J.K. Rowling, J.K.Rowling, D.Trump", ["J.K.", "Rowling", ",", "J.K.", "Rowling", ",", "D.", "Trump"]),
        (
            "see https://a.example/b?c=1. Or www.b.example, x@c.example!",
            ["see", "https://a.example/b?c=1", ".", "Or", "www.b.example", ",", "x@c.example", "!"]
        ),
        ("“https://a.example”", ["“", "https://a.example", "”"]),
        ("No. 5 said no.", ["No.", "5", "said", "no", "."]),
        ("etc... the end.", ["etc", "...", "the", "end", "."]),
        ("2021年8月13日、東京で", ["2021", "年", "8", "月", "13", "日", "、", "東京で"]),
        ("iPhoneを買う", ["iPhone", "を買う"]),
        ("“Wait...” he said…", ["“", "Wait", "...", "”", "he", "said", "…"]),
        ("e\u{301}te\u{301} 😀", ["e\u{301}te\u{301}", "😀"]),
        ("هذا، نعم؟", ["هذا", "،", "نعم", "؟"]),
    ]

    @Test("text is cut into tokens", arguments: rows)
    func cuts(text: String, expected: [String]) { #expect(words(of: text) == expected) }

    static let flagRows: [(String, Int, TokenFlags)] = [
        ("Kabul fell", 0, [.word, .letter, .capital, .initialCapital, .blankBefore, .lineBefore, .paragraphBefore, .sentenceStart]),
        ("Kabul fell", 1, [.word, .letter, .blankBefore]),
        ("in iOS 7b", 1, [.word, .letter, .capital, .blankBefore]),
        ("in iOS 7b", 2, [.word, .letter, .digit, .blankBefore]),
        ("it's", 1, [.clitic, .letter]),
        ("it’s", 1, [.clitic, .letter, .beyondASCII]),
        ("Woo Sang-ho", 2, []),
        ("Woo Sang-ho", 3, [.word, .letter, .joined]),
        ("a- b", 2, [.word, .letter, .blankBefore]),
        ("the Élysée", 1, [.word, .letter, .capital, .initialCapital, .beyondASCII, .blankBefore]),
        ("the U.S. is", 1, [.word, .letter, .capital, .initialCapital, .abbreviation, .blankBefore]),
        ("on www.a.example", 1, [.word, .letter, .address, .blankBefore]),
        ("a\n東京", 1, [.word, .letter, .beyondASCII, .spaceless, .blankBefore, .lineBefore, .sentenceStart]),
        ("a\n \nb", 1, [.word, .letter, .blankBefore, .lineBefore, .paragraphBefore, .sentenceStart]),
        ("a\r\nb", 1, [.word, .letter, .blankBefore, .lineBefore]),
        ("a\u{2029}b", 1, [.word, .letter, .blankBefore, .lineBefore, .paragraphBefore, .sentenceStart]),
    ]

    @Test("a token's flags tell what it is without its bytes", arguments: flagRows)
    func flags(text: String, index: Int, expected: TokenFlags) {
        #expect(reading(text) { read, _ in read.tokens[index].flags } == expected)
    }

    @Test(
        "marks carry their code point, words none",
        arguments: [("a!", UInt16(0x21)), ("a…", 0x2026), ("a --", 0x2D), ("a b", 0), ("a's", 0), ("a 😀", 0xFFFF), ("a \u{0}", 0xFFFF)])
    func marks(text: String, mark: UInt16) { #expect(reading(text) { read, _ in read.tokens[1].mark } == mark) }

    @Test("case of ASCII and Latin-1 and the digits do not change a hash; word lists hash alike")
    func hashes() {
        func hash(_ text: String) -> UInt32? { reading(text) { read, _ in read.tokens.first?.hash } }
        #expect(hash("ÉLYSÉE") == hash("élysée"))
        #expect(hash("2021") == hash("1987"))
        #expect(hash("abc") != hash("abd"))
        #expect(hash("×") != hash("÷"))
        for word in ["Kabul", "U.S.", "naïve", "東京", "…", "3,000", "l’Homme", String(repeating: "é", count: 300)] {
            #expect(hash(word) == TokenHash.hash(word), "\(word)")
        }
        #expect(TokenHash.hash("a") == (UInt32(2_166_136_261) ^ 0x61) &* 16_777_619)
    }

    @Test("an earlier text leaves nothing behind")
    func memoryIsUsedAgain() {
        var read = TokenizedText()
        for text in ["One. Two. Three.", "", "Four"] {
            var text = text
            text.withUTF8 { read.read($0) }
        }
        #expect(read.tokens.count == 1)
        #expect(read.sentenceCount == 1)
        #expect(read.tokens(ofSentence: 0) == 0..<1)
        #expect(read.bytes(ofSentence: 0) == 0..<4)
    }
}
