import Desk
import Testing

@testable import copydesk

@Suite struct ProgressBarTests {
    static func progress(files: Int, articles: Int, bytes: Int64, found: Int64 = 100 << 20, whole: Bool = true) -> Ingest.Progress {
        var progress = Ingest.Progress()
        progress.files = files
        progress.articles = articles
        progress.bytes = bytes
        progress.bytesFound = found
        progress.isWholeKnown = whole
        return progress
    }

    static let screen = Terminal(isTerminal: true, hasColour: true, columns: 120)
    static let log = Terminal(isTerminal: false, hasColour: false, columns: 80)

    @Test("a terminal's line is written over, with share, rate and ETA")
    func onATerminal() {
        var bar = ProgressBar(terminal: Self.screen, nowNs: 0)
        #expect(bar.update(Self.progress(files: 1, articles: 10, bytes: 10), nowNs: 99_999_999) == nil)
        let text = bar.update(Self.progress(files: 1_234, articles: 5_000, bytes: 25 << 20), nowNs: 1_000_000_000)
        #expect(
            text
                == "[#######-----------------------]  25% 1,234 files, 5,000 articles, 5,000 articles/s, 25 MiB of 100 MiB, ETA 3 s"
        )
        #expect(bar.update(Self.progress(files: 1_234, articles: 5_000, bytes: 25 << 20), nowNs: 1_050_000_000) == nil)
    }

    @Test("a log gets a plain line every ten seconds")
    func inALog() {
        var bar = ProgressBar(terminal: Self.log, nowNs: 0)
        #expect(bar.update(Self.progress(files: 1, articles: 1, bytes: 1), nowNs: 9_000_000_000) == nil)
        let text = bar.update(Self.progress(files: 1, articles: 123, bytes: 1 << 20, whole: false), nowNs: 10_000_000_000)
        #expect(text == "1 file, 123 articles, 12.3 articles/s, 1 MiB of 100 MiB so far")
    }

    @Test("no line is wider than the terminal, whatever its width", arguments: [20, 40, 60, 80, 100, 200])
    func neverWraps(columns: Int) throws {
        var bar = ProgressBar(terminal: Terminal(isTerminal: true, hasColour: false, columns: columns), nowNs: 0)
        for step in 1...20 {
            let progress = Self.progress(files: step * 123_456, articles: step * 7_654_321, bytes: Int64(step) << 22)
            let text = bar.update(progress, nowNs: UInt64(step) * 1_000_000_000)
            let width = try #require(text).count
            #expect(width < columns)
        }
    }

    @Test("between two ends of large files the ETA counts down instead of growing")
    func countsDown() throws {
        var bar = ProgressBar(terminal: Self.log, nowNs: 0)
        var lines: [String] = []
        for (seconds, bytes) in [(10, 50 << 20), (20, 50 << 20), (40, 50 << 20), (50, 75 << 20)] as [(UInt64, Int64)] {
            let line = bar.update(Self.progress(files: 1, articles: 1, bytes: bytes), nowNs: seconds * 1_000_000_000)
            lines.append(String(try #require(line).split(separator: ", ").last ?? ""))
        }
        #expect(lines == ["ETA 10 s", "ETA 0 s", "ETA 0 s", "ETA 17 s"])
    }

    @Test("the rate follows the last seconds, and nothing is divided by nothing")
    func rates() {
        var bar = ProgressBar(terminal: Self.log, nowNs: 5)
        _ = bar.update(Self.progress(files: 1, articles: 10_000, bytes: 0), nowNs: 10_000_000_005)
        let text = bar.update(Self.progress(files: 2, articles: 10_100, bytes: 0, found: 0), nowNs: 20_000_000_005)
        #expect(text == "2 files, 10,100 articles, 10.0 articles/s")
        #expect(bar.meanRate(0, nowNs: 5) == 0)
    }
}
