import Language

/// Finds the title or office that stands with a person's name: before it ("Secretary of State Antony Blinken", "police chief Ann Lee") or behind a comma
/// ("John Kirby, the Pentagon's press secretary, said").
struct RoleFinder {
    let bytes: UnsafeBufferPointer<UInt8>
    let tokens: UnsafeBufferPointer<Token>
    let words: WordLexicon
    let tables: NameTables

    /// Tokens of a role before the name, and behind it.
    private static let beforeMax = 10
    private static let behindMax = 14

    /// The role of the person named by tokens `start..<end`, in tokens.
    /// - Parameters:
    ///   - low: the end of the name before; a role does not reach over a person.
    ///   - high: the start of the person named next, or the number of tokens.
    func role(_ start: Int, _ end: Int, low: Int, high: Int) -> Range<Int>? {
        before(start, low) ?? behind(end, high)
    }

    private func flags(_ token: Int) -> NameFlags { tables[NameWord.hash(bytes, tokens[token].bytes)] }

    private func isCapital(_ token: Int) -> Bool { tokens[token].flags.contains(.initialCapital) }

    // MARK: - Before the name

    private func before(_ start: Int, _ low: Int) -> Range<Int>? {
        if start == 0 || tokens[start].flags.contains(.sentenceStart) { return nil }
        var at = start
        var first = start
        var hasTitle = false
        let least = max(low, start - Self.beforeMax)
        while at > least {
            at -= 1
            let token = tokens[at]
            guard token.mark == 0x2D || token.mark == 0, !token.flags.contains(.clitic) else { break }
            let flags = token.mark == 0 ? self.flags(at) : []
            if flags.contains(.title) {
                first = at
                hasTitle = true
            } else if isCapital(at) {
                // A capital at the start of a sentence may be any word.
                if token.flags.contains(.sentenceStart), isOrdinary(at) { break }
                first = at
            } else if belongs(at, first) {
                first = at
            } else if !isLink(at, flags, first) {
                break
            }
            if token.flags.contains(.sentenceStart) { break }
        }
        guard hasTitle, first < start else { return nil }
        return trimmed(first..<start)
    }

    /// A lower-case word right before a lower-case title ("foreign minister"), or tied to one by a hyphen ("co-founder").
    private func belongs(_ at: Int, _ first: Int) -> Bool {
        if tokens[at].mark != 0 || isCapital(first) { return false }
        if first == at + 1 { return isModifier(at) }
        return first == at + 2 && tokens[at + 1].mark == 0x2D && isLink(at + 1, [], first)
    }

    /// A hyphen inside a word, or "of" behind a capital or a title; what stands before it decides.
    private func isLink(_ at: Int, _ flags: NameFlags, _ first: Int) -> Bool {
        guard first == at + 1 else { return false }
        if tokens[at].mark == 0x2D { return !tokens[at].flags.contains(.blankBefore) && !tokens[first].flags.contains(.blankBefore) }
        guard flags.contains(.titleLink), at > 0, tokens[at - 1].mark == 0 else { return false }
        return isCapital(at - 1) || self.flags(at - 1).contains(.title)
    }

    /// An ordinary word that may stand before a title: no verb of saying, no article, no preposition.
    private func isModifier(_ token: Int) -> Bool {
        let known = WordFlags(rawValue: words[tokens[token].hash].flags)
        return known.contains(.lowerCase) && known.isDisjoint(with: [.near, .connector]) && !flags(token).contains(.roleStop)
    }

    private func isOrdinary(_ token: Int) -> Bool {
        let known = WordFlags(rawValue: words[tokens[token].hash].flags)
        return known.contains(.common) || known.contains(.connector)
    }

    /// Without links and hyphens at its ends.
    private func trimmed(_ range: Range<Int>) -> Range<Int>? {
        var range = range
        while let first = range.first, tokens[first].mark != 0 || flags(first).contains(.titleLink) { range = range.dropFirst() }
        while let last = range.last, tokens[last].mark != 0 || flags(last).contains(.titleLink) { range = range.dropLast() }
        guard range.contains(where: { flags($0).contains(.title) }) else { return nil }
        return range
    }

    // MARK: - Behind the name

    private func behind(_ end: Int, _ high: Int) -> Range<Int>? {
        guard end + 1 < high, tokens[end].mark == 0x2C else { return nil }
        var at = end + 1
        let limit = min(high, tokens.count, end + Self.behindMax)
        if isArticle(at) { at += 1 }
        let first = at
        var titleAt: Int?
        while at < limit {
            let token = tokens[at]
            if token.flags.contains(.sentenceStart) || token.mark == 0x2C || token.mark == 0x2E { break }
            if token.mark != 0, token.mark != 0x2D { return nil }
            if titleAt == nil, token.mark == 0, flags(at).contains(.title) { titleAt = at }
            // A verb before any title: a sentence goes on.
            if titleAt == nil, WordFlags(rawValue: words[token.hash].flags).contains(.near) { return nil }
            at += 1
        }
        guard let titleAt, titleAt - first < 6, at < tokens.count, at > first else { return nil }
        let isClosed = at < limit || tokens[at].flags.contains(.sentenceStart)
        guard isClosed, isCapital(first) == false || flags(first).contains(.title) || titleAt > first else { return nil }
        return trimmed(first..<at)
    }

    private func isArticle(_ token: Int) -> Bool {
        switch bytes[tokens[token].bytes].count {
        case 1: bytes[tokens[token].bytes].elementsEqual("a".utf8)
        case 2: bytes[tokens[token].bytes].elementsEqual("an".utf8)
        case 3: bytes[tokens[token].bytes].elementsEqual("the".utf8)
        default: false
        }
    }
}
