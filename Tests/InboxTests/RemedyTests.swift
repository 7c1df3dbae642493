import Glibc
import Testing

@testable import Inbox

@Suite struct RemedyTests {
    @Test(
        "I04 any path is one word of a shell, and comes out of it as it was",
        arguments: [
            "/d/a.txt", "/d/it's", "/d/$(touch x)", "/d/a b\"c", "/d/tab\there", "/d/line\nbreak", "/d/back\\slash\n", "/d/-rf", "/d/😀",
            "/d/\u{202E}",
        ])
    func quoting(path: String) throws {
        try roundTrip(Array(path.utf8))
    }

    @Test("bytes that are no text too")
    func invalidBytes() throws { try roundTrip(Array("/d/".utf8) + [0xFF, 0x27, 0x80, 0x41]) }

    private func roundTrip(_ path: [UInt8]) throws {
        let word = Remedy.shellWord(path)
        #expect(!word.contains("\n"))
        let pipe = try #require(popen("bash -c \"$(cat <<'END_OF_WORD'\nprintf %s \(word)\nEND_OF_WORD\n)\"", "r"))
        var bytes: [UInt8] = []
        while true {
            let byte = fgetc(pipe)
            if byte == EOF { break }
            bytes.append(UInt8(byte))
        }
        pclose(pipe)
        #expect(bytes == path)
    }

    @Test("B25 the command names the daemon's user and what it needs")
    func command() {
        let text = Remedy.command(Array("/desk/inbox".utf8), Array("a b".utf8), isFolder: false, 0)
        #expect(text == "setfacl -m u:root:r '/desk/inbox/a b' (or, where the daemon is in its group, chmod g+r '/desk/inbox/a b')")
        #expect(
            Remedy.command(Array("/i".utf8), Array("d".utf8), isFolder: true, 4_000_000_000).hasPrefix("setfacl -m u:4000000000:rx '/i/d'"))
    }

    @Test("a path in a message is one line of plain text")
    func printablePaths() {
        #expect(printable([0x61, 0x0A, 0x1B, 0x5B]) == "a\\x0A\\x1B[")
        #expect(printable([0xFF, 0x61]) == "\\xFFa")
        #expect(printable(Array("é".utf8)) == "é")
    }
}
