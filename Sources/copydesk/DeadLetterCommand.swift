import ArgumentParser
import Desk
import Glibc

/// `copydesk dead-letter`
struct DeadLetterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letter", abstract: "Look after the files that could not be read.",
        discussion: HelpText.of(
            """
            A dead letter lies in DESK/dead-letter with its reason beside it (NAME.error.json). All of these work beside the daemon.
            """,
            examples: [
                "copydesk dead-letter list": "what there is", "copydesk dead-letter show 17": "all that is known of one",
                "copydesk dead-letter retry --reason size-limit": "after a limit was raised",
            ]),
        subcommands: [DeadLetterListCommand.self, DeadLetterShowCommand.self, DeadLetterRetryCommand.self, DeadLetterDiscardCommand.self])
}

/// Which dead letters are meant.
struct DeadLetterChoice: ParsableArguments {
    @Argument(help: ArgumentHelp("Numbers of files, as list prints them.", valueName: "file-id"))
    var fileIDs: [Int64] = []

    @Option(help: ArgumentHelp("All with this reason.", valueName: "code"))
    var reason: String?

    @Flag(help: "All.")
    var all = false

    mutating func validate() throws {
        let ways = (fileIDs.isEmpty ? 0 : 1) + (reason == nil ? 0 : 1) + (all ? 1 : 0)
        if ways != 1 { throw ValidationError("Name files by their numbers, or --reason CODE, or --all.") }
    }

    var choice: DeadLetters.Choice { all ? .all : reason.map { .reason($0) } ?? .files(fileIDs) }
}
