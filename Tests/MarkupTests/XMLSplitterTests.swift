import Model
import Testing

@testable import Markup

@Suite("Record elements found by their bytes")
struct XMLSplitterTests {
    /// A stream that gives a few bytes a call.
    private final class Drops: ByteStream {
        private let inner: MemoryStream
        private let size: Int

        init(_ text: String, _ size: Int) {
            inner = MemoryStream(Array(text.utf8))
            self.size = size
        }

        func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
            try inner.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(size, buffer.count)]))
        }
    }

    private func split(
        _ text: String, names: [String] = ["item"], nests: Bool = false, limit: Int = 1 << 20, drops: Int = .max
    ) throws -> (pieces: [String], splitter: XMLSplitter) {
        let splitter = XMLSplitter(Drops(text, drops), names: names, nests: nests, recordBytesMax: limit)
        var pieces: [String] = []
        while let piece = try splitter.next() {
            switch piece {
            case .record(let offset, let ending):
                let bytes = splitter.withRecord { String(decoding: $0, as: UTF8.self) }
                pieces.append("\(ending) \(bytes)")
                #expect(Array(text.utf8)[offset...].starts(with: bytes.utf8), "the offset \(offset) is that of \(bytes)")
            case .tooLong(let offset): pieces.append("tooLong \(offset)")
            }
        }
        return (pieces, splitter)
    }

    @Test("whatever comes a byte at a time, records are the same", arguments: [1, 2, 3, 7, 64, Int.max])
    func chunks(drops: Int) throws {
        let text = """
            <?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "<item>"><!-- it's > -->]><!-- <item> --><r:rss><channel><title>T</title>
            <item a='/>'>one</item><ITEM x="y>"/><![CDATA[<item>]]><?p <item?><a:item>two<![CDATA[</a:item>]]></a:item ></channel></r:rss>
            """
        let (pieces, splitter) = try split(text, drops: drops)
        #expect(
            pieces == [
                "closed <item a='/>'>one</item>", #"closed <ITEM x="y>"/>"#, "closed <a:item>two<![CDATA[</a:item>]]></a:item >",
            ])
        #expect(splitter.sawEnd)
        #expect(String(decoding: splitter.rootName, as: UTF8.self) == "r:rss")
        let around = String(decoding: splitter.prologue[splitter.rootByteOffset...], as: UTF8.self)
        #expect(around == "<r:rss><channel><title>T</title>\n")
    }

    @Test("a record that is not closed ends where the next begins, or with the stream")
    func unclosed() throws {
        let (pieces, splitter) = try split("<r><item>one<item>two</item><item>three")
        #expect(pieces == ["unclosed <item>one", "closed <item>two</item>", "cut <item>three"])
        #expect(!splitter.sawEnd)
    }

    @Test(
        "where records hold records, only those outside count, and one that is never closed does not hide the rest", arguments: [1, .max])
    func nesting(drops: Int) throws {
        #expect(
            try split("<f><e>a<e>b</e></e><e/></f>", names: ["e"], nests: true, drops: drops).pieces == [
                "closed <e>a<e>b</e></e>", "closed <e/>",
            ])
        let cut = try split("<f><e>a<e>b</e><e>c</e></f>", names: ["e"], nests: true, drops: drops)
        #expect(cut.pieces == ["unclosed <e>a", "closed <e>b</e>", "closed <e>c</e>"])
        #expect(cut.splitter.sawEnd)
    }

    @Test("records beyond the limit are told once, and what follows is found")
    func tooLong() throws {
        let long = String(repeating: "x", count: 200_000)
        let (pieces, splitter) = try split("<r><item>\(long)</item><item>two</item></r>", limit: 1_000, drops: 500)
        #expect(pieces == ["tooLong 3", "closed <item>two</item>"])
        #expect(splitter.sawEnd)
        // Also where a comment is never closed.
        #expect(try split("<r><item><!-- \(long)<item>two</item></r>", limit: 1_000).pieces == ["tooLong 3", "closed <item>two</item>"])
    }

    @Test("a record may be the outermost element, and documents may follow one another")
    func roots() throws {
        let (pieces, splitter) = try split("<?xml version='1.0'?><nitf>a</nitf>\n<?xml version='1.0'?><nitf>b</nitf>", names: ["nitf"])
        #expect(pieces == ["closed <nitf>a</nitf>", "closed <nitf>b</nitf>"])
        #expect(splitter.sawEnd)
        #expect(splitter.prologue == Array("<?xml version='1.0'?>".utf8))
    }

    @Test("any bytes end, and no record is longer than what there is", arguments: 0..<40)
    func noise(seed: Int) throws {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        let parts = [
            "<item>", "</item>", "<item/>", "<!--", "-->", "<![CDATA[", "]]>", "<", ">", "\"", "<r>", "</r>", "<?", "text", "<!DOCTYPE r [",
        ]
        var text = ""
        for _ in 0..<60 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            text += parts[Int(state >> 33) % parts.count]
        }
        let whole = try split(text, nests: seed % 2 == 0).pieces
        let drops = try split(text, nests: seed % 2 == 0, drops: 1).pieces
        #expect(whole == drops, "seed \(seed): \(text)")
    }
}
