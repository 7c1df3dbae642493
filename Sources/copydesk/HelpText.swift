import ArgumentParser
import Desk

/// Puts the discussion of a command's help together, in one shape for all.
enum HelpText {
    /// Exit codes that every command may give; those of sysexits.h.
    static let commonExits: KeyValuePairs<Int32, String> = [
        0: "done", 64: "the command line is wrong", 66: "a file or desk is not there", 70: "the warehouse is damaged",
        74: "reading or writing failed", 75: "another process has the desk: try again later", 77: "not permitted",
        78: "the settings or the desk's folders are wrong",
    ]

    /// - Parameters:
    ///   - text: paragraphs.
    ///   - examples: commands and what they do.
    ///   - exits: exit codes and what they mean here.
    static func of(_ text: String, examples: KeyValuePairs<String, String> = [:], exits: KeyValuePairs<Int32, String> = [:]) -> String {
        var parts = [text]
        if !examples.isEmpty { parts.append("EXAMPLES:\n" + examples.map { "  # \($0.value)\n  \($0.key)" }.joined(separator: "\n")) }
        if !exits.isEmpty { parts.append("EXIT CODES:\n" + exits.map { "  \($0.key)  \($0.value)" }.map(aligned).joined(separator: "\n")) }
        return parts.joined(separator: "\n\n")
    }

    /// Exit code 0 is as wide as the others.
    private static func aligned(_ line: String) -> String { line.hasPrefix("  0  ") ? "  0   " + line.dropFirst(5) : line }
}
