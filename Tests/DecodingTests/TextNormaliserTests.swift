import Foundation
import Testing

@testable import Decoding

/// SplitMix64, so that a failing case can be made again from its printed seed.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite struct TextNormaliserTests {
    private func body(_ text: String, max: Int = 64) -> String {
        var repairs: [String: Int] = [:]
        return TextNormaliser.body(text, combiningRunMax: max, repairs: &repairs)
    }

    private func line(_ text: String) -> String? {
        var repairs: [String: Int] = [:]
        return TextNormaliser.line(text, repairs: &repairs)
    }

    @Test(
        "bodies get one kind of line end and one empty line between paragraphs",
        arguments: [
            ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\r\n\r\nb", "a\n\nb"), ("a\n\n\n\nb", "a\n\nb"), ("a  \n \t \n\u{A0}\n  b \t", "a\n\n  b"),
            ("\n\n a\n\n", " a"), ("a\u{85}b\u{2028}c\u{2029}d\u{B}e\u{C}f", "a\nb\nc\nd\ne\nf"), ("a\u{3000}\nb", "a\nb"), ("", ""),
            (" \n\t\n ", ""),
            ("a\u{0}b\u{1B}[0mc\u{7F}\u{80}\u{9F}d", "ab[0mc€Ÿd"), ("\u{FEFF}a\u{FEFF}b", "ab"), ("a\tb", "a\tb"), ("e\u{0}\u{301}", "é"),
            ("e\u{301}te\u{301}", "été"), ("\u{1100}\u{1161}\u{11A8}", "각"), ("\u{2000}a\u{212B}", "\u{2002}aÅ"),
            ("q\u{307}\u{323}", "q\u{323}\u{307}"),
            ("\u{958}", "\u{915}\u{93C}"), ("x\n\u{301}y", "x\n\u{301}y"), ("か\u{3099}", "が"),
        ])
    func bodies(input: String, expected: String) {
        #expect(Array(body(input).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(
        "lines lose all white space that means nothing",
        arguments: [
            ("  a  b\t\nc ", "a b c"), ("a\u{A0}\u{A0}b", "a b"), ("a\u{2028}b", "a b"), ("\u{3000}港口\u{3000}", "港口"),
            ("a\u{0}b\u{7}", "ab"),
            (" \n\t", nil), ("", nil), ("e\u{301} ", "é"), ("a b", "a b"), ("\u{FEFF}a", "a"), ("a \u{7} b", "a b"),
        ] as [(String, String?)])
    func lines(input: String, expected: String?) {
        #expect(line(input).map { Array($0.unicodeScalars) } == expected.map { Array($0.unicodeScalars) })
    }

    @Test("what is taken out is counted by kind")
    func repairs() {
        var repairs: [String: Int] = [:]
        _ = TextNormaliser.body("a\u{0}b\u{1}c" + String(repeating: "\u{301}", count: 70), combiningRunMax: 64, repairs: &repairs)
        _ = TextNormaliser.line("a\u{2}b", repairs: &repairs)
        #expect(repairs == ["control-characters": 3, "combining-run": 6])
        _ = TextNormaliser.body("a\r\n\r\n\r\nb", combiningRunMax: 64, repairs: &repairs)
        #expect(repairs.count == 2)
    }

    @Test(
        "right text in any script stays as it is",
        arguments: CharsetTests.samples.map(\.1) + [
            "বন্দর কর্তৃপক্ষ শুক্রবার ভোট দিয়েছে। কাজ মে মাসে শুরু হবে।", "बंदरगाह बोर्ड ने शुक्रवार को मतदान किया। काम मई में शुरू होगा।",
            "துறைமுக வாரியம் வெள்ளிக்கிழமை வாக்களித்தது.", "คณะกรรมการท่าเรือลงคะแนนเมื่อวันศุกร์", "صَوَّتَ مَجْلِسُ الميناءِ يومَ الجمعة.",
            "Hội đồng cảng đã bỏ phiếu hôm thứ Sáu.",
            "“He said ‘no’ – twice…”\n\n— and left. 😀 👩‍👩‍👧\n\tTabbed line\nnext", "תַּפְקִיד", "ဆိပ်ကမ်း ဘုတ်အဖွဲ့", "ನಗರ ಮಂಡಳಿ ಶುಕ್ರವಾರ",
        ])
    func untouched(text: String) {
        // Our own samples are typed in normal form but for Hebrew points, which the canonical order moves.
        let expected = text.precomposedStringWithCanonicalMapping
        #expect(Array(body(expected).utf8) == Array(expected.utf8))
        var scan = NormalScan(.body, combiningRunMax: 64)
        var copy = expected
        #expect(copy.withUTF8 { scan.isNormal($0) }, "only looked at, never rewritten")
    }

    private static let pieces: [String] = [
        "a", "Z", " ", "  ", "\t", "\n", "\r\n", "\r", "\u{0}", "\u{85}", "\u{A0}", "\u{301}", "\u{323}", "\u{338}", "\u{345}", "\u{344}",
        "\u{1100}", "\u{1161}", "\u{11A8}",
        "가", "\u{958}", "\u{93C}", "\u{928}", "\u{9C7}", "\u{9BE}", "\u{F900}", "\u{FB1D}", "\u{2028}", "\u{3000}", "\u{2001}", "\u{212B}",
        "\u{FEFF}", "é", "\u{1D15E}",
        "\u{1D165}", "\u{110BA}", "\u{11099}", "\u{3099}", "か", "\u{5B0}", "\u{5C1}", "ש", "\u{F73}", "\u{F71}", "\u{F72}", "港", "😀",
        "\u{200D}", "’", "\u{7F}", "\u{1E9B}",
    ]

    /// Foundation's normal form, where it is right: it leaves the marks that U+0344 and its like stand for out of order.
    private func reference(_ text: String) -> String {
        let scalars = text.unicodeScalars.flatMap { scalar in
            (NormalForm.expansion(scalar.value) ?? [scalar.value]).compactMap { Unicode.Scalar($0) }
        }
        return String(String.UnicodeScalarView(scalars)).precomposedStringWithCanonicalMapping
    }

    @Test("random texts: idempotent, without U+0000, and equal to Foundation's normal form", arguments: 1...400 as ClosedRange<UInt64>)
    func random(seed: UInt64) {
        var generator = SplitMix(state: seed)
        var text = ""
        for _ in 0..<Int.random(in: 1...60, using: &generator) {
            if seed % 2 == 0, Bool.random(using: &generator) {
                let value = UInt32.random(in: 0..<0x3200, using: &generator)
                Unicode.Scalar(value).map { text.unicodeScalars.append($0) }
            } else {
                text += Self.pieces.randomElement(using: &generator) ?? ""
            }
        }
        let once = body(text)
        #expect(Array(body(once).utf8) == Array(once.utf8), "seed \(seed)")
        #expect(!once.utf8.contains(0) && !once.utf8.contains(0x0D), "seed \(seed)")
        #expect(Array(once.precomposedStringWithCanonicalMapping.utf8) == Array(once.utf8), "seed \(seed)")
        #expect(!once.contains("\n\n\n"), "seed \(seed)")
        if let single = line(text) {
            #expect(line(single).map { Array($0.utf8) } == Array(single.utf8), "seed \(seed)")
            #expect(!single.contains("\n") && !single.contains("  "), "seed \(seed)")
            #expect(Array(single.precomposedStringWithCanonicalMapping.utf8) == Array(single.utf8), "seed \(seed)")
        }
        let letters = String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { $0.properties.generalCategory != .control && !$0.properties.isWhitespace && $0 != "\u{FEFF}" })
        )
        var repairs: [String: Int] = [:]
        let shaped = TextNormaliser.body(letters, combiningRunMax: 64, repairs: &repairs)
        // Where dirt or mojibake was taken out, Foundation knows nothing of it.
        if repairs.isEmpty { #expect(Array(shaped.utf8) == Array(reference(letters).utf8), "seed \(seed)") }
    }

    /// Under a sanitizer every access costs a check.
    private static let slowdown: UInt64 =
        ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains { ProcessInfo.processInfo.environment[$0] != nil } ? 20 : 1

    @Test("a million combining marks on one letter are capped in an instant")
    func zalgo() {
        let text = "a" + String(repeating: "\u{301}\u{316}", count: 500_000) + "b"
        var repairs: [String: Int] = [:]
        let start = Budget.threadCPUNs()
        let result = TextNormaliser.body(text, combiningRunMax: 64, repairs: &repairs)
        #expect(Budget.threadCPUNs() - start < 1_000_000_000 * Self.slowdown)
        #expect(result.unicodeScalars.count <= 66 && repairs["combining-run"] == 999_936)
        #expect(Array(body(result).utf8) == Array(result.utf8))
    }

    @Test("long runs of what may combine take linear time", arguments: ["\u{1161}", "\u{9BE}", "\u{F900}", "\u{1100}\u{1161}", "\u{FB1D}"])
    func doubtful(piece: String) {
        let start = Budget.threadCPUNs()
        let once = body("x" + String(repeating: piece, count: 100_000))
        #expect(Budget.threadCPUNs() - start < 2_000_000_000 * Self.slowdown)
        #expect(!once.isEmpty)
    }
}

@Suite struct NormalFormTests {
    @Test("every code point that another form or a combination concerns is known as doubtful")
    func table() {
        var missing: [String] = []
        for value in UInt32(0x300)..<0x30000
        where !(0x3400..<0xA000).contains(value) && !(0xAC00..<0xF900).contains(value) && !(0x20000..<0x2F800).contains(value) {
            guard let scalar = Unicode.Scalar(value), scalar.properties.generalCategory != .unassigned else { continue }
            let text = String(scalar)
            let composed = Array(text.precomposedStringWithCanonicalMapping.unicodeScalars)
            if composed != [scalar], !NormalForm.classify(value).isDoubtful { missing.append("no: \(String(value, radix: 16))") }
            let parts = Array(text.decomposedStringWithCanonicalMapping.unicodeScalars)
            if parts.count > 1, composed == [scalar] {
                for part in parts.dropFirst() where !NormalForm.classify(part.value).isDoubtful {
                    missing.append("maybe: \(String(part.value, radix: 16)) in \(String(value, radix: 16))")
                }
            }
        }
        #expect(missing.isEmpty, "\(missing.prefix(40))")
    }
}

@Suite struct TextFingerprintTests {
    private let text =
        "The harbour board voted on Friday to widen the eastern channel, after a debate that lasted until midnight.\n\nWork starts in May."

    @Test("re-wrapped copies are equal, at every length")
    func wrapping() {
        for length in 0...text.utf8.count {
            let part = String(text.prefix(length))
            let wrapped = part.split(whereSeparator: \.isWhitespace).joined(separator: " \r\n\t ")
            #expect(TextFingerprint.hash64(part) == TextFingerprint.hash64("  " + wrapped + " \n"), "length \(length)")
        }
    }

    @Test("one changed letter anywhere changes the hash")
    func changes() {
        var seen: Set<UInt64> = [TextFingerprint.hash64(text)]
        let bytes = Array(text.utf8)
        for index in bytes.indices where bytes[index] > 0x20 {
            var changed = bytes
            changed[index] ^= 1
            seen.insert(TextFingerprint.hash64(String(decoding: changed, as: UTF8.self)))
        }
        #expect(seen.count == bytes.filter { $0 > 0x20 }.count + 1)
    }

    @Test("parts are told apart, and the value is the same on every machine and in every version")
    func stable() {
        #expect(TextFingerprint.hash64("ab", "c") != TextFingerprint.hash64("a", "bc"))
        #expect(TextFingerprint.hash64("ab") != TextFingerprint.hash64("ab", ""))
        #expect(TextFingerprint.hash64("a b") != TextFingerprint.hash64("ab"))
        #expect(TextFingerprint.hash64(text) == 12_604_993_317_075_269_285)
    }
}
