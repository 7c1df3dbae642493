import ArgumentParser
import Desk
import Glibc

/// `copydesk status`
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "What is under way, what waits, what needs a person.",
        discussion: HelpText.of(
            """
            Asks the daemon; where none runs, the warehouse alone. In JSON the fields pid, waiting and in_flight are there only while a \
            daemon runs; waiting counts files in the inbox that are not complete yet, in_flight those between claim and outcome.
            """,
            examples: [
                "copydesk status --desk desk --watch": "again every two seconds", "copydesk status --json | jq .totals": "for scripts",
            ],
            exits: [
                0: "answered, whether a daemon runs or not", 66: "there is no desk", 75: "the daemon does not answer", 77: "not permitted",
            ]))

    /// Between two looks of --watch.
    private static let pauseSeconds: UInt32 = 2

    @OptionGroup var options: GlobalOptions

    @Flag(help: "Print it again every two seconds until interrupted.")
    var watch = false

    @Flag(help: "Print it as one line of JSON.")
    var json = false

    func validate() throws {
        if options.isWithoutDesk { throw ValidationError("status needs a desk: name it with --desk.") }
    }

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let terminal = Terminal.of(STDOUT_FILENO)
        while true {
            let report = try StatusQuery.run(desk: options.deskPath) { () throws(DeskError) in try options.load().settings }
            if json {
                try StandardOutput.write(report.jsonLine + [UInt8(ascii: "\n")])
            } else {
                // Home and erase, so that the screen does not flicker.
                if watch && terminal.isTerminal { try StandardOutput.write(Array("\u{1B}[H\u{1B}[J".utf8)) }
                try StandardOutput.lines(StatusText.lines(report, terminal: terminal))
            }
            guard watch else { return }
            sleep(Self.pauseSeconds)
        }
    }
}
