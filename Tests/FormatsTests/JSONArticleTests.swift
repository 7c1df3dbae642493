import Model
import Testing

@testable import Formats

@Suite("JSON: from keys to fields")
struct JSONArticleTests {
    private func read(_ text: String) throws -> Record { try #require(Reading(text).records.first) }

    @Test("schema.org NewsArticle")
    func schema() throws {
        let record = try read(
            #"{"@context":"https://schema.org","@type":"NewsArticle","headline":"H","alternativeHeadline":"S","datePublished":"2023-11-04T06:30:00+00:00","dateModified":"2024-12-31","inLanguage":"en-gb","articleBody":"B","articleSection":["World"],"publisher":{"@type":"NewsMediaOrganization","name":"The Mercury","logo":{"url":"l"}},"mainEntityOfPage":{"@id":"https://x.example/a"},"image":[{"url":"https://x.example/1.jpg"}],"author":[{"@type":"Person","name":"Maud Ellery"},"Tom Roe"],"keywords":"a, b"}"#
        )
        #expect(record.headline == "H")
        #expect(record.subheadline == "S")
        #expect(record.published?.text == "2023-11-04T06:30:00Z")
        #expect(record.modified?.text == "2024-12-31")
        #expect(record.language == "en-GB")
        #expect(record.body == "B")
        #expect(record.section == "World")
        #expect(record.publisher == "The Mercury")
        #expect(record.url == "https://x.example/a")
        #expect(record.imageURL == "https://x.example/1.jpg")
        #expect(record.authors == ["Maud Ellery", "Tom Roe"])
        #expect(record.keywords == ["a", "b"])
    }

    @Test("a graph gives its articles, references resolved")
    func graph() throws {
        let record = try read(
            ##"{"@context":"x","@graph":[{"@type":"WebSite","name":"x"},{"@id":"#p","@type":"Person","name":"Anaïs \"A\" Lefèvre"},{"@id":"#o","@type":"Organization","name":"Courrier"},{"@type":"ReportageNewsArticle","headline":"H","articleBody":"B\n\nC","author":{"@id":"#p"},"publisher":{"@id":"#o"}}]}"##
        )
        #expect(record.address.ordinal == 1)
        #expect(record.headline == "H")
        #expect(record.body == "B\n\nC")
        #expect(record.authors == ["Anaïs \"A\" Lefèvre"])
        #expect(record.publisher == "Courrier")
    }

    @Test(
        "ninjs of all versions",
        arguments: [
            #"{"uri":"http://x.example/1","versioncreated":"2021-03-09T12:00:00Z","byline":"By A Bee and C Dee","language":"en","headline":"H","body_text":"One.\nTwo.","body_html":"<p>x</p>","copyrightholder":"M"}"#,
            #"{"uri":"http://x.example/1","standard":{"name":"ninjs","version":"2.1"},"versioncreated":"2021-03-09T12:00:00Z","by":"By A Bee and C Dee","language":"en","headlines":[{"role":"short","value":"s"},{"role":"main","value":"H"}],"bodies":[{"contenttype":"text/html","value":"<p>One.</p><p>Two.</p>"}],"infosources":[{"name":"M"}]}"#,
            #"{"uri":"http://x.example/1","versionCreated":"2021-03-09T12:00:00Z","by":"By A Bee and C Dee","language":"en","headlines":[{"value":"H"}],"bodies":[{"contentType":"text/html","value":"<p>Longer than the other.</p>"},{"contentType":"text/plain","value":"One.\nTwo."}],"infoSources":[{"name":"M"}],"associations":[{"headlines":[{"value":"Photo"}]}]}"#,
        ])
    func ninjs(_ text: String) throws {
        let record = try read(text)
        #expect(record.headline == "H")
        #expect(record.body == "One.\n\nTwo.")
        #expect(record.authors == ["A Bee", "C Dee"])
        #expect(record.published?.text == "2021-03-09T12:00:00Z")
        #expect(record.publisher == "M")
        #expect(record.url == "http://x.example/1")
    }

    @Test("keys of unknown nested objects never win; known inner objects count")
    func nesting() throws {
        let record = try read(
            #"{"title":"T","nested":{"title":"no","url":"https://no.example"},"fields":{"bodyText":"B"},"headline":{"main":"M","kicker":null}}"#
        )
        #expect(record.headline == "M")
        #expect(record.body == "B")
        #expect(record.url == nil)
        let wordpress = try read(
            #"{"id":5,"date":"2021-08-13T10:00:00","title":{"rendered":"R &amp; D"},"content":{"rendered":"<p>One</p><p>Two</p>"},"link":"https://x.example/5"}"#
        )
        #expect(wordpress.headline == "R & D")
        #expect(wordpress.body == "One\n\nTwo")
        #expect(wordpress.sourceID == "5")
    }

    @Test(
        "dates in every notation",
        arguments: [
            #""2021-08-13T14:05:09Z""#, "1628863509", "1628863509000", #""1628863509""#, #""Fri, 13 Aug 2021 14:05:09 GMT""#,
            #""2021-08-13 16:05:09+0200""#,
            #""13/Aug/2021:14:05:09 +0000""#, #"{"$date":"2021-08-13T14:05:09Z"}"#,
        ])
    func dates(_ value: String) throws {
        #expect(try read(#"{"title":"T","published_at":\#(value)}"#).published?.text == "2021-08-13T14:05:09Z")
    }

    @Test("a date that cannot be read gives way to another that can")
    func secondDate() throws {
        #expect(try read(#"{"title":"T","publishedAt":"yesterday","date":"2021-08-13"}"#).published?.text == "2021-08-13")
    }

    @Test("a JSON Feed's title is the publisher of its items")
    func feed() throws {
        let record = try read(
            #"{"version":"https://jsonfeed.org/version/1.1","title":"My Site","language":"en","items":[{"id":"1","title":"T","content_text":"B"}]}"#
        )
        #expect(record.publisher == "My Site")
        #expect(record.headline == "T")
        #expect(record.language == "en")
    }

    @Test("angle brackets in text stay, markup goes")
    func markup() throws {
        #expect(try read(#"{"title":"T","text":"R&D <trials> said"}"#).body == "R&D <trials> said")
        #expect(try read(#"{"title":"T","content":"<p>R&amp;D &lt;trials&gt;</p>"}"#).body == "R&D <trials>")
        #expect(try read(#"{"title":"T","body_html":"One<br><br>Two"}"#).body == "One\n\nTwo")
    }

    @Test(
        "language names become codes, nonsense becomes nothing",
        arguments: [("english", "en"), ("en_US", "en-US"), ("zh-hant-tw", "zh-Hant-TW"), ("Deutsch", "de"), ("?", nil), ("und", nil)]
            as [(String, String?)])
    func language(_ text: String, _ tag: String?) throws { #expect(try read(#"{"title":"T","language":"\#(text)"}"#).language == tag) }

    @Test(
        "a site, a person, a thing with a name is no article",
        arguments: [
            #"{"@type":"WebSite","name":"x","description":"y"}"#, #"{"@type":["Person"],"name":"x"}"#,
            #"{"name":"x","url":"https://x.example"}"#, #"{"type":"Feature","name":"x"}"#,
        ])
    func others(_ text: String) { #expect(Reading(text).records.isEmpty) }
}
