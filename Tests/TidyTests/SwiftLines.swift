/// Swift source with the contents of strings and comments blanked, so that a search finds code only.
///
/// A reader of characters, not a parser: good enough for house rules. Line numbers stay as they are. Interpolations count as string.
struct SwiftLines {
    /// The code of each line; the marks of strings stay, their contents are gone.
    private(set) var code: [String] = []
    /// Lines that hold a comment, or a part of one.
    private(set) var commented: Set<Int> = []

    private enum State: Equatable {
        case code, lineComment
        case blockComment(depth: Int)
        case string(hashes: Int, isLong: Bool)
    }

    init(_ text: String) {
        let characters = Array(text.unicodeScalars)
        var state = State.code
        var line = ""
        var at = 0
        func has(_ word: String) -> Bool {
            at + word.unicodeScalars.count <= characters.count && zip(characters[at...], word.unicodeScalars).allSatisfy { $0 == $1 }
        }
        while at < characters.count {
            if characters[at] == "\n" {
                code.append(line)
                line = ""
                at += 1
                if state == .lineComment { state = .code }
                if case .string(_, isLong: false) = state { state = .code }
                continue
            }
            switch state {
            case .code:
                if has("//") {
                    state = .lineComment
                    commented.insert(code.count)
                    at += 2
                } else if has("/*") {
                    state = .blockComment(depth: 1)
                    commented.insert(code.count)
                    at += 2
                } else if let opening = Self.stringOpening(characters, at) {
                    state = .string(hashes: opening.hashes, isLong: opening.isLong)
                    line += "\""
                    at += opening.length
                } else {
                    line.unicodeScalars.append(characters[at])
                    at += 1
                }
            case .lineComment:
                at += 1
            case .blockComment(let depth):
                commented.insert(code.count)
                if has("*/") {
                    state = depth == 1 ? .code : .blockComment(depth: depth - 1)
                    at += 2
                } else if has("/*") {
                    state = .blockComment(depth: depth + 1)
                    at += 2
                } else {
                    at += 1
                }
            case .string(let hashes, let isLong):
                let fence = String(repeating: "#", count: hashes)
                if has("\\" + fence) {
                    at += min(2 + hashes, characters.count - at)
                } else if has((isLong ? "\"\"\"" : "\"") + fence) {
                    state = .code
                    line += "\""
                    at += (isLong ? 3 : 1) + hashes
                } else {
                    at += 1
                }
            }
        }
        code.append(line)
    }

    private static func stringOpening(_ text: [Unicode.Scalar], _ start: Int) -> (hashes: Int, isLong: Bool, length: Int)? {
        var at = start
        while at < text.count, text[at] == "#" { at += 1 }
        guard at < text.count, text[at] == "\"" else { return nil }
        let isLong = at + 2 < text.count && text[at + 1] == "\"" && text[at + 2] == "\""
        return (at - start, isLong, at - start + (isLong ? 3 : 1))
    }

    /// True if the line itself, or the line above its attributes, has a comment.
    func hasReason(at index: Int) -> Bool {
        if commented.contains(index) { return true }
        var above = index - 1
        while above >= 0, code[above].drop(while: { $0 == " " }).hasPrefix("@"), !commented.contains(above) { above -= 1 }
        return above >= 0 && commented.contains(above)
    }
}
