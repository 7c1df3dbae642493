import Model
import Testing

@testable import Formats

@Suite("OpenDocument texts and EPUB")
struct OpenTextTests {
    static func odt(_ text: String, styles: String = "", meta: String = "") -> [UInt8] {
        StoredZip.make([
            ("mimetype", "application/vnd.oasis.opendocument.text"),
            (
                "content.xml",
                "<o:document-content xmlns:o=\"urn:o\" xmlns:text=\"urn:t\" xmlns:style=\"urn:s\"><o:automatic-styles>\(styles)</o:automatic-styles><o:body><o:text>\(text)</o:text></o:body></o:document-content>"
            ),
            (
                "meta.xml",
                "<o:document-meta xmlns:o=\"urn:o\" xmlns:dc=\"urn:d\" xmlns:meta=\"urn:m\"><o:meta>\(meta)</o:meta></o:document-meta>"
            ),
        ])
    }

    @Test("spaces, tabs, breaks, notes and deletions")
    func text() {
        let body =
            "<text:tracked-changes><text:deletion><text:p>DELETED</text:p></text:deletion></text:tracked-changes><text:p text:style-name=\"P1\">Bridge<text:s text:c=\"2\"/>reopens</text:p>"
            + "<text:p>The   bridge\n opened.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p></text:note-body></text:note> Cars<text:tab/>came.<text:line-break/>Then <text:span>buses</text:span>.<o:annotation><text:p>REMARK</text:p></o:annotation></text:p>"
        let meta =
            "<dc:title>Other</dc:title><meta:initial-creator>Ann Lee</meta:initial-creator><dc:creator>Typist</dc:creator><meta:creation-date>2024-02-03T10:00:00</meta:creation-date><dc:language>de-DE</dc:language><meta:keyword>a</meta:keyword><meta:keyword>b</meta:keyword>"
        let reading = Reading(Self.odt(body, styles: "<style:style style:name=\"P1\" style:parent-style-name=\"Title\"/>", meta: meta))
        #expect(reading.formatName == "odt")
        let record = reading.records.first
        #expect(record?.headline == "Bridge  reopens")
        #expect(record?.body == "The bridge opened.[1] Cars\tcame.\nThen buses.\n\n[1] The note.")
        #expect(record?.authors == ["Ann Lee"] && record?.language == "de-DE" && record?.keywords == ["a", "b"])
        #expect(record?.published?.text == "2024-02-03T10:00:00")
    }

    @Test("items of lists have their number or a dash in front of their first paragraph")
    func lists() {
        let styles =
            "<text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\" style:num-suffix=\".\"/><text:list-level-style-bullet text:level=\"2\"/></text:list-style>"
        func item(_ inner: String) -> String { "<text:list-item>\(inner)</text:list-item>" }
        let body =
            "<text:p>Text.</text:p><text:list text:style-name=\"L1\">" + item("<text:p>One.</text:p><text:p>More.</text:p>")
            + item("<text:p>Two.</text:p><text:list>" + item("<text:p>Sub.</text:p>") + "</text:list>") + "</text:list><text:list>"
            + item("<text:p>Other.</text:p>")
            + "</text:list>"
        #expect(Reading(Self.odt(body, styles: styles)).records.first?.body == "Text.\n\n1. One.\n\nMore.\n\n2. Two.\n\n- Sub.\n\n- Other.")
    }

    static func epub(_ list: String, _ chapters: [(String, String)], container: String = "B/c.opf") -> [UInt8] {
        StoredZip.make(
            [
                ("mimetype", "application/epub+zip"),
                ("META-INF/container.xml", "<container><rootfiles><rootfile full-path=\"\(container)\"/></rootfiles></container>"),
                ("B/c.opf", "<package xmlns:dc=\"urn:d\">\(list)</package>"),
            ] + chapters.map { ("B/" + $0.0, "<html><head><title>T</title></head><body>\($0.1)</body></html>") })
    }

    @Test("chapters are records in the order of reading; a part without a heading goes on with the chapter before")
    func chapters() {
        let list =
            "<metadata><dc:title>The Issue</dc:title><dc:creator>Ann Lee</dc:creator><dc:creator>Bo Kim</dc:creator><dc:publisher>Press</dc:publisher><dc:language>it</dc:language><dc:date>2024-02-03</dc:date></metadata>"
            + "<manifest><item id=\"n\" href=\"n.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/><item id=\"b\" href=\"t/b.xhtml\"/><item id=\"a\" href=\"t/a%20a.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"c\" href=\"t/c.xhtml\"/><item id=\"p\" href=\"p.png\" media-type=\"image/png\"/></manifest>"
            + "<spine><itemref idref=\"n\"/><itemref idref=\"a\"/><itemref idref=\"b\"/><itemref idref=\"c\"/><itemref idref=\"missing\"/></spine>"
        let reading = Reading(
            Self.epub(
                list,
                [
                    ("n.xhtml", "<p>Contents</p>"), ("t/b.xhtml", "<p>Goes on &amp; on.</p>"),
                    ("t/a a.xhtml", "<h1>First</h1><p>One.</p><p>Two<br/>lines.</p>"),
                    ("t/c.xhtml", "<p>Overline</p><h2>Second</h2><p>Three.</p>"),
                ]))
        #expect(reading.formatName == "epub")
        #expect(reading.order == ["#1", "#2"])
        #expect(reading.headlines == ["First", "Second"])
        #expect(reading.records[0].body == "One.\n\nTwo\nlines.\n\nGoes on & on.")
        #expect(reading.records[1].body == "Overline\n\nThree.")
        #expect(
            reading.records[0].authors == ["Ann Lee", "Bo Kim"] && reading.records[0].publisher == "Press"
                && reading.records[0].language == "it")
        #expect(reading.records[1].published?.text == "2024-02-03")
    }

    @Test("lists of contents that are missing, damaged or lead out of the book end it by name")
    func structure() {
        let list = "<manifest><item id=\"a\" href=\"a.xhtml\"/></manifest><spine><itemref idref=\"a\"/></spine>"
        #expect(Reading(Self.epub(list, [("a.xhtml", "<p>Text.</p>")])).records.first?.body == "Text.")
        // Some programs compress the type or leave it out of its place.
        var unusual = Self.epub(list, [("a.xhtml", "<p>Text.</p>")])
        if let at = unusual.indices.first(where: { unusual[$0...].starts(with: "application/epub".utf8) }) { unusual[at] = 0x78 }
        #expect(Reading(unusual).records.first?.body == "Text.")
        for path in ["../../../etc/passwd", "/etc/passwd", "none.opf", ""] {
            #expect(Reading(Self.epub(list, [], container: path)).failure?.code == .epubStructure, "\(path)")
        }
        #expect(Reading(Self.epub("<spine/>", [])).failure?.code == .epubStructure)
        #expect(Reading(Self.epub("<manifest", [])).failure?.code == .epubStructure)
        #expect(Reading(Self.epub(list, [("a.xhtml", "<img/>")])).order == ["#1 no-text"])
    }
}
