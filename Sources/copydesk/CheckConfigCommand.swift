import ArgumentParser
import Desk

/// `copydesk check-config`
struct CheckConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config", abstract: "Explain the settings in force and where each came from.",
        discussion: HelpText.of(
            """
            Reads the settings as every command does and says what is wrong with them: all mistakes at once, each with its line. \
            docs/SETTINGS.md explains each setting.
            """,
            examples: [
                "copydesk check-config --desk desk": "what holds for this desk",
                "copydesk check-config --print-default > desk/copydesk.yaml": "a file to begin with",
            ], exits: [0: "the settings are right", 78: "they are not"]))

    @OptionGroup var options: GlobalOptions

    @Flag(help: "Print a settings file with every default instead.")
    var printDefault = false

    @Flag(help: "Print the settings as JSON.")
    var json = false

    /// One setting as JSON.
    struct Answer: Codable, Equatable {
        var name: String
        var value: String
        var origin: String
        var isDefault: Bool
    }

    func run() throws {
        if printDefault { return try StandardOutput.write(Array(SettingsDocument.sampleFile.utf8)) }
        let loaded = try options.load()
        if json { try StandardOutput.json(Self.answers(loaded)) } else { try StandardOutput.lines(Self.lines(loaded)) }
    }

    static func answers(_ loaded: LoadedSettings) -> [Answer] {
        Settings.registry.map { setting in
            let origin = loaded.origin(of: setting.name)
            return Answer(
                name: setting.name, value: setting.plain(loaded.settings), origin: origin.description, isDefault: origin == .byDefault)
        }
    }

    static func lines(_ loaded: LoadedSettings) -> [String] {
        var table = TextTable(["SETTING", "VALUE", "FROM"])
        for answer in answers(loaded) { table.add([answer.name, PrintableText.shortened(answer.value, to: 60), answer.origin]) }
        var lines = ["Settings file: " + (loaded.file.map { PrintableText.escaped($0) } ?? "none"), ""] + table.lines
        for (source, settings) in loaded.settings.sources.sorted(by: { $0.key < $1.key }) {
            let words = SourceSettings.registry.map { ($0.name, $0.plain(settings)) }.filter { !$0.1.isEmpty }.map { "\($0.0) \($0.1)" }
            lines.append(
                "source \(source.isEmpty ? "." : PrintableText.escaped(source)): \(PrintableText.escaped(words.joined(separator: ", ")))")
        }
        return lines
    }
}
