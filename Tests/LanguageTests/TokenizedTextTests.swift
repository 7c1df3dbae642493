import Language
import Testing

@Suite struct TokenizedTextTests {
    static let rows: [(String, [String])] = [
        ("Dhaka's mayor didn't say.", ["Dhaka", "'s", "mayor", "didn't", "say", "."]),
        ("3,000 men, 2.5 km, 1,234.50", ["3,000", "men", ",", "2.5", "km", ",", "1,234.50"]),
        ("Saudi-led -- mother-in-law", ["Saudi", "-", "led", "--", "mother", "-", "in", "-", "law"]),
        ("AT&T and O’Brien’s l’Homme", ["AT&T", "and", "O’Brien", "’s", "l’Homme"]),
        ("Mr. J. K. Roy of the U.S. Army at 5 p.m.", ["Mr.", "J.", "K.", "Roy", "of", "the", "U.S.", "Army", "at", "5", "p.m."]),
        (
            "see https://a.example/b?c=1. Or www.b.example, x@c.example!",
            ["see", "https://a.example/b?c=1", ".", "Or", "www.b.example", ",", "x@c.example", "!"]
        ),
        ("No. 5 said no.", ["No.", "5", "said", "no", "."]),
        ("2021年8月13日、東京で", ["2021", "年", "8", "月", "13", "日", "、", "東京で"]),
        ("“Wait...” he said…", ["“", "Wait", "...", "”", "he", "said", "…"]),
    ]

    @Test("text is cut into tokens", arguments: rows)
    func cuts(text: String, expected: [String]) { #expect(words(of: text) == expected) }
}

/// The tokens of a text as strings.
func words(of text: String, language: String? = nil) -> [String] {
    var read = TokenizedText()
    var text = text
    return text.withUTF8 { bytes in
        read.read(bytes, language: language)
        return read.tokens.map { String(decoding: bytes[$0.bytes], as: UTF8.self) }
    }
}
