/// A byline as written and the authors in it.
///
/// Only what is plainly not a name is dropped: "By", mail addresses, handles, the agency behind a comma. Names are never
/// turned round ("Last, First" stays two parts unless a format says that it is one name).
public enum Byline {
    /// Further ones are left out and counted (`ArticleMaker`): no article has more.
    static let authorsMax = 100
    /// What is longer is searched for names no further; the byline itself is kept whole.
    private static let searchedBytesMax = 16 << 10

    /// - Parameter text: `By Jane Doe and John Roe`, `Jane Doe; John Roe`, `Jane Doe, Reuters`.
    /// - Returns: the authors in order, without repeats.
    public static func authors(_ text: String) -> [String] {
        if let name = plainName(text) { return [name] }
        var authors: [String] = []
        var seen: Set<String> = []
        let searched = text.utf8.count > searchedBytesMax ? String(decoding: text.utf8.prefix(searchedBytesMax), as: UTF8.self) : text
        let line = withoutLead(searched.asOneLine)
        let parts = split(line)
        // "Doe, Jane": two single words around a comma are one name as written.
        if parts.count == 2, line.contains(","), !parts.contains(where: { $0.contains(" ") || isAgency($0) || $0.contains("@") }) {
            return [line]
        }
        for part in parts {
            guard let name = cleaned(part), !isAgency(name) || authors.isEmpty, seen.insert(name).inserted else { continue }
            authors.append(name)
        }
        return authors
    }

    /// The text without "By", "Von", "Par", "Por", "Di" in front, if what follows starts with a capital letter.
    public static func withoutLead(_ text: String) -> String {
        let trimmed = text.trimmingSpaces
        guard let space = trimmed.firstIndex(where: { $0 == " " || $0 == ":" || $0 == "\u{A0}" }) else { return trimmed }
        let lead = trimmed[..<space].lowercased()
        guard leads.contains(lead) || (lead == "written" || lead == "reported") else { return trimmed }
        var rest = trimmed[trimmed.index(after: space)...].drop(while: { $0.isWhitespace || $0 == ":" })
        if lead == "written" || lead == "reported", rest.lowercased().hasPrefix("by ") { rest = rest.dropFirst(3) }
        guard let first = rest.first, first.isUppercase || !first.isLetter || !first.isCased else { return trimmed }
        return String(rest)
    }

    /// The text without the word "By" in front: the byline as it is kept.
    static func withoutBy(_ text: String) -> String {
        text.prefix(3).lowercased() == "by " ? String(text.dropFirst(3)).trimmingSpaces : text
    }

    /// True for a line that is a byline and nothing else: "By Jane Doe", short, not ending as a sentence does.
    static func isBylineLine(_ line: String) -> Bool {
        let trimmed = line.trimmingSpaces
        guard trimmed.utf8.count <= lineBytesMax, let last = trimmed.last, !".!?:;\"”’".contains(last) || endsInInitial(trimmed) else {
            return false
        }
        guard trimmed.prefix(3).lowercased() == "by " else { return false }
        let name = trimmed.dropFirst(3).drop(while: \.isWhitespace)
        guard let first = name.first, first.isUppercase || !first.isCased else { return false }
        let words = name.split(separator: " ")
        return words.count <= wordsMax && words.allSatisfy(isNameWord)
    }

    /// The fast path, for most bylines there are: one name in capitalised words of letters, perhaps behind "By".
    private static func plainName(_ text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count >= 2, bytes.count <= lineBytesMax else { return nil }
            let hasLead =
                bytes.count > 3 && bytes[0] | 0x20 == UInt8(ascii: "b") && bytes[1] | 0x20 == UInt8(ascii: "y") && bytes[2] == 0x20
            let name = UnsafeBufferPointer(rebasing: bytes[(hasLead ? 3 : 0)...])
            var isWordStart = true
            for byte in name {
                if byte == 0x20 {
                    if isWordStart { return nil }
                    isWordStart = true
                    continue
                }
                let isLetter = byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
                // Letters beyond ASCII; the lead bytes left out are those of punctuation and CJK.
                let isForeign = byte >= 0x80 && byte != 0xC2 && (byte < 0xE2 || byte == 0xE1) && byte != 0xEF
                guard isLetter || isForeign || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "'") else { return nil }
                if isWordStart, !isForeign, byte < UInt8(ascii: "A") || byte > UInt8(ascii: "Z") { return nil }
                isWordStart = false
            }
            // "Von", "Par", "Written by" are leads in their places: the slow path knows them.
            guard !isWordStart, let space = name.firstIndex(of: 0x20) else { return nil }
            if !hasLead, leads.contains(String(decoding: name[..<space], as: UTF8.self).lowercased()) { return nil }
            return String(decoding: name, as: UTF8.self)
        }
    }

    private static let lineBytesMax = 200
    private static let wordsMax = 16
    private static let leads: Set<String> = [
        "by", "von", "par", "por", "di", "da", "door", "av", "af", "автор", "autor", "author", "byline",
    ]
    private static let particles: Set<String> = [
        "and", "&", "with", "in", "for", "of", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "van", "von", "der", "den", "ter",
        "ten",
        "el", "al", "bin", "ibn", "an", "ap", "y", "e", "und", "et", "o’", "the", "at",
    ]
    private static let agencies: Set<String> = [
        "reuters", "ap", "afp", "dpa", "upi", "bloomberg", "pa", "tass", "xinhua", "ansa", "efe", "kyodo", "yonhap", "interfax", "pti",
        "ians", "ani",
        "the associated press", "associated press", "agence france-presse", "press association", "bloomberg news", "staff", "staff writer",
        "staff writers", "staff reporter", "correspondent", "special correspondent", "political correspondent", "associated press writer",
    ]

    private static func isNameWord(_ word: Substring) -> Bool {
        guard let first = word.first else { return false }
        return first.isUppercase || !first.isCased || particles.contains(word.lowercased())
    }

    private static func endsInInitial(_ text: String) -> Bool {
        let word = text.split(separator: " ").last ?? ""
        return word.hasSuffix(".") && word.count <= 4
    }

    private static func isAgency(_ name: String) -> Bool { agencies.contains(name.lowercased()) }

    /// Parts between `;`, `|`, " and ", " & ", and commas, except before "Jr." and its kin.
    private static func split(_ text: String) -> [String] {
        var parts: [String] = []
        for block in text.split(whereSeparator: { ";|\n、，".contains($0) }) {
            var current: [Substring] = []
            func flush() {
                if !current.isEmpty { parts.append(current.joined(separator: " ")) }
                current = []
            }
            for word in block.split(separator: " ", omittingEmptySubsequences: true) {
                let lower = word.lowercased()
                if lower == "and" || lower == "&" || lower == "with" || lower == "und" || lower == "et" || lower == "y" {
                    flush()
                } else if word.hasSuffix(",") {
                    if word.count > 1 { current.append(word.dropLast()) }
                    flush()
                } else if current.isEmpty, suffixes.contains(lower), let last = parts.popLast() {
                    current = [Substring(last + ","), word]
                } else {
                    current.append(word)
                }
            }
            flush()
        }
        return parts
    }

    private static let suffixes: Set<String> = ["jr.", "jr", "sr.", "sr", "ii", "iii", "iv", "md", "m.d.", "phd", "ph.d."]

    /// The name in a part: `jane@x.example (Jane Doe)`, `Jane Doe <jane@x.example>`, `Jane Doe @jane`, `Jane Doe in Kabul`, `Jane Doe/Reuters`.
    private static func cleaned(_ part: String) -> String? {
        var text = Substring(withoutLead(part))
        if let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close {
            let inside = text[text.index(after: open)..<close]
            let outside = text[..<open]
            text = outside.contains("@") ? inside : outside
        }
        if let open = text.firstIndex(of: "<") { text = text[..<open] }
        if let slash = text.firstIndex(of: "/"), text.startIndex != slash { text = text[..<slash] }
        let words = text.split(separator: " ").filter { !$0.contains("@") && !$0.hasPrefix("http") }
        var name = words.joined(separator: " ").trimmingSpaces
        if let range = name.range(ofWord: " in ") ?? name.range(ofWord: " for ") { name = String(name[..<range]) }
        while let last = name.last, ",;:-–—".contains(last) { name.removeLast() }
        return name.nonEmpty
    }
}

extension Character {
    /// False for scripts without capitals, where the first letter of a name says nothing.
    var isCased: Bool { isUppercase || isLowercase }
}

extension String {
    /// Where `word`, with its spaces, begins; plain byte search.
    fileprivate func range(ofWord word: String) -> String.Index? {
        guard word.utf8.count < utf8.count else { return nil }
        let pattern = Array(word.utf8)
        var start = utf8.startIndex
        while start != utf8.endIndex {
            if utf8[start...].starts(with: pattern) { return start }
            start = utf8.index(after: start)
        }
        return nil
    }
}
