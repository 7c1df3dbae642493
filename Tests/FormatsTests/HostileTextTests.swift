import Decoding
import Foundation
import Model
import Testing

@testable import Formats

/// Texts made to cost much (promises P8 and P9): what is a megabyte long takes the time of a megabyte.
@Suite struct HostileTextTests {
    /// A hostile text, made of a piece again and again.
    struct Attack: Sendable, CustomTestStringConvertible {
        var name: String
        var start = ""
        var piece: String
        var end = ""
        var testDescription: String { name }

        func bytes(_ count: Int) -> [UInt8] {
            Array(start.utf8) + Array(repeating: Array(piece.utf8), count: max(1, count / piece.utf8.count)).joined() + Array(end.utf8)
        }
    }

    static let attacks = [
        Attack(name: "lines that end in CR only", piece: "a b\r"),
        Attack(name: "empty lines", piece: "\n"),
        Attack(name: "one-letter paragraphs", piece: "a\n\n"),
        Attack(name: "brackets that never close", start: "# T\n\n", piece: "["),
        Attack(name: "images that never close", start: "# T\n\n", piece: "!["),
        Attack(name: "links that never close", start: "# T\n\n", piece: "[a]("),
        Attack(name: "tags that never close", start: "# T\n\n", piece: "<a"),
        Attack(name: "nested quotes", start: "# T\n\n", piece: ">"),
        Attack(name: "emphasis", start: "# T\n\n", piece: "*_a"),
        Attack(name: "ampersands", start: "# T\n\n", piece: "&"),
        Attack(name: "combining marks", piece: "\u{301}"),
        Attack(name: "flags and joiners", piece: "🇦\u{200D}"),
        Attack(name: "damaged elements that never close", start: "[", piece: "{\n"),
        Attack(name: "damaged objects on lines that never close", start: "{\"a\":1}\n", piece: "{[\n"),
        Attack(name: "D16 arrays nested without end", piece: "["),
        Attack(name: "D16 objects nested without end", piece: "{\"a\":"),
        Attack(name: "D16 lists of articles inside one another", piece: "{\"articles\":[{\"title\":\"x\",\"items\":["),
        Attack(name: "a million tiny rejects", piece: "1\n"),
        Attack(name: "empty objects", start: "[", piece: "{},", end: "{}]"),
        Attack(name: "authors", start: "{\"title\":\"t\",\"author\":\"", piece: "Ann Lee; Bo Day; ", end: "\"}"),
        Attack(name: "a list of authors", start: "{\"title\":\"t\",\"author\":[", piece: "\"A1\",\"A2\",", end: "\"A\"]}"),
        Attack(name: "members of one object", start: "{\"title\":\"t\",\"author\":{", piece: "\"k\":1,", end: "\"k\":1}}"),
        Attack(name: "keywords", start: "---\nkeywords: ", piece: "a,", end: "\n---\n\nText."),
        Attack(name: "fields under one name", start: "{", piece: "\"title\":\"a\",", end: "\"body\":\"b\"}"),
        Attack(name: "escapes", start: "{\"body\":\"", piece: "\\ud800", end: "\"}"),
        Attack(name: "open tags in a field", start: "{\"title\":\"t\",\"body_html\":\"<p>x</p>", piece: "<a '", end: "\"}"),
        Attack(name: "comments in a field", start: "{\"title\":\"t\",\"body_html\":\"<p>x</p>", piece: "<!--", end: "\"}"),
        Attack(name: "scripts in a field", start: "{\"title\":\"t\",\"body_html\":\"<p>x</p>", piece: "<script>", end: "\"}"),
        Attack(name: "record separators", start: "\u{1E}{\"title\":\"t\"}", piece: "\u{1E}{\n"),
        Attack(name: "headers", piece: "Title: x\n"),
        Attack(name: "commas on one line", piece: "a,"),
        Attack(name: "dates", piece: "2021-08-13 "),
    ]

    /// 128, or what COPYDESK_HOSTILE_KIB says: release builds take millions of bytes (deploy/fuzz.sh).
    private static let kibibytes = ProcessInfo.processInfo.environment["COPYDESK_HOSTILE_KIB"].flatMap { Int($0) } ?? 128

    /// How much slower a build with a sanitizer (deploy/sanitize.sh) may be.
    private static let slowdown = ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains { ProcessInfo.processInfo.environment[$0] != nil } ? 20.0 : 1

    private static func cpuSeconds(_ body: () -> Void) -> Double {
        let before = Budget.threadCPUNs()
        body()
        return Double(Budget.threadCPUNs() - before) / 1e9
    }

    @Test("D17 whatever a text holds, it is read in time that grows as its length", arguments: attacks)
    func linear(attack: Attack) {
        let bytes = attack.bytes(Self.kibibytes << 10)
        var items = 0
        // Debug builds are some fifty times slower than what runs; a square of so many steps would take minutes.
        let took = Self.cpuSeconds {
            let reading = Reading(bytes, name: "x")
            items = reading.records.count + reading.rejects.count + (reading.failure == nil ? 0 : 1)
            for record in reading.records { _ = record.body.utf8.count }
        }
        #expect(items > 0)
        #expect(took < Self.slowdown * (2 + Double(Self.kibibytes) / 1_024), "\(took) CPU seconds")
    }

    @Test("code spans whose runs all differ cost no more than their bytes")
    func backticks() {
        let text = "# T\n\n" + (1...500).map { String(repeating: "`", count: $0) }.joined(separator: "a")
        var count = 0
        let took = Self.cpuSeconds { count = Reading(text).records.count }
        #expect(count == 1)
        #expect(took < 2 * Self.slowdown, "\(took) CPU seconds")
    }

    @Test("P8 a graph whose articles all point to one large node does not write it a thousand times")
    func graphOfOneLargeNode() {
        let large = String(repeating: "x", count: 100_000)
        let fields = (0..<60).map { "\"f\($0)\":\"\(large.prefix(4_000))\"" }.joined(separator: ",")
        let articles = Array(repeating: "{\"@type\":\"NewsArticle\",\"headline\":\"h\",\"author\":{\"@id\":\"#x\"}}", count: 5_000)
        let reading = Reading("{\"@graph\":[{\"@id\":\"#x\",\"name\":\"Ann\",\(fields)},\(articles.joined(separator: ","))]}")
        #expect(reading.records.count == 5_000)
        #expect(reading.records.first?.authors == ["Ann"])
    }

    @Test("time-limit: many cheap records that read little are still asked for their time")
    func timeLimit() {
        var limits = Limits()
        limits.parseSecondsMax = 0.05
        let reading = Reading(Attack(name: "", start: "[", piece: "{},", end: "{}]").bytes(1 << 20), limits: limits)
        #expect(reading.failure?.code == .timeLimit)
    }

    @Test("marks that are used in earnest still work beside a million others")
    func earnest() {
        let text =
            "# T\n\nA [link](https://x.example/a) and `code` and ![image](i.png) stay. <b>Bold</b> goes.\n\n"
            + String(repeating: "[", count: 100_000)
        #expect(Reading(text).records.first?.body.hasPrefix("A link and code and  stay. Bold goes.") == true)
    }
}
