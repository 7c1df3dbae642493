import Model
import Testing

@testable import Inbox

@Suite struct ClaimNameTests {
    static let names: [[UInt8]] =
        [
            "a.txt", "two words.txt", "line\nbreak.txt", "-rf", "100%.txt", "%2F", "a__b.txt", "~tilde", "trailing ", "\u{202E}txt.exe",
            "😀.md",
            "Ünïcödé.txt", "a\tb", "'quote'\"", "$(rm -rf)", "x.error.jsonx", ".error.json.txt", "7__other.txt",
        ].map { Array($0.utf8) } + [[0xFF, 0xFE, 0x80], [0x01, 0x7F, 0x1B, 0x5B]]

    @Test("C11 I04 any name of up to 40 bytes comes back byte for byte, from plain ASCII on disk", arguments: names)
    func roundTrip(name: [UInt8]) throws {
        let onDisk = ClaimName.make(42, name)
        #expect(onDisk.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
        let parsed = try #require(ClaimName.parse(onDisk))
        #expect(parsed.fileID == 42)
        #expect(parsed.name == name)
    }

    @Test("sub-folders are in the name, so that the source survives the loss of the ledger")
    func subFolders() throws {
        let name = Array("a/b/c.txt".utf8)
        #expect(ClaimName.make(1, name) == Array("1__a%2Fb%2Fc.txt".utf8))
        #expect(try #require(ClaimName.parse(ClaimName.make(1, name))).name == name)
    }

    @Test(
        "C12 names of 255 bytes are cut in the middle, keep their extension and fit with every ending that we add",
        arguments: [0x61, 0xFF, 0x20] as [UInt8])
    func longNames(byte: UInt8) throws {
        let name = [UInt8](repeating: byte, count: 248) + Array(".txt.gz".utf8)
        let onDisk = ClaimName.make(.max, name)
        #expect(onDisk.count + ".error.json.tmp".utf8.count <= 255)
        #expect(onDisk.ends(with: Array(".txt.gz".utf8)))
        let parsed = try #require(ClaimName.parse(onDisk))
        #expect(parsed.fileID == .max)
        #expect(parsed.name.contains(UInt8(ascii: "~")))
    }

    @Test("random names come back, or are cut to the limit and still carry their number")
    func randomNames() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = Seeded(seed)
        for _ in 0..<2_000 {
            let name = (0..<Int.random(in: 1...255, using: &random)).map { _ -> UInt8 in
                let byte = UInt8.random(in: 1...255, using: &random)
                return byte == UInt8(ascii: "/") ? 0x2E : byte
            }
            let id = FileID.random(in: 1...FileID.max, using: &random)
            let onDisk = ClaimName.make(id, name)
            guard let parsed = ClaimName.parse(onDisk) else {
                Issue.record("seed \(seed): \(name) gives \(printable(onDisk))")
                return
            }
            #expect(parsed.fileID == id, "seed \(seed)")
            if !onDisk.contains(UInt8(ascii: "~")) { #expect(parsed.name == name, "seed \(seed)") }
        }
    }

    @Test(
        "what is no claim is not taken for one",
        arguments: [
            "", "12", "12_", "12__", "__a", "a__b", "-1__a", "12_a", "99999999999999999999__a", ".5.copy", "5__a.error.json",
            "5__a.error.json.tmp",
            "lost+found",
        ])
    func foreign(name: String) { #expect(ClaimName.parse(Array(name.utf8)) == nil) }

    @Test("a file that is called like an error report does not look like one in work/")
    func errorSuffix() throws {
        let onDisk = ClaimName.make(5, Array("a.error.json".utf8))
        #expect(!onDisk.ends(with: Array(".error.json".utf8)))
        #expect(try #require(ClaimName.parse(onDisk)).name == Array("a.error.json".utf8))
    }
}
