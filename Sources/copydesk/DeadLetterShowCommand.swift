import ArgumentParser
import Desk
import Glibc

/// `copydesk dead-letter show`
struct DeadLetterShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "All that is known of one dead letter, and what to do about it.",
        discussion: HelpText.of("", exits: [0: "shown", 66: "there is no such dead letter"]))

    @OptionGroup var options: GlobalOptions

    @Argument(help: ArgumentHelp("The file's number, as list prints it.", valueName: "file-id"))
    var fileID: Int64

    @Flag(help: "Print it as JSON.")
    var json = false

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let letter = try DeadLetters(desk: options.deskPath, settings: try options.load().settings).show(fileID)
        if json { try StandardOutput.json(letter) } else { try StandardOutput.lines(Self.lines(letter, terminal: .of(STDOUT_FILENO))) }
    }

    static func lines(_ letter: DeadLetter, terminal: Terminal) -> [String] {
        let place = [letter.item, letter.line.map { "line \($0)" }, letter.byteOffset.map { "byte \($0)" }].compactMap { $0 }.filter {
            !$0.isEmpty
        }
        let rows: [(String, String?)] = [
            ("name", letter.name), ("source", letter.source.isEmpty ? nil : letter.source), ("reason", letter.reason),
            ("what happened", letter.detail), ("what it means", letter.meaning), ("what to do", letter.advice),
            ("where", place.isEmpty ? nil : place.joined(separator: ", ")), ("context", letter.context), ("format", letter.format),
            ("size", SizeText.rough(letter.bytes)), ("attempts", letter.attempts > 0 ? "\(letter.attempts)" : nil),
            ("received", letter.receivedAt),
            ("given up", letter.finishedAt), ("discarded", letter.discardedAt), ("original", letter.path ?? "no longer there"),
        ]
        return [terminal.bold("file \(letter.fileID)")]
            + rows.compactMap { row in
                row.1.map { "  \(row.0)\(String(repeating: " ", count: 15 - row.0.count))\(PrintableText.escaped($0))" }
            }
    }
}
