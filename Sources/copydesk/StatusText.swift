import Desk

/// The status for people: one line for each thing, and only those that have something to say.
enum StatusText {
    /// Entries of a list that are shown.
    private static let listedMax = 5

    static func lines(_ report: StatusReport, terminal: Terminal) -> [String] {
        var lines = [head(report, terminal)]
        if let outage = report.outage {
            let text = "paused   \(PrintableText.escaped(outage.sentence)) (\(outage.code), since \(outage.since))"
            lines.append(terminal.alarming(text))
        }
        if let problem = report.settingsProblem { lines.append("settings refused, the old ones stay: \(PrintableText.escaped(problem))") }
        if let inbox = report.inbox { lines += inboxLines(inbox, waiting: report.waiting ?? 0) }
        if let inFlight = report.inFlight {
            let rate = report.articlesPerSecond.map { ", \(NumberFormat.rate($0)) articles/s" } ?? ""
            lines.append("line     \(NumberFormat.counted(inFlight, "file")) in flight\(rate)")
        }
        lines.append("ledger   \(ledger(report))")
        if report.retry > 0 {
            lines.append("retry    \(NumberFormat.counted(report.retry, "file"))" + (report.nextRetryAt.map { ", next at \($0)" } ?? ""))
        }
        if report.dead > 0 { lines.append("dead     \(NumberFormat.counted(report.dead, "file")): copydesk dead-letter list") }
        if let space = space(report) { lines.append(space) }
        if report.rebuildCheckWanted {
            lines.append(
                terminal.alarming("The warehouse is older than the desk: an earlier copy was put back. Run: copydesk rebuild --check"))
        }
        return lines
    }

    private static func head(_ report: StatusReport, _ terminal: Terminal) -> String {
        let desk = PrintableText.escaped(report.desk)
        guard let pid = report.pid else { return terminal.bold("desk     \(desk): no daemon runs") }
        return terminal.bold(
            "desk     \(desk): running, pid \(pid)" + (report.startedAt.map { ", since \($0)" } ?? "") + ", version \(report.version)")
    }

    private static func inboxLines(_ inbox: StatusReport.Inbox, waiting: Int) -> [String] {
        var parts = [inbox.mode + (inbox.why.map { " (\(PrintableText.escaped($0)))" } ?? "")]
        if inbox.watches > 0 { parts.append("\(NumberFormat.counted(inbox.watches, "folder")) watched") }
        parts.append("\(NumberFormat.grouped(waiting)) waiting")
        if inbox.isFull { parts.append("takes no more until what is in flight is loaded") }
        var lines = ["inbox    " + parts.joined(separator: ", ")]
        lines += listed("being written", inbox.busyCount, inbox.busy.map { "\($0.path) (for \(DurationText.rough(seconds: $0.seconds)))" })
        lines += listed("unreadable", inbox.unreadableCount, inbox.unreadable.map { "\($0.path): \($0.hint)" })
        lines += listed("stuck", inbox.stuckCount, inbox.stuck.map { "\($0.path): \($0.hint)" })
        lines += listed("unread folders", inbox.unreadFolders.count, inbox.unreadFolders.map { "\($0.path): \($0.hint)" })
        lines += listed("temporary names that stay", inbox.stalePartialCount, inbox.stalePartials)
        return lines
    }

    private static func listed(_ title: String, _ count: Int, _ entries: [String]) -> [String] {
        guard count > 0 else { return [] }
        var lines = ["         \(NumberFormat.grouped(count)) \(title)"]
        lines += entries.prefix(listedMax).map { "           \(PrintableText.escaped($0))" }
        if count > min(listedMax, entries.count) { lines.append("           … all of them: copydesk status --json") }
        return lines
    }

    private static func ledger(_ report: StatusReport) -> String {
        let order = ["loaded", "partial", "duplicate", "ignored", "dead", "withdrawn", "retry", "working", "claiming"]
        let counts = order.compactMap { status -> String? in
            guard let count = report.totals.byStatus[status], count > 0 else { return nil }
            return "\(NumberFormat.grouped(count)) \(status)"
        }
        return "\(NumberFormat.counted(report.totals.files, "file"))" + (counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))")
            + ", \(NumberFormat.counted(report.totals.articles, "article"))"
            + (report.totals.rejects > 0 ? ", \(NumberFormat.counted(report.totals.rejects, "reject"))" : "")
    }

    private static func space(_ report: StatusReport) -> String? {
        let parts = [
            report.freeBytes.map { "\(SizeText.rough($0)) free" },
            report.walBytes.map { "\(SizeText.rough($0)) of log not yet in the warehouse" },
        ].compactMap { $0 }
        return parts.isEmpty ? nil : "disk     " + parts.joined(separator: ", ")
    }
}
