import ArgumentParser
import Desk

/// `copydesk init`
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a desk: its folders and an empty warehouse.",
        discussion: HelpText.of(
            """
            What is there already stays as it is. Files are dropped into DESK/inbox; a sub-folder is the name of a source. \
            The daemon makes its desk by itself, so init is for those who want to look first.
            """,
            examples: ["copydesk init --desk /srv/news": "a desk in /srv/news"],
            exits: [0: "the desk is there", 75: "a daemon runs on it", 77: "not permitted", 78: "the folders cannot be used"]))

    @OptionGroup var options: GlobalOptions

    func run() throws {
        DeskLog.bootstrap(isDaemon: false)
        let loaded = try options.load()
        try DeskInit.make(desk: options.deskPath, settings: loaded.settings)
        let desk = PrintableText.escaped(options.deskPath)
        try StandardOutput.lines([
            "The desk \(desk) is ready. Drop files into \(PrintableText.escaped(loaded.settings.inboxPath(desk: options.deskPath))); start the daemon with:",
            "  copydesk run --desk \(desk)",
        ])
    }
}
