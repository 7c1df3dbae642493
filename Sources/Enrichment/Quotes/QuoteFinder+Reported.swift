import Model

/// Reported clauses: what a speech verb takes without quotation marks, or with some inside.
extension QuoteFinder {
    /// Hangs a clause on the cue where it has one.
    mutating func reported(_ number: Int) {
        let cue = cues[number]
        guard !cue.isUsed, cue.kind != .beside, cue.kind != .accordingAfter else { return }
        if text.hasSuffixes, cue.first == sentence.first, cue.kind.takesClause, !cue.traits.contains(.gerund), !cue.traits.contains(.past) {
            return
        }
        if cue.kind == .according { return according(number) }
        let name = text.speakerBefore(cue.first, isGerund: cue.traits.contains(.gerund), low: sentence.first)
        if asSaid(number, name) || invertedTrailing(number) { return }
        switch trailingOrEnd(number, name) {
        case .done: return
        case .goesOn: complement(number)
        }
    }

    private enum Progress {
        case done
        case goesOn
    }

    /// "As Kirby reported, CLAUSE"
    private mutating func asSaid(_ number: Int, _ name: UnitRange?) -> Bool {
        let cue = cues[number]
        guard let comma = text.firstComma(cue.end, min(sentence.end, cue.end + 8)), comma == cue.end || isTailPhrase(cue.end) else {
            return false
        }
        let first = text.units[sentence.first].isIn(.conjunction) ? sentence.first + 1 : sentence.first
        guard text.units[first].isIn(.like) else { return false }
        guard let name, cue.first - sentence.first <= 14 else { return false }
        let end = clauseEnd(comma + 1)
        if text.hasFiniteVerb(comma + 1, end, reach: 30) {
            clause(comma + 1, end, number, text.bytes(name), .asSaid)
        }
        return true
    }

    /// "CLAUSE, said Kirby."
    private mutating func invertedTrailing(_ number: Int) -> Bool {
        let cue = cues[number]
        guard cue.kind == .say, cue.first - sentence.first >= 4, text.units[cue.first - 1].has(.comma), !cue.traits.contains(.gerund) else {
            return false
        }
        guard cue.end < sentence.end, text.units[cue.end].isWord else { return false }
        guard let name = text.speakerAfter(cue.end, high: sentence.end, end: sentence.end) else { return false }
        if name.upperBound < sentence.end {
            let behind = text.units[name.upperBound]
            let isRelative = behind.isIn(.relative) && !behind.isIn(.that)
            let isLinked = (behind.isIn(.and) || isRelative) && text.hasFiniteVerb(sentence.first, cue.first - 1, reach: 40)
            guard behind.has([.comma, .period]) || isLinked else { return false }
        }

        trailing(number, nameStart: cue.first, text.bytes(name))
        return true
    }

    /// "CLAUSE, X said." where nothing but time, place or addressee follows the cue.
    private mutating func trailingOrEnd(_ number: Int, _ name: UnitRange?) -> Progress {
        let cue = cues[number]
        let next = cue.end < sentence.end ? text.units[cue.end] : nil
        let name = apposed(cue) ?? name
        let isAtMark = next.map { $0.has([.comma, .semicolon, .dash, .stop]) } ?? true
        if cue.traits.contains(.infinitive), startsInfinitive(cue.end) { return .goesOn }
        guard isAtMark || isTailPhrase(cue.end) || (cue.kind == .tell && isAddresseeOnly(cue.end)) else { return .goesOn }
        if let name, name.lowerBound - sentence.first >= 2, text.units[name.lowerBound - 1].has([.comma, .dash]), cue.kind.takesClause {
            let that = next?.has(.comma) == true && cue.end + 1 < sentence.end && text.units[cue.end + 1].isIn(.that)
            if !that {
                trailing(number, nameStart: name.lowerBound, text.bytes(name))
                return .done
            }
        }
        if isAtMark, let name, name.lowerBound - sentence.first >= 4, text.units[name.lowerBound - 1].isIn(.like),
            text.units[name.lowerBound - 2].has(.comma)
        {
            // "CLAUSE, as police have said"
            trailing(number, nameStart: name.lowerBound - 1, text.bytes(name))
            return .done
        }
        guard let next else { return .done }
        return next.isMark && !next.has(.comma) ? .done : .goesOn
    }

    /// "CLAUSE, his top aide, Tad Devine, told": the name before an apposition, where a whole clause stands before both.
    private func apposed(_ cue: Cue) -> UnitRange? {
        let last = cue.first - 1
        guard last > sentence.first, text.units[last].has(.comma) else { return nil }
        let second = text.clauseLow(last - 1, sentence.first)
        guard second - 1 > sentence.first, text.units[second - 1].has(.comma), second < last, !text.units[second].isIn(.relative) else {
            return nil
        }
        let first = text.clauseLow(second - 2, sentence.first)
        guard first - 1 > sentence.first, text.units[first - 1].has(.comma), first < second - 1 else { return nil }
        guard text.nounPhraseEnd(first, high: second - 1) == second - 1, !text.units[first].isName || text.units[second - 2].isName else {
            return nil
        }
        return text.hasFiniteVerb(sentence.first, first - 1, reach: 40) ? first..<second - 1 : nil
    }

    /// "on Friday", "in a statement", "later" and then the sentence's end or a comma.
    private func isTailPhrase(_ first: Int) -> Bool {
        guard first < sentence.end, text.units[first].isWord else { return false }
        guard text.units[first].isIn([.preposition, .when, .adverb]) else { return false }
        var index = first
        while index < sentence.end, text.units[index].isWord && !text.units[index].isIn([.that, .subject]) || isShortTitle(index) {
            index += 1
        }
        return index - first <= 12 && (index >= sentence.end || text.units[index].has([.comma, .stop]))
    }

    private func isShortTitle(_ unit: Int) -> Bool {
        text.units[unit].isQuote && text.region(unit).words <= 4 && isTitle(unit)
    }

    /// After "told": only the person addressed (and a short phrase) before the full stop.
    private func isAddresseeOnly(_ first: Int) -> Bool {
        guard first < sentence.end, text.units[first].isWord else { return false }
        var end = text.nounPhraseEnd(first, high: sentence.end)
        if end == first && text.units[first].isIn(.addressee) { end = first + 1 }
        guard end > first else { return false }
        if end >= sentence.end || text.units[end].has([.comma, .period]) { return true }
        if text.units[end].isIn(.subordinator) && !text.units[end].isIn(.that) { return true }
        return isTailPhrase(end)
    }

    /// "CLAUSE, X said" and, with more behind a comma, "CLAUSE, X said, CLAUSE".
    private mutating func trailing(_ number: Int, nameStart: Int, _ speaker: ByteSpan) {
        let cue = cues[number]
        for earlier in sentence.cuesFrom..<sentence.cuesTo where cues[earlier].isUsed && cues[earlier].end <= nameStart { return }
        let end = nameStart - 1
        var first = sentence.first
        var index = end - 1
        while index >= sentence.first {
            if text.units[index].has(.semicolon) {
                first = index + 1
                break
            }
            index -= 1
        }
        while first < end && text.units[first].isIn(.conjunction) { first += 1 }
        guard first < end else { return }
        let comma = nameStart == cue.first ? nil : commaBehind(cue.end)
        let isConditional = comma != nil && text.units[first].isIn([.subordinator, .lone])
        let isSplit = comma.map { goesOnWithVerb($0 + 1) } ?? false
        if !isConditional && !isSplit && text.hasFiniteVerb(first, end, reach: 30) {
            return clause(first, end, number, speaker, .trailing)
        }
        if isConditional || isSplit { clause(first, end, number, speaker, .trailing) }
        guard let comma, comma + 2 < sentence.end else { return }
        let second = clauseEnd(comma + 1)
        if isSplit || text.hasFiniteVerb(comma + 1, second) { clause(comma + 1, second, number, speaker, .trailing) }
    }

    /// The comma behind the cue, a short phrase of time, place or addressee between them; nil where the clause does not go on.
    private func commaBehind(_ first: Int) -> Int? {
        guard let comma = text.firstComma(first, min(sentence.end, first + 7)), comma + 1 < sentence.end else { return nil }
        for index in first..<comma where !text.units[index].isWord || text.units[index].isIn([.finite, .that]) { return nil }
        return comma
    }

    /// "The stakes, he said, are …": the clause is taken up again by its verb or a conjunction.
    private func goesOnWithVerb(_ index: Int) -> Bool {
        let unit = text.units[index]
        guard unit.isWord else { return false }
        return unit.isIn([.finite, .auxiliary, .conjunction]) || (unit.isIn(.subordinator) && !unit.isIn(.relative))
    }

    /// "according to X, CLAUSE" and "CLAUSE, according to X".
    private mutating func according(_ number: Int) {
        let cue = cues[number]
        let nameEnd = text.nounPhraseEnd(cue.end, high: sentence.end)
        guard nameEnd > cue.end, cue.first == sentence.first || !text.units[cue.first - 1].isIn(.that) else { return }
        let speaker = text.bytes(cue.end..<nameEnd)
        let isFirst = (sentence.first..<cue.first).allSatisfy { text.units[$0].isIn(.conjunction) }
        guard isFirst else {
            var end = cue.first
            if text.units[end - 1].has(.comma) { end -= 1 }
            var first = sentence.first
            var index = end - 3
            while index > sentence.first {
                if text.units[index].has(.strongMark) {
                    first = index + 1
                    break
                }
                index -= 1
            }
            while first < end && text.units[first].isIn(.conjunction) { first += 1 }
            return clause(first, end, number, speaker, .according)
        }
        guard
            let comma = text.isVerbSecond && nameEnd < sentence.end && text.units[nameEnd].isWord
                ? nameEnd - 1 : text.firstComma(nameEnd, sentence.end), comma + 1 < sentence.end
        else { return }
        let first = behindAppositions(comma)
        clause(first, clauseEnd(first), number, speaker, .according)
    }

    /// Where the clause begins behind a name with appositions: after the comma behind which a finite verb stands.
    private func behindAppositions(_ comma: Int) -> Int {
        var first = comma + 1
        while first < sentence.end {
            let next = text.firstComma(first, sentence.end) ?? sentence.end
            if text.isVerbSecond || text.hasFiniteVerb(first, next, reach: 40), !text.units[first].isIn(.relative) { break }
            guard next < sentence.end, next + 1 < sentence.end else { break }
            first = next + 1
        }
        return first
    }
}
