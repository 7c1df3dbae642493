import ArgumentParser
import Desk

/// `copydesk dead-letter discard`
struct DeadLetterDiscardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard", abstract: "Delete the originals of dead letters; the ledger remembers them.",
        discussion: HelpText.of(
            "The only command that deletes what was dropped. The row stays dead, with the time it was discarded.",
            examples: ["copydesk dead-letter discard 17": "one file"],
            exits: [0: "discarded, even if there were none", 66: "one of the numbers is no dead letter", 74: "a file could not be deleted"])
    )

    @OptionGroup var options: GlobalOptions
    @OptionGroup var choice: DeadLetterChoice

    @Flag(help: "Print the numbers as JSON.")
    var json = false

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let ids = try DeadLetters(desk: options.deskPath, settings: try options.load().settings).discard(choice.choice)
        if json { return try StandardOutput.json(["file_ids": ids]) }
        try StandardOutput.line("\(NumberFormat.counted(ids.count, "file")) discarded.")
    }
}
