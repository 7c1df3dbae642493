import Testing

@testable import Markup

@Suite("Feeds are mended as feed readers do")
struct XMLMendingTests {
    private func mended(_ text: String, declared: Set<String> = []) -> String {
        var mending = XMLMending(declared: declared)
        var text = text
        text.withUTF8 { mending.mend($0) }
        return String(decoding: mending.mended, as: UTF8.self)
    }

    private func text(_ source: String) -> String? {
        guard let parser = XMLParser() else { return nil }
        return Array(mended(source).utf8).withUnsafeBufferPointer { try? parser.parse($0).text }
    }

    @Test(
        "slips of the pen become the characters that were meant",
        arguments: [
            ("<a>R&D</a>", "R&D"), ("<a>x &nbsp;&eacute;&hellip;</a>", "x \u{A0}é…"), ("<a>&amp;lt; &lt;</a>", "&lt; <"),
            ("<a>a\u{1}b\u{B}c</a>", "abc"), ("<a>1 < 2 <3</a>", "1 < 2 <3"), ("<a><p>one<br>two</a>", "onetwo"),
            ("<a><b><i>x</b></i></a>", "x"), ("<a></b>x</a>", "x"), ("<a k=v w=\"1&2\" k=2 checked>x</a>", "x"),
            ("<a><!-- -- --->x</a>", "x"), ("<a><![CDATA[<b>\u{2}&]]></a>", "<b>&"),
            ("<a>&unknown; &#; &#x110000;</a>", "&unknown; &#; \u{FFFD}"),
        ])
    func slips(source: String, meant: String) { #expect(text(source) == meant, "\(mended(source))") }

    @Test("entities that the document declares are refused, whatever they stand for")
    func declared() {
        var mending = XMLMending(declared: ["k"])
        var source = "<a>x&k;</a>"
        source.withUTF8 { mending.mend($0) }
        #expect(mending.usedEntity == "k")
        mending.declared = []
        source.withUTF8 { mending.mend($0) }
        #expect(mending.usedEntity == nil)
    }

    @Test("well-formed text comes out with the same characters, and noise comes out well-formed", arguments: 0..<60)
    func noise(seed: Int) throws {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        let parts = [
            "<b>", "</b>", "<i x='1'>", "</i>", "&", "&amp;", "&#38;", "<", ">", "\"", "text ", "]]>", "<br", "é", "<![CDATA[", "<!--",
            "-->", "<b a=", "'",
        ]
        var source = ""
        for _ in 0..<40 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            source += parts[Int(state >> 33) % parts.count]
        }
        let document = "<a>\(source)</a>"
        let parser = try #require(XMLParser())
        let plain = Array(document.utf8).withUnsafeBufferPointer { try? parser.parse($0).text }
        let mended = text(document)
        if let plain { #expect(mended == plain, "seed \(seed): \(document)") }
        #expect(mended != nil, "seed \(seed): \(document) became \(self.mended(document))")
    }
}
