import Decoding
import Model
import Testing

@testable import Formats

@Suite("Files of HTML")
struct HTMLFormatTests {
    @Test("a page is one article")
    func page() {
        let reading = Reading(SamplePage.page(), name: "pier.html")
        #expect(reading.formatName == "html" && reading.order == ["#1"])
        #expect(reading.records.first?.body.contains(SamplePage.paragraphs[3]) == true)
    }

    @Test("a page without an article is rejected with what speaks against it")
    func noArticle() {
        let links = (0..<80).map { "<li><a href='/\($0)'>Story number \($0) about the town and its harbour</a></li>" }.joined()
        let index = Reading(
            "<html><head><title>Bayside Courier</title></head><body><h1>Latest</h1><ul>\(links)</ul></body></html>", name: "index.html")
        #expect(index.order == ["#1 not-an-article"])
        #expect(index.rejects.first?.detail.contains("%") == true)
        let shell = Reading("<html><head><title>App</title><script>boot()</script></head><body><div id='root'>Loading…</div></body></html>")
        #expect(shell.order == ["#1 not-an-article"])
        #expect(Reading("<html><head><title>x</title></head><frameset><frame src='a'></frameset></html>").order == ["#1 no-text"])
    }

    @Test(
        "the charset is what the page says where it is not UTF-8",
        arguments: [(Charset.windows1251, "windows-1251"), (.koi8R, "koi8-r"), (.iso8859x5, "ISO-8859-5")])
    func charset(_ charset: Charset, _ label: String) throws {
        let text = "Совет проголосовал в пятницу за расширение порта. «Это хороший день для всего района», сказала мэр города журналистам."
        let page =
            "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=\(label)\"><title>Порт</title></head><body><p>\(text)</p></body></html>"
        let bytes = try #require(Self.encode(page.replacing("«", with: "\"").replacing("»", with: "\""), charset))
        let record = try #require(Reading(bytes, name: "port.html").records.first)
        #expect(record.body == text.replacing("«", with: "\"").replacing("»", with: "\""))
    }

    /// The text in a single-byte charset, found by decoding every byte; `nil` where it has other characters.
    private static func encode(_ text: String, _ charset: Charset) -> [UInt8]? {
        var table: [Character: UInt8] = [:]
        for byte in UInt8.min...UInt8.max {
            if let letter = TextDecoder.decode([byte], charset).text.first, table[letter] == nil { table[letter] = byte }
        }
        let bytes = text.map { table[$0] }
        return bytes.contains(nil) ? nil : bytes.compactMap { $0 }
    }

    @Test(
        "hostile pages end, as an article or as a reject",
        arguments: [
            String(repeating: "<div>", count: 50_000), String(repeating: "<b>", count: 50_000),
            "<p " + String(repeating: "class=x ", count: 50_000) + ">",
            String(repeating: "<table>", count: 20_000), String(repeating: "<h1>a</h1>", count: 5_000),
            String(repeating: "<p>a", count: 20_000),
            "<svg>", "<script>", "<!--", "<title>", String(repeating: "<a class=author href=/author/x>By</a>", count: 5_000),
            String(repeating: "<meta name=author content=x>", count: 5_000),
        ])
    func hostile(_ prefix: String) {
        let reading = Reading("<html><body>" + prefix + "<p>\(SamplePage.paragraphs.joined(separator: "</p><p>"))</p>")
        #expect(reading.records.count + reading.rejects.count == 1)
        #expect(reading.failure == nil)
    }

    @Test("a page longer than a record may be is one reject")
    func tooLong() {
        var limits = Limits()
        limits.recordBytesMax = 1_000
        #expect(Reading(SamplePage.page(), limits: limits).order == ["#1 record-too-long"])
    }
}
