import Model
import Testing

@testable import Formats

@Suite("XML that means harm")
struct XMLHostileTests {
    private static let laughs =
        "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\">"
        + (1..<9).map {
            "<!ENTITY \(Character(UnicodeScalar(UInt8(97 + $0)))) \""
                + String(repeating: "&\(Character(UnicodeScalar(UInt8(96 + $0))));", count: 10) + "\">"
        }
        .joined() + "]>"

    @Test(
        "entities of the document's own are never expanded and never opened",
        arguments: [
            (laughs, "&i;"), ("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "&x;"),
            ("<!DOCTYPE rss [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x.dtd\"> %p;]>", "&x;"),
            ("<!DOCTYPE rss [<!ENTITY amp2 \"x\"> <!-- don't --> ]>", "a &amp2; b"),
        ])
    func entities(doctype: String, text: String) {
        let feed = FeedTests.rss("<item><title>\(text)</title></item><item><title>Next</title></item>", doctype: doctype)
        #expect(Reading(feed).order == ["#1 xml-entity", "#2"])
        let nitf = NITFTests.document(content: "<p>\(text)</p>").replacing(
            "<!DOCTYPE nitf SYSTEM \"http://127.0.0.1:9/nitf.dtd\">", with: doctype.replacing("rss", with: "nitf"))
        #expect(Reading(nitf).order == ["#1 xml-entity"])
        // Declared and not used, they do no harm.
        #expect(Reading(FeedTests.rss("<item><title>One</title></item>", doctype: doctype)).headlines == ["One"])
    }

    @Test("depth and attributes have limits, in formats that are mended too")
    func limits() {
        let deep = String(repeating: "<p>", count: 100_000)
        #expect(Reading(NITFTests.document(content: deep)).order == ["#1 xml-depth"])
        #expect(
            Reading(FeedTests.rss("<item><description>\(deep)</description></item><item><title>Two</title></item>")).order == [
                "#1 xml-depth", "#2",
            ])
        let wide = (0..<10_000).map { "a\($0)='x'" }.joined(separator: " ")
        #expect(Reading("<nitf \(wide)><body/></nitf>").order == ["#1 xml-attributes"])
    }

    @Test("a record beyond the limit costs itself only")
    func tooLong() {
        var limits = Limits()
        limits.recordBytesMax = 10_000
        let long = String(repeating: "word ", count: 50_000)
        let text = FeedTests.rss("<item><title>\(long)</title></item><item><title>Two</title></item>")
        #expect(Reading(text, limits: limits, chunk: 1_000).order == ["#1 record-too-long", "#2"])
    }

    @Test("XML that is no news is refused by name")
    func others() {
        #expect(Reading("<?xml version='1.0'?><opml><body/></opml>").failure?.code == .notAnArticle)
        #expect(
            Reading("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url/></urlset>").failure?.detail.contains("map of a site")
                == true)
        let unknown = Reading("<?xml version='1.0'?><!-- x --><g:Invoice xmlns:g='urn:x'><Total>3</Total></g:Invoice>").failure
        #expect(unknown?.code == .unknownFormat)
        #expect(unknown?.detail.contains("<Invoice>") == true)
    }

    @Test("cut anywhere, a message gives what is whole and tells of the rest", arguments: 0..<30)
    func cuts(seed: UInt64) {
        var random = Random(seed)
        let whole = NewsMLTests.message((0..<4).map { NewsMLTests.item("urn:\($0)") })
        let bytes = Array(whole.utf8)
        let count = random.below(bytes.count - 1) + 1
        let reading = Reading(Array(bytes[..<count]), chunk: 97)
        #expect(reading.records.map(\.sourceID) == (0..<reading.records.count).map { "urn:\($0)" }, "seed \(seed), cut at \(count)")
        #expect(!reading.rejects.isEmpty || reading.failure != nil, "seed \(seed), cut at \(count)")
    }

    @Test("bytes changed anywhere end in records or rejects", arguments: 0..<60)
    func mutations(seed: UInt64) {
        var random = Random(seed &+ 1_000)
        let sources = [
            NITFTests.document(), NewsMLTests.message([NewsMLTests.item("a"), NewsMLTests.item("b")]),
            FeedTests.rss("<item><title>One</title><description>&lt;p&gt;x</description></item><item><title>Two</title></item>"),
        ]
        var bytes = Array(sources[Int(seed) % sources.count].utf8)
        let marks = Array("<>&;\"'/![]-? \u{0}".utf8) + [0xFF, 0xC3]
        for _ in 0..<(1 + random.below(6)) {
            let at = random.below(bytes.count)
            switch random.below(3) {
            case 0: bytes[at] = marks[random.below(marks.count)]
            case 1: bytes.insert(marks[random.below(marks.count)], at: at)
            default: bytes.removeSubrange(at..<min(bytes.count, at + random.below(20)))
            }
        }
        let reading = Reading(bytes, chunk: 50)
        #expect(reading.records.count + reading.rejects.count > 0 || reading.failure != nil, "seed \(seed)")
    }
}
