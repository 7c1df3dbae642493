import Testing

@testable import Markup

@Suite("Flat trees by expat")
struct XMLParserTests {
    private let parser: XMLParser

    init() throws { parser = try #require(XMLParser()) }

    private func parse(_ text: String) throws(XMLFault) -> XMLElement {
        var text = text
        var fault: XMLFault?
        let element = text.withUTF8 { bytes -> XMLElement? in
            do throws(XMLFault) { return try parser.parse(bytes) } catch {
                fault = error
                return nil
            }
        }
        guard let element else { throw fault ?? XMLFault(.malformed, "") }
        return element
    }

    private func kind(_ text: String) -> XMLFault.Kind? {
        do throws(XMLFault) {
            _ = try parse(text)
            return nil
        } catch { return error.kind }
    }

    @Test("names, attributes, children and text come out as written")
    func tree() throws {
        let text =
            #"<a:News xmlns:a="urn:x" Role="m&amp;n" xml:lang="en">one <b>two</b> three<c/><b k='1'>&#8211;<![CDATA[<4>]]></b></a:News>"#
        let root = try parse(text)
        #expect(root.name == "news")
        #expect(root.attribute("role") == "m&n")
        #expect(root.attribute("lang") == "en")
        #expect(root.attribute("a") == nil)
        #expect(root.text == "one two three–<4>")
        #expect(root.children.map(\.name) == ["b", "c", "b"])
        #expect(root.first("b")?.text == "two")
        #expect(root.findAll("b").map(\.text) == ["two", "–<4>"])
        #expect(root.find("c")?.parent?.name == "news")
        #expect(root.text(without: "b") == "one  three")
        let b = try #require(root.first("b"))
        #expect(String(decoding: Array(text.utf8)[b.source], as: UTF8.self) == "<b>two</b>")
    }

    @Test("vocabularies are found by address, whatever the prefix, and by prefix where none was declared")
    func spaces() throws {
        let root = try parse(
            """
            <rss xmlns:x="http://purl.org/dc/elements/1.1/"><x:creator/><dc:creator/><wp:id/><z:id/><title/>\
            <entry xmlns="http://www.w3.org/2005/Atom"><id/></entry><id/></rss>
            """)
        #expect(root.children.map(\.space) == [.dublinCore, .dublinCore, .wordpress, .other, .none, .atom, .none])
        #expect(root.find("entry")?.first("id")?.space == .atom)
        // The next record knows nothing of it.
        #expect(try parse("<x:creator/>").space == .other)
    }

    @Test("what is declared around the records holds in them")
    func beginnings() throws {
        var text = #"<f:feed xmlns:f="http://www.w3.org/2005/Atom" xml:lang="de"><f:title>T</f:title><f:list>"#
        let root = try text.withUTF8 { try parser.parseBeginning($0) }
        #expect(root?.first("title")?.text == "T")
        #expect(root?.find("list")?.name == "list")
        #expect(parser.inheritedAttribute("lang") == "de")
        #expect(try parse("<f:entry/>").space == .atom)
        #expect(try parse("<f:entry xmlns:f='urn:other'/>").space == .other)
        #expect(try parse("<f:entry/>").space == .atom)
    }

    @Test("damage and limits are told apart")
    func faults() {
        #expect(kind("<a><b></a>") == .malformed)
        #expect(kind("<a>\u{1}</a>") == .malformed)
        #expect(kind("<a><b>") == .truncated)
        #expect(kind("<a b='") == .truncated)
        #expect(kind("<a>&nbsp;</a>") == .entity)
        #expect(kind("<a>&amp;&lt;&#10;&#x41;</a>") == nil)
        let depth = XMLParser.depthMax
        #expect(kind(String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)) == nil)
        #expect(kind(String(repeating: "<a>", count: depth + 1)) == .depth)
        let attributes = (0..<XMLParser.attributesMax).map { "a\($0)='x'" }.joined(separator: " ")
        #expect(kind("<a \(attributes)/>") == nil)
        #expect(kind("<a \(attributes) b='x'/>") == .attributes)
        #expect(kind("<a>" + String(repeating: "<b/>", count: XMLParser.elementsMax) + "</a>") == .size)
        // And the parser serves on.
        #expect(kind("<a/>") == nil)
    }

    @Test("prose: blocks part paragraphs, what stands beside the story stays out")
    func prose() throws {
        let root = try parse(
            """
            <body.content>lead <b>bold</b><p>One
              two.<br/>Three</p><media><media-caption><p>caption</p></media-caption></media><block><hl2>Head</hl2><p>Four</p></block>
            <p>\u{A0}</p><pre>a
              b

            c</pre><table><tr><td>x</td><td>y</td></tr></table>tail<script>no</script></body.content>
            """)
        #expect(XMLProse.text(root) == "lead bold\n\nOne two.\nThree\n\nHead\n\nFour\n\na\n  b\n\nc\n\nx y\n\ntail")
    }
}
