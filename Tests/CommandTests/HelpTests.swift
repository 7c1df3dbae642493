import ArgumentParser
import Foundation
import Testing

@testable import copydesk

/// One after the other, so that RENEW_GOLDEN=1 has written all files before they are counted.
@Suite(.serialized) struct HelpTests {
    /// Every command with its words, commands of commands included.
    static let commands: [(words: [String], type: any ParsableCommand.Type)] = {
        func walk(_ type: any ParsableCommand.Type, _ words: [String]) -> [(words: [String], type: any ParsableCommand.Type)] {
            [(words, type)]
                + type.configuration.subcommands.flatMap { walk($0, words + [$0.configuration.commandName ?? $0._commandName]) }
        }
        return walk(Copydesk.self, ["copydesk"])
    }()

    @Test("the help of every command is the golden file's (RENEW_GOLDEN=1 writes it)", arguments: commands.indices)
    func helpIsGolden(index: Int) throws {
        let command = Self.commands[index]
        let text = Copydesk.helpMessage(for: command.type, includeHidden: false, columns: 100)
        try GoldenFile("Tests/Golden/help/\(command.words.joined(separator: "-")).txt").compare(text + "\n")
    }

    @Test("no golden file is left of a command that is gone")
    func noHelpIsLeftOver() throws {
        let names = Set(Self.commands.map { $0.words.joined(separator: "-") + ".txt" })
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: GoldenFile("Tests/Golden/help").path)) == names)
    }

    @Test("every command that does something says in its help which exit codes it gives", arguments: commands.indices)
    func exitCodesAreDocumented(index: Int) {
        let configuration = Self.commands[index].type.configuration
        guard configuration.subcommands.isEmpty else { return }
        #expect(configuration.discussion.contains("EXIT CODES:\n  0   "))
        #expect(!configuration.abstract.isEmpty)
    }

    @Test(
        "every command that reads takes --json",
        arguments: [
            "ingest", "status", "search", "dead-letter list", "dead-letter show", "audit", "rebuild", "snapshot", "check-config", "formats",
            "explain",
        ])
    func jsonWhereSomethingIsRead(words: String) throws {
        let command = try #require(Self.commands.first { $0.words.dropFirst().joined(separator: " ") == words })
        #expect(Copydesk.helpMessage(for: command.type, columns: 100).contains("--json"))
    }

    @Test("the README's table of commands is what the commands say of themselves (RENEW_GOLDEN=1 writes it)")
    func readmeTable() throws { try GoldenFile("README.md").compare(CommandTable.markdown, between: "commands") }

    @Test("the README's table of formats is what the formats say of themselves (RENEW_GOLDEN=1 writes it)")
    func readmeFormats() throws { try GoldenFile("README.md").compare(FormatTable.markdown, between: "formats") }

    @Test("docs/copydesk.1 is what the commands say of themselves (RENEW_GOLDEN=1 writes it)")
    func manualPage() throws { try GoldenFile("docs/copydesk.1").compare(ManualPage.text) }

    @Test("completion scripts can be made for the usual shells", arguments: [CompletionShell.bash, .zsh, .fish])
    func completions(shell: CompletionShell) { #expect(Copydesk.completionScript(for: shell).contains("dead-letter")) }
}
