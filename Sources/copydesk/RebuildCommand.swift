import ArgumentParser
import Desk
import Dispatch
import Glibc
import Synchronization

/// `copydesk rebuild`
struct RebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Make the warehouse again from the originals.",
        discussion: HelpText.of(
            """
            Reads every original in the order in which it was first loaded, into a new warehouse that takes the old one's place when it is \
            whole; the old one is kept beside it. --check keeps the warehouse and loads only originals that it has no row for, as after an \
            older copy was put in place.
            """,
            examples: ["copydesk rebuild --check --desk desk": "bring back what an older copy of the warehouse does not know"],
            exits: [
                0: "done", 66: "there is no desk", 74: "reading or writing failed", 75: "a daemon has the desk, or a signal ended it",
                78: "the settings or the desk's folders are wrong",
            ]))

    @OptionGroup var options: GlobalOptions

    @Flag(help: "Load only what the warehouse has no row for.")
    var check = false

    @Flag(help: "Print the summary as JSON.")
    var json = false

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let settings = try options.load().settings
        let bar = Mutex(ProgressBar(terminal: .of(STDERR_FILENO), nowNs: DispatchTime.now().uptimeNanoseconds))
        let isShown = options.quiet == 0
        let summary = try Rebuild.run(desk: options.deskPath, settings: settings, check: check) { files, articles in
            var progress = Ingest.Progress()
            progress.files = files
            progress.articles = articles
            if isShown { bar.withLock { $0.show(progress, nowNs: DispatchTime.now().uptimeNanoseconds) } }
        }
        if isShown { bar.withLock { $0.clear() } }
        if json { try StandardOutput.json(Answer(summary)) } else { try StandardOutput.lines(Self.lines(summary)) }
        if summary.wasStopped { throw DeskError(.temporary, "stopped by a signal; what was there before is untouched") }
    }

    /// The summary as JSON.
    struct Answer: Codable, Equatable {
        var files: Int
        var articles: Int
        /// Files whose original is not on the desk any more.
        var lost: [Int64]
        var former: String?
        var wasStopped: Bool

        init(_ summary: Rebuild.Summary) {
            files = summary.files
            articles = summary.articles
            lost = summary.lost
            former = summary.former
            wasStopped = summary.wasStopped
        }
    }

    static func lines(_ summary: Rebuild.Summary) -> [String] {
        var lines = ["\(NumberFormat.counted(summary.files, "file")) loaded again, \(NumberFormat.counted(summary.articles, "article"))"]
        if !summary.lost.isEmpty {
            let ids = summary.lost.prefix(10).map { "\($0)" }.joined(separator: ", ")
            lines.append(
                "\(NumberFormat.counted(summary.lost.count, "file")) could not be loaded, their originals are not on the desk any more: \(ids)"
                    + (summary.lost.count > 10 ? " …" : ""))
        }
        if let former = summary.former { lines.append("The former warehouse lies in \(PrintableText.escaped(former)).") }
        return lines
    }
}
