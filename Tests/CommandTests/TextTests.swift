import Desk
import Model
import Testing

@testable import copydesk

@Suite struct TextTests {
    static let plain = Terminal(isTerminal: false, hasColour: false, columns: 80)
    static let coloured = Terminal(isTerminal: true, hasColour: true, columns: 80)

    @Test("a daemon's status is a line for each thing that has something to say")
    func busyStatus() {
        var report = StatusReport(version: "1.0.0", desk: "/srv/news")
        report.pid = 4711
        report.startedAt = "2024-05-17T09:30:00Z"
        report.waiting = 3
        report.inFlight = 12
        report.articlesPerSecond = 41.24
        report.retry = 3
        report.nextRetryAt = "2024-05-17T09:35:00Z"
        report.dead = 1
        report.totals.files = 1_234
        report.totals.articles = 56_789
        report.totals.rejects = 2
        report.totals.byStatus = ["loaded": 1_230, "dead": 1, "retry": 3]
        report.freeBytes = 5 << 30
        report.outage = .init(code: "disk-full", sentence: "only 3 MiB are free", since: "2024-05-17T09:31:00Z")
        #expect(
            StatusText.lines(report, terminal: Self.plain) == [
                "desk     /srv/news: running, pid 4711, since 2024-05-17T09:30:00Z, version 1.0.0",
                "paused   only 3 MiB are free (disk-full, since 2024-05-17T09:31:00Z)",
                "line     12 files in flight, 41.2 articles/s",
                "ledger   1,234 files (1,230 loaded, 1 dead, 3 retry), 56,789 articles, 2 rejects",
                "retry    3 files, next at 2024-05-17T09:35:00Z",
                "dead     1 file: copydesk dead-letter list",
                "disk     5 GiB free",
            ])
        #expect(StatusText.lines(report, terminal: Self.coloured)[1].hasPrefix("\u{1B}[31mpaused"))
    }

    @Test("without a daemon the status says so and tells what the warehouse knows")
    func restingStatus() {
        let report = StatusReport(version: "1.0.0", desk: "/srv/news")
        #expect(StatusText.lines(report, terminal: Self.plain) == ["desk     /srv/news: no daemon runs", "ledger   0 files, 0 articles"])
    }

    @Test("names and headlines from files cannot steer the terminal (I04)")
    func escapes() {
        var letter = DeadLetter(
            fileID: 7, name: "a\u{1B}[2J\nb", source: "", reason: "binary-data", attempts: 0, bytes: 12, receivedAt: "2024-05-17T09:30:00Z")
        letter.detail = "bad\nbyte"
        #expect(
            DeadLetterListCommand.lines([letter]) == [
                "FILE  REASON       WHEN                  SIZE  NAME           WHAT HAPPENED",
                "7     binary-data  2024-05-17T09:30:00Z  12 B  a\\u{1B}[2J\\nb  bad\\nbyte",
            ])
        let shown = DeadLetterShowCommand.lines(letter, terminal: Self.plain).joined(separator: "\n")
        #expect(!shown.contains("\u{1B}") && shown.contains("original       no longer there"))
        let hit = Search.Hit(articleID: 1, day: "2024-05-17", publisher: "P", headline: "a\u{7}b", url: nil, passage: "x [y]\n z\u{1B}[1m")
        #expect(
            SearchCommand.lines([hit], terminal: Self.plain) == ["a\\u{7}b", "  2024-05-17  P  article 1", "  x [y] z\\u{1B}[1m", ""])
    }

    @Test("an empty list prints nothing, not a header")
    func emptyTables() { #expect(DeadLetterListCommand.lines([]).isEmpty) }

    @Test("the summary of ingest counts outcomes, the most frequent first")
    func ingestSummary() {
        var summary = Ingest.Summary()
        summary.progress.files = 1_003
        summary.progress.articles = 12_345
        summary.progress.bytes = 3 << 20
        summary.outcomes = [.loaded: 1_000, .dead: 1, .duplicate: 2]
        summary.rejects = 1
        let text = IngestText(summary, articlesPerSecond: 4_321.06)
        #expect(
            text.lines == [
                "1,003 files (3 MiB): 1,000 loaded, 2 duplicate, 1 dead", "12,345 articles, 4,321/s",
                "1 record rejected: see the table rejects",
            ])
        #expect(text.hasLosses)
        #expect(text.answer.outcomes == ["loaded": 1_000, "dead": 1, "duplicate": 2])
        #expect(!IngestText(Ingest.Summary(), articlesPerSecond: 0).hasLosses)
    }

    @Test("numbers are grouped", arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567")])
    func grouping(number: Int, text: String) { #expect(NumberFormat.grouped(number) == text) }

    @Test("colour is for terminals that want it", arguments: [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "xterm")])
    func noColour(name: String, value: String) { #expect(!Terminal.of(-1, environment: [name: value]).hasColour) }
}
