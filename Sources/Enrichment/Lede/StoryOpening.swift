import Language

/// Tells bylines and datelines from sentences at the head of a story.
struct StoryOpening {
    let text: TokenizedText
    let bytes: UnsafeBufferPointer<UInt8>

    /// Tokens among which the dash of a dateline is looked for.
    private static let datelineTokensMax = 16
    /// Words of a line that may be a byline.
    private static let bylineWordsMax = 9
    private static let by = TokenHash.hash("by")

    /// Words in a range of tokens, clitics and marks left out.
    func words(in range: Range<Int>) -> Int {
        var count = 0
        for index in range where text.tokens[index].has(.word) && !text.tokens[index].has(.clitic) { count += 1 }
        return count
    }

    /// A sentence that is the headline once more.
    func isCopy(sentence: Int, of headline: String) -> Bool {
        bytes[text.bytes(ofSentence: sentence)].elementsEqual(headline.utf8)
    }

    /// A sentence that only credits: "By Jane Doe", a dateline on a line of its own, or a line without any word.
    func isCredit(sentence: Int) -> Bool {
        let range = text.tokens(ofSentence: sentence)
        let count = words(in: range)
        if count == 0 { return true }
        let isLine = text.tokens[text.tokens(ofSentence: sentence + 1).lowerBound].has(.lineBefore)
        guard isLine, count <= Self.bylineWordsMax, !endsLikeSentence(range) else { return false }
        if text.tokens[range.lowerBound].hash == Self.by { return isNames(range.dropFirst()) }
        return behindDateline(range) == range.upperBound
    }

    private func endsLikeSentence(_ range: Range<Int>) -> Bool {
        let mark = text.tokens[range.upperBound - 1].mark
        return mark == 0x2E || mark == 0x21 || mark == 0x3F || mark == 0x2026 || mark == 0x3002
    }

    /// All words begin with a capital, but for "and" and other words of up to three letters.
    private func isNames(_ range: Range<Int>) -> Bool {
        for index in range where text.tokens[index].has(.word) {
            let token = text.tokens[index]
            if !token.has(.initialCapital), token.length > 3 { return false }
        }
        return true
    }

    /// The first token behind the dateline that `range` begins with; its start where it has none, its end where it is nothing else.
    ///
    /// A dateline is a place in capitals or a parenthesis "(Reuters)" among capitalised words, dates and commas, closed by a dash or a line
    /// end. Behind a day, words of a date may be in lower case ("22 de abril de 2023"), if a year or a parenthesis ends it.
    func behindDateline(_ range: Range<Int>) -> Int {
        var hasPlace = false
        var hasAgency = false
        var hasNumber = false
        var isLowerUnproved = false
        let stop = min(range.upperBound, range.lowerBound + Self.datelineTokensMax)
        var index = range.lowerBound
        while index < stop {
            let token = text.tokens[index]
            if isDash(token), hasPlace || hasAgency { return isLowerUnproved ? range.lowerBound : index + 1 }
            if token.mark == 0x28 {
                guard let close = closing(index, stop) else { return range.lowerBound }
                hasAgency = index > range.lowerBound
                isLowerUnproved = false
                index = close
            } else if token.has(.word) {
                if token.has(.digit) {
                    hasNumber = true
                    if token.length == 4 { isLowerUnproved = false }
                } else if !token.has(.initialCapital) {
                    guard hasPlace, hasNumber else { return range.lowerBound }
                    isLowerUnproved = true
                }
                if isCapitals(token) { hasPlace = true }
            } else if token.mark != 0x2C, token.mark != 0x2E, token.mark != 0x2F, !isGluedHyphen(index) {
                return range.lowerBound
            }
            index += 1
        }
        return index == range.upperBound && hasPlace && hasAgency && !isLowerUnproved ? index : range.lowerBound
    }

    private func closing(_ open: Int, _ stop: Int) -> Int? {
        var index = open + 1
        while index < stop, index < open + 6 {
            if text.tokens[index].mark == 0x29 { return index }
            index += 1
        }
        return nil
    }

    /// A dash of any kind with a blank before it, or one that is longer than a hyphen.
    private func isDash(_ token: Token) -> Bool {
        token.mark == 0x2014 || token.mark == 0x2013 || (token.mark == 0x2D && (token.has(.blankBefore) || token.length > 1))
    }

    private func isGluedHyphen(_ index: Int) -> Bool { text.tokens[index].mark == 0x2D && !text.tokens[index].has(.blankBefore) }

    /// At least three letters, all of them capitals.
    private func isCapitals(_ token: Token) -> Bool {
        guard token.has(.capital), token.length >= 3, let base = bytes.baseAddress else { return false }
        var at = Int(token.start)
        while at < Int(token.end) {
            let (point, length) = CodePoint.decode(base, at, Int(token.end))
            if CodePoint.lowercased(point) == point, !CodePoint.isUpper(point), CodePoint.isWord(point), !CodePoint.isDigit(point) {
                return false
            }
            at += length
        }
        return true
    }
}
