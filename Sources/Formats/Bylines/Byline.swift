/// A byline as written and the authors in it.
///
/// Only what is plainly not a name is dropped: "By", titles and roles, mail addresses, handles, agencies and desks as long as there is a
/// person. Names are never turned round ("Doe, Jane" stays as it is): only a format can say that its names stand so. The words are data
/// (`BylineWords`).
public enum Byline {
    /// Further ones are left out and counted (`ArticleMaker`): no article has more.
    static let authorsMax = 100
    /// What is longer is searched for names no further; the byline itself is kept whole.
    private static let searchedBytesMax = 16 << 10

    /// - Parameter text: `By Jane Doe and John Roe`, `Jane Doe; John Roe`, `Jane Doe, Reuters`.
    /// - Returns: the authors in order, without repeats; where no person is named the agency or desk.
    public static func authors(_ text: String) -> [String] {
        if let name = plainName(text) { return [name] }
        let searched = text.utf8.count > searchedBytesMax ? String(decoding: text.utf8.prefix(searchedBytesMax), as: UTF8.self) : text
        var authors: [String] = []
        var seen: Set<String> = []
        var first: String?
        for part in BylineParts(withoutLead(searched.asOneLine)).parts {
            switch BylineName(part).reading {
            case .person(let name): if seen.insert(name.lowercased()).inserted { authors.append(name) }
            case .other(let name): first = first ?? name
            case .nothing: continue
            }
        }
        return authors.isEmpty ? [first].compactMap { $0 } : authors
    }

    /// The text without "By", "Von", "Par", "Por", "Di" in front, if what follows starts with a capital letter.
    public static func withoutLead(_ text: String) -> String {
        let trimmed = text.trimmingSpaces
        guard let end = trimmed.firstIndex(where: { $0 == " " || $0 == ":" || $0 == "：" || $0 == "\u{A0}" || $0 == "／" }) else {
            return trimmed
        }
        let kinds = BylineWords.shared.kinds(trimmed[..<end])
        guard kinds.contains(.lead) || kinds.contains(.leadVerb) else { return trimmed }
        var rest = trimmed[trimmed.index(after: end)...].drop(while: isGap)
        if kinds.contains(.leadVerb) {
            guard rest.lowercased().hasPrefix("by ") else { return trimmed }
            rest = rest.dropFirst(3).drop(while: isGap)
        }
        guard let first = rest.first, first.isUppercase || !first.isLetter || !first.isCased else { return trimmed }
        return String(rest)
    }

    private static func isGap(_ character: Character) -> Bool {
        character.isWhitespace || character == ":" || character == "：" || character == "／"
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

    /// The fast path, for most bylines there are: one name in capitalised words of letters, perhaps behind "By", none of them a word of
    /// the table.
    private static func plainName(_ text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.count >= 2, bytes.count <= lineBytesMax else { return nil }
            let hasLead =
                bytes.count > 3 && bytes[0] | 0x20 == UInt8(ascii: "b") && bytes[1] | 0x20 == UInt8(ascii: "y") && bytes[2] == 0x20
            let name = UnsafeBufferPointer(rebasing: bytes[(hasLead ? 3 : 0)...])
            var start = 0
            var words = 0
            for at in 0...name.count {
                let byte = at < name.count ? name[at] : 0x20
                if byte == 0x20 {
                    if at == start || BylineWords.shared.isTelling(UnsafeBufferPointer(rebasing: name[start..<at])) { return nil }
                    words += 1
                    start = at + 1
                    continue
                }
                let isLetter = byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z")
                // Letters beyond ASCII; the lead bytes left out are those of punctuation, CJK and scripts without capitals.
                let isForeign = byte >= 0x80 && byte != 0xC2 && (byte < 0xD6 || byte == 0xE1)
                guard isLetter || isForeign || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "'") else { return nil }
                if at == start, !isForeign, byte < UInt8(ascii: "A") || byte > UInt8(ascii: "Z") { return nil }
            }
            return words >= 2 ? String(decoding: name, as: UTF8.self) : nil
        }
    }

    private static let lineBytesMax = 200
    private static let wordsMax = 16
    private static let particles: Set<String> = [
        "and", "&", "with", "in", "for", "of", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "van", "von", "der", "den", "ter",
        "ten", "el", "al", "bin", "ibn", "an", "ap", "y", "e", "und", "et", "o’", "the", "at",
    ]

    private static func isNameWord(_ word: Substring) -> Bool {
        guard let first = word.first else { return false }
        return first.isUppercase || !first.isCased || particles.contains(word.lowercased())
    }

    private static func endsInInitial(_ text: String) -> Bool {
        let word = text.split(separator: " ").last ?? ""
        return word.hasSuffix(".") && word.count <= 4
    }
}

extension Character {
    /// False for scripts without capitals, where the first letter of a name says nothing.
    var isCased: Bool { isUppercase || isLowercase }
}
