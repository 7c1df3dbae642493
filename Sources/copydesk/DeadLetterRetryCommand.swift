import ArgumentParser
import Desk

/// `copydesk dead-letter retry`
struct DeadLetterRetryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Put dead letters back on the line.",
        discussion: HelpText.of(
            "They are read again at once where a daemon runs, else when it next starts. Their attempts are counted from the beginning.",
            examples: [
                "copydesk dead-letter retry 17 18": "these two", "copydesk dead-letter retry --reason time-limit": "all with one reason",
            ],
            exits: [0: "put back, even if there were none", 66: "one of the numbers is no dead letter", 74: "a file could not be moved"]))

    @OptionGroup var options: GlobalOptions
    @OptionGroup var choice: DeadLetterChoice

    @Flag(help: "Print the numbers as JSON.")
    var json = false

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let ids = try DeadLetters(desk: options.deskPath, settings: try options.load().settings).retry(choice.choice)
        if json { return try StandardOutput.json(["file_ids": ids]) }
        try StandardOutput.line("\(NumberFormat.counted(ids.count, "file")) put back.")
    }
}
