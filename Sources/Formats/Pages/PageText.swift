import Markup

/// Small readings of texts that pages give: in one line, without references, and as keys by which two wordings are compared.
enum PageText {
    /// One line: white space collapsed, character references resolved (fields of scripts and attributes are often escaped twice).
    static func line(_ text: String) -> String {
        if text.utf8.contains(UInt8(ascii: "<")), InlineMarkup.looksLikeMarkup(text) { return HTMLText.line(InlineMarkup.text(text)) }
        return HTMLText.line(text)
    }

    /// Letters and digits alone, in lower case: what remains the same where two spellings of a headline mean one.
    static func key(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            return String(decoding: text.utf8.compactMap(asciiKey), as: UTF8.self)
        }
        var key = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars where isKept(scalar) { key.append(scalar) }
        return String(key)
    }

    private static func asciiKey(_ byte: UInt8) -> UInt8? {
        if byte &- 0x41 < 26 { return byte | 0x20 }
        return byte &- 0x61 < 26 || byte &- 48 < 10 ? byte : nil
    }

    private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return asciiKey(UInt8(scalar.value)) != nil }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber,
            .otherNumber:
            return true
        default: return false
        }
    }

    /// The words of a text in lower case.
    static func words(_ text: String) -> Set<String> {
        var words: Set<String> = []
        var word = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            if isKept(scalar) {
                word.append(scalar)
            } else if !word.isEmpty {
                words.insert(String(word))
                word.removeAll()
            }
        }
        if !word.isEmpty { words.insert(String(word)) }
        return words
    }

    /// A title without the site's name: its longest part between separators with spaces around them.
    static func withoutSite(_ title: String) -> String {
        parts(title).max { $0.count < $1.count } ?? title
    }

    /// The parts of a title between bars, and between dashes and dots with spaces around them.
    static func parts(_ title: String) -> [String] {
        var parts: [String] = []
        var part: [Substring] = []
        for word in title.split(separator: " ") {
            if separators.contains(word) {
                if !part.isEmpty { parts.append(part.joined(separator: " ")) }
                part = []
            } else if let bar = word.firstIndex(where: { $0 == "|" || $0 == "»" }) {
                // "Title| Site": a bar parts wherever it stands.
                if bar != word.startIndex { part.append(word[..<bar]) }
                if !part.isEmpty { parts.append(part.joined(separator: " ")) }
                part = []
                let rest = word[word.index(after: bar)...]
                if !rest.isEmpty { part.append(rest) }
            } else {
                part.append(word)
            }
        }
        if !part.isEmpty { parts.append(part.joined(separator: " ")) }
        return parts
    }

    private static let separators: Set<Substring> = [
        "|", "-", "–", "—", "·", "•", ":", "»", "›", "~", "/", "::", "//", "||", "«", "‹", "<", ">",
    ]
}
