import Language

/// Counts words as a reader would.
struct WordCount {
    private var spaced = 0
    private var eastAsian = 0
    private var southEastAsian = 0

    /// Words so far; characters of scripts without blanks are turned into words at the end, so that pieces add up.
    var words: Int { spaced + (eastAsian * 10 + 15) / 16 + (southEastAsian * 10 + 44) / 45 }

    /// Adds the tokens of a text.
    mutating func add(_ text: TokenizedText, of bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        for token in text.tokens {
            let flags = token.flags.rawValue
            if flags & (TokenFlags.word.rawValue | TokenFlags.address.rawValue) == 0 || flags & Self.partOfWord != 0 { continue }
            if token.has(.spaceless) { addSpaceless(base, token) } else { spaced += 1 }
        }
    }

    private static let partOfWord = TokenFlags.clitic.rawValue | TokenFlags.joined.rawValue

    private mutating func addSpaceless(_ base: UnsafePointer<UInt8>, _ token: Token) {
        var at = Int(token.start)
        let end = Int(token.end)
        while at < end {
            let (point, length) = CodePoint.decode(base, at, end)
            if CodePoint.isEastAsian(point) { eastAsian += 1 } else { southEastAsian += 1 }
            at += length
        }
    }
}
