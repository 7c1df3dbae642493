import Model
import Testing

@testable import Formats

@Suite("Rich Text Format")
struct RichTextTests {
    private static func body(_ rtf: String) -> String? { Reading("{\\rtf1\\ansi\\ansicpg1252 " + rtf + "}").records.first?.body }

    @Test(
        "control words and symbols become text",
        arguments: [
            ("One.\\par Two\\line three.", "One.\n\nTwo\nthree."), ("a\\tab b\\~c\\_d\\-e.", "a\tb c-de."),
            ("\\ldblquote x\\rdblquote\\emdash y.", "“x”—y."),
            ("\\'e9t\\'e9 \\u8364? \\u8364\\'80 \\uc0\\u8364 x \\uc2\\u8364ab.", "été € € €x €."), ("\\u-10179?\\u-8704? dog.", "😀 dog."),
            ("a {\\v HIDDEN}b{\\*\\unknown X}{\\pict 89504e}.", "a b."),
            ("a{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt link}}.", "alink."),
            ("\\{braces\\} and \\\\.", "{braces} and \\."), ("line\nbroken\r\n in source.", "linebroken in source."),
            ("x\\bin3 \u{1}}{y.", "xy."), ("{\\header HEAD}a{\\footer FOOT}{\\info{\\operator O}}b.", "ab."), ("a\\u-3?b.", "a\u{FFFD}b."),
        ])
    func words(_ rtf: String, _ text: String) { #expect(Self.body(rtf) == text) }

    @Test("fonts have their code pages, also those with characters of two bytes")
    func fonts() {
        let fonts = "{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}{\\f2\\fcharset128 C;}{\\f3\\fcharset238 D;}}"
        #expect(Self.body(fonts + "\\f1 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2 {\\f3 \\'b3\\'f3d\\'9f} \\f0\\'e9.") == "Привет łódź é.")
        #expect(Self.body(fonts + "\\f2 \\'93\\'fa\\'96{\\f2 \\'7b}\\'8c\\'ea.") != nil)
        #expect(Self.body(fonts + "\\f2 \\'93\\'fa\\'96\\'7b\\'8c\\'ea.") == "日本語.")
    }

    @Test("title, author and dates are properties, footnotes stand behind the text")
    func properties() {
        let record = Reading(
            "{\\rtf1{\\info{\\title Bridge reopens}{\\author Ann Lee}{\\creatim\\yr2024\\mo2\\dy3\\hr10\\min5}}\\pard Bridge reopens\\par The bridge opened\\chftn{\\footnote \\pard\\chftn  The note.} at noon.\\par}"
        ).records.first
        #expect(record?.headline == "Bridge reopens" && record?.authors == ["Ann Lee"])
        #expect(record?.published?.text == "2024-02-03T10:05:00")
        #expect(record?.body == "The bridge opened[1] at noon.\n\n[1] The note.")
    }

    @Test("a hundred thousand groups are read, more than that end the document by name")
    func nesting() {
        func nested(_ count: Int) -> String {
            "{\\rtf1 " + String(repeating: "{", count: count) + String(repeating: "}", count: count) + "Text.\\par}"
        }
        #expect(Reading(nested(100_000)).records.first?.body == "Text.")
        #expect(Reading(nested(RichTextScan.groupsMax + 1)).failure?.code == .rtfStructure)
    }

    @Test("what is cut or damaged gives its text, never a crash")
    func damage() {
        let whole = Array(
            "{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset128 A;}}{\\info{\\title T}}\\f0 \\'93\\'fa\\u8364?\\uc3 x{\\footnote n}\\bin4 abcd\\par Text.\\par}"
                .utf8)
        for end in 6..<whole.count { _ = Reading(Array(whole[..<end])).order }
        var random = Random(5)
        for _ in 0..<500 {
            var bytes = whole
            for _ in 0...random.below(5) { bytes[6 + random.below(bytes.count - 6)] = UInt8(random.below(256)) }
            _ = Reading(bytes).order
        }
        #expect(Reading("{\\rtf1 Text.\\par \\bin4294967295 abc").records.first?.body == "Text.")
    }
}
