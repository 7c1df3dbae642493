import Foundation
import Glibc
import Logging
import Synchronization
import Testing

@testable import Desk

@Suite struct DeskLogTests {
    final class Lines: LineSink {
        private let lines = Mutex<[String]>([])
        func write(line: String) { lines.withLock { $0.append(line) } }
        var all: [String] { lines.withLock { $0 } }
    }

    static func logged(_ style: DeskLog.Style, _ body: (Logger) -> Void) -> [String] {
        let lines = Lines()
        var logger = Logger(label: "desk") { DeskLog(label: $0, sink: lines, style: style) }
        logger.logLevel = .trace
        body(logger)
        return lines.all
    }

    @Test("under the journal a line begins with its priority")
    func journalPriorities() {
        let lines = Self.logged(.journal) { logger in
            for level in Logger.Level.allCases { logger.log(level: level, "x") }
        }
        #expect(lines == ["<7>x", "<7>x", "<6>x", "<5>x", "<4>x", "<3>x", "<2>x"])
    }

    @Test("elsewhere with the time and the level")
    func timedLines() {
        let lines = Self.logged(.timed(now: { 1_715_938_200 })) {
            $0.warning("disk is full", metadata: ["free": "3 MiB", "b": "1", "a": ""])
        }
        #expect(lines == ["2024-05-17T09:30:00Z warning disk is full a=\"\" b=1 free=\"3 MiB\""])
    }

    @Test(
        "nothing in a message begins another line or steers a terminal (I10)",
        arguments: [
            ("a\nb", "a\\nb"), ("a\r\nb", "a\\r\\nb"), ("\u{1B}[31mred", "\\u{1B}[31mred"), ("x\u{202E}y", "x\\u{202E}y"),
            ("\u{85}", "\\u{85}"),
            ("\u{2028}", "\\u{2028}"), ("tab\there", "tab\\there"), ("na\u{EF}ve – 日本", "na\u{EF}ve – 日本"), ("\0", "\\u{0}"),
            ("\u{7F}", "\\u{7F}"),
        ])
    func oneRecordOneLine(message: String, line: String) {
        #expect(Self.logged(.journal) { $0.info("\(message)") } == ["<6>\(line)"])
        #expect(Self.logged(.terse) { $0.info("m", metadata: ["k": "\(message)\" x=1"]) } == ["copydesk: m k=\"\(line)\\\" x=1\""])
    }

    @Test("lines below the shared level are not written, and the level can be changed while loggers live")
    func sharedLevel() {
        let level = SharedLevel()
        #expect(level.current == .info)
        level.set(.error)
        #expect(level.current == .error)
    }

    @Test("a whole line reaches the descriptor; one that is closed or whose reader is gone loses it and nothing else (F05)")
    func deadDescriptors() throws {
        StandardDescriptors.ignoreBrokenPipes()
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        StandardError(fd: ends[1]).write(line: "one line")
        var buffer = [UInt8](repeating: 0, count: 64)
        let count = read(ends[0], &buffer, buffer.count)
        #expect(String(decoding: buffer[..<max(0, count)], as: UTF8.self) == "one line\n")
        close(ends[0])
        StandardError(fd: ends[1]).write(line: "lost")
        close(ends[1])
        StandardError(fd: -1).write(line: "lost")
    }

    @Test("a progress bar is taken away by the next line, whoever writes it")
    func passingLines() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0)
        let error = StandardError(fd: ends[1])
        error.write(passingLine: "10%")
        error.write(passingLine: "20%")
        error.write(line: "a warning")
        error.write(line: "another")
        error.write(passingLine: "30%")
        error.write(passingLine: "")
        error.write(line: "done")
        close(ends[1])
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = read(ends[0], &buffer, buffer.count)
        close(ends[0])
        #expect(
            String(decoding: buffer[..<max(0, count)], as: UTF8.self)
                == "10%\r\u{1B}[K20%\r\u{1B}[Ka warning\nanother\n30%\r\u{1B}[Kdone\n")
    }

    @Test("the journal is recognised by the stream that systemd names, not by the variable alone")
    func recognisesTheJournal() {
        var facts = stat()
        fstat(STDERR_FILENO, &facts)
        #expect(DeskLog.isJournal(journalStream: "\(facts.st_dev):\(facts.st_ino)"))
        #expect(!DeskLog.isJournal(journalStream: "\(facts.st_dev):\(facts.st_ino &+ 1)"))
        #expect(!DeskLog.isJournal(journalStream: nil))
        #expect(!DeskLog.isJournal(journalStream: "8:"))
    }

    @Test("long text is cut with a mark, after it was made printable")
    func shortens() {
        #expect(PrintableText.shortened("short", to: 5) == "short")
        #expect(PrintableText.shortened("longer\n", to: 5) == "long…")
    }
}
