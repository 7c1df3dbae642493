import ArgumentParser
import Desk

/// `copydesk run`
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run the daemon on a desk, until a signal ends it.",
        discussion: HelpText.of(
            """
            Watches DESK/inbox, loads what is complete, keeps every original. Makes the desk where none was. The log goes to stderr; under \
            systemd its lines carry their priorities, and READY, STATUS and WATCHDOG are sent to NOTIFY_SOCKET.

            Signals: TERM or INT ends it after the group under way is committed (the third at once); HUP reads the settings again; \
            USR1 writes the status into the log.
            """,
            examples: [
                "copydesk run --desk desk": "in the foreground", "systemctl enable --now copydesk": "as a service (deploy/install.sh)",
            ],
            exits: [
                0: "stopped by a signal", 70: "the warehouse is damaged: nothing was moved", 74: "the desk cannot be read or written",
                75: "another daemon has the desk", 77: "not permitted", 78: "the settings or the desk's folders are wrong",
            ]))

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if options.isWithoutDesk { throw ValidationError("run needs a desk: name it with --desk beside --warehouse.") }
    }

    func run() throws {
        StandardDescriptors.ignoreBrokenPipes()
        DeskLog.bootstrap(isDaemon: true)
        let options = options
        let loaded = try options.load()
        try Daemon.run(desk: options.deskPath, settings: loaded.settings) { () throws(DeskError) in try options.load().settings }
    }
}
