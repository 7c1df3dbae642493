import Markup

/// Character references that markup left behind in text that has none: `AT&amp;T`, `l&#8217;été`, `&nbsp;`, also escaped twice.
///
/// Careful: a text that explains references keeps them. Signs of such a text are references to angle brackets, tags, and a reference
/// between quotation marks or alone where no word needs one.
enum EntityResidue {
    /// The kind of repair under which they are counted.
    static let kind = "entities"

    /// How often a text may have been escaped.
    private static let roundsMax = 3

    /// The text with references resolved.
    /// - Parameter repairs: grows by their number.
    static func resolved(_ text: String, repairs: inout [String: Int]) -> String {
        var text = text
        var count = 0
        for _ in 0..<roundsMax {
            let found: (text: String, count: Int)? = text.withUTF8 { bytes in
                guard let base = bytes.baseAddress, let first = ByteSearch.first(UInt8(ascii: "&"), base, 0, bytes.count),
                    ByteSearch.first(UInt8(ascii: ";"), base, first, bytes.count) != nil, !explains(bytes)
                else { return nil }
                return round(bytes)
            }
            guard let found else { break }
            text = found.text
            count += found.count
        }
        if count > 0 { repairs[kind, default: 0] += count }
        return text
    }

    private static func round(_ bytes: UnsafeBufferPointer<UInt8>) -> (text: String, count: Int)? {
        var out: [UInt8] = []
        var count = 0
        var copied = 0
        var at = 0
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "&"), let (replacement, end) = CharacterReference.resolve(bytes, at),
                isResidue(bytes, at, end, replacement)
            else {
                at += 1
                continue
            }
            out.append(contentsOf: bytes[copied..<at])
            out.append(contentsOf: replacement.utf8)
            count += 1
            copied = end
            at = end
        }
        guard count > 0 else { return nil }
        out.append(contentsOf: bytes[copied...])
        return (String(decoding: out, as: UTF8.self), count)
    }

    /// True for a reference that stands in prose. Angle brackets stay: what they would make is markup, not text.
    private static func isResidue(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int, _ replacement: String) -> Bool {
        guard let scalar = replacement.unicodeScalars.first, scalar.value >= 0x20, scalar != "<", scalar != ">", scalar.value != 0xFFFD
        else {
            return false
        }
        let before = at > 0 ? bytes[at - 1] : 0x20
        let after = end < bytes.count ? bytes[end] : 0x20
        // Quoted, it is what the text is about.
        let quotes: [UInt8] = [0x22, 0x27, 0x60, 0x28]
        return !(quotes.contains(before) && (quotes.contains(after) || after == 0x29))
    }

    /// True for texts about markup.
    private static func explains(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let signs: [StaticString] = ["&lt;", "</", "HTML", "html", "XML", "xml"]
        return signs.contains { ByteSearch.contains($0, bytes) }
    }
}
