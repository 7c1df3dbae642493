import Model
import Testing

@testable import Formats

@Suite("IPTC NewsML-G2 and NewsML 1")
struct NewsMLTests {
    static func item(
        _ guid: String, meta: String = "", content: String = "<headline>Ferry back</headline>",
        set: String = #"<inlineData contenttype="text/plain">One. &lt;b&gt;"# + "\n\nTwo.</inlineData>"
    ) -> String {
        """
        <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="\(guid)" version="2" xml:lang="en"><rightsInfo><copyrightHolder>\
        <name>Lake Press</name></copyrightHolder></rightsInfo><itemMeta><itemClass qcode="ninat:text"/>\
        <versionCreated>2024-05-01T10:00:00+02:00</versionCreated>\(meta)</itemMeta><contentMeta>\(content)</contentMeta>\
        <contentSet>\(set)</contentSet></newsItem>
        """
    }

    static func message(_ items: [String]) -> String {
        """
        <?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2024-05-01T10:00:00Z</sent></header>\
        <itemSet>\(items.joined())</itemSet></newsMessage>
        """
    }

    @Test("a news item gives its fields")
    func fields() throws {
        let content = """
            <urgency>4</urgency><contentModified>2024-05-01T09:00:00Z</contentModified><by>By Ana Roe and Jo Lind</by><dateline>PORT, May 1</dateline>
            <creator><name>Desk</name></creator><language tag="en"/><subject qcode="medtop:1"><name>transport</name></subject>
            <keyword>ferry</keyword><genre qcode="genre:x"><name>Current</name></genre><headline role="hld:subHeadline">After the storm</headline>
            <headline role="hld:main">Ferry back</headline>
            """
        let meta = #"<provider literal="lp"><name>Lake Press Agency</name></provider><embargoed>2024-05-02T00:00:00Z</embargoed>"#
        let reading = Reading(Self.item("urn:newsml:lake:1", meta: meta, content: content))
        let record = try #require(reading.records.first)
        #expect(reading.formatName == "newsml-g2")
        #expect(record.headline == "Ferry back")
        #expect(record.subheadline == "After the storm")
        #expect(record.authors == ["Ana Roe", "Jo Lind"])
        #expect(record.dateline == "PORT, May 1")
        #expect(record.published?.text == "2024-05-01T08:00:00Z")
        #expect(record.modified?.text == "2024-05-01T09:00:00Z")
        #expect(record.embargo?.text == "2024-05-02T00:00:00Z")
        #expect(record.publisher == "Lake Press Agency")
        #expect(record.section == "Current")
        #expect(record.keywords == ["transport", "ferry"])
        #expect(record.sourceID == "urn:newsml:lake:1")
        #expect(record.language == "en")
        #expect(record.body == "One. <b>\n\nTwo.")
    }

    @Test("items of a message are records of their own; a bad one costs itself only")
    func message() {
        let items = [
            Self.item("a"), Self.item("b").replacing("</headline>", with: "</hedline>"),
            #"<packageItem guid="p"><itemMeta><itemClass qcode="ninat:composite"/></itemMeta><groupSet/></packageItem>"#,
            Self.item("c").replacing("ninat:text", with: "ninat:picture"), Self.item("d"),
        ]
        let reading = Reading(Self.message(items), chunk: 100)
        #expect(reading.order == ["#1", "#2 xml-malformed", "#3 not-an-article", "#4 not-an-article", "#5"])
        #expect(reading.records.map(\.sourceID) == ["a", "d"])
        #expect(reading.records.allSatisfy { $0.publisher == "Lake Press" })
        // Cut between two items: what is whole is read, and the loss is told.
        let cut = Self.message([Self.item("a"), Self.item("d")])
        #expect(Reading(String(cut.dropLast("</itemSet></newsMessage>".count))).order == ["#1", "#2", "#0 xml-truncated"])
    }

    @Test("XHTML and NITF inside are read, and NITF gives what the item lacks but not another address")
    func inside() throws {
        let nitf = """
            <inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><docdata>\
            <doc-id regsrc="https://x.example/1"/></docdata></head><body><body.head><hedline><hl1>Other</hl1></hedline>\
            <byline>By <person>Ana Roe</person></byline></body.head><body.content><p>In NITF.</p></body.content></body></nitf></inlineXML>
            """
        let record = try #require(Reading(Self.item("urn:1", set: nitf)).records.first)
        #expect(record.headline == "Ferry back")
        #expect(record.authors == ["Ana Roe"])
        #expect(record.url == nil)
        #expect(record.body == "In NITF.")
        let xhtml =
            #"<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><p>A</p><p>B</p></body></html></inlineXML>"#
        #expect(Reading(Self.item("urn:1", set: xhtml)).records.first?.body == "A\n\nB")
        let alone = "<contentSet>\(nitf)</contentSet>"
        #expect(Reading(alone).headlines == ["Other"])
    }

    @Test("a kill needs no text, a correction is told by its signal")
    func notices() {
        let kill = Self.item("urn:1", meta: #"<pubStatus qcode="stat:canceled"/>"#, content: "", set: "")
        #expect(Reading(kill).records.map(\.notice) == [.kill])
        #expect(Reading(Self.item("urn:1", meta: #"<signal qcode="sig:correction"/>"#)).records.map(\.notice) == [.correction])
        #expect(Reading(Self.item("urn:1", meta: #"<signal qcode="sig:update"/>"#)).records.map(\.notice) == [nil])
    }

    static func newsItem(_ id: String, status: String = "Usable", components: String) -> String {
        """
        <NewsItem><Identification><NewsIdentifier><PublicIdentifier>\(id)</PublicIdentifier></NewsIdentifier></Identification><NewsManagement>\
        <FirstCreated>20240501T080000Z</FirstCreated><ThisRevisionCreated>20240501T100000+0200</ThisRevisionCreated>\
        <Status FormalName="\(status)"/></NewsManagement><NewsComponent>\(components)</NewsComponent></NewsItem>
        """
    }

    static func component(_ role: String, lines: String = "", text: String) -> String {
        """
        <NewsComponent><Role FormalName="\(role)"/><NewsLines>\(lines)</NewsLines><ContentItem><MediaType FormalName="Text"/><DataContent>\(text)\
        </DataContent></ContentItem></NewsComponent>
        """
    }

    @Test("NewsML 1: the main component's text; captions, and items of captions alone, are no articles")
    func newsML1() throws {
        let main = Self.component(
            "Main",
            lines:
                "<HeadLine>Ferry back</HeadLine><SubHeadLine>Again</SubHeadLine><ByLine>By Ana Roe</ByLine><KeywordLine>sea; ferry</KeywordLine>",
            text: "<html xmlns='http://www.w3.org/1999/xhtml'><head><style>p {}</style></head><body><p>One.</p><p>Two.</p></body></html>")
        let caption = Self.component(
            "Caption", lines: "<HeadLine>1234</HeadLine>", text: "<p>A long caption of a picture of a ferry at sea.</p>")
        let party = #"<AdministrativeMetadata><Provider><Party FormalName="Lake Press"/></Provider></AdministrativeMetadata>"#
        let text = """
            <?xml version="1.0"?><NewsML xml:lang="en"><NewsEnvelope><SentFrom><Party FormalName="Sender"/></SentFrom></NewsEnvelope>\
            \(Self.newsItem("urn:a", components: party + caption + main))\(Self.newsItem("urn:b", components: caption))\
            \(Self.newsItem("urn:c", status: "Canceled", components: ""))</NewsML>
            """
        let reading = Reading(text)
        #expect(reading.formatName == "newsml")
        #expect(reading.order == ["#1", "#2 not-an-article", "#3"])
        let record = try #require(reading.records.first)
        #expect(record.headline == "Ferry back")
        #expect(record.subheadline == "Again")
        #expect(record.authors == ["Ana Roe"])
        #expect(record.keywords == ["sea", "ferry"])
        #expect(record.publisher == "Lake Press")
        #expect(record.language == "en")
        #expect(record.published?.text == "2024-05-01T08:00:00Z")
        #expect(record.body == "One.\n\nTwo.")
        #expect(reading.records.last?.notice == .kill)
    }
}
