import Model
import Testing

@testable import Formats

@Suite("Recognising and walking a claim")
struct ClaimReaderTests {
    @Test(
        "what is known but not read ends the file with its name",
        arguments: [
            ("%PDF-1.7\n…", "PDF"), ("{\\rtf1 hello}", "Rich Text"), ("\u{FFFD}", ""), ("WARC/1.0\r\nWARC-Type: x\r\n", "WARC"),
            ("<?xml version=\"1.0\"?><rss><channel></channel></rss>", "XML"),
            ("From: a@x.example\nSubject: Hi\nMIME-Version: 1.0\n\nText", "mail"), ("title,date,text\na,b,c\nd,e,f\n", "table"),
            ("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS>", "SGML"),
        ])
    func unread(_ text: String, _ name: String) {
        guard !name.isEmpty else { return }
        let reading = Reading(text, name: "any.txt")
        #expect(reading.failure?.code == .unsupportedFormat, "\(text)")
        #expect(reading.failure?.detail.contains(name) == true)
        #expect(reading.records.isEmpty)
    }

    @Test(
        "pictures and noise are told apart from text",
        arguments: [
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 16], FailureCode.unsupportedFormat), ([0x89, 0x50, 0x4E, 0x47, 13, 10], .unsupportedFormat),
            ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], .unsupportedFormat), ([UInt8](repeating: 0, count: 400), .binaryData), ([], .emptyFile),
            ([0xEF, 0xBB, 0xBF], .emptyFile), (Array("*** --- ***".utf8), .unknownFormat),
        ] as [([UInt8], FailureCode)])
    func binary(_ bytes: [UInt8], _ code: FailureCode) { #expect(Reading(bytes, name: "photo.txt").failure?.code == code) }

    @Test("content decides, whatever the name says")
    func names() {
        #expect(Reading("{\"title\":\"a\",\"text\":\"b\"}", name: "a.txt").formatName == "json")
        #expect(Reading("# Title\n\nText.", name: "a.json").formatName == "markdown")
        #expect(Reading("Just words here\n\nMore.", name: "a.json").formatName == "text")
        #expect(Reading("Just words here\n\nMore.", name: "a.md").formatName == "markdown")
        #expect(Reading("[1] A footnote opens this text.\n\nMore.", name: "a").formatName == "text")
        #expect(Reading("{curly} prose is no JSON.\n\nMore.", name: "a").formatName == "text")
    }

    @Test("names in the registry are one of a kind, and read formats come first")
    func registry() {
        let names = FormatRegistry.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(FormatRegistry.read.map(\.isRead) == FormatRegistry.read.map { _ in true })
        #expect(FormatRegistry.unread.map(\.isRead) == FormatRegistry.unread.map { _ in false })
        for format in FormatRegistry.all { #expect(!format.summary.isEmpty && !format.mediaTypes.isEmpty) }
    }

    @Test("after a thousand rejects with one code the rest is one sum")
    func tally() {
        let reading = Reading("[" + Array(repeating: "{}", count: 5_000).joined(separator: ",") + "]")
        #expect(reading.rejects.count == RejectTally.givenMax + 1)
        #expect(reading.rejects.last?.address?.ordinal == 0)
        #expect(reading.rejects.last?.detail.hasPrefix("4000 more") == true)
    }

    @Test("a text longer than a record may be is one reject")
    func longText() {
        var limits = Limits()
        limits.recordBytesMax = 1_000
        #expect(Reading(String(repeating: "word ", count: 400), limits: limits).order == ["#1 record-too-long"])
        #expect(Reading(String(repeating: "word ", count: 100), limits: limits).records.count == 1)
    }
}
