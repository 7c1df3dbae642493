import Model
import Testing

@testable import Decoding

@Suite struct UnwrapperTests {
    private typealias Entry = Containers.Entry
    private let three = [Entry("a.txt", "one"), Entry("d/b.txt", "two"), Entry("c.txt", "three")]

    @Test("a plain file is one member without a path")
    func plain() {
        let found = Unwrapped(Array("text".utf8))
        #expect(found.members == [""])
        #expect(found.texts == ["text"])
        #expect(Unwrapped([]).texts == [""])
    }

    @Test("tar in every compression gives its members", arguments: [nil, Wrapping.gzip, .bzip2, .xz, .zstd])
    func tars(filter: Wrapping?) {
        let found = Unwrapped(Containers.tar(three, filter: filter))
        #expect(found.members == ["a.txt", "d/b.txt", "c.txt"])
        #expect(found.texts == ["one", "two", "three"])
        #expect(found.rejects.isEmpty)
    }

    @Test("a v7 tar without the ustar mark is known by the sum of its header")
    func v7() {
        var bytes = Containers.tar([Entry("a.txt", "one")])
        for index in 257..<265 { bytes[index] = 0 }
        for index in 148..<156 { bytes[index] = 0x20 }
        let sum = bytes[..<512].reduce(0) { $0 + Int($1) }
        let octal = String(sum, radix: 8)
        let padded = Array((String(repeating: "0", count: 6 - octal.count) + octal).utf8) + [0, 0x20]
        bytes.replaceSubrange(148..<156, with: padded)
        #expect(Unwrapped(bytes).texts == ["one"])
    }

    @Test("zip gives its members, deflated or stored", arguments: ["", "zip:compression=store"])
    func zips(options: String) {
        let found = Unwrapped(Containers.zip(three, options: options))
        #expect(found.members == ["a.txt", "d/b.txt", "c.txt"])
        #expect(found.texts == ["one", "two", "three"])
        #expect(found.rejects.isEmpty)
    }

    @Test(
        "bzip2, xz and zstd come out whole, and their damage has a name",
        arguments: [
            (Wrapping.bzip2, FailureCode.bzip2Truncated, FailureCode.bzip2Corrupt), (.xz, .xzTruncated, .xzCorrupt),
            (.lzma, .xzTruncated, .xzCorrupt),
            (.zstd, .zstdTruncated, .zstdCorrupt),
        ])
    func compressors(wrapping: Wrapping, truncated: FailureCode, corrupt: FailureCode) {
        let text = noise(40_000).map { $0 & 0x3F | 0x40 }
        let bytes = Containers.compressed(text, wrapping)
        #expect(Unwrapped(bytes).texts == [String(decoding: text, as: UTF8.self)])
        for cut in [bytes.count / 2, bytes.count - 5] {
            #expect(Unwrapped(Array(bytes[..<cut])).rejects == ["\(truncated.rawValue) #0"], "cut after \(cut) of \(bytes.count)")
        }
        var damaged = bytes
        // libarchive writes zstd without checksums: there only the headers can be seen to be wrong.
        for index in wrapping == .zstd ? 4..<12 : 60..<100 { damaged[index] ^= 0x55 }
        #expect(Unwrapped(damaged).rejects == ["\(corrupt.rawValue) #0"])
        let empty = Unwrapped(Containers.compressed([], wrapping))
        #expect(empty.texts == [""] && empty.rejects.isEmpty)
    }

    @Test("xz data that needs more memory than any file may is refused before it gets it")
    func xzDictionary() {
        var bytes = Containers.compressed(noise(100), .xz)
        #expect((XzHeader.dictionaryBytes(bytes) ?? 0) == 8 << 20, "the default of xz -6")
        #expect(bytes[14] == 0x21 && bytes[15] == 1)
        bytes[16] = 37
        #expect(XzHeader.dictionaryBytes(bytes) == 1536 << 20)
        #expect(Unwrapped(bytes).rejects == ["unsupported-format #0"])
    }

    @Test("containers in containers make steps, compressors make none")
    func nested() {
        let inner = Containers.zip([Entry(Array("x.txt.gz".utf8), Containers.gzip(Array("deep".utf8)))])
        let middle = Containers.tar([Entry(Array("l3.zip".utf8), inner)], filter: .xz)
        let outer = Containers.zip([Entry(Array("in/l2.tar.xz".utf8), middle), Entry("z.txt", "after")])
        let found = Unwrapped(outer)
        #expect(found.members == ["in/l2.tar.xz!l3.zip!x.txt.gz", "z.txt"])
        #expect(found.texts == ["deep", "after"])
    }

    @Test("more containers inside one another than max_depth are refused, what lies beside them is read")
    func tooDeep() {
        var bytes = Containers.zip([Entry("a.txt", "text")])
        for _ in 0..<9 { bytes = Containers.zip([Entry(Array("n.zip".utf8), bytes)]) }
        let found = Unwrapped(Containers.tar([Entry(Array("deep.zip".utf8), bytes), Entry("b.txt", "kept")]))
        #expect(found.rejects == ["nesting-limit #0"])
        #expect(found.texts == ["kept"])
        var layers = Array("text".utf8)
        for _ in 0..<200 { layers = Containers.gzip(layers) }
        #expect(Unwrapped(layers).rejects == ["nesting-limit #0"])
    }

    @Test("member names are labels: hostile ones are written out, never followed")
    func hostileNames() {
        let names: [[UInt8]] = [
            Array("../../evil.txt".utf8), Array("/tmp/evil.txt".utf8), [0x61, 0xFF, 0x21, 0x23, 0x0A], Array("é.txt".utf8),
        ]
        for make in [{ Containers.tar($0) }, { Containers.zip($0) }] as [([Entry]) -> [UInt8]] {
            let found = Unwrapped(make(names.map { Entry($0, Array("x".utf8)) }))
            #expect(found.members == ["../../evil.txt", "/tmp/evil.txt", "a%FF%21%23%0A", "é.txt"])
            #expect(found.texts == ["x", "x", "x", "x"])
        }
    }

    @Test("encrypted members are refused by name, whatever the cipher", arguments: ["zipcrypt", "aes256"])
    func encrypted(cipher: String) {
        let bytes = Containers.zip(three, options: "zip:encryption=\(cipher)")
        #expect(Unwrapped(bytes).rejects == ["encrypted a.txt#0", "encrypted d/b.txt#0", "encrypted c.txt#0"])
    }

    @Test("litter is passed over and counted; an archive of nothing else says so")
    func litter() {
        let litter = ["__MACOSX/._a.txt", "d/.DS_Store", "Thumbs.db", "d/._b"].map { Entry($0, "x") }
        let only = Unwrapped(Containers.zip(litter))
        #expect(only.litter == 4 && only.sawOnlyLitter && only.members.isEmpty && only.rejects.isEmpty)
        let mixed = Unwrapped(Containers.zip(litter + three))
        #expect(mixed.litter == 4 && !mixed.sawOnlyLitter && mixed.texts == ["one", "two", "three"])
        #expect(Unwrapped(Containers.tar([Entry("d/", type: 0o040000)])).sawOnlyLitter)
        #expect(!Unwrapped(Array("text".utf8)).sawOnlyLitter)
    }

    @Test("links in archives are refused, never followed")
    func links() {
        let found = Unwrapped(Containers.tar([Entry("link", type: 0o120000), Entry("a.txt", "one")]))
        #expect(found.rejects == ["not-a-regular-file link#0"])
        #expect(found.texts == ["one"])
    }

    @Test("a zip member with a wrong checksum costs itself only, its sum being before or behind it", arguments: [true, false])
    func zipCRC(isBehind: Bool) throws {
        var bytes = isBehind ? Containers.zip(three) : Containers.storedZip(three)
        let at = try #require(index(of: isBehind ? "PK\u{7}\u{8}" : "two", in: bytes, after: index(of: "d/b.txt", in: bytes) ?? 0))
        bytes[isBehind ? at + 4 : at] ^= 1
        let found = Unwrapped(bytes)
        #expect(found.members == ["a.txt", "d/b.txt", "c.txt"])
        #expect(found.texts == ["one", "!", "three"])
        #expect(found.rejects == ["zip-crc d/b.txt#0"])
    }

    @Test("a zip member that cannot be inflated costs itself only, at any size", arguments: [4_000, 300_000])
    func zipDamage(size: Int) throws {
        let entries = (0..<40).map { Entry(Array("\($0).txt".utf8), noise(size, seed: UInt64($0)).map { $0 & 0x1F | 0x40 }) }
        var bytes = Containers.zip(entries)
        let name = try #require(index(of: "20.txt", in: bytes))
        for index in name + 60..<name + 1000 { bytes[index] = 0xFF }
        let found = Unwrapped(bytes)
        // Damage in its first bytes shows before the member is given out.
        let expected = entries.filter { $0.name != Array("20.txt".utf8) }
        #expect(found.members.filter { $0 != "20.txt" } == expected.map { String(decoding: $0.name, as: UTF8.self) })
        #expect(found.texts.filter { $0 != "!" } == expected.map { String(decoding: $0.bytes, as: UTF8.self) })
        #expect(found.rejects == ["zip-corrupt 20.txt#0"])
    }

    @Test("a zip cut before its directory's end is zip-truncated, its whole members are read")
    func zipTruncated() {
        let bytes = Containers.zip(three)
        let found = Unwrapped(Array(bytes.dropLast(30)))
        #expect(found.texts == ["one", "two", "three"])
        #expect(found.rejects == ["zip-truncated #0"])
    }

    @Test("a zip cut anywhere never gives a whole text that is not one, and always a reject")
    func zipCutEverywhere() {
        let bytes = Containers.zip(three)
        for length in 4..<bytes.count - 1 {
            let found = Unwrapped(Array(bytes[..<length]))
            #expect(!found.rejects.isEmpty || found.thrown != nil, "cut after \(length)")
            #expect(Set(found.texts).isSubset(of: ["one", "two", "three", "!"]), "cut after \(length): \(found.texts)")
        }
    }

    @Test("a tar that is cut is tar-truncated, one whose header is damaged goes on behind it")
    func tarDamage() throws {
        let bytes = Containers.tar([Entry("a.txt", "one"), Entry(Array("b.txt".utf8), noise(2000))])
        #expect(Unwrapped(Array(bytes[..<2000])).rejects == ["tar-truncated b.txt#0"])
        var damaged = Containers.tar(three)
        damaged[1024 + 3] ^= 0x10
        let found = Unwrapped(damaged)
        #expect(found.texts == ["one", "three"])
        #expect(found.rejects == ["tar-corrupt #0"])
    }

    @Test("a truncated tar.gz keeps what came before and names the compression")
    func tarInCutGzip() {
        let tar = Containers.tar([Entry("a.txt", "one"), Entry(Array("b.txt".utf8), noise(200_000))])
        let found = Unwrapped(Array(Containers.gzip(tar).dropLast(50_000)))
        #expect(found.texts == ["one", "!"])
        #expect(found.rejects == ["gzip-truncated b.txt#0"])
        // The archive's end was read, the compression's was not.
        #expect(Unwrapped(Array(Containers.gzip(Containers.tar(three)).dropLast(3))).rejects == ["gzip-truncated #0"])
    }

    @Test("two members of one name are both read, each under an address of its own")
    func duplicates() {
        let found = Unwrapped(Containers.zip([Entry("a.txt", "one"), Entry("a.txt", "two"), Entry("a.txt!!2", "three")]))
        #expect(found.members == ["a.txt", "a.txt!!2", "a.txt%21%212"] && found.texts == ["one", "two", "three"])
        let inner = Containers.tar([Entry("b.txt", "one"), Entry("b.txt", "two")])
        let outer = Containers.tar([Entry(Array("x.tar".utf8), inner), Entry(Array("x.tar".utf8), inner)])
        #expect(Unwrapped(outer).members == ["x.tar!b.txt", "x.tar!b.txt!!2", "x.tar!!2!b.txt", "x.tar!!2!b.txt!!2"])
    }

    @Test(
        "a member's name may be of any script, whatever the locale",
        arguments: ["Bericht-München.txt", "новости.txt", "報道/東京.txt", "😀.txt"])
    func namesOfAnyScript(name: String) {
        let entries = [Entry(name, "one"), Entry("plain.txt", "two")]
        // Bit 11 says that names are UTF-8; without it they are bytes of no known charset.
        for flags in [0, 1 << 11] {
            let found = Unwrapped(Containers.storedZip(entries, flags: flags))
            #expect(found.members == [name, "plain.txt"] && found.texts == ["one", "two"] && found.rejects.isEmpty, "flags \(flags)")
        }
        let found = Unwrapped(Containers.tar(entries))
        #expect(found.members == [name, "plain.txt"] && found.texts == ["one", "two"])
    }

    @Test("a name that says it is UTF-8 and is not costs neither its member nor the next")
    func brokenName() {
        let entries = [Entry(Array("a\u{e9}".unicodeScalars.map { UInt8($0.value) }), Array("one".utf8)), Entry("b.txt", "two")]
        let found = Unwrapped(Containers.storedZip(entries, flags: 1 << 11))
        #expect(found.texts == ["one", "two"] && found.rejects.isEmpty, "\(found.members) \(found.rejects)")
    }

    @Test("office documents and books come whole, collections of files do not")
    func documents() {
        let document = Containers.storedZip([Entry("[Content_Types].xml", "<Types/>"), Entry("word/document.xml", "x")])
        #expect(Unwrapped(document).members == [""])
        let book = Containers.storedZip([Entry("mimetype", "application/epub+zip"), Entry("x.html", "x")])
        let found = Unwrapped(Containers.tar([Entry(Array("book.epub".utf8), book), Entry("a.txt", "one")]))
        #expect(found.rejects.isEmpty && found.members == ["book.epub", "a.txt"])
    }

    @Test("too many members end the file by name")
    func memberLimit() {
        var limits = Limits()
        limits.membersMax = 2
        let found = Unwrapped(Containers.tar(three), limits: limits)
        #expect(found.texts == ["one", "two"] && found.thrown == "member-limit")
    }

    @Test("a bomb in an archive stops at the ratio and names its member")
    func bombs() {
        let zeros = [UInt8](repeating: 0, count: 40 << 20)
        #expect(Unwrapped(Containers.zip([Entry(Array("a.txt".utf8), zeros)])).rejects.first == "ratio-limit a.txt#0")
        var nest = Containers.zip([Entry(Array("z.txt".utf8), [UInt8](zeros[..<(4 << 20)]))])
        for _ in 0..<4 { nest = Containers.zip((0..<8).map { Entry(Array("\($0).zip".utf8), nest) }) }
        let found = Unwrapped(nest)
        #expect(found.rejects.contains { $0.hasPrefix("ratio-limit") } && found.thrown == "ratio-limit")
    }

    @Test("random bytes behind each magic number never crash", arguments: [1, 2, 3, 4, 5, 6, 7, 8])
    func fuzz(seed: UInt64) {
        let seeds = [
            Containers.zip(three), Containers.tar(three, filter: .xz), Containers.tar(three), Containers.compressed(noise(500), .zstd),
        ]
        for (index, original) in seeds.enumerated() {
            var bytes = original
            for (place, value) in zip(noise(24, seed: seed * 31 + UInt64(index)), noise(24, seed: seed + 99)) {
                bytes[(Int(place) * bytes.count) >> 8] = value
            }
            _ = Unwrapped(bytes)
        }
    }

    @Test("what was peeled off and the time of a member are told, and a stream ends when the next member is asked for")
    func facts() throws {
        let unwrapper = Unwrapper(
            stream: MemoryStream(Containers.gzip(Containers.tar(three))), limits: Limits(), budget: Budget(limits: Limits()))
        guard case .member(let first)? = try unwrapper.next() else { return #expect(Bool(false)) }
        #expect(first.wrapping == ["gzip", "tar"] && first.modified == 1_700_000_000 && first.nameBytes == Array("a.txt".utf8))
        guard case .member(let second)? = try unwrapper.next() else { return #expect(Bool(false)) }
        #expect(try Unwrapped.readAll(first.stream).isEmpty)
        #expect(try Unwrapped.readAll(second.stream) == Array("two".utf8))
    }

    private func index(of text: String, in bytes: [UInt8], after start: Int = 0) -> Int? {
        let needle = Array(text.utf8)
        return bytes.indices[start...].first { bytes[$0...].starts(with: needle) }
    }
}
