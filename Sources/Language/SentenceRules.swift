/// Decides which tokens begin a sentence, from the marks around them and the language's abbreviations.
///
/// A blank line always ends a sentence. One line end does unless the text goes on in lower case. Inside a line a sentence ends at a full stop, a question or
/// exclamation mark (closing quotes and brackets glued to it skipped), where a blank and something that can begin a sentence follow.
struct SentenceRules {
    let bytes: UnsafePointer<UInt8>
    let tokens: UnsafeMutableBufferPointer<Token>
    let abbreviations: AbbreviationTable

    /// Quotes and brackets between a sentence's mark and its end that are skipped at most.
    private static let closersMax = 3

    /// Whether token `index` begins a sentence; the flags of all tokens before it must be set.
    @inline(__always)
    func startsSentence(_ index: Int) -> Bool {
        let token = tokens[index]
        if index == 0 || token.has(.paragraphBefore) { return true }
        if !token.has(.blankBefore), token.flags.rawValue & TokenFlags.word.rawValue != 0, tokens[index - 1].mark == 0 { return false }
        return decide(index)
    }

    private func decide(_ index: Int) -> Bool {
        let token = tokens[index]
        if isFootnote(index) { return false }
        let (last, closers) = lastBeforeClosers(index)
        let mark = tokens[last].mark
        if Self.isIdeographicStop(mark) {
            return !Self.isCloser(token.mark) && !Self.isStop(token.mark) && !Self.isIdeographicStop(token.mark) && token.mark != 0x3001
                && token.mark != 0xFF0C
        }
        guard token.has(.blankBefore) else { return false }
        if token.has(.lineBefore) {
            return Self.isStop(mark) || !(token.has(.letter) && !token.has(.initialCapital) && isCased(token)) && mark != 0x2C
        }
        if Self.isStop(mark) { return endsAtStop(index, last, closers) }
        return tokens[last].has(.abbreviation) && endsAtAbbreviation(index, last)
    }

    /// After `.`, `!`, `?`, `…` or a mark of that meaning.
    private func endsAtStop(_ index: Int, _ last: Int, _ closers: Int) -> Bool {
        let stop = tokens[last]
        let next = firstOfNext(index)
        let isDots = stop.mark == 0x2026 || (stop.mark == 0x2E && stop.length > 1)
        if stop.mark == 0x2E, !isDots, isListNumber(last) { return false }
        if stop.mark == 0x21 || stop.mark == 0x3F, closers > 0, !next.has(.initialCapital), isCased(next) { return false }
        if isDots, next.has(.digit) { return false }
        return canBegin(next) || (next.mark != 0 && Self.isOpener(tokens[index].mark))
    }

    /// After a word whose stop belongs to it.
    private func endsAtAbbreviation(_ index: Int, _ last: Int) -> Bool {
        let next = tokens[index]
        guard next.has(.initialCapital) else { return false }
        let hash = TokenHash.hash(UnsafeBufferPointer(start: bytes + Int(tokens[last].start), count: tokens[last].length - 1))
        return abbreviations.kind(hash, isCapital: tokens[last].has(.initialCapital)) == .either && abbreviations.isOpener(next.hash)
    }

    /// "1. Item": a short number that begins the sentence.
    private func isListNumber(_ stop: Int) -> Bool {
        guard stop > 0, !tokens[stop].has(.blankBefore) else { return false }
        let number = tokens[stop - 1]
        return number.has(.digit) && number.has(.sentenceStart) && number.length <= 2
    }

    /// A capital, a digit, or a letter of a script without capitals.
    @inline(__always)
    private func canBegin(_ token: Token) -> Bool {
        token.has(.word) && (token.has(.initialCapital) || CodePoint.isDigit(UInt32(bytes[Int(token.start)])) || !isCased(token))
    }

    /// Whether the token's first letter belongs to a script with capitals.
    private func isCased(_ token: Token) -> Bool {
        guard token.has(.beyondASCII) else { return true }
        let point = CodePoint.decode(bytes, Int(token.start), Int(token.end)).value
        return point < 0x590 || (point >= 0x1C80 && point < 0x2000) || (point >= 0xA640 && point < 0xA7FF)
    }

    /// The token behind up to two opening quotes and brackets.
    private func firstOfNext(_ index: Int) -> Token {
        var at = index
        while at + 1 < tokens.count, at < index + 2, Self.isOpener(tokens[at].mark) { at += 1 }
        return tokens[at]
    }

    /// The token that the sentence's marks end with, and how many closing quotes and brackets stand behind it.
    private func lastBeforeClosers(_ index: Int) -> (last: Int, closers: Int) {
        var last = index - 1
        while last > 2, tokens[last].mark == 0x5D, tokens[last - 1].has(.digit), tokens[last - 2].mark == 0x5B { last -= 3 }
        var closers = 0
        while last > 0, closers < Self.closersMax, !tokens[last].has(.blankBefore), Self.isCloser(tokens[last].mark) {
            last -= 1
            closers += 1
        }
        return (last, closers)
    }

    /// "of it. [3] Next": the note stays with the sentence before it.
    private func isFootnote(_ index: Int) -> Bool {
        index + 2 < tokens.count && tokens[index].mark == 0x5B && tokens[index + 1].has(.digit) && tokens[index + 2].mark == 0x5D
    }

    static func isCloser(_ mark: UInt16) -> Bool {
        switch mark {
        case 0x29, 0x5D, 0x300B, 0x3009, 0x300D, 0x300F, 0x3011, 0xFF09: true
        default: mark != 0 && CodePoint.isQuote(UInt32(mark))
        }
    }

    static func isOpener(_ mark: UInt16) -> Bool {
        switch mark {
        case 0x28, 0x5B, 0xA1, 0xBF, 0x3008, 0x300A, 0x3010, 0xFF08: true
        default: mark != 0 && CodePoint.isQuote(UInt32(mark))
        }
    }

    /// Marks that end a sentence where a blank follows.
    static func isStop(_ mark: UInt16) -> Bool {
        switch mark {
        case 0x2E, 0x21, 0x3F, 0x2026, 0x203C, 0x2047...0x2049, 0x589, 0x61F, 0x6D4, 0x964, 0x965, 0x104B, 0x1362, 0x1367, 0x1368, 0x17D4,
            0x17D5:
            true
        default: false
        }
    }

    /// Marks of Chinese and Japanese, which need no blank.
    static func isIdeographicStop(_ mark: UInt16) -> Bool { mark == 0x3002 || mark == 0xFF01 || mark == 0xFF1F || mark == 0xFF61 }
}
