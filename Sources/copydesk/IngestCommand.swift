import ArgumentParser
import Desk
import Dispatch
import Glibc
import Model
import Synchronization

/// `copydesk ingest`
struct IngestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest", abstract: "Load files where they are, once, and end.",
        discussion: HelpText.of(
            """
            The daemon's line, run once. Files are read and left alone; --move takes them into the desk as the inbox does. Folders are \
            walked. What was loaded before is recognised, so the same command can be given again. With --warehouse and without --desk \
            no desk is needed. Rejects and dead letters do not change the exit code, unless --strict is given.
            """,
            examples: [
                "copydesk ingest --warehouse news.sqlite archive/": "a folder into a warehouse of its own",
                "copydesk ingest --desk desk --move drop/": "into the desk, originals too",
            ],
            exits: [
                0: "everything was read", 64: "the command line is wrong", 65: "with --strict: something was rejected or dead",
                66: "a path is not there", 70: "the warehouse is damaged", 74: "reading or writing failed",
                75: "a daemon has the desk, or a signal ended the run: give the command again",
                78: "the settings or the desk's folders are wrong",
            ]))

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Files and folders.")
    var paths: [String]

    @Flag(help: "Take the files into the desk.")
    var move = false

    @Flag(help: "Load what the files say and nothing that is found out about the text.")
    var noEnrich = false

    @Flag(help: "Leave the full-text index alone.")
    var noSearch = false

    @Flag(help: "Exit with 65 if anything was rejected or became a dead letter.")
    var strict = false

    @Flag(help: "Print the summary as JSON.")
    var json = false

    func validate() throws {
        if paths.isEmpty { throw ValidationError("Name at least one file or folder.") }
        if move && options.isWithoutDesk { throw ValidationError("--move needs a desk: name it with --desk.") }
    }

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let settings = try options.load().settings
        var ingest = Ingest.Options()
        if options.isWithoutDesk { ingest.warehouse = options.warehouse } else { ingest.desk = options.deskPath }
        ingest.move = move
        ingest.noEnrich = noEnrich
        ingest.noSearch = noSearch
        let bar = Mutex(ProgressBar(terminal: .of(STDERR_FILENO), nowNs: DispatchTime.now().uptimeNanoseconds))
        let isShown = options.quiet == 0
        let summary = try Ingest.run(paths: paths, options: ingest, settings: settings) { progress in
            if isShown { bar.withLock { $0.show(progress, nowNs: DispatchTime.now().uptimeNanoseconds) } }
        }
        if isShown { bar.withLock { $0.clear() } }
        let text = IngestText(
            summary, articlesPerSecond: bar.withLock { $0.meanRate(summary.progress.articles, nowNs: DispatchTime.now().uptimeNanoseconds) }
        )
        if json { try StandardOutput.json(text.answer) } else { try StandardOutput.lines(text.lines) }
        if summary.wasStopped { throw DeskError(.temporary, "stopped by a signal; the same command goes on where this one ended") }
        if strict, text.hasLosses { throw ExitCode(DeskError.Code.data.rawValue) }
    }
}

/// The summary of `ingest` for people and for scripts.
struct IngestText {
    /// As JSON.
    struct Answer: Codable, Equatable {
        var files: Int
        var articles: Int
        var rejects: Int
        var repeats: Int
        var bytes: Int64
        /// Files by outcome.
        var outcomes: [String: Int]
        var articlesPerSecond: Double
        var wasStopped: Bool
    }

    let answer: Answer

    init(_ summary: Ingest.Summary, articlesPerSecond: Double) {
        answer = Answer(
            files: summary.progress.files, articles: summary.progress.articles, rejects: summary.rejects, repeats: summary.repeats,
            bytes: summary.progress.bytes,
            outcomes: Dictionary(uniqueKeysWithValues: summary.outcomes.map { ($0.key.rawValue, $0.value) }),
            articlesPerSecond: (articlesPerSecond * 10).rounded() / 10, wasStopped: summary.wasStopped)
    }

    var hasLosses: Bool { answer.rejects > 0 || (answer.outcomes[FileStatus.dead.rawValue] ?? 0) > 0 }

    var lines: [String] {
        let outcomes = answer.outcomes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            "\(NumberFormat.grouped($0.value)) \($0.key)"
        }
        var lines = [
            "\(NumberFormat.counted(answer.files, "file")) (\(SizeText.rough(answer.bytes)))"
                + (outcomes.isEmpty ? "" : ": \(outcomes.joined(separator: ", "))"),
            "\(NumberFormat.counted(answer.articles, "article")), \(NumberFormat.rate(answer.articlesPerSecond))/s",
        ]
        if answer.repeats > 0 { lines.append("\(NumberFormat.counted(answer.repeats, "article")) were there already") }
        if answer.rejects > 0 { lines.append("\(NumberFormat.counted(answer.rejects, "record")) rejected: see the table rejects") }
        return lines
    }
}
