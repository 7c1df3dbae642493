import CZlib
import Model
import Testing

@testable import Decoding

/// Zip archives put together byte by byte, so that they may be odd.
struct ZipMaker {
    struct Entry {
        var name: [UInt8]
        var data: [UInt8]
        var method = 8
        var flags = 0
        /// Claimed in the headers instead of the true one.
        var claimedBytes: Int?
        var unixMode = 0
        var extra: [UInt8] = []

        init(_ name: String, _ text: String) {
            self.name = Array(name.utf8)
            data = Array(text.utf8)
        }
    }

    static func little(_ value: Int, _ bytes: Int) -> [UInt8] { (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    /// Raw deflate data.
    static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        let wrapped = Containers.gzip(bytes)
        return Array(wrapped[10..<(wrapped.count - 8)])
    }

    /// - Parameters:
    ///   - isPiped: sizes and sums stand behind the data, in descriptors with a signature.
    ///   - shift: added to every offset, as for an archive with bytes before it that was adjusted, or wrongly.
    static func archive(_ entries: [Entry], isPiped: Bool = false, hasDirectory: Bool = true, shift: Int = 0) -> [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let sum = Int(crc32(0, entry.data, UInt32(entry.data.count)))
            let stored = entry.method == 8 ? deflated(entry.data) : entry.data
            let flags = entry.flags | (isPiped ? 8 : 0)
            let bytes = entry.claimedBytes ?? entry.data.count
            let start = out.count
            let sizes = little(sum, 4) + little(stored.count, 4) + little(bytes, 4)
            out += little(0x0403_4B50, 4) + little(20, 2) + little(flags, 2) + little(entry.method, 2) + little(0x5864_0000, 4)
            out += isPiped ? little(0, 12) : sizes
            out += little(entry.name.count, 2) + little(entry.extra.count, 2) + entry.name + entry.extra + stored
            if isPiped { out += little(0x0807_4B50, 4) + sizes }
            directory += little(0x0201_4B50, 4) + [20, 3] + little(20, 2) + little(flags, 2) + little(entry.method, 2)
            directory += little(0x5864_0000, 4) + sizes + little(entry.name.count, 2) + little(entry.extra.count, 2) + little(0, 6)
            directory += little(0, 2) + little(entry.unixMode, 2) + little(start + shift, 4) + entry.name + entry.extra
        }
        guard hasDirectory else { return out }
        let start = out.count
        out += directory + little(0x0605_4B50, 4) + little(0, 4) + little(entries.count, 2) + little(entries.count, 2)
        return out + little(directory.count, 4) + little(start + shift, 4) + little(0, 2)
    }
}

@Suite("Zip archives, odd and damaged ones")
struct ZipReaderTests {
    private typealias Entry = ZipMaker.Entry
    private let three = [Entry("a.txt", "one"), Entry("d/b.txt", String(repeating: "two ", count: 500)), Entry("c.txt", "three")]
    private var texts: [String] { three.map { String(decoding: $0.data, as: UTF8.self) } }

    /// The same bytes by position and as they come out of a pipe.
    private func both(_ bytes: [UInt8], limits: Limits = Limits()) -> [Unwrapped] {
        [Unwrapped(bytes, limits: limits), Unwrapped(DribblingStream(bytes, step: 1_000), limits: limits)]
    }

    @Test("members come out the same by the directory and by their headers, sizes before or behind the data", arguments: [true, false])
    func plain(isPiped: Bool) {
        for method in [8, 0] {
            var entries = three
            for index in entries.indices { entries[index].method = method }
            for found in both(ZipMaker.archive(entries, isPiped: isPiped)) {
                #expect(
                    found.members == ["a.txt", "d/b.txt", "c.txt"] && found.texts == texts && found.rejects.isEmpty, "\(found.rejects)")
            }
        }
    }

    @Test("bytes before an archive are legal, its offsets adjusted to them or not", arguments: [0, 17])
    func bytesBefore(shift: Int) {
        let bytes = Array("#!/bin/sh\nexit 0\n".utf8) + ZipMaker.archive(three, shift: shift)
        #expect(Unwrapped(bytes).texts == texts && Unwrapped(bytes).rejects.isEmpty)
    }

    @Test("a text that ends with the signs of an archive is a text")
    func noArchive() {
        let text = "PK is a code of Pakistan. PK\u{5}\u{6}" + String(repeating: "\0", count: 18)
        #expect(Unwrapped(Array(text.utf8)).members == [""])
    }

    @Test("members that share their bytes are refused together, others are read")
    func overlap() {
        let bytes = ZipMaker.archive(three)
        // Three entries point to the first member.
        let start = ZipMaker.archive(three, hasDirectory: false).count
        let entry = Array(bytes[start..<(start + 46 + 5)])
        let all = Array(bytes[..<start]) + entry + entry + Array(bytes[start...])
        var end = Array(all.dropLast(22))
        let directoryBytes = end.count - start
        end += ZipMaker.little(0x0605_4B50, 4) + ZipMaker.little(0, 4) + ZipMaker.little(5, 2) + ZipMaker.little(5, 2)
        end += ZipMaker.little(directoryBytes, 4) + ZipMaker.little(start, 4) + ZipMaker.little(0, 2)
        let found = Unwrapped(end)
        #expect(found.texts == Array(texts[1...]) && found.rejects == ["zip-overlap #0"], "\(found.rejects)")
    }

    @Test("an unknown method and a password are refused by name, a link is no file, the rest is read")
    func refused() {
        var entries = three
        entries[0].method = 98
        entries[1].flags = 1
        entries.append(Entry("link", "/etc/passwd"))
        entries[3].unixMode = 0o120777
        let found = Unwrapped(ZipMaker.archive(entries))
        #expect(found.texts == ["three"])
        #expect(found.rejects == ["unsupported-compression a.txt#0", "encrypted d/b.txt#0", "not-a-regular-file link#0"])
    }

    @Test("names are UTF-8 where they say or are so, the extra field's where there is one, else DOS's")
    func names() {
        var entries = [Entry("x", "one"), Entry("größe.txt", "two"), Entry("name.txt", "three")]
        entries[0].name = [0x62, 0x84, 0x2E, 0x74, 0x78, 0x74]
        let sum = Int(crc32(0, entries[2].name, UInt32(entries[2].name.count)))
        let unicode = Array("имя.txt".utf8)
        entries[2].extra = ZipMaker.little(0x7075, 2) + ZipMaker.little(unicode.count + 5, 2) + [1] + ZipMaker.little(sum, 4) + unicode
        for found in both(ZipMaker.archive(entries)) { #expect(found.members == ["bä.txt", "größe.txt", "имя.txt"]) }
    }

    @Test("a size that the data does not have is zip-corrupt, whichever way it lies", arguments: [1, 10_000])
    func sizeLies(claimed: Int) {
        var entries = three
        entries[1].claimedBytes = claimed
        for found in both(ZipMaker.archive(entries)) {
            #expect(found.texts == ["one", "!", "three"] && found.rejects == ["zip-corrupt d/b.txt#0"], "\(found.rejects)")
        }
    }

    @Test("a damaged member costs itself, also out of a pipe and without a directory", arguments: [true, false])
    func damage(isPiped: Bool) {
        var entries = three
        entries[1].data = noise(3_000).map { $0 & 0x3F | 0x40 }
        let whole = ZipMaker.archive(entries, isPiped: isPiped)
        var bytes = whole
        for index in 200..<230 { bytes[index] = 0xFF }
        for found in both(bytes) + both(Array(bytes.dropLast(60))) {
            #expect(found.texts.filter { $0 != "!" } == ["one", "three"], "\(found.texts)")
            #expect(found.rejects.contains { $0.hasPrefix("zip-c") && $0.hasSuffix("d/b.txt#0") }, "\(found.rejects)")
        }
    }

    @Test("a directory that is not where it is said to be is zip-corrupt, its members are read by their headers")
    func directoryOffset() {
        var bytes = ZipMaker.archive(three)
        bytes.replaceSubrange((bytes.count - 6)..<(bytes.count - 2), with: [0xF0, 0xFF, 0xFF, 0xFF])
        let found = Unwrapped(bytes)
        #expect(found.texts == texts && found.rejects == ["zip-corrupt #0"])
        #expect(Unwrapped(Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 0, count: 200)).rejects == ["zip-corrupt #0"])
    }

    @Test("bzip2, xz and zstd inside a zip are read", arguments: [(Wrapping.bzip2, 12), (.xz, 95), (.zstd, 93)])
    func methods(wrapping: Wrapping, method: Int) {
        // The sums and sizes are those of the text, the data is the compressed one.
        let text = Array(String(repeating: "two ", count: 500).utf8)
        let packed = Containers.compressed(text, wrapping)
        var entry = Entry("a.txt", "")
        entry.data = packed
        entry.method = method
        entry.claimedBytes = text.count
        var bytes = ZipMaker.archive([entry])
        let sum = ZipMaker.little(Int(crc32(0, text, UInt32(text.count))), 4)
        bytes.replaceSubrange(14..<18, with: sum)
        let central = 30 + 5 + packed.count
        bytes.replaceSubrange((central + 16)..<(central + 20), with: sum)
        let found = Unwrapped(bytes)
        #expect(found.texts == [String(decoding: text, as: UTF8.self)] && found.rejects.isEmpty, "\(found.rejects)")
    }

    @Test("a web archive's package gives its archives only")
    func wacz() {
        let entries = ["datapackage.json", "archive/data.warc", "pages/pages.jsonl", "indexes/index.cdx", "archive/more.warc.gz"].map {
            Entry($0, "x")
        }
        #expect(Unwrapped(ZipMaker.archive(entries)).members == ["archive/data.warc", "archive/more.warc.gz"])
        #expect(Unwrapped(ZipMaker.archive(Array(entries[1...]))).members.count == 4)
    }

    @Test("changed and cut anywhere, an archive never traps and never gives a wrong text as whole", arguments: [1, 2, 3, 4])
    func mutations(seed: UInt64) {
        let whole = ZipMaker.archive(three, isPiped: seed % 2 == 0)
        for round in 0..<150 {
            var bytes = whole
            let random = noise(16, seed: seed &* 1_000 &+ UInt64(round))
            for index in 0..<Int(random[0] % 6) { bytes[4 + (Int(random[1 + index]) * (bytes.count - 4)) >> 8] = random[8 + index] }
            bytes.removeLast(Int(random[15]) % 40)
            for found in both(bytes) {
                #expect(Set(found.texts).isSubset(of: Set(texts + ["!"])), "seed \(seed), round \(round): \(found.texts)")
            }
        }
    }
}
