import ArgumentParser
import Desk

/// `copydesk snapshot`
struct SnapshotCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot", abstract: "Copy the warehouse while it is in use.",
        discussion: HelpText.of(
            """
            The copy is whole, compact and read-only; an existing file is never overwritten. --canonical leaves out what differs between two \
            runs over the same files (numbers and times of loading) and prints the rest as text, for comparing two warehouses.
            """,
            examples: [
                "copydesk snapshot backup.sqlite --desk desk": "a copy",
                "copydesk snapshot --canonical - --desk desk | sha256sum": "one number for all that was loaded",
            ],
            exits: [
                0: "copied", 64: "the command line is wrong", 66: "there is no warehouse",
                74: "the copy cannot be written, or is there already",
            ]))

    @OptionGroup var options: GlobalOptions

    @Argument(help: "The file to write; with --canonical also - for stdout.")
    var file: String

    @Flag(help: "Write the content as text, in an order of its own.")
    var canonical = false

    @Flag(help: "Print what was written as JSON.")
    var json = false

    func validate() throws {
        if file == "-" && !canonical { throw ValidationError("A copy goes into a file; only --canonical can go to stdout.") }
        if file == "-" && json { throw ValidationError("--json and the text itself cannot both go to stdout.") }
    }

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let settings = try options.load().settings
        if file == "-" {
            return try Snapshot.dump(desk: options.deskPath, settings: settings) { (line) throws(DeskError) in
                try StandardOutput.write(line)
            }
        }
        let summary = try Snapshot.run(desk: options.deskPath, settings: settings, to: file, canonical: canonical)
        if json {
            try StandardOutput.json(summary)
        } else {
            try StandardOutput.line(
                "\(PrintableText.escaped(file)): \(NumberFormat.counted(summary.articles, "article")), \(SizeText.rough(summary.bytes))")
        }
    }
}
