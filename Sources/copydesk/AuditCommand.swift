import ArgumentParser
import Desk
import Glibc

/// `copydesk audit`
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Prove from ledger and folders that every file is accounted for.",
        discussion: HelpText.of(
            "Changes nothing. --originals reads every kept original again and compares its SHA-256 with the ledger.",
            examples: ["copydesk audit --originals --desk desk": "with the bytes of every original"],
            exits: [
                0: "everything is accounted for", 65: "something was found: see the lines", 66: "there is no desk",
                70: "the warehouse is damaged",
            ]))

    @OptionGroup var options: GlobalOptions

    @Flag(help: "Hash every original again.")
    var originals = false

    @Flag(help: "Print the report as JSON.")
    var json = false

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let report = try Audit.run(desk: options.deskPath, settings: try options.load().settings, originals: originals)
        if json {
            try StandardOutput.json(report)
        } else {
            try StandardOutput.lines(Self.lines(report))
        }
        if !report.isClean { throw ExitCode(DeskError.Code.data.rawValue) }
    }

    static func lines(_ report: Audit.Report) -> [String] {
        let files = report.files.values.reduce(0, +)
        var lines = report.findings.map { finding in
            let who = [finding.fileID.map { "file \($0)" }, finding.path].compactMap { $0 }.joined(separator: " ")
            return PrintableText.escaped("\(finding.kind): \(who.isEmpty ? "" : who + ": ")\(finding.sentence)")
        }
        if report.findingCount > report.findings.count {
            lines.append("… and \(NumberFormat.grouped(report.findingCount - report.findings.count)) more")
        }
        let outcomes = report.files.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.filter { $0.value > 0 }.map {
            "\(NumberFormat.grouped($0.value)) \($0.key)"
        }
        lines.append(
            "\(NumberFormat.counted(files, "file"))" + (outcomes.isEmpty ? "" : " (\(outcomes.joined(separator: ", ")))")
                + ", \(NumberFormat.counted(report.originals, "original")) in place"
                + (report.hashed > 0 ? ", \(NumberFormat.grouped(report.hashed)) hashed again" : "")
                + ", \(NumberFormat.counted(report.articles, "article"))")
        if report.outdatedArticles > 0 {
            lines.append(
                "\(NumberFormat.counted(report.outdatedArticles, "article")) \(report.outdatedArticles == 1 ? "has" : "have") facts of an "
                    + "older program: run copydesk reprocess.")
        }
        if report.unlearnedArticles > 0 {
            lines.append(
                "\(NumberFormat.counted(report.unlearnedArticles, "article")) \(report.unlearnedArticles == 1 ? "does" : "do") without what was "
                    + "learned of \(report.unlearnedArticles == 1 ? "its source" : "their sources"): run copydesk reprocess.")
        }
        lines.append(report.isClean ? "Everything is accounted for." : "\(NumberFormat.counted(report.findingCount, "finding")).")
        return lines
    }
}
