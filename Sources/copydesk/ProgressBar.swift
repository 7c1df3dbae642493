import Desk

/// What `ingest` shows while it works: on a terminal one line that is written over, elsewhere a plain line now and then.
struct ProgressBar {
    /// Terminals are redrawn so often at most, logs get a line so often.
    private static let redrawNs: UInt64 = 100_000_000
    private static let lineNs: UInt64 = 10_000_000_000
    /// The rate is that of about the last ten seconds.
    private static let memorySeconds = 10.0

    private let terminal: Terminal
    private let startedNs: UInt64
    private var shownNs: UInt64
    private var looked: (ns: UInt64, articles: Int)
    /// When a file last ended, and the bytes of all that had: what is known between two ends of large files.
    private var lastEnd: (ns: UInt64, bytes: Int64)
    private var articlesPerSecond: Double?

    /// - Parameter nowNs: a monotonic clock, here and below.
    init(terminal: Terminal, nowNs: UInt64) {
        self.terminal = terminal
        startedNs = nowNs
        shownNs = nowNs
        looked = (nowNs, 0)
        lastEnd = (nowNs, 0)
    }

    /// Shows how far it is, on stderr, unless the last look was a moment ago.
    mutating func show(_ progress: Ingest.Progress, nowNs: UInt64) {
        guard let text = update(progress, nowNs: nowNs) else { return }
        if terminal.isTerminal { StandardError().write(passingLine: text) } else { StandardError().write(line: text) }
    }

    /// Takes the bar away, before other text on stdout.
    func clear() {
        if terminal.isTerminal { StandardError().write(passingLine: "") }
    }

    /// The line to show, `nil` where it is too early for another look.
    mutating func update(_ progress: Ingest.Progress, nowNs: UInt64) -> String? {
        guard nowNs &- shownNs >= (terminal.isTerminal ? Self.redrawNs : Self.lineNs) else { return nil }
        shownNs = nowNs
        learn(progress, nowNs)
        return terminal.isTerminal ? drawn(progress) : plain(progress)
    }

    /// The rate since the start, for the summary.
    func meanRate(_ articles: Int, nowNs: UInt64) -> Double { Double(articles) / max(0.001, Double(nowNs &- startedNs) / 1e9) }

    private mutating func learn(_ progress: Ingest.Progress, _ nowNs: UInt64) {
        let seconds = Double(nowNs &- looked.ns) / 1e9
        guard seconds > 0 else { return }
        let weight = min(1, seconds / Self.memorySeconds)
        func mixed(_ old: Double?, _ new: Double) -> Double { old.map { $0 + (new - $0) * weight } ?? new }
        articlesPerSecond = mixed(articlesPerSecond, Double(progress.articles - looked.articles) / seconds)
        looked = (nowNs, progress.articles)
        if progress.bytes > lastEnd.bytes { lastEnd = (nowNs, progress.bytes) }
    }

    /// By the bytes a second from the start to the last end of a file, less what has passed since. `nil` while more files are being found,
    /// or nothing is known of the speed.
    private func secondsLeft(_ progress: Ingest.Progress) -> Double? {
        guard progress.isWholeKnown, lastEnd.bytes > 0, lastEnd.ns > startedNs else { return nil }
        let perByte = Double(lastEnd.ns - startedNs) / 1e9 / Double(lastEnd.bytes)
        return max(0, Double(max(0, progress.bytesFound - lastEnd.bytes)) * perByte - Double(looked.ns - lastEnd.ns) / 1e9)
    }

    private func plain(_ progress: Ingest.Progress) -> String {
        var parts = [
            NumberFormat.counted(progress.files, "file"), NumberFormat.counted(progress.articles, "article"),
            "\(NumberFormat.rate(articlesPerSecond ?? 0)) articles/s",
        ]
        if progress.bytesFound > 0 {
            parts.append(
                "\(SizeText.rough(progress.bytes)) of \(SizeText.rough(progress.bytesFound))" + (progress.isWholeKnown ? "" : " so far"))
        }
        if let left = secondsLeft(progress) { parts.append("ETA \(DurationText.rough(seconds: left))") }
        return parts.joined(separator: ", ")
    }

    private func drawn(_ progress: Ingest.Progress) -> String {
        let text = plain(progress)
        let room = terminal.columns - text.count - 9
        guard room >= 10, progress.bytesFound > 0 else { return String(text.prefix(terminal.columns - 1)) }
        let share = min(1, Double(progress.bytes) / Double(progress.bytesFound))
        let width = min(room, 30)
        let full = Int((share * Double(width)).rounded(.down))
        let percent = String(Int(share * 100))
        return "[" + String(repeating: "#", count: full) + String(repeating: "-", count: width - full) + "] "
            + String(repeating: " ", count: 3 - percent.count) + percent + "% " + text
    }
}
