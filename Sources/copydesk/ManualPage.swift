import ArgumentParser
import Desk

/// `docs/copydesk.1`, made of what the commands say of themselves: a page of troff's man macros (groff_man(7)).
enum ManualPage {
    /// Columns of the parts that are shown as they are; with their indent they fit a terminal of 80.
    private static let columns = 72

    /// The whole page.
    static var text: String {
        var page = """
            .\\" Made from the commands' help: RENEW_GOLDEN=1 swift test --filter HelpTests
            .TH COPYDESK 1 "" "copydesk \(escaped(CopydeskVersion.text))" "copydesk"
            .SH NAME
            copydesk \\- \(escaped(lowercasedFirst(Copydesk.configuration.abstract)))
            .SH SYNOPSIS
            .B copydesk
            .I command
            [\\fIoptions\\fR] [\\fIarguments\\fR]
            .SH DESCRIPTION

            """
        page += paragraphs(Copydesk.configuration.discussion)
        page += ".SH COMMANDS\n"
        for command in Copydesk.configuration.subcommands { page += section(command, ["copydesk"]) }
        page += """
            .SH FILES
            .TP
            .I DESK/copydesk.yaml
            Settings; copydesk check\\-config \\-\\-print\\-default prints a sample.
            .TP
            .I DESK/inbox
            The only place where others write. Sub\\-folders name the source.
            .TP
            .IR DESK/done ", " DESK/dead\\-letter
            Originals, by the day of their outcome; NAME.error.json beside a dead letter says why.
            .TP
            .I DESK/warehouse.sqlite
            The warehouse. Its tables _columns and _questions explain it.
            .SH ENVIRONMENT
            .TP
            .B COPYDESK_DESK
            The desk, where \\-\\-desk is not given.
            .TP
            .BI COPYDESK_ NAME
            Any setting: COPYDESK_MIN_AGE=1500ms.
            .TP
            .B NO_COLOR
            No colours on a terminal.
            .SH SEE ALSO
            .BR sqlite3 (1),
            .BR systemctl (1)

            """
        return page
    }

    /// A command with its help as it stands on a terminal; for a command of commands each of them.
    private static func section(_ command: any ParsableCommand.Type, _ words: [String]) -> String {
        let words = words + [command.configuration.commandName ?? command._commandName]
        let inner = command.configuration.subcommands
        guard inner.isEmpty else { return inner.map { section($0, words) }.joined() }
        let help = Copydesk.helpMessage(for: command, includeHidden: false, columns: columns)
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }
        return ".SS \(escaped(words.joined(separator: " ")))\n.nf\n\(lines.joined(separator: "\n"))\n.fi\n"
    }

    /// Running text; parts that begin with a title are shown as they are.
    private static func paragraphs(_ text: String) -> String {
        text.replacing("\n\n", with: "\u{1}").split(separator: "\u{1}").map { part in
            let lines = part.split(separator: "\n").map { line(String($0)) }
            return lines.count == 1 ? ".PP\n\(lines[0])\n" : ".PP\n.nf\n\(lines.joined(separator: "\n"))\n.fi\n"
        }.joined()
    }

    /// A line that no macro is taken for.
    private static func line(_ text: String) -> String {
        let escaped = escaped(text)
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }

    private static func escaped(_ text: String) -> String { text.replacing("\\", with: "\\e").replacing("-", with: "\\-") }

    private static func lowercasedFirst(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }
}
