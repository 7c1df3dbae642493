import Model

/// "X said that CLAUSE" and "X said CLAUSE".
extension QuoteFinder {
    /// A clause and who says it.
    struct Complement {
        var units: UnitRange
        var hasThat: Bool
        var speaker: ByteSpan?
    }

    /// Emits the clause behind the cue, if it has one.
    mutating func complement(_ number: Int) {
        if takeNextParagraph(number) { return }
        guard let found = clause(of: number) else { return }
        clause(found.units.lowerBound, found.units.upperBound, number, found.speaker, found.hasThat ? .complement : .bare)
    }

    /// "The governor added:" and then a paragraph without marks.
    private mutating func takeNextParagraph(_ number: Int) -> Bool {
        let cue = cues[number]
        guard cue.traits.contains(.plain), cue.end == sentence.end - 1, text.units[cue.end].has(.colon) else { return false }
        guard self.number + 1 < sentences.count, sentences[self.number + 1].opensParagraph else { return false }
        let first = sentences[self.number + 1].first
        var last = self.number + 1
        while last + 1 < sentences.count, !sentences[last + 1].opensParagraph { last += 1 }
        let end = sentences[last].end
        guard text.units[first].isWord, !(first..<end).contains(where: { text.units[$0].isQuote }), end - first >= 6 else { return false }
        let speaker = speaker(of: number)
        let quote = emit(text.units[first].start, text.units[end - 1].end, .reported, .colon, speaker: speaker, cue: bytes(number))
        note(quote, speaker: speaker, cue: number)
        headedUntil = text.units[end - 1].end
        return true
    }

    /// The clause behind the cue, nil where it has none.
    func clause(of number: Int) -> Complement? {
        let cue = cues[number]
        guard let (first, hasThat) = clauseStart(cue) else { return nil }
        var speaker = speaker(of: number)
        if cue.traits.contains(.gerund) { speaker = sentenceSpeaker ?? speaker ?? lastSpeaker }
        var end = clauseEnd(first)
        if cue.first - sentence.first <= 4 && cue.traits.contains(.gerund) {
            // "After saying that A, Kirby left"
            if let comma = text.firstComma(first, end) {
                speaker = text.clauseSubject(comma + 1, sentence.end).map { text.bytes($0) }
                end = comma
            }
        } else if opensWithSubordinate(cue) {
            // "While A says B, C …"
            if first + 2 < end, let comma = text.firstComma(first + 2, end) { end = comma }
        }
        return end > first ? Complement(units: first..<end, hasThat: hasThat, speaker: speaker) : nil
    }

    /// Where the clause of the cue begins, and whether "that" leads it in.
    func clauseStart(_ cue: Cue) -> (first: Int, hasThat: Bool)? {
        let isInfinitive = cue.traits.contains(.infinitive) && startsInfinitive(cue.end)
        if !isInfinitive, let that = complementiser(cue) { return (that + 1, true) }
        return bareStart(cue).map { ($0, false) }
    }

    private func opensWithSubordinate(_ cue: Cue) -> Bool {
        guard text.hasSuffixes else { return false }
        let first = sentence.first
        let hasOpening = (first..<min(first + 4, cue.first)).contains { text.units[$0].isIn(.opening) }
        return hasOpening && text.firstComma(first, cue.first) == nil
    }

    /// The unit of the "that" which belongs to the cue.
    private func complementiser(_ cue: Cue) -> Int? {
        var index = cue.end
        let first = cue.end
        let reach = cue.traits.contains(.noun) && !cue.traits.contains(.past) ? 6 : Self.thatReach
        while index < min(sentence.end, first + reach) {
            let unit = text.units[index]
            if unit.isQuote {
                guard text.region(index).words <= 4 else { return nil }
            } else if unit.has([.dash, .opener]) {
                guard let close = parenthesisEnd(index) else { return nil }
                index = close
            } else if unit.isMark {
                guard unit.has(.comma) else { return nil }
            } else if unit.isIn(.that) {
                return belongs(index, first, cue) ? index : nil
            } else if index > first && unit.isIn([.finite, .subject]) {
                return nil
            }
            index += 1
        }
        return nil
    }

    /// Units between a cue and its "that" at most.
    private static let thatReach = 24

    /// The dash or bracket that closes the one at `open`, if it is near.
    private func parenthesisEnd(_ open: Int) -> Int? {
        let isDash = text.units[open].has(.dash)
        for index in open + 1..<max(open + 1, min(sentence.end, open + 16)) where text.units[index].has(isDash ? .dash : .closer) {
            return index
        }
        return nil
    }

    private func belongs(_ that: Int, _ first: Int, _ cue: Cue) -> Bool {
        if that == first || cue.kind == .tell || !text.hasSuffixes { return true }
        let next = text.units[first]
        if next.isIn([.place, .when, .adverb]) || next.has([.dash, .opener]) || (next.has(.comma) && that - first < 12) { return true }
        if next.isIn(.infinitiveMark), first + 1 < that {
            // "joked to the Fed's chair Janet Yellen that", "explained to reporters that"
            let person = text.units[first + 1]
            if person.isName || person.isIn([.addressee, .he, .she, .they, .first]) { return true }
        }
        return that - first <= 2 && !next.isIn(.determiner)
    }

    /// Where the clause begins without a complementiser, nil where the cue has none.
    private func bareStart(_ cue: Cue) -> Int? {
        let first = cue.end
        guard first < sentence.end else { return nil }
        if cue.traits.contains(.infinitive), startsInfinitive(first) { return first }
        if cue.kind == .announce, !cue.traits.contains(.noun), text.units[first].isSubjectPronoun { return first }
        if cue.kind != .tell, first + 2 < sentence.end, text.units[first].isIn(.indirect) { return first }
        switch cue.kind {
        case .tell:
            guard let start = behindAddressee(first), !text.units[start].isIn(.relative), text.hasFiniteVerb(start, sentence.end) else {
                return nil
            }
            return start
        case .say: return text.isVerbSecond ? subjunctiveStart(first) : bareClauseStart(cue)
        default: return nil
        }
    }

    /// "to …", "not to …"
    func startsInfinitive(_ first: Int) -> Bool {
        guard first + 1 < sentence.end, text.units[first].isIn(.infinitiveMark) else { return false }
        return text.units[first].end - text.units[first].start == 2 || text.units[first + 1].isIn(.infinitiveMark)
    }

    /// German: behind the next comma, if the clause there stands in the subjunctive.
    private func subjunctiveStart(_ first: Int) -> Int? {
        var comma = first
        while comma < min(sentence.end, first + 9), text.units[comma].isWord { comma += 1 }
        guard comma + 3 < sentence.end, text.units[comma].has(.comma), text.units[comma + 1].isWord else { return nil }
        let head = text.units[comma + 1]
        guard !head.isIn(.conjunction), head.isIn(.like) || !head.isIn(.subordinator) else { return nil }
        for index in first..<comma where text.units[index].isIn(.finite) { return nil }
        var index = comma + 1
        while index < sentence.end, text.units[index].isWord || text.units[index].has(.dash) {
            if text.units[index].isIn(.subjunctive) { return comma + 1 }
            index += 1
        }
        return nil
    }

    private func bareClauseStart(_ cue: Cue) -> Int? {
        guard text.isBare, !cue.traits.contains(.noun) || text.units[cue.end].isSubjectPronoun else { return nil }
        if cue.first > sentence.first, text.units[cue.first - 1].isIn(.modal) { return nil }
        var first = cue.end
        let head = text.units[first]
        let isAboutNumber =
            cue.traits.contains(.bareClause) && head.isIn(.preposition) && first + 1 < sentence.end && text.units[first + 1].has(.digit)
        if head.isIn([.preposition, .subordinator, .conjunction]), !isAboutNumber {
            guard head.isIn(.preposition), !head.isIn(.subordinator) || head.isIn([.place, .condition]), cue.traits.contains(.plain),
                let behind = behindPhrases(first)
            else { return nil }
            first = behind
        } else if head.isIn(.when) && !head.isIn(.determiner) {
            first += 1
            if first < sentence.end, text.units[first].has(.comma) { first += 1 }
        }
        guard first < sentence.end else { return nil }
        if text.units[first].isQuote && text.isTaken(first) { return nil }
        if text.units[first].isMark {
            if text.units[first].has(.colon), cue.traits.contains(.plain) {
                first += 1
            } else if !text.units[first].has(.dash) {
                return nil
            }
        }
        guard first < sentence.end, !text.units[first].has(.comma) else { return nil }
        if cue.traits.contains(.bareClause) ? text.hasFiniteVerb(first, sentence.end) : hasFiniteVerbNear(first) { return first }
        let unit = text.units[first]
        let isNounPhrase = unit.isName || unit.isIn([.determiner, .possessive])
        return cue.traits.contains(.bareClause) && sentence.end - first >= 6 && unit.isWord && isNounPhrase ? first : nil
    }

    /// As `hasFiniteVerb`, but the verb must come before any comma or relative clause: "acknowledged the appeal of the race, then …" has none.
    private func hasFiniteVerbNear(_ first: Int) -> Bool {
        var index = first + 1
        while index < sentence.end, !text.units[index].has([.comma, .dash]), !text.units[index].isIn([.subordinator, .relative]) {
            index += 1
        }
        if text.hasFiniteVerb(first, index) { return true }
        if index < sentence.end, text.units[index].isIn(.that), index > first + 1 {
            let before = text.units[index - 1]
            return before.has([.endsED, .endsS]) || before.cue != 0 && !before.has(.endsING)
        }
        // "warned the Fed not to act"
        for at in first..<max(first, index - 1) where text.units[at].isIn(.infinitiveMark) && text.units[at + 1].isIn(.infinitiveMark) {
            return true
        }
        return false
    }

    /// After "told": the person addressed, then time and place; where the clause begins.
    private func behindAddressee(_ first: Int) -> Int? {
        guard first < sentence.end, text.units[first].isWord else { return nil }
        var index = first + 1
        if !text.units[first].isIn([.addressee, .he, .she, .they, .first, .it]) {
            index = text.nounPhraseEnd(first, high: sentence.end)
            guard index > first else { return nil }
        }
        if index < sentence.end, text.units[index].isIn(.preposition), !text.units[index].isIn(.place) { return nil }
        return behindPhrases(index)
    }

    /// Behind phrases of time and place; nil where no word follows.
    private func behindPhrases(_ first: Int) -> Int? {
        var index = first
        while index < sentence.end, text.units[index].isIn([.preposition, .when]) {
            var end = index + 1
            while end < sentence.end, end - index < 7 {
                let unit = text.units[end]
                guard unit.isWord, !unit.isSubjectPronoun, !unit.isIn([.preposition, .that]) else { break }
                let before = text.units[end - 1]
                if end > index + 1, unit.isIn(.determiner) || before.isIn(.when), !before.isIn(.determiner) { break }
                end += 1
            }
            index = end
        }
        return index < sentence.end && !text.units[index].isMark ? index : nil
    }

    /// Emits the clause `first..<end`, with the quotations inside it.
    mutating func clause(_ first: Int, _ end: Int, _ number: Int, _ speaker: ByteSpan?, _ rule: QuoteRule) {
        var end = end
        guard end > first else { return }
        if let taken = quotes.first(where: { $0 >= first && $0 < end && text.isTaken($0) }) {
            // 'A, which he called "a cartel"': the clause ends before the part that is taken.
            guard
                let cut = (first + 3..<max(taken + 1, first + 3)).last(where: { text.units[$0].has([.comma, .dash, .semicolon, .colon]) })
            else { return }
            end = cut
        }
        var inside = 0
        var words = 0
        for index in first..<end {
            if text.units[index].isQuote { inside += 1 } else if text.units[index].isWord { words += 1 }
        }
        guard words >= 3 || inside > 0 else { return }
        let isWhole = inside == 1 && end - first == 1
        let quote = emit(
            text.start(first), text.end(end - 1), isWhole ? .direct : inside > 0 ? .mixed : .reported, rule, speaker: speaker,
            cue: bytes(number))
        takeQuotes(first, end)
        note(quote, speaker: speaker, cue: number)
    }
}
