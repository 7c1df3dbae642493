import ArgumentParser
import Desk
import Glibc

/// The program: commands read flags, call one function of the Desk room, print what it gives.
@main
struct Copydesk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copydesk",
        abstract: "News files in, a SQLite warehouse out.",
        discussion: HelpText.of(
            """
            Drop files of any kind into a folder; ask a SQLite warehouse who said what, when and where. \
            Settings come from copydesk.yaml in the desk, then COPYDESK_… variables, then flags; check-config explains them.
            """,
            examples: [
                "copydesk init --desk desk && copydesk run --desk desk": "a desk, and the daemon on it",
                "copydesk ingest --warehouse news.sqlite archive/": "load a folder without a daemon or a desk",
                "copydesk search --desk desk '\"night ferry\" OR bridge*'": "full text",
            ], exits: HelpText.commonExits),
        version: CopydeskVersion.text,
        subcommands: [
            InitCommand.self, RunCommand.self, IngestCommand.self, ExtractCommand.self, ExplainCommand.self, StatusCommand.self,
            SearchCommand.self,
            DeadLetterCommand.self, AuditCommand.self, RebuildCommand.self, ReprocessCommand.self, SnapshotCommand.self,
            CheckConfigCommand.self, FormatsCommand.self,
        ])

    /// Parses, runs, and ends the process with an exit code of sysexits.h.
    static func main() {
        StandardDescriptors.ensureOpen()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error as DeskError {
            complain(error)
            Glibc.exit(error.code.rawValue)
        } catch { exit(withError: error) }
    }

    /// One line for each line of the sentence, nothing in it that steers a terminal.
    private static func complain(_ error: DeskError) {
        for line in error.sentence.split(separator: "\n") {
            StandardError().write(line: "copydesk: " + PrintableText.escaped(String(line)))
        }
    }
}
