import Markup

/// Inline markup of Markdown to plain text: emphasis, code, links, images, escapes, automatic links.
enum MarkdownSpan {
    static func plain(_ text: String) -> String {
        guard text.utf8.contains(where: { special.contains($0) }) else { return text }
        let bytes = Array(text.utf8)
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var effort = effortMin + effortPerByte * bytes.count
        span(bytes, 0, bytes.count, &out, depth: 0, &effort)
        return String(decoding: out, as: UTF8.self)
    }

    private static let special: Set<UInt8> = Set("*_`[]!\\<&~".utf8)
    private static let depthMax = 8
    /// Bytes that may be looked at ahead, all marks of a text together: a million brackets that never close must not be searched
    /// for their ends a million times. Once it is spent, marks stand for themselves.
    private static let effortPerByte = 8
    private static let effortMin = 64 << 10

    private static func span(_ b: [UInt8], _ from: Int, _ end: Int, _ out: inout [UInt8], depth: Int, _ effort: inout Int) {
        var at = from
        while at < end {
            let byte = b[at]
            switch byte {
            case UInt8(ascii: "\\") where at + 1 < end && isPunctuation(b[at + 1]):
                out.append(b[at + 1])
                at += 2
            case UInt8(ascii: "`"):
                let run = length(b, at, end)
                if let close = closing(b, at + run, end, run, &effort) {
                    out += b[(at + run)..<close]
                    at = close + run
                } else {
                    out += b[at..<at + run]
                    at += run
                }
            case UInt8(ascii: "!") where at + 1 < end && b[at + 1] == UInt8(ascii: "["):
                if let link = link(b, at + 1, end, &effort) {
                    at = link.end
                } else {
                    out.append(byte)
                    at += 1
                }
            case UInt8(ascii: "[") where depth < depthMax:
                if let link = link(b, at, end, &effort) {
                    span(b, at + 1, link.textEnd, &out, depth: depth + 1, &effort)
                    at = link.end
                } else {
                    out.append(byte)
                    at += 1
                }
            case UInt8(ascii: "<"):
                at = angle(b, at, end, &out, &effort)
            case UInt8(ascii: "&"):
                let resolved = b.withUnsafeBufferPointer { CharacterReference.resolve($0, at) }
                if let (text, next) = resolved {
                    out += text.utf8
                    at = next
                } else {
                    out.append(byte)
                    at += 1
                }
            case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                let run = length(b, at, end)
                if !isMarkup(b, at, run, end) { out += b[at..<at + run] }
                at += run
            default:
                out.append(byte)
                at += 1
            }
        }
    }

    /// A run of marks is markup where it touches text on one side only; `_` inside a word never is; `~` only in pairs.
    private static func isMarkup(_ b: [UInt8], _ at: Int, _ run: Int, _ end: Int) -> Bool {
        let isBehindText = at > 0 && b[at - 1] > 0x20
        let isBeforeText = at + run < end && b[at + run] > 0x20
        if b[at] == UInt8(ascii: "~") { return run == 2 && isBehindText != isBeforeText }
        if isBehindText && isBeforeText {
            guard b[at] == UInt8(ascii: "*") else {
                return isPunctuation(b[at - 1]) || isPunctuation(b[at + run])
            }
            return run <= 3
        }
        return (isBehindText || isBeforeText) && run <= 3
    }

    private static func length(_ b: [UInt8], _ at: Int, _ end: Int) -> Int {
        var run = 1
        while at + run < end, b[at + run] == b[at] { run += 1 }
        return run
    }

    /// The next run of exactly `run` backticks.
    private static func closing(_ b: [UInt8], _ from: Int, _ end: Int, _ run: Int, _ effort: inout Int) -> Int? {
        let end = min(end, from + max(effort, 0))
        var at = from
        defer { effort -= at - from }
        while at < end {
            guard b[at] == UInt8(ascii: "`") else {
                at += 1
                continue
            }
            let found = length(b, at, end)
            if found == run { return at }
            at += found
        }
        return nil
    }

    /// `[text](target)`, `[text][label]`: where the text and the whole end.
    private static func link(_ b: [UInt8], _ at: Int, _ end: Int, _ effort: inout Int) -> (textEnd: Int, end: Int)? {
        let limit = min(end, at + min(linkBytesMax, max(effort, 0)))
        var last = at
        defer { effort -= last - at }
        var depth = 0
        var close = at
        while close < limit {
            if b[close] == UInt8(ascii: "\\") {
                close += 2
                continue
            }
            if b[close] == UInt8(ascii: "[") { depth += 1 }
            if b[close] == UInt8(ascii: "]") {
                depth -= 1
                if depth == 0 { break }
            }
            close += 1
        }
        last = close
        guard close + 1 < limit, b[close] == UInt8(ascii: "]") else { return nil }
        let open = b[close + 1]
        guard open == UInt8(ascii: "(") || open == UInt8(ascii: "[") else { return nil }
        let wanted = open == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]")
        var level = 0
        for index in close + 1..<limit {
            last = index
            if b[index] == open { level += 1 }
            if b[index] == wanted {
                level -= 1
                if level == 0 { return (close, index + 1) }
            }
        }
        return nil
    }

    private static let linkBytesMax = 4_096

    /// `<https://…>` keeps the address, `<br>` and other tags go, a bare bracket stays.
    private static func angle(_ b: [UInt8], _ at: Int, _ end: Int, _ out: inout [UInt8], _ effort: inout Int) -> Int {
        let limit = min(end, at + 1 + min(linkBytesMax, max(effort, 0)))
        if at + 1 < limit,
            (b[at + 1] | 0x20 >= UInt8(ascii: "a") && b[at + 1] | 0x20 <= UInt8(ascii: "z")) || b[at + 1] == UInt8(ascii: "/")
        {
            let close = b[at..<limit].firstIndex(of: UInt8(ascii: ">"))
            effort -= (close ?? limit) - at
            if let close {
                let inside = b[(at + 1)..<close]
                if inside.containsBytes(Array("://".utf8)) || inside.contains(UInt8(ascii: "@")) { out += inside }
                return close + 1
            }
        }
        out.append(b[at])
        return at + 1
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte) || (0x7B...0x7E).contains(byte)
    }
}
