/// Text from files and names on its way to a terminal or a log: one line, and nothing that steers a terminal.
public enum PrintableText {
    /// Control characters, line separators and marks that turn the direction of writing become `\n`, `\t` or `\u{…}`.
    public static func escaped(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if mustBeEscaped(scalar.value) {
                out.append(contentsOf: escape(scalar.value).unicodeScalars)
            } else {
                out.append(scalar)
            }
        }
        return String(out)
    }

    /// The same with everything over `max` characters cut off and marked.
    public static func shortened(_ text: String, to max: Int) -> String {
        let line = escaped(text)
        return line.count <= max ? line : line.prefix(max - 1) + "…"
    }

    private static func escape(_ value: UInt32) -> String {
        switch value {
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x09: "\\t"
        default: "\\u{" + String(value, radix: 16, uppercase: true) + "}"
        }
    }

    private static func mustBeEscaped(_ value: UInt32) -> Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: true
        // Marks and embeddings of the bidirectional algorithm: they reorder what stands around them.
        case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
