import Model
import Testing

@testable import Formats

@Suite("JSON: one scanner, many layouts")
struct JSONReaderTests {
    static let one = #"{"headline":"One","body":"First."}"#
    static let two = #"{"headline":"Two","body":"Second."}"#
    static let three = #"{"headline":"Three","body":"Third."}"#

    @Test(
        "every layout gives the same records in order",
        arguments: [
            ("lines", "\(one)\n\(two)\n\(three)\n"), ("lines without the last line end", "\(one)\n\(two)\n\(three)"),
            ("blank lines", "\(one)\n\n\r\n\(two)\r\n\(three)"), ("CR only", "\(one)\r\(two)\r\(three)"),
            ("mixed ends", "\(one)\r\n\r\n\(two)\r\(three)"),
            ("array", "[\(one),\(two),\(three)]"), ("pretty array", "[\n  \(one),\n  \(two),\n  \(three)\n]\n"),
            ("concatenated", "\(one)\(two)\(three)"),
            ("sequence", "\u{1E}\(one)\n\u{1E}\(two)\n\u{1E}\(three)\n"), ("byte order mark", "\u{FEFF}\(one)\n\(two)\n\(three)"),
            ("articles", #"{"status":"ok","articles":[\#(one),\#(two),\#(three)],"more":{"a":[1]}}"#),
            ("response.docs", #"{"response":{"n":3,"docs":[\#(one),\#(two),\#(three)]},"x":1}"#),
            ("hits.hits", #"{"took":1,"hits":{"total":3,"hits":[{"_source":\#(one)},{"_source":\#(two)},{"_source":\#(three)}]}}"#),
            ("two lists", #"{"data":{"items":[\#(one)],"results":[\#(two),\#(three)]}}"#),
        ])
    func layouts(_ name: String, _ text: String) {
        for chunk in [Int.max, 7] {
            let reading = Reading(text, chunk: chunk)
            #expect(reading.headlines == ["One", "Two", "Three"], "\(name): \(reading.order)")
            #expect(reading.order == ["#1", "#2", "#3"], "\(name)")
            #expect(reading.failure == nil)
        }
    }

    @Test("the format's name says which layout was recognised")
    func names() {
        #expect(Reading("\(Self.one)\n\(Self.two)\n").formatName == "json-lines")
        #expect(Reading("[\(Self.one)]").formatName == "json")
        #expect(Reading("\u{1E}\(Self.one)\n").formatName == "json-seq")
    }

    @Test("a bad line is rejected alone, with its line and byte offset")
    func badLine() throws {
        let bad = #"{"headline":"x", "body": }"#
        let reading = Reading("\(Self.one)\n\(bad)\n\(Self.two)\n{\"headline\":\"cut\n\(Self.three)")
        #expect(reading.order == ["#1", "#2 json-syntax", "#3", "#4 json-truncated", "#5"])
        let reject = try #require(reading.rejects.first)
        #expect(reject.line == 2)
        #expect(reject.byteOffset == Self.one.utf8.count + 1 + 25)
        #expect(reject.context?.contains(#""body": }"#) == true)
    }

    @Test("the first line may be the bad one")
    func badFirstLine() {
        #expect(Reading("{\"headline\": \n\(Self.one)\n\(Self.two)").order == ["#1 json-truncated", "#2", "#3"])
    }

    @Test(
        "a bad element of an array is rejected alone",
        arguments: [
            #"{"headline":"x" "body":"y"}"#, #"{"headline":"x","body":tru}"#, #"{"headline":"x",,"body":"y"}"#, #"{"headline":"\q"}"#,
            "{\"headline\":\"open\n,\"body\":1}", #"{"headline":01}"#,
        ])
    func badElement(_ bad: String) {
        let reading = Reading("[\(Self.one),\n\(bad),\n\(Self.two),\n\(Self.three)]")
        #expect(reading.order == ["#1", "#2 json-syntax", "#3", "#4"])
    }

    @Test("values that are no objects are rejected where they stand")
    func scalars() {
        #expect(Reading("[1, \(Self.one), \"x\", [2]]").order == ["#1 not-an-article", "#2", "#3 not-an-article", "#4 not-an-article"])
    }

    @Test("a truncated array gives all whole elements and one reject")
    func truncatedArray() {
        let whole = "[\(Self.one),\(Self.two),\(Self.three)]"
        let reading = Reading(String(whole.dropLast(12)))
        #expect(reading.order == ["#1", "#2", "#3 json-truncated"])
        #expect(Reading(String(whole.dropLast(1))).order == ["#1", "#2", "#3", "#4 json-truncated"])
    }

    @Test(
        "valid JSON that is no article says so",
        arguments: ["{}", "[]", #"{"type":"FeatureCollection","features":[{"type":"Feature"}]}"#, "null", "12"])
    func noArticle(_ text: String) {
        let reading = Reading(text, name: "x.json")
        #expect(reading.records.isEmpty)
        #expect(reading.rejects.map(\.code) == [.notAnArticle])
    }

    @Test("a line without text keys is no-text; a headline alone is a record")
    func noText() {
        #expect(Reading("{\"a\":1}\n{\"title\":\"T\"}\n").order == ["#1 no-text", "#2"])
    }

    @Test("nesting beyond the limit is rejected without recursion", arguments: [100_000])
    func depth(_ levels: Int) {
        let open = String(repeating: "[", count: levels)
        #expect(Reading(open).rejects.first?.code == .jsonDepth)
        #expect(Reading(open + String(repeating: "]", count: levels)).rejects.first?.code == .jsonDepth)
        let objects = String(repeating: #"{"a":"#, count: levels) + "1" + String(repeating: "}", count: levels)
        #expect(Reading(objects + "\n" + Self.one).order == ["#1 json-depth", "#2"])
        #expect(Reading("[\(objects),\(Self.one)]").order == ["#1 json-depth", "#2"])
    }

    @Test("a record longer than the limit is rejected and the next is found")
    func tooLong() {
        var limits = Limits()
        limits.recordBytesMax = 4_096
        let long = #"{"headline":"x","body":"\#(String(repeating: "y", count: 1 << 20))"}"#
        for text in ["\(Self.one)\n\(long)\n\(Self.two)\n", "[\(Self.one),\(long),\(Self.two)]", "\(Self.one)\(long)\(Self.two)"] {
            #expect(Reading(text, limits: limits).order == ["#1", "#2 record-too-long", "#3"])
        }
    }

    @Test("20 MB without a line end: a list is streamed, a string that never ends is one reject")
    func oneLine() {
        let element = #"{"headline":"Harbour vote","filler":"\#(String(repeating: "x", count: 500))"}"#
        let count = (20 << 20) / element.utf8.count
        let list = Reading("[" + Array(repeating: element, count: count).joined(separator: ",") + "]")
        #expect(list.records.count == count)
        #expect(list.failure == nil)
        let open = Reading(#"{"headline":""# + String(repeating: "x", count: 20 << 20))
        #expect(open.order == ["#1 record-too-long"])
    }

    @Test("strings are repaired, not rejected: escapes, lone surrogates, bad UTF-8, NULs")
    func strings() throws {
        let record = try #require(Reading(#"{"title":"a\u00e9\ud83d\ude00 \"q\" \\ \/","body":"x\ud83dy\n\nz\u0000a"}"#).records.first)
        #expect(record.headline == "aé😀 \"q\" \\ /")
        #expect(record.body == "x\u{FFFD}y\n\nz\0a")
        #expect(record.replacedBytes == 1)
        let bad = Array(#"{"title":"caf"#.utf8) + [0xE9, 0x20, 0x81] + Array(#"","text":"ok"}"#.utf8)
        let mended = try #require(JSONReader.all(bad).first)
        #expect(mended.headline == "café \u{FFFD}")
        #expect(mended.replacedBytes == 1)
        #expect(mended.windows1252Bytes == 1)
    }

    @Test("what of a list or an object is not kept is counted")
    func leftOut() throws {
        let words = (1...103).map { "w\($0)" }.joined(separator: ",")
        let line = try #require(Reading(#"{"title":"a","text":"b","keywords":"\#(words)"}"#).records.first)
        #expect(line.keywords.count == 100 && line.leftOut == 3)
        let names = (1...1_030).map { #"{"name":"Jane \#($0)"}"# }.joined(separator: ",")
        let list = try #require(Reading(#"{"title":"a","text":"b","authors":[\#(names)]}"#).records.first)
        #expect(list.authors.count == 1_024 && list.leftOut == 6)
        let paragraphs = Array(repeating: #"{"type":"p","text":"x"}"#, count: 65_540).joined(separator: ",")
        let body = try #require(Reading(#"{"title":"a","body":[\#(paragraphs)]}"#).records.first)
        #expect(body.leftOut == 4)
    }

    @Test("of the same key twice the last that is not empty counts; keys match whatever their case and marks")
    func keys() throws {
        let record = try #require(Reading(#"{"Title":"a","title":"b","TITLE":"","Body_Text":"t","pub-date":"2021-08-13"}"#).records.first)
        #expect(record.headline == "b")
        #expect(record.body == "t")
        #expect(record.published?.text == "2021-08-13")
    }

    @Test("a run of NULs between lines is one rejected line")
    func nuls() {
        let bytes = Array("\(Self.one)\n".utf8) + [UInt8](repeating: 0, count: 300) + Array("\n\(Self.two)".utf8)
        #expect(Reading(bytes).order == ["#1", "#2 json-syntax", "#3"])
    }

    @Test("a stream that fails gives every record before the damage first")
    func failing() {
        let bytes = Array("\(Self.one)\n\(Self.two)\n{\"headline\":\"cu".utf8)
        let reader = JSONReader(MemberText(stream: Trickle(bytes, chunk: 5, ending: Failure(.gzipTruncated))), hasLines: true)
        var count = 0
        let failure = #expect(throws: Failure.self) { while try reader.next() != nil { count += 1 } }
        #expect(count == 2)
        #expect(failure?.code == .gzipTruncated)
    }

    @Test("cut anywhere, JSON lines lose no record before the cut")
    func cutAnywhere() {
        let lines = (1...40).map { #"{"title":"Headline \#($0)","text":"Body \"\#($0)\" with {brackets}.\n\nMore."}"# }
        let bytes = Array(lines.joined(separator: "\n").utf8)
        var ends: [Int] = []
        var end = 0
        for line in lines {
            end += line.utf8.count
            ends.append(end)
            end += 1
        }
        var random = Random(41)
        for _ in 0..<300 {
            let cut = random.below(bytes.count)
            let whole = ends.filter { $0 <= cut }.count
            guard whole > 0 else { continue }
            let reading = Reading(Array(bytes[..<cut]), chunk: 1 + random.below(200))
            #expect(reading.records.count == whole, "seed 41, cut at \(cut)")
        }
    }

    @Test("random bytes, and random damage to good JSON, never crash and always end")
    func fuzz() {
        var random = Random(7)
        let good = Array("[\(Self.one),\n\(Self.two),{\"articles\":[\(Self.three)]}]\n\(Self.one)\n".utf8)
        let alphabet = Array("{}[]\",:\\u0019eE+-. \ntrfalsn\u{1E}".utf8)
        for round in 0..<3_000 {
            var bytes = good
            if round % 3 == 0 {
                bytes = (0..<random.below(200)).map { _ in alphabet[random.below(alphabet.count)] }
            } else {
                for _ in 0...random.below(4) {
                    bytes[random.below(bytes.count)] = round % 3 == 1 ? UInt8(random.below(256)) : alphabet[random.below(alphabet.count)]
                }
            }
            for hasLines in [true, false] {
                let items = JSONReader.count(bytes, hasLines: hasLines, chunk: 1 + random.below(64))
                #expect(items <= bytes.count + 1, "seed 7, round \(round)")
            }
        }
    }
}

extension JSONReader {
    static func all(_ bytes: [UInt8]) -> [Record] {
        let reader = JSONReader(MemberText(stream: MemoryStream(bytes)), hasLines: false)
        var records: [Record] = []
        while case .some(let item) = try? reader.next() { if case .record(let record) = item { records.append(record) } }
        return records
    }

    static func count(_ bytes: [UInt8], hasLines: Bool, chunk: Int) -> Int {
        let reader = JSONReader(MemberText(stream: Trickle(bytes, chunk: chunk)), hasLines: hasLines)
        var count = 0
        while (try? reader.next()) != nil { count += 1 }
        return count
    }
}
