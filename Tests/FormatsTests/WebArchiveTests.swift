import CZlib
import Decoding
import Model
import Testing

@testable import Formats

/// Web archives made for a test.
enum Archive {
    static func page(_ title: String, _ text: String = "The ferry is back.") -> String {
        "<html lang=\"en\"><head><meta property=\"og:type\" content=\"article\"><title>\(title)</title></head><body><h1>\(title)</h1><p>\(text)</p></body></html>"
    }

    static func http(_ head: String, _ body: [UInt8], status: Int = 200) -> [UInt8] {
        Array("HTTP/1.1 \(status) OK\r\n\(head)\r\n\r\n".utf8) + body
    }

    static func http(_ body: [UInt8], status: Int = 200) -> [UInt8] { http("Content-Type: text/html", body, status: status) }

    /// A record; `length` is what its header says, the block's own if `nil`.
    static func record(
        _ block: [UInt8], type: String = "response", uri: String = "https://x.example/ferry", length: String? = nil,
        contentType: String = "application/http; msgtype=response", more: String = ""
    ) -> [UInt8] {
        let header =
            "WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Target-URI: \(uri)\r\nWARC-Date: 2024-03-04T07:15:00Z\r\n\(more)"
            + "Content-Type: \(contentType)\r\nContent-Length: \(length ?? String(block.count))\r\n\r\n"
        return Array(header.utf8) + block + [13, 10, 13, 10]
    }

    static func record(_ title: String, length: String? = nil) -> [UInt8] { record(http(Array(page(title).utf8)), length: length) }

    /// Compressed: 31 gzip, 15 zlib, -15 nothing around.
    static func deflated(_ bytes: [UInt8], windowBits: Int32) -> [UInt8] {
        var stream = z_stream()
        deflateInit2_(&stream, 6, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        defer { deflateEnd(&stream) }
        var input = bytes
        var out = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 100)
        let room = UInt32(out.count)
        let left = input.withUnsafeMutableBufferPointer { source in
            out.withUnsafeMutableBufferPointer { target in
                stream.next_in = source.baseAddress
                stream.avail_in = UInt32(source.count)
                stream.next_out = target.baseAddress
                stream.avail_out = room
                deflate(&stream, Z_FINISH)
                return stream.avail_out
            }
        }
        out.removeLast(Int(left))
        return out
    }
}

@Suite("Web archives")
struct WebArchiveTests {
    @Test("each record counts, pages that were answered are articles with address and day of capture", arguments: [Int.max, 5])
    func records(chunk: Int) throws {
        var archive = Archive.record(Array("software: x\r\n".utf8), type: "warcinfo", contentType: "application/warc-fields")
        archive += Archive.record(Array("GET / HTTP/1.1\r\n\r\n".utf8), type: "request")
        archive += Archive.record("Ferry")
        archive += Archive.record(Archive.http(Array(Archive.page("Gone").utf8), status: 404))
        archive += Archive.record(Archive.http("Content-Type: image/png", [0x89, 0x50]))
        archive += Archive.record([], type: "revisit")
        archive += Archive.record(Array("dns".utf8), uri: "dns:x.example", contentType: "text/dns")
        archive += Archive.record(Array(Archive.page("Kept").utf8), type: "resource", contentType: "text/html")
        let text = Array("Converted\nOne line.\nAnother line.".utf8)
        archive += Archive.record(text, type: "conversion", uri: "<https://x.example/c>", contentType: "text/plain")
        let reading = Reading(archive, chunk: chunk)
        #expect(reading.formatName == "warc" && reading.order == ["#3", "#8", "#9"], "\(reading.rejects)")
        #expect(reading.headlines == ["Ferry", "Kept", "Converted"])
        let first = try #require(reading.records.first)
        #expect(first.url == "https://x.example/ferry" && first.language == "en" && first.body.hasSuffix("The ferry is back."))
        #expect(first.published == nil && first.capturedDay == "2024-03-04")
        #expect(reading.records.last?.url == "https://x.example/c" && reading.records.last?.body == "One line.\n\nAnother line.")
    }

    @Test(
        "bodies are freed of their codings",
        arguments: [
            ("Content-Encoding: gzip", 31), ("Content-Encoding: deflate", 15), ("Content-Encoding: deflate", -15),
            ("Content-Encoding: x-gzip", 0),
            ("Content-Encoding: br", 0), ("Transfer-Encoding: chunked", 0), ("Content-Encoding: identity", 0),
        ] as [(String, Int32)])
    func codings(head: String, windowBits: Int32) {
        let plain = Array(Archive.page("Ferry").utf8)
        let body = windowBits == 0 ? plain : Archive.deflated(plain, windowBits: windowBits)
        #expect(Reading(Archive.record(Archive.http("Content-Type: text/html\r\n\(head)", body))).headlines == ["Ferry"], "\(head)")
    }

    @Test("chunks are put together, also those of a connection that ended early")
    func chunks() {
        let page = Archive.page("Ferry")
        let half = page.prefix(30)
        let size = String(page.utf8.count - 30, radix: 16)
        let chunked = "1E;x=y\r\n\(half)\r\n\(size)\r\n\(page.dropFirst(30))\r\n"
        for end in ["0\r\n\r\n", ""] {
            let reading = Reading(
                Archive.record(Archive.http("Content-Type: text/html\r\nTransfer-Encoding: chunked", Array((chunked + end).utf8))))
            #expect(reading.headlines == ["Ferry"] && reading.records.first?.body.hasSuffix("The ferry is back.") == true)
        }
    }

    @Test(
        "a body that cannot be had is refused by name",
        arguments: [
            ("Transfer-Encoding: chunked", Array("FFFFFFFFFFFFFFFFF\r\n<p>x</p>".utf8), "http-chunk"),
            ("Transfer-Encoding: chunked", Array("3\r\n<p>\r\nzz\r\nx".utf8), "http-chunk"),
            (
                "Content-Encoding: gzip", Array(Archive.deflated(Array(Archive.page("Ferry").utf8), windowBits: 31).dropLast(20)),
                "http-body"
            ),
            ("Content-Encoding: deflate", [0x78, 0x9C, 1, 2, 3, 4], "http-body"),
            ("Content-Encoding: br", [0x0B, 0x02, 0x80], "unsupported-compression"),
            ("Content-Encoding: gzip", Archive.deflated([UInt8](repeating: 0x20, count: 2 << 20), windowBits: 31), "record-too-long"),
        ] as [(String, [UInt8], String)])
    func refused(head: String, body: [UInt8], code: String) {
        var limits = Limits()
        limits.recordBytesMax = 1 << 20
        let reading = Reading(
            Archive.record(Archive.http("Content-Type: text/html\r\n\(head)", body)) + Archive.record("Next"), limits: limits)
        #expect(reading.order == ["#1 \(code)", "#2"])
    }

    @Test(
        "a wrong length costs its record only",
        arguments: ["20", "900", "99999999", "999999999999999999", "99999999999999999999999", "-5", "", "abc"])
    func wrongLength(length: String) {
        let reading = Reading(Archive.record("Wrong", length: length) + Archive.record("Next"))
        #expect(reading.order == ["#1 warc-length", "#2"] && reading.headlines == ["Next"])
    }

    @Test("a wrong length is forgiven where the HTTP message proves its own end", arguments: [-2, 5])
    func provenLength(off: Int) {
        let page = Array(Archive.page("Ferry").utf8)
        let block = Archive.http("Content-Type: text/html\r\nContent-Length: \(page.count)", page)
        #expect(Reading(Archive.record(block, length: String(block.count + off)) + Archive.record("Next")).headlines == ["Ferry", "Next"])
    }

    @Test("the last record of a cut archive is warc-truncated, in its block or in its header")
    func truncated() {
        let two = Archive.record("First") + Archive.record("Cut")
        #expect(Reading(Array(two.dropLast(30))).order == ["#1", "#2 warc-truncated"])
        #expect(Reading(Array(two.prefix(Archive.record("First").count + 40))).order == ["#1", "#2 warc-truncated"])
    }

    @Test("bytes that are no header, and a header without end, are warc-header")
    func headers() {
        let noise = Array("this is nothing\r\n\r\n".utf8)
        #expect(Reading(Archive.record("First") + noise + Archive.record("Next")).order.last == "#3")
        let first = Reading(Archive.record("First") + [13, 10, 13, 10, 13, 10] + Archive.record("Next"))
        #expect(first.order == ["#1", "#2"])
        let long = Archive.record(Archive.http([]), more: "X-A: \(String(repeating: "a", count: 2 << 20))\r\n")
        #expect(Reading(long + Archive.record("Next")).order == ["#1 warc-header", "#2"])
    }

    @Test("a record beyond the limit is passed, its length believed if the next record is there")
    func tooLong() {
        var limits = Limits()
        limits.recordBytesMax = 4_000
        let long = Archive.record(Archive.http(Array(Archive.page("Long", String(repeating: "word ", count: 200_000)).utf8)))
        let reading = Reading(Archive.record("First") + long + Archive.record("Next"), limits: limits)
        #expect(reading.order == ["#1", "#2 record-too-long", "#3"])
        #expect(
            Reading(long + Archive.record("Next", length: "9000000"), limits: limits).order == ["#1 record-too-long", "#2 warc-truncated"])
    }

    @Test("a damaged gzip member costs its record, a cut one is gzip-truncated, one member for all is read")
    func gzip() {
        let records = (1...4).map { Archive.record("Page \($0)") }
        let members = records.map { Archive.deflated($0, windowBits: 31) }
        #expect(Reading(Array(members.joined())).order == ["#1", "#2", "#3", "#4"])
        #expect(Reading(Archive.deflated(Array(records.joined()), windowBits: 31)).formatName == "warc+gzip")
        var damaged = members
        for index in 40..<60 { damaged[1][index] ^= 0x55 }
        let reading = Reading(Array(damaged.joined()))
        #expect(reading.headlines == ["Page 1", "Page 3", "Page 4"] && reading.order[1].hasPrefix("#2 gzip-c"), "\(reading.order)")
        var wrongSum = members
        wrongSum[2][wrongSum[2].count - 6] ^= 1
        #expect(Reading(Array(wrongSum.joined())).order == ["#1", "#2", "#3 gzip-crc", "#4"])
        #expect(Reading(Array(members.joined().dropLast(25))).order == ["#1", "#2", "#3", "#4 gzip-truncated"])
    }

    @Test("a bomb of no text is a bomb, packed binary data is binary data")
    func bombs() {
        let zeros = Archive.deflated([UInt8](repeating: 0, count: 40 << 20), windowBits: 31)
        #expect(Reading(zeros).failure?.code == .ratioLimit)
        var random = Random(1)
        let noise = (0..<100_000).map { _ in UInt8(random.below(256)) }
        #expect(Reading(Archive.deflated(noise, windowBits: 31)).failure?.code == .binaryData)
    }

    @Test("data of other formats is read as a document of its own")
    func documents() {
        let json = Array("{\"headline\":\"A\",\"articleBody\":\"a\"}".utf8)
        let reading = Reading(
            Archive.record(Archive.http("Content-Type: application/ld+json", json), uri: "https://x.example/a/one.json?x=1"))
        #expect(reading.order == ["#1!one.json#1"] && reading.records.first?.url == "https://x.example/a/one.json?x=1")
    }

    @Test("ARC: records by their lines, blanks in addresses, wrong lengths, cut ends")
    func arc() {
        func record(_ title: String, url: String = "http://x.example/f", length: Int? = nil, proves: Bool = false) -> [UInt8] {
            let page = Array(Archive.page(title).utf8)
            let block = Archive.http("Content-Type: text/html" + (proves ? "\r\nContent-Length: \(page.count)" : ""), page)
            return Array("\(url) 192.0.2.1 20240304071500 text/html \(length ?? block.count)\n".utf8) + block + [10]
        }
        let version = "1 0 x\nURL IP-address Archive-date Content-type Archive-length\n"
        let head = Array("filedesc://x.arc 0.0.0.0 20240304071500 text/plain \(version.utf8.count)\n\(version)\n".utf8)
        let plain = Reading(head + record("One", url: "http://x.example/a b") + record("Two"))
        #expect(plain.formatName == "arc" && plain.order == ["#2", "#3"])
        #expect(plain.records.first?.url == "http://x.example/a b" && plain.records.first?.capturedDay == "2024-03-04")
        #expect(Reading(head + record("One", length: 50) + record("Two")).order == ["#2 warc-length", "#3"])
        #expect(Reading(head + record("One", length: 500) + record("Two")).order == ["#2 warc-length", "#3"])
        #expect(Reading(head + record("One", length: 500, proves: true) + record("Two")).order == ["#2", "#3"])
        #expect(Reading(head + record("One", length: 500)).order == ["#2 warc-truncated"])
        #expect(Reading(head + Array("no record\n".utf8) + record("Two")).order == ["#2 warc-header", "#3"])
        let version2 = "2 0 x\nURL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length\n"
        let block = Archive.http(Array(Archive.page("Two").utf8))
        let line2 = "http://x.example/ 192.0.2.1 20240304071500 text/html 200 - - 99 x.arc \(block.count)\n"
        let head2 = "filedesc://x.arc 0.0.0.0 20240304071500 text/plain 200 - - 0 x.arc \(version2.utf8.count)\n\(version2)\n"
        let second = Reading(Array((head2 + line2).utf8) + block + [10])
        #expect(second.headlines == ["Two"])
    }

    @Test("changed bytes never trap, and each record gives one item at most", arguments: [1, 2, 3])
    func mutations(seed: UInt64) {
        var random = Random(seed)
        let original = Archive.record("One") + Archive.record("Two", length: "400") + Archive.record("Three")
        let compressed = Array(
            [Archive.record("One"), Archive.record("Two"), Archive.record("Three")].map { Archive.deflated($0, windowBits: 31) }.joined())
        for round in 0..<200 {
            var bytes = round % 2 == 0 ? original : compressed
            for _ in 0..<random.below(10) { bytes[20 + random.below(bytes.count - 20)] = UInt8(random.below(256)) }
            bytes.removeLast(random.below(bytes.count / 3))
            #expect(Reading(bytes).order.count <= 8, "seed \(seed), round \(round)")
        }
    }
}
