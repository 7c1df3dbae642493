import Foundation
import Glibc

/// What is known of the terminal, if stdout or stderr is one.
struct Terminal: Sendable, Equatable {
    /// Somebody watches: lines may be written over.
    var isTerminal: Bool
    /// NO_COLOR (no-color.org) and dumb terminals get plain text.
    var hasColour: Bool
    var columns: Int

    /// - Parameter fd: 1 or 2.
    static func of(_ fd: Int32, environment: [String: String] = ProcessInfo.processInfo.environment) -> Terminal {
        let isTerminal = isatty(fd) == 1
        let isPlain = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        var size = winsize()
        let isKnown = isTerminal && ioctl(fd, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return Terminal(isTerminal: isTerminal, hasColour: isTerminal && !isPlain, columns: isKnown ? Int(size.ws_col) : 80)
    }

    /// Text in bold, where there is colour.
    func bold(_ text: String) -> String { hasColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    /// Text in red, where there is colour.
    func alarming(_ text: String) -> String { hasColour ? "\u{1B}[31m\(text)\u{1B}[0m" : text }
}
