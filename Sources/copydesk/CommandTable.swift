import ArgumentParser

/// The README's table of commands, made of what the commands say of themselves.
enum CommandTable {
    static var markdown: String {
        let lines = Copydesk.configuration.subcommands.map { command -> String in
            let configuration = command.configuration
            let name = configuration.commandName ?? command._commandName
            let inner = configuration.subcommands.map { $0.configuration.commandName ?? $0._commandName }
            let shown = (inner.isEmpty ? name : "\(name) \(inner.joined(separator: "|"))") + (arguments[name].map { " \($0)" } ?? "")
            return "| `\(shown.replacing("|", with: "\\|"))` | \(configuration.abstract) |"
        }
        return (["| command | does |", "| --- | --- |"] + lines).joined(separator: "\n") + "\n"
    }

    /// What is written behind a name.
    private static let arguments = ["ingest": "PATH…", "extract": "PATH…", "explain": "FILE", "search": "QUERY", "snapshot": "FILE"]
}
