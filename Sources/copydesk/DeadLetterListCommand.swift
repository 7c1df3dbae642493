import ArgumentParser
import Desk

/// `copydesk dead-letter list`
struct DeadLetterListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List dead letters, the newest first.",
        discussion: HelpText.of("", exits: [0: "listed, even if there are none", 66: "there is no desk"]))

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("Only those with this reason.", valueName: "code"))
    var reason: String?

    @Option(name: .shortAndLong, help: ArgumentHelp("Files at most.", valueName: "count"))
    var limit = 100

    @Flag(help: "Also those that were discarded.")
    var discarded = false

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func validate() throws {
        if limit < 1 || limit > 1_000_000 { throw ValidationError("--limit is a number from 1 to 1000000.") }
    }

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let letters = DeadLetters(desk: options.deskPath, settings: try options.load().settings)
        let list = try letters.list(reason: reason, withDiscarded: discarded, limit: limit)
        if json {
            for letter in list { try StandardOutput.json(letter) }
        } else {
            try StandardOutput.lines(Self.lines(list))
        }
    }

    static func lines(_ list: [DeadLetter]) -> [String] {
        var table = TextTable(["FILE", "REASON", "WHEN", "SIZE", "NAME", "WHAT HAPPENED"])
        for letter in list {
            table.add([
                "\(letter.fileID)", letter.reason + (letter.discardedAt == nil ? "" : " (discarded)"),
                letter.finishedAt ?? letter.receivedAt,
                SizeText.rough(letter.bytes), PrintableText.shortened(letter.name, to: 60),
                PrintableText.shortened(letter.detail ?? letter.meaning ?? "", to: 80),
            ])
        }
        return table.lines
    }
}
