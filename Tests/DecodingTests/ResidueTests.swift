import Foundation
import Testing

@testable import Decoding

@Suite struct ResidueTests {
    private func body(_ text: String) -> (text: String, repairs: [String: Int]) {
        var repairs: [String: Int] = [:]
        return (TextNormaliser.body(text, combiningRunMax: 64, repairs: &repairs), repairs)
    }

    @Test(
        "what layout left behind goes, and each kind is counted",
        arguments: [
            ("Bürger\u{AD}meister\u{AD}in", "Bürgermeisterin", ["soft-hyphens": 2]),
            ("a\u{200B}b\u{2060}c\u{200D}d\u{200C}", "abcd", ["zero-width": 4]),
            ("one\u{FEFF}\n\n\u{FEFF}two", "one\n\ntwo", ["byte-order-marks": 2]),
            ("ef\u{FB01}cient o\u{FB03}ce \u{FB02}ow", "efficient office flow", ["ligatures": 3]),
            ("one \u{A0} two\u{A0}\u{A0}three", "one  two\u{A0}three", ["no-break-spaces": 2]),
            ("\u{A0}\u{A0}Indented", "Indented", ["no-break-spaces": 2]),
            ("a\r\nb\r\nc\nd\re", "a\nb\nc\nd\ne", ["mixed-line-ends": 2]),
            ("e\u{AD}\u{301}", "é", ["soft-hyphens": 1]),
        ])
    func dirt(text: String, expected: String, repairs: [String: Int]) {
        let result = body(text)
        #expect(Array(result.text.unicodeScalars) == Array(expected.unicodeScalars))
        #expect(result.repairs == repairs)
    }

    @Test(
        "what a script or its typography needs stays",
        arguments: [
            "می‌شود و کتاب‌ها", "ক্\u{200D}ষ", "क्\u{200D}ष", "👩‍👩‍👧 🏳️‍🌈 🧑‍🚀", "ภาษา\u{200B}ไทย", "ខ្មែរ\u{200B}ភាសា", "« été\u{A0}»", "12\u{A0}000\u{A0}€",
            "M.\u{A0}Dupont", "a\r\nb\r\nc".replacingOccurrences(of: "\r\n", with: "\n"), "5\u{202F}%",
        ])
    func kept(text: String) {
        let result = body(text)
        #expect(Array(result.text.unicodeScalars) == Array(text.unicodeScalars) && result.repairs.isEmpty)
        var scan = NormalScan(.body, combiningRunMax: 64)
        var copy = text
        #expect(copy.withUTF8 { scan.isNormal($0) }, "only looked at, never rewritten")
    }

    @Test("right prose in more than forty languages is never changed", arguments: RightTexts.sentences)
    func right(language: String, text: String) {
        let plain = text.precomposedStringWithCanonicalMapping
        for variant in [plain, plain.uppercased(), plain + "\n\n" + plain] {
            let normal = variant.precomposedStringWithCanonicalMapping
            let result = body(normal)
            #expect(Array(result.text.utf8) == Array(normal.utf8) && result.repairs.isEmpty, "\(normal)")
            var repairs: [String: Int] = [:]
            if !normal.contains("\n"), !normal.contains("\u{A0}"), !normal.contains("\u{202F}") {
                #expect(TextNormaliser.line(normal, repairs: &repairs) == normal && repairs.isEmpty)
            }
        }
    }

    @Test("line ends of one kind are no repair", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(end: String) {
        let result = body(["one", "two", "three"].joined(separator: end))
        #expect(result.text == "one\ntwo\nthree" && result.repairs.isEmpty)
    }

    @Test("cleaning twice changes nothing more", arguments: 1...400 as ClosedRange<UInt64>)
    func idempotent(seed: UInt64) {
        var state = seed
        let pieces = [
            "a", " ", "\u{A0}", "\u{AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}", "\u{FB01}", "\n", "\r\n", "\t",
            "\u{7}", "क", "👩", "ไ", "\u{301}",
            "\u{202F}", "é", "ی", "\u{3000}",
        ]
        var text = ""
        for _ in 0..<30 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text += pieces[Int(truncatingIfNeeded: state >> 33) % pieces.count]
        }
        let once = body(text).text
        #expect(Array(body(once).text.utf8) == Array(once.utf8), "seed \(seed)")
        var scan = NormalScan(.body, combiningRunMax: 64)
        var copy = once
        #expect(copy.withUTF8 { scan.isNormal($0) }, "seed \(seed): what came out is looked at only")
    }
}
