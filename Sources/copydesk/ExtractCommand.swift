import ArgumentParser
import Desk
import Synchronization

/// `copydesk extract`
struct ExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract", abstract: "Print the articles of files as JSON lines, without a warehouse.",
        discussion: HelpText.of(
            """
            One object for each record: an article, or a reject with its code. Lines come in the order of the files. \
            Settings are read from --config, or from the desk that --desk names.
            """,
            examples: [
                "copydesk extract archive.zip | jq -r .headline": "headlines of an archive",
                "zcat dump.jsonl.gz | copydesk extract -": "from a pipe",
            ],
            exits: [
                0: "everything was read", 64: "the command line is wrong", 66: "a path is not there", 74: "reading or writing failed",
                78: "the settings are wrong",
            ]))

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Files and folders; - is standard input.")
    var paths: [String]

    @Flag(help: "Print what the files say and nothing that is found out about the text.")
    var noEnrich = false

    func validate() throws {
        if paths.isEmpty { throw ValidationError("Name at least one file or folder, or - for standard input.") }
    }

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let settings = try options.load(needsDesk: false).settings
        let failed = Mutex<DeskError?>(nil)
        try Extract.run(paths: paths, settings: settings, noEnrich: noEnrich) { lines in
            guard failed.withLock({ $0 }) == nil else { return }
            do throws(DeskError) { try StandardOutput.write(lines) } catch { failed.withLock { $0 = error } }
        }
        if let error = failed.withLock({ $0 }) { throw error }
    }
}
