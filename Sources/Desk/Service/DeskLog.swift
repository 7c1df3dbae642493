import Glibc
import Logging
import Synchronization

/// The log of every command: one line for each record on stderr (errors are logged once, where they are decided).
///
/// Under the journal a line begins with its priority (`<6>`, sd-daemon(3)); elsewhere with the UTC time and the level. Nothing in a message can
/// begin another line or steer a terminal. A stderr that is closed or gone is no error: the line is lost, the daemon goes on.
public struct DeskLog: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?
    public var logLevel: Logger.Level {
        get { fixedLevel ?? Self.level.current }
        set { fixedLevel = newValue }
    }
    private var fixedLevel: Logger.Level?
    private let label: String
    private let sink: any LineSink
    private let style: Style

    /// How a line begins.
    public enum Style: Sendable, Equatable {
        /// `<6>message`
        case journal
        /// `2026-11-25T09:30:00Z info message`
        case timed(now: @Sendable () -> Int)
        /// `copydesk: message`, for commands that a person runs.
        case terse

        public static func == (left: Style, right: Style) -> Bool {
            switch (left, right) {
            case (.journal, .journal), (.timed, .timed), (.terse, .terse): true
            default: false
            }
        }
    }

    /// The level of all loggers; settings, -v and -q set it, a reload changes it.
    public static let level = SharedLevel()

    public init(label: String, sink: any LineSink = StandardError(), style: Style) {
        self.label = label
        self.sink = sink
        self.style = style
    }

    /// Makes this the process's log. Call once, before the first logger.
    /// - Parameter isDaemon: a line has its time or its priority; else it begins with the program's name.
    public static func bootstrap(isDaemon: Bool) {
        let style: Style =
            isDaemon ? (isJournal(journalStream: environment("JOURNAL_STREAM")) ? .journal : .timed(now: UTCTime.now)) : .terse
        LoggingSystem.bootstrap { DeskLog(label: $0, style: style) }
    }

    /// systemd names the device and inode of the stream it connected: a stderr that was redirected since is not the journal.
    static func isJournal(journalStream: String?) -> Bool {
        guard let parts = journalStream?.split(separator: ":"), parts.count == 2, let device = UInt64(parts[0]),
            let inode = UInt64(parts[1])
        else { return false }
        var facts = stat()
        return fstat(STDERR_FILENO, &facts) == 0 && UInt64(facts.st_dev) == device && UInt64(facts.st_ino) == inode
    }

    private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let given = event.metadata { all.merge(given) { $1 } }
        var text = prefix(event.level) + PrintableText.escaped(event.message.description)
        for (key, value) in all.sorted(by: { $0.key < $1.key }) { text += " \(key)=\(Self.word("\(value)"))" }
        if let error = event.error { text += " error=\(Self.word("\(error)"))" }
        sink.write(line: text)
    }

    private func prefix(_ level: Logger.Level) -> String {
        switch style {
        case .journal: "<\(Self.priority(level))>"
        case .timed(let now): "\(UTCTime.text(now())) \(level.rawValue) "
        case .terse: "copydesk: "
        }
    }

    /// syslog's priorities.
    static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }

    /// A value in quotes where it would not stay one word.
    private static func word(_ text: String) -> String {
        let line = PrintableText.escaped(text)
        let needsQuotes =
            line.isEmpty || line.utf8.contains { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "=") }
        return needsQuotes ? "\"" + line.replacing("\"", with: "\\\"") + "\"" : line
    }
}

/// The level that all loggers share.
public final class SharedLevel: Sendable {
    private let level = Mutex(Logger.Level.info)

    public var current: Logger.Level { level.withLock { $0 } }

    public func set(_ new: Logger.Level) { level.withLock { $0 = new } }
}
