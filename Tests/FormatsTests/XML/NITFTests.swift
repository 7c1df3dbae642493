import Foundation
import Model
import Testing

@testable import Formats

@Suite("IPTC NITF")
struct NITFTests {
    static func document(
        head: String = "", bodyHead: String = "<hedline><hl1>Mill to close</hl1></hedline>", content: String = "<p>One.</p>",
        status: String = "usable", attributes: String = #"xml:lang="en-GB""#
    ) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd">
        <nitf \(attributes)><head><title>Title</title><docdata management-status="\(status)">\(head)</docdata></head>
        <body><body.head>\(bodyHead)</body.head><body.content>\(content)</body.content><body.end><tagline>ends</tagline></body.end></body></nitf>
        """
    }

    @Test("every field stands where the specification puts it")
    func fields() throws {
        let text = Self.document(
            head: """
                <doc-id regsrc="Dale Press" id-string="DP-77"/><urgency ed-urg="4"/><date.issue norm="20240301T101500+0100"/>
                <doc.copyright holder="Dale Press" year="2024"/><key-list><keyword key="textiles"/><keyword key="jobs"/></key-list>
                <identified-content><classifier type="t" value="industry"/></identified-content></docdata>
                <pubdata name="Dale Echo" ex-ref="https://echo.example/mill" position.section="Business"/><docdata>
                """,
            bodyHead: """
                <hedline><hl1>Mill&#10; to close</hl1><hl2>After 90 years</hl2></hedline>
                <byline>By <person>Ann Hill</person> and <person>Bo Dale</person>, <byttl>Staff writers</byttl></byline>
                <dateline><location>LOWDALE</location>, <story.date norm="20240301">March 1</story.date></dateline>
                """,
            content: """
                <p>The mill&#8217;s last shift <em>ends</em> in May.</p><hl2>Jobs</hl2><p>Some 40 people work there.</p>
                <media media-type="image"><media-reference source="mill.jpg"/><media-caption><p>The mill.</p></media-caption></media>
                <ul><li>First</li><li>Second</li></ul><p>\u{A0}</p><note><body.content><p>Editors only.</p></body.content></note>
                """)
        let reading = Reading(text, name: "a")
        let record = try #require(reading.records.first)
        #expect(reading.formatName == "nitf")
        #expect(record.headline == "Mill to close")
        #expect(record.subheadline == "After 90 years")
        #expect(record.authors == ["Ann Hill", "Bo Dale"])
        #expect(record.byline == "By Ann Hill and Bo Dale")
        #expect(record.dateline == "LOWDALE")
        #expect(record.published?.text == "2024-03-01T09:15:00Z")
        #expect(record.publisher == "Dale Press")
        #expect(record.section == "Business")
        #expect(record.language == "en-GB")
        #expect(record.url == "https://echo.example/mill")
        #expect(record.sourceID == "DP-77")
        #expect(record.keywords == ["textiles", "jobs", "industry"])
        #expect(record.imageURL == "mill.jpg")
        #expect(record.imageCaption == "The mill.")
        #expect(record.body == "The mill’s last shift ends in May.\n\nJobs\n\nSome 40 people work there.\n\nFirst\n\nSecond")
        #expect(record.embargo == nil)
        #expect(record.notice == nil)
    }

    @Test("the second headline that repeats the first is none, a byline of a title names nobody, and the abstract serves for a body")
    func traps() throws {
        let text = Self.document(
            bodyHead: """
                <hedline><hl1>Same</hl1><hl2>Same</hl2></hedline><byline><byttl>Sports Network</byttl></byline>
                <abstract><p>In short.</p></abstract>
                """, content: "")
        let record = try #require(Reading(text).records.first)
        #expect(record.subheadline == nil)
        #expect(record.authors.isEmpty)
        #expect(record.byline == nil)
        #expect(record.body == "In short.")
    }

    @Test(
        "embargo, withdrawal and correction are noticed",
        arguments: [
            ("embargoed", #"<date.release norm="20240302T060000Z"/>"#, "2024-03-02T06:00:00Z", nil),
            ("usable", #"<date.issue norm="20240301T060000Z"/><date.release norm="20240302T060000Z"/>"#, "2024-03-02T06:00:00Z", nil),
            ("usable", #"<date.issue norm="20240301T060000Z"/><date.release norm="20240301T060000Z"/>"#, nil, nil),
            ("canceled", "", nil, Notice.kill), ("withheld", "", nil, Notice.kill),
            ("usable", #"<correction id-string="DP-77" info="The figure was wrong."/>"#, nil, Notice.correction),
        ])
    func notices(status: String, head: String, embargo: String?, notice: Notice?) throws {
        let record = try #require(Reading(Self.document(head: head, status: status)).records.first)
        #expect(record.embargo?.text == embargo)
        #expect(record.notice == notice)
    }

    @Test("the declared charset decides where the bytes are not UTF-8, and is not believed where they are")
    func charsets() {
        let text = Self.document(content: "<p>Café – „Brücke“</p>").replacing("UTF-8", with: "windows-1252")
        #expect(Reading(text).records.first?.body == "Café – „Brücke“")
        let cyrillic = Self.document(bodyHead: "<hedline><hl1>Паром</hl1></hedline>").replacing("UTF-8", with: "windows-1251")
        let bytes = cyrillic.unicodeScalars.map { $0.value < 0x80 ? UInt8($0.value) : UInt8($0.value - 0x410 + 0xC0) }
        #expect(Reading(bytes).headlines == ["Паром"])
    }

    @Test("agencies' files are not mended: damage is told with its kind and its byte")
    func damage() {
        let whole = Self.document()
        #expect(Reading(whole.replacing("</hl1>", with: "</hl9>")).order == ["#1 xml-malformed"])
        #expect(Reading(String(whole.prefix(whole.count - 60))).order == ["#1 xml-truncated"])
        // The document type could declare it; it is never opened.
        #expect(Reading(whole.replacing("One.", with: "One&nbsp;.")).order == ["#1 xml-entity"])
        let bare = whole.replacing("<!DOCTYPE nitf SYSTEM \"http://127.0.0.1:9/nitf.dtd\">", with: "")
        #expect(Reading(bare.replacing("One.", with: "One&nbsp;.")).order == ["#1 xml-malformed"])
        #expect(Reading(Self.document(bodyHead: "", content: "").replacing("<title>Title</title>", with: "")).order == ["#1 no-text"])
        let broken = whole.replacing("One.", with: "One & two.")
        let at = broken.utf8.count - (broken.components(separatedBy: "& two").last?.utf8.count ?? 0) - 5
        #expect([at, at + 1].contains(Reading(broken).rejects.first?.byteOffset), "expat names the byte or the one behind it")
    }

    @Test("stray bytes of windows-1252 cost nothing and are counted")
    func strayBytes() {
        var bytes = Array(Self.document(content: "<p>Ten cafés in Évry, Zürich and Köln \u{1}</p>").utf8)
        if let at = bytes.firstIndex(of: 1) { bytes[at] = 0x97 }
        let record = Reading(bytes).records.first
        #expect(record?.body == "Ten cafés in Évry, Zürich and Köln —")
        #expect(record?.windows1252Bytes == 1)
    }
}
