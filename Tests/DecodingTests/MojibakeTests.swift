import Foundation
import Testing

@testable import Decoding

@Suite struct MojibakeTests {
    private func repaired(_ text: String) -> (text: String, repairs: [String: Int]) {
        var repairs: [String: Int] = [:]
        return (Mojibake.repair(text, repairs: &repairs), repairs)
    }

    /// What careless decoders make of the text's UTF-8: bytes that the set leaves free become what they are in Latin-1.
    private func damaged(_ text: String, _ charset: Charset?) -> String {
        let table = charset.map { SingleByteTable.of($0) }
        return String(String.UnicodeScalarView(text.utf8.map { table?.scalar($0) ?? Unicode.Scalar($0) }))
    }

    @Test("prose in more than forty languages is never changed, in capitals and in headlines neither", arguments: RightTexts.sentences)
    func right(language: String, text: String) {
        #expect(RightTexts.sentences.count >= 40)
        let plain = text.precomposedStringWithCanonicalMapping
        let words = plain.split(separator: " ").map(String.init)
        var variants = [plain, plain.uppercased(), "« \(plain)\u{A0}»", "“\(plain)”", "\(plain)\n\n\(plain)", "— \(plain)"] + words
        variants += words.flatMap { ["\($0.uppercased())\u{A0}»", "“\($0)” – \($0)", "\($0)’s", "\($0) \(words[0])"] }
        for variant in variants {
            let result = repaired(variant)
            #expect(result.text == variant && result.repairs.isEmpty, "\(variant)")
        }
    }

    @Test("capitals with À, Â and Ã before letters and marks stay", arguments: ["À", "Â", "Ã", "É", "Ä", "Å"])
    func capitals(letter: String) {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÃÁÇÉÊÍÓÔÕÚÜÑ".map { String($0) }
        for next in letters + ["’", "”", "»", " –", "…", ".", "“", ":"] {
            for word in [
                "S\(letter)\(next)", "IRM\(letter)\(next)", "\(letter)\(next)A", "“N\(letter)\(next)O”", "P\(letter)\(next)\(next)",
            ] {
                // A German quotation begins so: "Â»Aber" was "»Aber".
                if word.hasPrefix("Â»") { continue }
                let result = repaired(word)
                #expect(result.text == word, "\(word)")
            }
        }
    }

    @Test(
        "UTF-8 read as another charset, once and twice, becomes what it was, and is counted",
        arguments: [Charset.windows1252, nil, .macintosh, .windows1250, .windows1251, .ibm437, .ibm850, .windows1254, .koi8R])
    func repairs(charset: Charset?) {
        let texts = [
            "“We’ve waited four winters,” the mayor’s café said – and smiled: £5…",
            "« On ne cèdera pas », a prévenu Hélène Garçon, très émue, à l’été.",
            "Die Brücke über die Straße öffnet – „größer als zuvor“.", "Мост откроют завтра, сказал мэр города.",
            "A ponte abre amanhã; não há exceções.", "Příliš žluťoučký kůň úpěl ďábelské ódy.",
        ]
        for text in texts {
            let once = repaired(damaged(text, charset))
            #expect(once.text == text, "\(damaged(text, charset))")
            #expect((once.repairs[Mojibake.kind] ?? 0) > 0)
            let twice = damaged(damaged(text, charset), charset)
            if charset == .windows1252 || charset == nil { #expect(repaired(twice).text == text, "\(twice)") }
        }
    }

    @Test(
        "single pairs that no right text holds are mended among right ones",
        arguments: [
            ("The mayor’s plan, says JosÃ©, is “fair”.", "The mayor’s plan, says José, is “fair”."),
            ("12Â\u{A0}000 euros", "12\u{A0}000 euros"),
            ("Paris, le marchÃ©", "Paris, le marché"), ("à 5â‚¬ l’unité", "à 5€ l’unité"), ("Itâ€™s", "It’s"),
            ("ï»¿Harbour vote", "Harbour vote"),
            ("he said â€œnoâ€ and left", "he said “no” and left"), ("Ãœber den Fluss", "Über den Fluss"),
            ("von der StraÃŸe", "von der Straße"),
            ("sarÃ\u{A0} piÃ¹ difficile", "sarà più difficile"), ("sarÃ piÃ¹ difficile", "sarà più difficile"),
            ("It\u{92}s the mayor\u{92}s\u{85} call", "It’s the mayor’s… call"),
        ])
    func single(text: String, expected: String) {
        #expect(repaired(text).text == expected)
    }

    @Test("the kinds of repair are told apart")
    func kinds() {
        #expect(repaired("“Itâ€™s”").repairs == ["mojibake": 1])
        #expect(repaired("It\u{92}s").repairs == ["windows-1252-controls": 1])
        #expect(repaired("next\u{85}line").repairs.isEmpty)
    }

    @Test("texts of many pieces are mended in each")
    func long() {
        let line = damaged("“Très bien”, a-t-elle déclaré à l’été.", .windows1252) + "\n"
        let text = String(repeating: line, count: 40_000)
        let result = repaired(text)
        #expect(result.text == String(repeating: "“Très bien”, a-t-elle déclaré à l’été.\n", count: 40_000))
    }

    @Test(
        "random text is repaired without a trap, and what comes out is stable after a few rounds", arguments: 1...200 as ClosedRange<UInt64>
    )
    func random(seed: UInt64) {
        var state = seed
        func next(_ count: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % count)
        }
        let pieces: [String] = [
            "Ã", "©", " ", "â", "€", "™", "ï", "»", "¿", "Â", "\u{A0}", "a", "Z", "\u{92}", "\u{85}", "Р", "С", "°", "├", "╝", "√", "‚",
            "Ä", "ð", "Ÿ", "˜",
        ]
        var text = ""
        for _ in 0..<40 { text += pieces[next(UInt64(pieces.count))] }
        var repairs: [String: Int] = [:]
        let body = TextNormaliser.body(text, combiningRunMax: 64, repairs: &repairs)
        #expect(!body.contains("\u{0}"), "seed \(seed)")
    }
}
