import ArgumentParser
import Desk

/// `copydesk formats`
struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats", abstract: "List the formats that are recognised, and what comes out of each.",
        discussion: HelpText.of(
            "Files are recognised by their content, whatever their name. What is known but not read becomes a dead letter that says so.",
            exits: [0: "done"]))

    @Flag(help: "Print the list as JSON.")
    var json = false

    func run() throws {
        if json { return try StandardOutput.json(FormatList.all) }
        var table = TextTable(["FORMAT", "GIVES", "EXTENSIONS", "WHAT IT IS"])
        for format in FormatList.all {
            table.add([format.name, format.yields ?? "not read", format.extensions.joined(separator: " "), format.summary])
        }
        try StandardOutput.lines(table.lines)
    }
}
