import Model
import Testing

@testable import Formats

@Suite("RSS, RDF, WXR and Atom")
struct FeedTests {
    static func rss(_ items: String, channel: String = "<title>Lake Post</title><language>en-gb</language>", doctype: String = "") -> String
    {
        """
        <?xml version="1.0" encoding="utf-8"?>\(doctype)<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" \
        xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>\(channel)\(items)</channel></rss>
        """
    }

    @Test("an item gives its fields; the channel its name and language")
    func item() throws {
        let text = Self.rss(
            """
            <item><title>R&amp;amp;D &lt;b&gt;cut&lt;/b&gt;</title><link>https://lake.example/1?a=1&amp;b=2</link><guid isPermaLink="false">77</guid>
            <pubDate>Fri, 05 Mar 2021 14:00:00 -0500</pubDate><dc:creator>Ana Roe</dc:creator><dc:creator>Jo Lind</dc:creator>
            <category>Science</category><category>Money</category><description>Teaser</description>
            <content:encoded><![CDATA[<p>One &amp; two.</p><p>Three.</p>]]></content:encoded><enclosure type="image/png" url="a.png"/></item>
            <item><title>Link only</title><guid>https://lake.example/2</guid><author>desk@lake.example (Kim Low)</author></item>
            """)
        let reading = Reading(text)
        #expect(reading.formatName == "rss")
        let record = try #require(reading.records.first)
        #expect(record.headline == "R&D cut")
        #expect(record.url == "https://lake.example/1?a=1&b=2")
        #expect(record.sourceID == "77")
        #expect(record.published?.text == "2021-03-05T19:00:00Z")
        #expect(record.authors == ["Ana Roe", "Jo Lind"])
        #expect(record.keywords == ["Science", "Money"])
        #expect(record.body == "One & two.\n\nThree.")
        #expect(record.publisher == "Lake Post")
        #expect(record.language == "en-GB")
        #expect(record.imageURL == "a.png")
        #expect(record.mendedMarkup == 0)
        let second = try #require(reading.records.last)
        #expect(second.headline == "Link only")
        #expect(second.body.isEmpty)
        #expect(second.url == "https://lake.example/2")
        #expect(second.authors == ["Kim Low"])
    }

    @Test(
        "feeds as they are: each slip is mended and costs nothing",
        arguments: [
            ("undefined entity", "Gr&eacute;ve&nbsp;ends &hellip;", "Gréve ends …"), ("bare ampersand", "R&D & more", "R&D & more"),
            ("control character", "Gr\u{8}ove", "Grove"), ("tag not closed", "One<br>two", "One two"), ("bracket", "1 < 2", "1 < 2"),
            ("crosswise", "<b><i>One</b></i> two", "One two"),
        ])
    func slips(kind: String, title: String, expected: String) {
        let text = Self.rss("<item><title>\(title)</title><link>x</link></item><item><title>Next</title></item>")
        let reading = Reading(text)
        #expect(
            reading.records.map { $0.headline?.replacing("\n", with: " ").replacing("\u{A0}", with: " ") } == [expected, "Next"], "\(kind)")
        #expect(reading.records.map(\.mendedMarkup) == [1, 0])
        #expect(reading.rejects.isEmpty)
    }

    @Test("an item that is not closed ends where the next begins; a feed that is cut keeps what is whole")
    func cut() {
        #expect(Reading(Self.rss("<item><title>One</title><item><title>Two</title></item>")).headlines == ["One", "Two"])
        let text = Self.rss("<item><title>One</title></item><item><title>Two</title></item>")
        #expect(Reading(String(text.dropLast(30))).order == ["#1", "#2 xml-truncated"])
        #expect(Reading(String(text.dropLast(6))).order == ["#1", "#2", "#0 xml-truncated"])
    }

    @Test("white space before the declaration, a wrong encoding, windows-1252 amid UTF-8")
    func bytes() {
        #expect(Reading("\n\n  " + Self.rss("<item><title>One</title></item>")).headlines == ["One"])
        let utf8 = Self.rss("<item><title>Évry</title></item>").replacing("utf-8", with: "iso-8859-1")
        #expect(Reading(utf8).headlines == ["Évry"])
        var stray = Array(Self.rss("<item><title>Évry, Köln, Zürich, Łódź \u{1}</title></item><item><title>Two</title></item>").utf8)
        if let at = stray.firstIndex(of: 1) { stray[at] = 0x93 }
        #expect(Reading(stray).headlines == ["Évry, Köln, Zürich, Łódź “", "Two"])
    }

    @Test("RSS 1.0 and 0.9: items stand beside the channel")
    func rdf() {
        let text = """
            <?xml version="1.0"?><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" \
            xmlns:d="http://purl.org/dc/elements/1.1/"><channel r:about="x"><title>Lake Post</title><d:language>de</d:language>\
            <items><r:Seq/></items></channel><item r:about="https://lake.example/1"><title>One</title><d:date>2021-03-05</d:date>\
            <description>Text</description></item></r:RDF>
            """
        let record = Reading(text).records.first
        #expect(record?.headline == "One")
        #expect(record?.url == "https://lake.example/1")
        #expect(record?.published?.text == "2021-03-05")
        #expect(record?.publisher == "Lake Post")
        #expect(record?.language == "de")
        #expect(record?.body == "Text")
    }

    @Test("WordPress: logins become names, empty lines paragraphs, attachments and menus are no articles")
    func wordPress() {
        let channel = """
            <title>Blog</title><wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_login>ar</wp:author_login>\
            <wp:author_display_name><![CDATA[Ana Roe]]></wp:author_display_name></wp:author>
            """
        func post(_ type: String) -> String {
            """
            <item><title>T</title><dc:creator>ar</dc:creator><content:encoded><![CDATA[<!-- wp:paragraph -->One <b>two</b>

            Three]]></content:encoded><wp:post_type>\(type)</wp:post_type></item>
            """
        }
        let reading = Reading(Self.rss(post("post") + post("attachment") + post("nav_menu_item") + post("page"), channel: channel))
        #expect(reading.order == ["#1", "#2 not-an-article", "#3 not-an-article", "#4"])
        #expect(reading.records.first?.authors == ["Ana Roe"])
        #expect(reading.records.first?.body == "One two\n\nThree")
    }

    @Test(
        "Atom's ways to carry text",
        arguments: [
            (#"<content type="html">&lt;p&gt;A &amp;amp; B&lt;/p&gt;&lt;p&gt;C&lt;/p&gt;</content>"#, "A & B\n\nC"),
            (#"<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A &amp; B</p><p>C</p></div></content>"#, "A & B\n\nC"),
            ("<content type=\"text\">A &amp;amp; B\n\nC</content>", "A &amp; B\n\nC"),
            ("<content>A\n\n&lt;b></content>", "A\n\n<b>"),
            (#"<content type="text/html" mode="base64">PHA+QTwvcD48cD5CPC9wPg==</content>"#, "A\n\nB"),
            (#"<content type="application/octet-stream">PHA+QTwvcD48cD5CPC9wPg==</content>"#, "A\n\nB"),
            ("<summary>Short</summary>", "Short"), ("<summary>Short</summary><content>Long</content>", "Long"),
        ])
    func atomText(content: String, expected: String) {
        let text = #"<feed xmlns="http://www.w3.org/2005/Atom"><title>Lake Post</title><entry><title>T</title>\#(content)</entry></feed>"#
        #expect(Reading(text).records.map(\.body) == [expected])
    }

    @Test("Atom's fields, inherited ones too")
    func atom() throws {
        let text = """
            <a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="pl"><a:title type="html">Lake &amp;amp; Post</a:title><a:author><a:name>Desk</a:name>\
            </a:author><a:entry><a:id>tag:1</a:id><a:title>One</a:title><a:link rel="self" href="https://s.example"/>\
            <a:link href="https://lake.example/1"/><a:updated>2021-03-06T00:00:00Z</a:updated><a:published>2021-03-05T00:00:00Z</a:published>\
            <a:category term="x" label="Sea"/><a:summary>S</a:summary></a:entry>\
            <a:entry><a:title>Two</a:title><a:author><a:name>Ana Roe</a:name></a:author><a:updated>2021-03-06T00:00:00Z</a:updated>\
            <a:content xml:lang="de">S</a:content></a:entry></a:feed>
            """
        let reading = Reading(text)
        #expect(reading.formatName == "atom")
        let one = try #require(reading.records.first)
        #expect(one.publisher == "Lake & Post")
        #expect(one.authors == ["Desk"])
        #expect(one.url == "https://lake.example/1")
        #expect(one.sourceID == "tag:1")
        #expect(one.published?.text == "2021-03-05T00:00:00Z")
        #expect(one.modified?.text == "2021-03-06T00:00:00Z")
        #expect(one.keywords == ["Sea"])
        #expect(one.language == "pl")
        let two = try #require(reading.records.last)
        #expect(two.authors == ["Ana Roe"])
        #expect(two.published?.text == "2021-03-06T00:00:00Z")
        #expect(two.language == "de")
    }

    @Test("an entry by itself, an entry inside an entry, an empty feed")
    func odd() {
        #expect(Reading(#"<entry xmlns="http://www.w3.org/2005/Atom"><title>One</title></entry>"#).headlines == ["One"])
        let nested =
            #"<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title><x><entry><title>In</title></entry></x></entry></feed>"#
        #expect(Reading(nested).headlines == ["One"])
        #expect(Reading(Self.rss("")).order == ["#0 not-an-article"])
    }
}
