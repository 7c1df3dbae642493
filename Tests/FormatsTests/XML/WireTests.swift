import Model
import Testing

@testable import Formats

@Suite("Wire copy and Reuters' SGML")
struct WireTests {
    private static let iptc = """
        \u{1}lpa012 4 i 62 LAK   012\r\n\r\nLake-ferry/\r\n\u{2}Ferry back after storm; "no danger",\r\nsays captain =\r\n\r\n   PORT - The ferry is back\r
        after a week.\r\n\r\n   "No danger," said the captain.\r\n   More soon.\r\n\r\n\u{3}051407 GMT Mar 21\r\n\u{7F}\r\n\u{7F}\u{4}
        """

    @Test("IPTC 7901: headline up to its mark, paragraphs by their indent, the moment behind the text")
    func iptc7901() throws {
        let reading = Reading(Self.iptc + "\r\n" + Self.iptc.replacing("GMT Mar 21", with: "CET Mar 99"), chunk: 20)
        #expect(reading.formatName == "iptc-7901")
        #expect(reading.order == ["#1", "#2"])
        let record = try #require(reading.records.first)
        #expect(record.headline == #"Ferry back after storm; "no danger", says captain"#)
        #expect(record.body == "PORT - The ferry is back after a week.\n\n\"No danger,\" said the captain.\n\nMore soon.")
        #expect(record.published?.text == "2021-03-05T14:07:00Z")
        #expect(record.keywords == ["Lake-ferry"])
        #expect(reading.records.last?.published?.text == "1999-03-05T13:07:00Z")
    }

    @Test("ANPA 1312: marked lines, quotes and dashes of the teletypesetter, the filing time")
    func anpa1312() throws {
        let text = """
            \u{16}\u{16}\u{1}a0012\u{1F}-----\nr i\u{13}\u{11} BC-Ferry   03-05 0062\r\n\u{2}^BC-Ferry,62<\r\n^Ferry back ``at last''<\r\n^Eds: UPDATES.<\r
            ^By Ana Roe and Jo Lind=\r\n^Lake Press Writers=\r\n\t   PORT (LP) _ The ferry is back\r\nafter a week.\r\n\t   ``No danger,'' she said.\r
            \r\n\t   \u{3}LP-WF-03-05-21 1407EST<\r\n\u{C}\r\n\u{4}
            """
        let reading = Reading(text)
        #expect(reading.formatName == "anpa-1312")
        let record = try #require(reading.records.first)
        #expect(record.headline == "Ferry back “at last”")
        #expect(record.authors == ["Ana Roe", "Jo Lind"])
        #expect(record.body == "PORT (LP) — The ferry is back after a week.\n\n“No danger,” she said.")
        #expect(record.published?.text == "2021-03-05T19:07:00Z")
        #expect(record.keywords == ["BC-Ferry"])
        #expect(record.notice == nil)
        #expect(Reading(text.replacing("BC-Ferry  ", with: "BC-Ferry-KILL  ")).records.first?.notice == .kill)
    }

    @Test("a message without words is refused, one without its end is read, one that is too long costs itself only")
    func wireTraps() {
        #expect(Reading("\u{1}abc001 4 i 0\r\n\u{2}\u{3}051407 GMT Mar 21\u{4}" + Self.iptc).order == ["#1 no-text", "#2"])
        #expect(Reading(String(Self.iptc.prefix(120))).records.count == 1)
        var limits = Limits()
        limits.recordBytesMax = 1_000
        let long = "\u{1}abc001\u{2}" + String(repeating: "word ", count: 5_000)
        #expect(Reading(long + Self.iptc, limits: limits, chunk: 100).order == ["#1 record-too-long", "#2"])
    }

    @Test("Reuters-21578: many stories, brackets in text, control characters, stories of a headline only")
    func reuters() throws {
        let text = """
            <!DOCTYPE lewis SYSTEM "lewis.dtd">
            <REUTERS TOPICS="YES" NEWID="7">
            <DATE> 5-MAR-1987 14:07:01.20</DATE>
            <TOPICS><D>grain</D><D>wheat</D></TOPICS><PLACES><D>usa</D></PLACES>
            <UNKNOWN>&#5;&#5;C T</UNKNOWN>
            <TEXT>&#2;
            <TITLE>LAKE &lt;LKE> BUYS</TITLE>
            <AUTHOR>    by Ana Roe, Reuters</AUTHOR>
            <DATELINE>    PORT, March 5 - </DATELINE><BODY>Lake Inc &lt;LKE> said it
            bought a mill & a pier <in March>.
                It gave no price.
             Reuter
            &#3;</BODY></TEXT>
            </REUTERS>
            <REUTERS NEWID="8"><DATE>5-MAR-1987 14:08:00.00</DATE><TEXT TYPE="BRIEF">&#2;<TITLE>******LAKE SAYS DONE</TITLE>
            Blah blah blah.
            &#3;</TEXT></REUTERS>
            <REUTERS NEWID="9"><TEXT TYPE="UNPROC">&#2;
            Plain words of a story.
            &#3;</TEXT></REUTERS>
            <REUTERS NEWID="10"><TEXT><TITLE>CUT
            """
        let reading = Reading(text, chunk: 100)
        #expect(reading.formatName == "reuters-sgml")
        #expect(reading.order == ["#1", "#2", "#3", "#4 xml-truncated"])
        let record = try #require(reading.records.first)
        #expect(record.headline == "LAKE <LKE> BUYS")
        #expect(record.authors == ["Ana Roe"])
        #expect(record.dateline == "PORT")
        #expect(record.published?.text == "1987-03-05T14:07:01")
        #expect(record.keywords == ["grain", "wheat", "usa"])
        #expect(record.sourceID == "7")
        #expect(record.publisher == "Reuters")
        #expect(record.body == "Lake Inc <LKE> said it bought a mill & a pier <in March>.\n\nIt gave no price.")
        #expect(reading.records[1].headline == "******LAKE SAYS DONE")
        #expect(reading.records[1].body.isEmpty)
        #expect(reading.records[2].body == "Plain words of a story.")
    }

    @Test("Factiva's XML: lead and tail are the body")
    func factiva() throws {
        let text = """
            <?xml version="1.0"?><PPSResponse><ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0"><ppsarticleResultSet count="1"><ppsarticle>
            <article><accessionNo>LP1</accessionNo><baseLanguage>EN</baseLanguage><byline>By Ana Roe</byline><headline><paragraph><hlt>Ferry</hlt> back
            </paragraph></headline><leadParagraph><paragraph>One.</paragraph></leadParagraph><publicationDate><dateTime>2021-03-05T14:07:00Z</dateTime>
            </publicationDate><sourceName>Lake Post</sourceName><tailParagraphs><paragraph>Two.</paragraph><paragraph>Three.</paragraph></tailParagraphs>
            <newsSubject code="x"><name>Transport</name></newsSubject></article></ppsarticle></ppsarticleResultSet></ppsArticleResponse></PPSResponse>
            """
        let record = try #require(Reading(text).records.first)
        #expect(record.headline == "Ferry back")
        #expect(record.authors == ["Ana Roe"])
        #expect(record.published?.text == "2021-03-05T14:07:00Z")
        #expect(record.publisher == "Lake Post")
        #expect(record.language == "en")
        #expect(record.keywords == ["Transport"])
        #expect(record.body == "One.\n\nTwo.\n\nThree.")
    }
}
