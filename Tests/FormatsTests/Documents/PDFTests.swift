import Decoding
import Foundation
import Glibc
import Model
import Testing

@testable import Formats

@Suite("PDF through a child process")
struct PDFTests {
    /// A folder with a script in the place of pdftotext.
    private final class Folder {
        let path: String

        init(_ script: String) throws {
            var template = Array("/tmp/copydesk-pdf-XXXXXX".utf8CString)
            path = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? "" }
            try "#!/bin/sh\n\(script)\n".write(toFile: path + "/tool", atomically: true, encoding: .utf8)
            chmod(path + "/tool", 0o755)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        var tool: ChildTool { ChildTool(name: "tool", package: "a-package", arguments: ["-", "-"], folders: ["/nowhere", path]) }
    }

    private static func read(_ tool: ChildTool, _ bytes: String = "%PDF-1.4\nx") throws(Failure) -> ReadItem? {
        let format = PDFFormat(tool: tool)
        return try format.reader(for: MemberText(stream: MemoryStream(Array(bytes.utf8)))).next()
    }

    private static func code(_ script: String, change: (inout ChildTool) -> Void = { _ in }) throws -> FailureCode? {
        let folder = try Folder(script)
        var tool = folder.tool
        change(&tool)
        do throws(Failure) {
            guard case .reject(let reject) = try read(tool) else { return nil }
            return reject.code
        } catch { return error.code }
    }

    private static func page(_ lines: [(text: String, left: Double, height: Double, block: Int)]) -> String {
        var out =
            "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>story.indd</title><meta name=\"Author\" content=\"Ann Lee\"/></head><body><doc><page width=\"1\" height=\"1\"><flow>"
        var block = 0
        for line in lines {
            if line.block != block { out += (block == 0 ? "" : "</block>") + "<block xMin=\"0\">" }
            block = line.block
            let words = line.text.split(separator: " ").map { "<word xMin=\"0\">\($0)</word>" }.joined()
            out += "<line xMin=\"\(line.left)\" yMin=\"0\" xMax=\"9\" yMax=\"\(line.height)\">\(words)</line>"
        }
        return out + "</block></flow></page></doc></body></html>"
    }

    @Test("blocks are paragraphs, a line that is set in begins one, large letters are the title, divided words are put together")
    func blocks() throws {
        let text = Self.page([
            ("Bridge reopens", 50, 20, 1), ("The bridge was re-", 50, 10, 2), ("opened at noon on", 50, 10, 2), ("Friday.", 50, 10, 2),
            ("Cars came", 62, 10, 2),
            ("first.", 50, 10, 2), ("Then the", 50, 10, 3), ("12", 80, 10, 4), ("buses came.", 50, 10, 5),
        ])
        let folder = try Folder("cat >/dev/null; cat <<'END'\n\(text)\nEND")
        guard case .record(let record) = try Self.read(folder.tool) else {
            Issue.record("no record")
            return
        }
        #expect(record.headline == "Bridge reopens")
        #expect(record.authors == ["Ann Lee"])
        #expect(record.body == "The bridge was reopened at noon on Friday.\n\nCars came first.\n\nThen the buses came.")
    }

    @Test("a tool that is not there is named with its package")
    func missing() {
        let tool = ChildTool(name: "no-such-tool", package: "a-package", arguments: [], folders: ["/nowhere"])
        #expect(throws: Failure(.toolMissing, "no-such-tool is not installed: apt install a-package")) { try Self.read(tool) }
    }

    @Test(
        "how the tool ends decides",
        arguments: [
            ("cat >/dev/null; echo 'Syntax Error: no trailer' >&2; exit 1", FailureCode.pdfUnreadable),
            ("cat >/dev/null; echo 'Command Line Error: Incorrect password' >&2; exit 1", .encrypted),
            ("cat >/dev/null; echo '<html><body/></html>'", .pdfUnreadable), ("cat >/dev/null; echo 'no markup'", .toolFailed),
            ("kill -9 $$", .toolFailed), ("exec </dev/null; exit 1", .pdfUnreadable),
        ])
    func endings(_ script: String, _ code: FailureCode) throws { #expect(try Self.code(script) == code) }

    @Test("a tool that hangs, counts forever, writes forever or wants all memory is ended")
    func walls() throws {
        #expect(try Self.code("sleep 60") { $0.secondsMax = 0.2 } == .toolFailed)
        #expect(try Self.code("cat >/dev/null; while :; do :; done") { $0.cpuSecondsMax = 1 } == .toolFailed)
        let folder = try Folder("cat >/dev/null; while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done")
        var tool = folder.tool
        tool.outputBytesMax = 10_000
        #expect(throws: Failure(.recordTooLong, "tool gives more than 10000 bytes of text")) { try tool.run([]) }
    }

    @Test("the tool sees none of our environment and descriptors, and may write no file")
    func isolation() throws {
        setenv("COPYDESK_SECRET_OF_TESTS", "1", 1)
        defer { unsetenv("COPYDESK_SECRET_OF_TESTS") }
        let open = Glibc.open("/dev/null", O_RDONLY)
        defer { close(open) }
        let folder = try Folder(
            "cat >/dev/null; env | grep -c SECRET; ls /proc/self/fd | wc -l; (echo x > \"$(dirname \"$0\")/file\") 2>/dev/null && echo written || echo refused"
        )
        let outcome = try folder.tool.run(Array(repeating: 0x41, count: 300_000))
        let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
        #expect(lines.first == "0")
        #expect(lines.count > 1 && (Int(String(lines[1]).trimmingSpaces) ?? 99) <= 5)
        #expect(lines.last == "refused")
    }
}
