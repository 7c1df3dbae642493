import Decoding
import Model
import Testing

@testable import Formats

@Suite("Word documents")
struct WordTests {
    static let namespaces =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""

    static func paragraph(_ text: String, style: String? = nil) -> String {
        "<w:p>" + (style.map { "<w:pPr><w:pStyle w:val=\"\($0)\"/></w:pPr>" } ?? "")
            + "<w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r></w:p>"
    }

    static func docx(_ body: String, core: String = "", more: [(String, String)] = []) -> [UInt8] {
        StoredZip.make(
            [
                ("[Content_Types].xml", "<Types/>"),
                ("word/document.xml", "<?xml version=\"1.0\"?><w:document \(namespaces)><w:body>\(body)</w:body></w:document>"),
                (
                    "docProps/core.xml",
                    "<cp:coreProperties xmlns:cp=\"urn:cp\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\">\(core)</cp:coreProperties>"
                ),
            ] + more)
    }

    @Test("title, author and dates come from styles and properties; split runs, tabs and breaks are one text")
    func fields() {
        let body =
            Self.paragraph("Bridge reopens", style: "Title") + Self.paragraph("After two years", style: "Subtitle")
            + "<w:p><w:r><w:t>The brid</w:t></w:r><w:r><w:t xml:space=\"preserve\">ge </w:t></w:r><w:r><w:t>opened.</w:t><w:tab/><w:t>Cars first.</w:t><w:br/><w:t>Then buses.</w:t></w:r></w:p>"
            + Self.paragraph("  ") + Self.paragraph("It cost &#163;2m &amp; more.")
        let core =
            "<dc:title>Ignored</dc:title><dc:creator>Ann Lee; Bo Kim</dc:creator><dcterms:created>2024-02-03T10:00:00Z</dcterms:created><dcterms:modified>2024-02-04T10:00:00Z</dcterms:modified><dc:language>en-GB</dc:language><cp:keywords>bridge, roads</cp:keywords>"
        let reading = Reading(Self.docx(body, core: core), name: "x")
        #expect(reading.formatName == "docx")
        #expect(!Recogniser.recognise(Head(bytes: Self.docx(body), isWhole: true), fileName: []).isText)
        #expect(reading.order == ["#1"])
        let record = reading.records[0]
        #expect(record.headline == "Bridge reopens")
        #expect(record.subheadline == "After two years")
        #expect(record.authors == ["Ann Lee", "Bo Kim"])
        #expect(record.published?.text == "2024-02-03T10:00:00Z")
        #expect(record.modified?.text == "2024-02-04T10:00:00Z")
        #expect(record.language == "en-GB")
        #expect(record.keywords == ["bridge", "roads"])
        #expect(record.body == "The bridge opened.\tCars first.\nThen buses.\n\nIt cost £2m & more.")
    }

    @Test("what was deleted, moved, hidden, is a field's code or stands there for older programs stays out")
    func leftOut() {
        let body =
            "<w:p><w:r><w:t>One.</w:t></w:r><w:del><w:r><w:delText>DEL</w:delText><w:t>DEL</w:t></w:r></w:del><w:moveFrom><w:r><w:t>MOVED</w:t></w:r></w:moveFrom>"
            + "<w:ins><w:r><w:t> Two.</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>HIDDEN</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t> Three.</w:t></w:r>"
            + "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK \"x\"</w:instrText></w:r><w:hyperlink><w:r><w:t> Four.</w:t></w:r></w:hyperlink></w:p>"
            + "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Choice.</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>FALLBACK</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>"
        #expect(Reading(Self.docx(body)).records.first?.body == "One. Two. Three. Four.\n\nChoice.")
    }

    @Test("notes stand behind the text, text boxes before the paragraph that holds them")
    func notes() {
        let body =
            "<w:p><w:r><w:t>Text.</w:t><w:footnoteReference w:id=\"7\"/></w:r></w:p>"
            + "<w:p><w:r><w:t>Outer.</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        let notes =
            "<w:footnotes \(Self.namespaces)><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:t>SEP</w:t></w:r></w:p></w:footnote><w:footnote w:id=\"7\"><w:p><w:r><w:t>The note.</w:t></w:r></w:p></w:footnote></w:footnotes>"
        let reading = Reading(Self.docx(body, more: [("word/footnotes.xml", notes)]))
        #expect(reading.records.first?.body == "Text.[1]\n\nBoxed.\n\nOuter.\n\n[1] The note.")
    }

    @Test("styles are known by their names where their identifiers are in another language")
    func localisedStyles() {
        let styles = "<w:styles \(Self.namespaces)><w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>"
        let body = Self.paragraph("Brücke offen", style: "berschrift1") + Self.paragraph("Autos fahren wieder.")
        #expect(Reading(Self.docx(body, more: [("word/styles.xml", styles)])).headlines == ["Brücke offen"])
    }

    @Test("a byline and a date below the headline are fields, headings of sections stay in the text")
    func lines() {
        let body =
            Self.paragraph("Bridge reopens") + Self.paragraph("By Ann Lee") + Self.paragraph("3 February 2024")
            + Self.paragraph("The bridge opened at noon, and cars came.")
        let record = Reading(Self.docx(body, core: "<dc:creator>python-docx</dc:creator>")).records.first
        #expect(record?.headline == "Bridge reopens" && record?.authors == ["Ann Lee"] && record?.published?.text == "2024-02-03")
        #expect(record?.body == "The bridge opened at noon, and cars came.")
        let sections =
            Self.paragraph("One", style: "Heading1") + Self.paragraph("Text.") + Self.paragraph("Two", style: "Heading1")
            + Self.paragraph("Text.")
        #expect(Reading(Self.docx(sections)).records.first?.body == "One\n\nText.\n\nTwo\n\nText.")
    }

    @Test("a package without a text, with a damaged or a cut part, is refused by name")
    func damaged() {
        #expect(Reading(StoredZip.make([("[Content_Types].xml", "<Types/>"), ("word/other.xml", "<x/>")])).failure?.code == .docxStructure)
        func part(_ xml: String) -> [UInt8] { StoredZip.make([("[Content_Types].xml", "<Types/>"), ("word/document.xml", xml)]) }
        #expect(Reading(part("<w:document><w:p></w:document>")).order == ["#1 xml-malformed"])
        #expect(Reading(part("<w:document \(Self.namespaces)><w:p><w:r><w:t>cut")).order == ["#1 xml-truncated"])
        let bomb =
            "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document \(Self.namespaces)><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>"
        #expect(Reading(part(bomb)).order == ["#1 xml-entity"])
        let deep = "<w:document \(Self.namespaces)>" + String(repeating: "<w:x>", count: 5_000)
        #expect(Reading(part(deep)).order == ["#1 xml-depth"])
        #expect(Reading(part("<w:document \(Self.namespaces)/>")).order == ["#1 no-text"])
        var cut = Self.docx(Self.paragraph("Text."))
        cut.removeLast(40)
        #expect(Reading(cut).failure?.code == .zipTruncated)
        var flipped = Self.docx(Self.paragraph("Text."))
        if let at = flipped.indices.first(where: { flipped[$0...].starts(with: "Text.".utf8) }) { flipped[at] = 0x58 }
        #expect(Reading(flipped).rejects.first?.code == .zipCRC)
        var limits = Limits()
        limits.recordBytesMax = 2_000
        #expect(Reading(Self.docx(Self.paragraph(String(repeating: "word ", count: 600))), limits: limits).order == ["#1 record-too-long"])
    }

    @Test("an export of Nexis Uni is an article per document, whatever list stands in front")
    func nexis() {
        func article(_ number: Int) -> String {
            Self.paragraph("Story \(number)", style: "Heading1") + Self.paragraph("The Daily Test (London)")
                + Self.paragraph("January \(number), 2024 Friday 10:15 PM GMT")
                + Self.paragraph("Copyright 2024 Test Ltd All Rights Reserved") + Self.paragraph("Section: NEWS; Pg. \(number)")
                + Self.paragraph("Length:\u{A0}120 words")
                + Self.paragraph("Byline: Ann Lee and Bo Kim") + Self.paragraph("Body") + Self.paragraph("First of \(number).")
                + Self.paragraph("Second: with a colon.")
                + Self.paragraph("Classification") + Self.paragraph("Language: ENGLISH") + Self.paragraph("Load-Date: January 9, 2024")
                + Self.paragraph("End of Document")
        }
        let list = Self.paragraph("Documents (2)") + Self.paragraph("1. Story 1") + Self.paragraph("2. Story 2")
        let empty =
            Self.paragraph("Headline only", style: "Heading1") + Self.paragraph("The Daily Test (London)")
            + Self.paragraph("January 3, 2024")
            + Self.paragraph("Length: 0 words") + Self.paragraph("Classification") + Self.paragraph("End of Document")
        let reading = Reading(Self.docx(list + article(1) + article(2) + empty))
        #expect(reading.order == ["#1", "#2", "#3"])
        #expect(reading.headlines == ["Story 1", "Story 2", "Headline only"])
        let second = reading.records[1]
        #expect(second.publisher == "The Daily Test (London)" && second.section == "NEWS" && second.language == "en")
        #expect(second.published?.day == "2024-01-02")
        #expect(second.authors == ["Ann Lee", "Bo Kim"])
        #expect(second.body == "First of 2.\n\nSecond: with a colon.")
        #expect(reading.records[2].body == "" && reading.records[2].published?.day == "2024-01-03")
    }

    @Test("items of lists have in front of them what the list's numbering puts there")
    func lists() {
        func item(_ text: String, _ number: String, _ level: Int) -> String {
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(number)\"/></w:numPr></w:pPr><w:r><w:t>\(text)</w:t></w:r></w:p>"
        }
        func level(_ number: Int, _ format: String, _ text: String, start: Int = 1) -> String {
            "<w:lvl w:ilvl=\"\(number)\"><w:start w:val=\"\(start)\"/><w:numFmt w:val=\"\(format)\"/><w:lvlText w:val=\"\(text)\"/></w:lvl>"
        }
        let numbering =
            "<w:numbering \(Self.namespaces)><w:abstractNum w:abstractNumId=\"0\">" + level(0, "decimal", "%1.", start: 3)
            + level(1, "lowerLetter", "%1%2)")
            + "</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">" + level(0, "bullet", "x") + "</w:abstractNum>"
            + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>"
            + "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num></w:numbering>"
        let body =
            Self.paragraph("Text.") + item("One.", "1", 0) + item("Sub.", "1", 1) + item("Sub.", "1", 1) + item("Two.", "1", 0)
            + item("Sub.", "1", 1)
            + item("Dot.", "2", 0) + item("Anew.", "3", 0) + item("None.", "9", 0)
        let record = Reading(Self.docx(body, more: [("word/numbering.xml", numbering)])).records.first
        #expect(
            record?.body.split(separator: "\n\n") == [
                "Text.", "3. One.", "3a) Sub.", "3b) Sub.", "4. Two.", "4a) Sub.", "- Dot.", "1. Anew.", "None.",
            ])
        #expect([1, 4, 9, 40, 1_994, 0].map { ListNumbers.text($0, format: "upperRoman") } == ["I", "IV", "IX", "XL", "MCMXCIV", "0"])
        #expect([1, 26, 27].map { ListNumbers.text($0, format: "a") } == ["a", "z", "aa"])
    }

    @Test("sheets and slides are told apart from texts")
    func others() {
        #expect(
            Reading(StoredZip.make([("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<x/>")])).failure?.code == .unsupportedFormat)
        #expect(
            Reading(StoredZip.make([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<x/>")])).failure?.code
                == .unsupportedFormat)
    }
}
