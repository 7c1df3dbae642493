import ArgumentParser
import Desk
import Glibc

/// `copydesk explain`
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Show how one file is understood, step by step, without storing anything.",
        discussion: HelpText.of(
            """
            What its name and its bytes say, whether it counts as complete, what it is wrapped in, which formats fit and how well, \
            the charset, each record with each field and where it was found, and what is rejected and why.
            """,
            examples: [
                "copydesk explain story.html": "why is the date missing?", "copydesk explain --json dump.zip | jq .members": "for scripts",
            ],
            exits: [
                0: "the file was explained, whatever becomes of it", 64: "the command line is wrong", 66: "there is no such file",
                78: "the settings are wrong",
            ]))

    @OptionGroup var options: GlobalOptions

    @Argument(help: "One file.")
    var file: String

    @Option(help: ArgumentHelp("Records, rejects and members that are shown; all are counted.", valueName: "count"))
    var records = 10

    @Flag(help: "Print it as one line of JSON.")
    var json = false

    func validate() throws {
        if records < 0 { throw ValidationError("--records takes a whole number, 0 or more.") }
    }

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let settings = try options.load(needsDesk: false).settings
        let explanation = try Explain.run(path: file, settings: settings, recordsMax: records)
        if json { return try StandardOutput.json(explanation) }
        try StandardOutput.lines(ExplanationText.lines(explanation, terminal: Terminal.of(STDOUT_FILENO)))
    }
}
