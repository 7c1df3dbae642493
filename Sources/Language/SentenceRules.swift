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
    /// Notes such as "[3]" between them that are skipped at most.
    private static let notesMax = 4

    /// Whether token `index` begins a sentence; the flags of all tokens before it must be set.
    @inline(__always)
    func startsSentence(_ index: Int) -> Bool {
        let token = tokens[index]
        if index == 0 || token.has(.paragraphBefore) { return true }
        // Most tokens are words in lower case or stand behind a blank-less mark: nothing to decide.
        let isPlain = token.has(.word) && !token.has(.initialCapital) && !token.has(.beyondASCII) && !token.has(.lineBefore)
        if isPlain, tokens[index - 1].mark == 0, !tokens[index - 1].has(.abbreviation) { return false }
        return decide(index)
    }

    private func decide(_ index: Int) -> Bool {
        let token = tokens[index]
        let (last, closers) = lastBeforeClosers(index)
        let mark = tokens[last].mark
        if Self.isIdeographicStop(mark) { return startsAfterIdeographicStop(index, closers) }
        guard token.has(.blankBefore), !isFootnote(index), token.mark == 0 || !isClosing(index) else { return false }
        if token.has(.lineBefore) { return startsLine(token, after: mark) }
        if isSeparator(token) || (isSeparator(tokens[index - 1]) && canBegin(token)) { return true }
        if Self.isStop(mark) { return endsAtStop(index, last, closers) }
        if tokens[last].has(.abbreviation) { return endsAtAbbreviation(index, last) }
        guard token.has(.initialCapital) else { return false }
        return isAfterEmoticon(last, closers) || startsWithoutStop(index) || isDateBehindHeadline(index)
    }

    /// One line end: a sentence ends there unless the text goes on in lower case, or after a comma.
    private func startsLine(_ token: Token, after mark: UInt16) -> Bool {
        if Self.isStop(mark) { return true }
        let goesOn = token.has(.word) && token.has(.letter) && !token.has(.initialCapital) && isCased(token)
        return !goesOn && mark != 0x2C
    }

    /// After `.`, `!`, `?`, `…` or a mark of that meaning.
    private func endsAtStop(_ index: Int, _ last: Int, _ closers: Int) -> Bool {
        let stop = tokens[last]
        let next = firstOfNext(index)
        let isDots = stop.mark == 0x2026 || (stop.mark == 0x2E && stop.length > 1)
        if stop.mark == 0x2E, !isDots, isListNumber(last) || isOrdinal(last, next) { return false }
        if stop.mark == 0x21 || stop.mark == 0x3F, closers > 0, next.mark == 0, !next.has(.initialCapital), isCased(next) { return false }
        if isDots, next.has(.digit) { return false }
        if stop.mark == 0x2E, !isDots, tokens[index].mark == 0x2026 || (tokens[index].mark == 0x2E && tokens[index].length > 1) {
            return true
        }
        return canBegin(next) || (next.mark != 0 && (Self.isOpener(tokens[index].mark) || next.mark == 0x2022))
    }

    /// After a word whose stop belongs to it.
    private func endsAtAbbreviation(_ index: Int, _ last: Int) -> Bool {
        let next = tokens[index]
        guard next.has(.initialCapital) else { return false }
        let hash = TokenHash.hash(UnsafeBufferPointer(start: bytes + Int(tokens[last].start), count: tokens[last].length - 1))
        return switch abbreviations.kind(hash, isCapital: tokens[last].has(.initialCapital)) {
        case .either: abbreviations.isOpener(next.hash)
        case .final: true
        case .none: endsAtInitial(next, last)
        case .name, .number, .inner: false
        }
    }

    /// "because of X. So": an initial that is no part of a name. Behind a capital, as in "Robert F. The", only the strongest openers end it.
    private func endsAtInitial(_ next: Token, _ last: Int) -> Bool {
        let isInName = last > 0 && tokens[last - 1].has(.initialCapital)
        return isInName ? abbreviations.isStrongOpener(next.hash) && !isUpper(Int(next.start) + 1) : abbreviations.isOpener(next.hash)
    }

    /// "***", "=====": a line of its own between two texts.
    @inline(__always)
    private func isSeparator(_ token: Token) -> Bool {
        let isRun = token.mark == 0x2A || token.mark == 0x3D ? token.length > 2 : token.mark == 0x2D && token.length > 4
        return isRun && token.has(.blankBefore)
    }

    /// 。 and the like need no blank; closing brackets stay before the end, and と after a quotation goes on.
    private func startsAfterIdeographicStop(_ index: Int, _ closers: Int) -> Bool {
        let token = tokens[index]
        if token.has(.lineBefore) { return true }
        if Self.isOpenerOnly(tokens[index - 1].mark) { return false }
        if token.mark != 0 { return Self.isOpener(token.mark) && !Self.isCloserOnly(token.mark) }
        let point = CodePoint.decode(bytes, Int(token.start), Int(token.end)).value
        return closers == 0 || (point != 0x3068 && point != 0x306E)
    }

    /// "right? :) It was": a smile ends a sentence.
    private func isAfterEmoticon(_ last: Int, _ closers: Int) -> Bool {
        guard closers == 1 else { return false }
        let eyes = tokens[last].mark == 0x2D && !tokens[last].has(.blankBefore) ? last - 1 : last
        return eyes > 0 && (tokens[eyes].mark == 0x3A || tokens[eyes].mark == 0x3B) && tokens[eyes].has(.blankBefore)
    }

    /// "Michael Tien of NPP In the New Territories": words that mostly begin sentences, between a word and one in lower case. The mark was lost.
    private func startsWithoutStop(_ index: Int) -> Bool {
        guard index + 1 < tokens.count, abbreviations.isStrongOpener(tokens[index].hash), tokens[index].length > 1 else { return false }
        let before = tokens[index - 1]
        let next = tokens[index + 1]
        guard before.mark == 0 || before.mark == 0x5D, !isUpper(Int(tokens[index].start) + 1) else { return false }
        return next.has(.blankBefore) && !next.has(.lineBefore) && next.has(.word) && next.has(.letter) && !next.has(.capital)
    }

    /// "Unusual new sea anemone Tuesday, January 21, 2014" and the paragraph's end: a headline, and its date.
    private func isDateBehindHeadline(_ index: Int) -> Bool {
        guard index + 5 < tokens.count, abbreviations.isWeekday(tokens[index].hash), tokens[index + 1].mark == 0x2C else { return false }
        let before = tokens[index - 1]
        guard before.mark != 0x2C, before.mark != 0 || before.has(.capital) || before.length > 3 else { return false }
        guard index + 6 == tokens.count || tokens[index + 6].has(.paragraphBefore) else { return false }
        return tokens[index + 3].has(.digit) && tokens[index + 4].mark == 0x2C && tokens[index + 5].has(.digit)
    }

    /// "3. Oktober" in languages that write ordinals so: a short number before a word that no sentence often begins with.
    private func isOrdinal(_ stop: Int, _ next: Token) -> Bool {
        guard abbreviations.hasOrdinalStops, stop > 0, !tokens[stop].has(.blankBefore), next.mark == 0 else { return false }
        let number = tokens[stop - 1]
        return number.has(.digit) && !number.has(.letter) && number.length <= 2 && !abbreviations.isOpener(next.hash)
    }

    /// "1. Item", "2.1. Item": a short number that begins the sentence.
    private func isListNumber(_ stop: Int) -> Bool {
        guard stop > 0, !tokens[stop].has(.blankBefore) else { return false }
        let number = tokens[stop - 1]
        guard number.has(.digit), number.has(.sentenceStart) else { return false }
        return number.length <= 2 || (number.length <= 6 && !number.has(.letter) && number.bytes.contains { bytes[$0] == 0x2E })
    }

    @inline(__always)
    private func isUpper(_ offset: Int) -> Bool { bytes[offset] &- 0x41 < 26 }

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
        var notes = 0
        while notes < Self.notesMax, tokens[last].mark == 0x5D, let before = beforeNote(last) {
            last = before
            notes += 1
        }
        var closers = 0
        while last > 0, closers < Self.closersMax, isClosing(last) {
            last -= 1
            closers += 1
        }
        return (last, closers)
    }

    /// Whether a mark closes what stands before it: glued to it, or a guillemet between blanks, as in French.
    private func isClosing(_ index: Int) -> Bool {
        let token = tokens[index]
        guard token.has(.blankBefore) else { return Self.isCloser(token.mark) }
        guard token.mark == 0xBB || token.mark == 0x203A, !token.has(.lineBefore) else { return false }
        return index + 1 == tokens.count || tokens[index + 1].has(.blankBefore) || tokens[index + 1].mark != 0
    }

    /// The token before a note in square brackets that ends at `close`: "[3]", "[citation needed]".
    private func beforeNote(_ close: Int) -> Int? {
        guard close > 2, tokens[close - 1].mark == 0 else { return nil }
        for open in stride(from: close - 2, to: max(0, close - 6), by: -1) where tokens[open].mark == 0x5B { return open - 1 }
        return nil
    }

    /// "of it. [3] Next": the note stays with the sentence before it.
    private func isFootnote(_ index: Int) -> Bool {
        index + 2 < tokens.count && tokens[index].mark == 0x5B && tokens[index + 1].has(.digit) && tokens[index + 2].mark == 0x5D
    }

    static func isCloser(_ mark: UInt16) -> Bool {
        switch mark {
        case 0x29, 0x5D, 0x300B, 0x3009, 0x3011, 0xFF09: true
        case 0x300C, 0x300E: false
        default: mark != 0 && CodePoint.isQuote(UInt32(mark))
        }
    }

    /// Marks that only close, never open.
    static func isCloserOnly(_ mark: UInt16) -> Bool { mark == 0x300D || mark == 0x300F || mark == 0x201D || mark == 0x2019 }

    /// Marks that Chinese and Japanese only open with.
    static func isOpenerOnly(_ mark: UInt16) -> Bool {
        switch mark {
        case 0x2018, 0x201C, 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0xFF08: true
        default: false
        }
    }

    /// Marks that a sentence can begin with; dashes and bullets among them.
    static func isOpener(_ mark: UInt16) -> Bool {
        switch mark {
        case 0x28, 0x5B, 0x2D, 0x2013, 0x2014, 0x2022, 0xA1, 0xBF, 0x3008, 0x300A, 0x3010, 0xFF08: true
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
