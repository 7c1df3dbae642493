import ArgumentParser
import Desk
import Dispatch
import Glibc
import Synchronization

/// `copydesk reprocess`
struct ReprocessCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reprocess", abstract: "Find the facts of older articles anew, beside the daemon.",
        discussion: HelpText.of(
            """
            Articles that were loaded by a program with older enrichers, or without them, are read again from their originals; what is found \
            in them replaces what was, article by article. Numbers, arrivals and files stay. A daemon may be at work: the warehouse is \
            locked for moments only. Ended in the middle, the same command goes on.

            With --learn it first learns where each publisher, or folder of the inbox, with three articles or more is at home, and which \
            paragraphs it puts into many articles, and keeps that as a numbered generation (tables learnings, learned_sources). Articles of \
            sources of which something new was learned are then read again with it, now or by the next reprocess: a place that an article \
            leaves open is looked for at home, and such paragraphs count neither for keywords nor for near-copies.
            """,
            examples: [
                "copydesk reprocess --dry-run": "how many articles there are to do",
                "copydesk reprocess --since 2024-05-01 --source reuters": "articles of one source from that day on",
                "copydesk reprocess --learn": "once a night or a week: what the new articles tell about their sources, applied",
                "copydesk reprocess --enricher quotes": "only where the finding of quotations has changed since",
            ],
            exits: [
                0: "done", 64: "the command line is wrong", 65: "some articles could not be done: see the lines",
                66: "there is no desk", 70: "the warehouse is damaged", 74: "reading or writing failed",
                75: "another program keeps the warehouse locked, or a signal ended it: give the command again",
                78: "the settings or the desk's folders are wrong",
            ]))

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Only articles of this day and later.", valueName: "yyyy-mm-dd"))
    var since: String?

    @Option(help: ArgumentHelp("Only articles of this source and of those below it.", valueName: "name"))
    var source: String?

    @Option(help: ArgumentHelp("Only articles for which this enricher did not run, or an older one.", valueName: "name"))
    var enricher: String?

    @Flag(help: "First learn from the articles where their sources are at home, and what they put into every article.")
    var learn = false

    @Flag(help: "Say how many articles there are to do, and do nothing.")
    var dryRun = false

    @Flag(help: "Print the summary as JSON.")
    var json = false

    func validate() throws {
        if let since, !Reprocess.isDay(since) {
            throw ValidationError("--since takes a day, such as 2024-05-17, not '\(PrintableText.escaped(since))'.")
        }
        if learn && dryRun { throw ValidationError("--dry-run does nothing: it cannot be given with --learn.") }
    }

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let settings = try options.load().settings
        var reprocess = Reprocess.Options()
        reprocess.desk = options.isWithoutDesk ? nil : options.deskPath
        reprocess.since = since
        reprocess.source = source
        reprocess.enricher = enricher
        reprocess.isDryRun = dryRun
        reprocess.learns = learn
        // In the background: whoever else wants the processor has it first. The workers inherit it.
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        let bar = Mutex(ProgressBar(terminal: .of(STDERR_FILENO), nowNs: DispatchTime.now().uptimeNanoseconds))
        let isShown = options.quiet == 0
        let summary = try Reprocess.run(reprocess, settings: settings) { files, articles in
            var progress = Ingest.Progress()
            progress.files = files
            progress.articles = articles
            if isShown { bar.withLock { $0.show(progress, nowNs: DispatchTime.now().uptimeNanoseconds) } }
        }
        if isShown { bar.withLock { $0.clear() } }
        if json { try StandardOutput.json(summary) } else { try StandardOutput.lines(Self.lines(summary, isDryRun: dryRun)) }
        if summary.wasStopped { throw DeskError(.temporary, "stopped by a signal; the same command goes on where this one ended") }
        if summary.problemCount > 0 { throw ExitCode(DeskError.Code.data.rawValue) }
    }

    static func lines(_ summary: Reprocess.Summary, isDryRun: Bool) -> [String] {
        var lines = summary.problems.map { problem in
            PrintableText.escaped(
                "\(problem.kind): file \(problem.fileID)\(problem.path.map { " \($0)" } ?? "") "
                    + "(\(NumberFormat.counted(problem.articles, "article"))): \(problem.sentence)")
        }
        if let learned = summary.learned { lines.insert(contentsOf: Self.lines(learned), at: 0) }
        if summary.problemCount > summary.problems.count {
            lines.append("… and \(NumberFormat.grouped(summary.problemCount - summary.problems.count)) more")
        }
        if isDryRun {
            lines.append("\(NumberFormat.counted(summary.outdated, "article")) to do")
        } else {
            lines.append(
                "\(NumberFormat.counted(summary.articles, "article")) done again from \(NumberFormat.counted(summary.files, "original"))"
                    + (summary.left > 0 ? ", \(NumberFormat.grouped(summary.left)) left" : ""))
        }
        if summary.newer > 0 {
            lines.append("\(NumberFormat.counted(summary.newer, "article")) left alone: a newer program has been at work on them")
        }
        return lines
    }

    private static func lines(_ learned: Reprocess.Summary.Learned) -> [String] {
        let from = "\(NumberFormat.counted(learned.sources, "source")) with \(NumberFormat.counted(learned.articles, "article"))"
        var lines = [
            learned.changed > 0
                ? "Generation \(learned.generation) learned from \(from): \(NumberFormat.grouped(learned.changed)) changed"
                : "Nothing new learned from \(from)"
        ]
        if learned.leftOut > 0 {
            lines.append("\(NumberFormat.counted(learned.leftOut, "source")) with fewer articles left out: there are too many")
        }
        return lines
    }
}
