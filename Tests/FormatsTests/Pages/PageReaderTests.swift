import Decoding
import Model
import Testing

@testable import Formats

/// A page with everything that stands around an article.
enum SamplePage {
    static let paragraphs = [
        "The harbour council voted on Friday to widen the old ferry pier, ending a dispute that has divided the town for three years.",
        "“This is a good day for everyone who has to cross the bay in winter,” said Mayor Ilse Brandt, who had staked her office on the vote.",
        "Opponents had argued that the works would close the fish market for two seasons, and that the money was needed for schools.",
        "Work is to begin in May, the council said, and the first of the larger ferries is expected to dock there in the autumn of next year.",
    ]

    static let linked = #"""
        {"@context":"https://schema.org","@graph":[{"@type":"WebPage","name":"x"},{"@id":"#ed","@type":"Person","name":"Marta Oyelaran"},
        {"@type":"NewsArticle","headline":"Council votes to widen ferry pier","datePublished":"2024-03-08T21:15:00-05:00",
        "dateModified":"2024-03-09T08:00:00-05:00","author":[{"@id":"#ed"},{"@type":"Person","name":"Tom Achterberg"}],
        "publisher":{"@type":"Organization","name":"Bayside Courier"},"articleSection":"Local","keywords":["ferry","harbour"],}]}
        """#

    static func page(head: String = "", linked: String = linked, before: String = "", after: String = "") -> String {
        """
        <!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Council votes to widen ferry pier | Bayside Courier</title>
        <link rel="canonical" href="https://courier.example/local/pier?utm_source=x&id=7#top">
        <meta property="og:title" content="Council votes to widen ferry pier"><meta property="og:image" content="/img/pier.jpg">\(head)
        <script type="application/ld+json">\(linked)</script></head><body class="with-sidebar comments-open">
        <nav><ul><li><a href="/">Home</a></li><li><a href="/local">Local</a></li><li><a href="/sport">Sport</a></li></ul></nav>
        <main><article><header><h1>Council votes to widen ferry pier</h1><p class="standfirst">Three years of dispute end with one vote.</p>
        <div class="byline">By <a href="/author/marta" rel="author">Marta Oyelaran</a></div><time datetime="2024-03-08">8 March 2024</time>
        <figure><img src="pier.jpg"><figcaption>The old pier at low tide. Photo: R. Vance</figcaption></figure></header>
        <div class="article-body">\(before)<p>\(paragraphs[0])</p><p>\(paragraphs[1])</p>
        <aside class="promo newsletter"><p>Sign up for our newsletter and get the news in your inbox every morning.</p></aside>
        <p>\(paragraphs[2])</p><div class="ad">Advertisement</div><p>\(paragraphs[3])</p>\(after)</div></article></main>
        <section class="related"><h2>Related stories</h2><ul><li><a href="/a">Fish market to stay open, traders are told</a></li>
        <li><a href="/b">Ferry fares rise for the third time this year</a></li></ul></section>
        <section id="comments"><h2>Comments</h2><p>I have waited for this since I was a child, and now it is really going to happen!</p></section>
        <footer><p>© 2024 Bayside Courier. All rights reserved.</p></footer></body></html>
        """
    }

    /// The page as the reader reads it.
    static func read(_ page: String, url: String? = nil) -> PageReading {
        var page = page
        return page.withUTF8 { PageReader().read($0, address: ItemAddress(ordinal: 1), url: url) }
    }
}

@Suite("Web pages")
struct PageReaderTests {
    @Test("all fields of a page with everything around its article")
    func fields() throws {
        let reading = SamplePage.read(SamplePage.page())
        let record = reading.record
        #expect(reading.objection == nil)
        #expect(record.headline == "Council votes to widen ferry pier")
        #expect(record.subheadline == "Three years of dispute end with one vote.")
        #expect(record.authors == ["Marta Oyelaran", "Tom Achterberg"])
        #expect(record.published?.text == "2024-03-09T02:15:00Z" && record.published?.zone == "-05:00")
        #expect(record.modified?.text == "2024-03-09T13:00:00Z")
        #expect(record.publisher == "Bayside Courier" && record.section == "Local" && record.language == "en-GB")
        #expect(record.url == "https://courier.example/local/pier?id=7")
        #expect(record.imageURL == "https://courier.example/img/pier.jpg")
        #expect(record.imageCaption == "The old pier at low tide. Photo: R. Vance")
        #expect(record.keywords == ["ferry", "harbour"])
        #expect(reading.sources.first { $0.field == "published" }?.from == "json-ld datePublished")
        #expect(reading.sources.first { $0.field == "headline" }?.from == "h1")
    }

    @Test("the body is the article's paragraphs: no related stories, comments or footer")
    func body() {
        let body = SamplePage.read(SamplePage.page()).record.body
        for paragraph in SamplePage.paragraphs { #expect(body.contains(paragraph)) }
        for other in ["Fish market to stay", "since I was a child", "All rights reserved", "Home"] {
            #expect(!body.contains(other), "\(other)")
        }
    }

    @Test("hidden text is no text")
    func hidden() {
        let page = SamplePage.page(
            before: "<p style='display:none'>Nobody was meant to read this long sentence, which is hidden on the page.</p>")
        #expect(!SamplePage.read(page).record.body.contains("Nobody was meant"))
    }

    @Test("blocks know what they are")
    func kinds() {
        let after = """
            <h2>What comes next</h2><blockquote><p>We shall see whether the builders keep their word this time, and so will the voters.</p></blockquote>
            <p>The contract is to be signed before the end of the month, according to the council's own timetable for the works.</p>
            """
        let blocks = SamplePage.read(SamplePage.page(after: after)).blocks
        #expect(blocks.first { $0.text == "What comes next" }?.kind == .subhead)
        #expect(blocks.first { $0.text.hasPrefix("We shall see") }?.kind == .quote)
    }

    @Test("the site's name is no headline, whatever stands in the first heading")
    func siteHeading() {
        let page = """
            <html><head><title>A short introduction to tide tables • Ida Renner</title></head><body><header><h1><a href="/">Ida Renner</a></h1></header>
            <article><h2>A short introduction to tide tables</h2><p>\(SamplePage.paragraphs.joined(separator: "</p><p>"))</p></article></body></html>
            """
        #expect(SamplePage.read(page).record.headline == "A short introduction to tide tables")
    }

    @Test(
        "days and times from where pages keep them",
        arguments: [
            ("<meta property='article:published_time' content='2021-08-13T14:05:09+02:00'>", "", "2021-08-13T12:05:09Z"),
            ("<meta name='parsely-pub-date' content='2021-08-13'>", "", "2021-08-13"),
            ("", "<span class='date'>Updated: August 13, 2021 | 5 min read</span>", "2021-08-13"),
            ("", "<time datetime='2021-08-13T09:00'>yesterday</time>", "2021-08-13T09:00:00"),
            ("", "<p>Posted on 13 August 2021 by the desk</p>", "2021-08-13"),
        ])
    func published(_ head: String, _ shown: String, _ wanted: String) {
        let page = """
            <html><head><title>Pier</title>\(head)</head><body><article><h1>The pier that nobody wanted</h1>\(shown)
            <p>\(SamplePage.paragraphs.joined(separator: "</p><p>"))</p></article></body></html>
            """
        #expect(SamplePage.read(page).record.published?.text == wanted)
    }

    @Test("the day may stand in the address, and nowhere else")
    func dayOfAddress() {
        let page = "<h1>The pier that nobody wanted</h1><p>\(SamplePage.paragraphs.joined(separator: "</p><p>"))</p>"
        #expect(SamplePage.read(page, url: "https://x.example/2021/08/13/pier/").record.published?.text == "2021-08-13")
        #expect(SamplePage.read(page, url: "https://x.example/4711/").record.published == nil)
    }

    @Test(
        "authors from where pages keep them; roles, degrees, sites and buttons are none",
        arguments: [
            ("<meta name='author' content='Jane Doe and John Roe'>", "", ["Jane Doe", "John Roe"]),
            ("<meta name='author' content='admin'>", "<p class='byline'>By Jane Doe | Senior Editor</p>", ["Jane Doe"]),
            ("", "<div class='author-box'><a href='/author/x'>Jane Doe</a> <a href='#'>Follow</a></div>", ["Jane Doe"]),
            ("", "<p>By Jane Doe</p>", ["Jane Doe"]), ("", "<div>Updated today</div>", []),
            ("<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Jane Doe'>", "", ["Jane Doe"]),
        ])
    func authors(_ head: String, _ shown: String, _ wanted: [String]) {
        let page = """
            <html><head><title>Pier</title>\(head)</head><body><article><h1>The pier that nobody wanted</h1>\(shown)
            <p>\(SamplePage.paragraphs.joined(separator: "</p><p>"))</p></article></body></html>
            """
        #expect(SamplePage.read(page).record.authors == wanted)
    }

    @Test("linked data is read as pages have it: comments around it, line ends in strings, commas too many")
    func linkedData() {
        let broken = "<!-- //<![CDATA[\n{\"@type\":\"NewsArticle\",\"headline\":\"Council\nvotes\",\"author\":\"Jane Doe\",}\n//]]> -->;"
        #expect(SamplePage.read(SamplePage.page(linked: broken)).record.authors == ["Jane Doe"])
        let deep = String(repeating: "[", count: 100_000)
        #expect(SamplePage.read(SamplePage.page(linked: deep)).record.authors == ["Marta Oyelaran"])
    }
}
