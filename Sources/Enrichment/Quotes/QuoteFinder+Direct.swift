import Model

/// Quotations with an attribution in their sentence.
extension QuoteFinder {
    /// An attribution behind a quotation: the cue and, where it names one, the speaker.
    struct Attribution {
        var cue: Int
        var speaker: ByteSpan?
    }

    /// Attributes quotation number `position` of the sentence, if its sentence does.
    mutating func direct(_ position: Int) {
        let unit = quotes[position]
        guard !text.isTaken(unit) else { return }
        let region = text.region(unit)
        let next = position + 1 < quotes.count ? quotes[position + 1] : sentence.end
        let previous = position > 0 ? quotes[position - 1] : -1
        var after = attribution(after: unit, next)
        if after != nil, unit > sentence.first, region.words <= 5, text.units[unit - 1].isWord, isTitle(unit) { after = nil }
        if let (cue, outer) = outerClause(unit) {
            clause(outer.units.lowerBound, outer.units.upperBound, cue, outer.speaker, outer.hasThat ? .complement : .bare)
            return
        }
        if let lead = leadingCue(unit, previous), !(after != nil && region.last == 0x2C && !followsColon(unit)) {
            var speaker = speaker(of: lead)
            if speaker == nil && previous >= 0 && cues[lead].isUsed { speaker = lastSpeaker }
            if region.words >= 2 || followsColon(unit) {
                take(unit, lead, speaker, tailEnd(unit))
                return
            }
        }
        if let after {
            if takeAfter(unit, next, previous, after) { return }
        }
        if unknownVerb(unit, next) || signature(unit) { return }
        nameAndColon(unit)
    }

    /// A clause of an earlier cue that holds the quotation in running text: "She says it shows that “…”".
    private func outerClause(_ unit: Int) -> (Int, Complement)? {
        guard text.hasSuffixes, unit > sentence.first, text.units[unit - 1].isWord else { return nil }
        for cue in sentence.cuesFrom..<sentence.cuesTo where cues[cue].end < unit && !cues[cue].isUsed && cues[cue].kind.takesClause {
            guard let outer = clause(of: cue), outer.units.lowerBound + 2 < unit, outer.units.upperBound > unit else { continue }
            let inner = cue + 1..<max(cue + 1, sentence.cuesTo)
            let hasInner = inner.contains { cues[$0].first >= outer.units.lowerBound && cues[$0].end <= unit && isInner(cues[$0]) }
            let isNamed = inner.contains { cues[$0].end <= unit && isNaming(cues[$0]) }
            let endsWithQuote = !isNamed && outer.units.upperBound == unit + 1 && text.region(unit).endsInPunctuation()
            return hasInner || endsWithQuote ? (cue, outer) : nil
        }
        return nil
    }

    /// A speech verb inside a clause, but no ", adding".
    private func isInner(_ cue: Cue) -> Bool {
        cue.kind.takesClause && (!cue.traits.contains(.gerund) || text.units[cue.first - 1].isWord)
    }

    /// ", which he called": an aside that names something.
    private func isNaming(_ cue: Cue) -> Bool {
        guard cue.kind == .beside, cue.first - 3 >= sentence.first else { return false }
        return text.units[cue.first - 2].isIn(.relative) && text.units[cue.first - 3].has(.comma)
    }

    private func followsColon(_ unit: Int) -> Bool { unit > sentence.first && text.units[unit - 1].has([.colon, .comma]) }

    /// The last cue before the quotation that leads straight into it.
    private func leadingCue(_ unit: Int, _ previous: Int) -> Int? {
        for cue in (sentence.cuesFrom..<sentence.cuesTo).reversed() {
            let here = cues[cue]
            guard here.end <= unit, here.first > previous, here.kind != .according, here.kind != .accordingAfter else { continue }
            if leadsIn(here, unit) { return cue }
        }
        return nil
    }

    /// Only an addressee, a place or time phrase, "that" or a colon between the cue and the mark.
    private func leadsIn(_ cue: Cue, _ unit: Int) -> Bool {
        var index = cue.end
        guard unit - index <= 14 else { return leadsInFar(cue, unit) }
        while index < unit {
            let here = text.units[index]
            if here.isQuote { return false }
            if here.isWord {
                if here.isIn(.that) { return index == unit - 1 }
            } else {
                if here.has(.colon) { return true }
                guard here.has(.comma) else { return false }
            }
            index += 1
        }
        if unit == cue.end { return true }
        let before = text.units[unit - 1]
        if before.has(.colon) { return true }
        return before.has(.comma) && !text.hasFiniteVerb(cue.end, unit)
    }

    /// As `leadsIn` where the mark is more than 14 units away: a colon within reach still leads in.
    private func leadsInFar(_ cue: Cue, _ unit: Int) -> Bool {
        for index in cue.end..<cue.end + 14 {
            let here = text.units[index]
            if here.isQuote || here.isIn(.that) { return false }
            if here.isMark && !here.has(.comma) { return here.has(.colon) }
        }
        return false
    }

    /// "A," he said, and with it the second half of an interrupted quotation. False where the words before the mark forbid it.
    private mutating func takeAfter(_ unit: Int, _ next: Int, _ previous: Int, _ after: Attribution) -> Bool {
        let region = text.region(unit)
        if region.last == 0x2C, let head = mixedHead(unit) {
            // 'The plan is "good," he said': the clause begins before the mark.
            let quote = emit(text.start(head), region.end, .mixed, .after, speaker: after.speaker, cue: bytes(after.cue))
            takeQuotes(head, unit + 1)
            note(quote, speaker: after.speaker, cue: after.cue)
            return true
        }
        guard region.words >= 2 || region.last == 0x2C || region.endsSentence() else { return false }
        let quote = emit(region.start, region.end, .direct, .after, speaker: after.speaker, cue: bytes(after.cue))
        text.take(unit)
        note(quote, speaker: after.speaker, cue: after.cue)
        if next < sentence.end, isOnlyAttribution(after.cue, next) {
            let second = text.region(next)
            let utterance = quote.map { found[$0].utterance }
            _ = emit(second.start, second.end, .direct, .interrupted, speaker: after.speaker, cue: bytes(after.cue), utterance: utterance)
            text.take(next)
        }
        return true
    }

    /// Nothing but the attribution between the two halves of a quotation.
    private func isOnlyAttribution(_ cue: Int, _ next: Int) -> Bool {
        for index in cues[cue].end..<max(next, cues[cue].end) where text.units[index].isWord {
            if text.units[index].isIn(.that) || text.units[index].cue != 0 { return false }
        }
        if text.units[next - 1].has([.comma, .colon, .dash]) { return true }
        let first = text.bytes[Int(text.region(next).start)]
        return first &- 0x61 < 26
    }

    /// The first unit of running text before the mark that belongs to the quoted clause, nil where none does.
    private func mixedHead(_ unit: Int) -> Int? {
        guard unit > sentence.first, !text.units[unit - 1].has([.colon, .period, .dash, .comma]) else { return nil }
        var words = 0
        for index in sentence.first..<unit where text.units[index].isWord { words += 1 }
        guard words >= 2 else { return nil }
        for cue in sentence.cuesFrom..<sentence.cuesTo where cues[cue].end <= unit { return nil }
        var first = sentence.first
        while first < unit && text.units[first].isIn(.conjunction) { first += 1 }
        return first
    }

    /// One behind the last unit where the clause goes on behind the mark in running text.
    private func tailEnd(_ unit: Int) -> Int {
        let region = text.region(unit)
        let next = unit + 1
        if region.endsInPunctuation() || next >= sentence.end { return next }
        let behind = text.units[next]
        if behind.isMark { return behind.has(.mark) ? next : clauseEnd(unit) }
        if behind.isIn(.conjunction) || (behind.isIn(.subordinator) && region.words >= 8) { return next }
        if behind.isIn(.preposition) && region.words >= 8 && !(unit > sentence.first && text.units[unit - 1].isIn(.that)) { return next }
        return clauseEnd(unit)
    }

    private mutating func take(_ unit: Int, _ cue: Int, _ speaker: ByteSpan?, _ tail: Int) {
        let region = text.region(unit)
        if tail > unit + 1 {
            let quote = emit(region.start, text.end(tail - 1), .mixed, .lead, speaker: speaker, cue: bytes(cue))
            takeQuotes(unit, tail)
            note(quote, speaker: speaker, cue: cue)
            return
        }
        let isSame = cues[cue].isUsed && last != nil
        let utterance = isSame ? last.map { found[$0].utterance } : nil
        let quote = emit(region.start, region.end, .direct, .lead, speaker: speaker, cue: bytes(cue), utterance: utterance)
        text.take(unit)
        note(quote, speaker: speaker, cue: cue)
        takeBefore(cue, speaker, quote)
    }

    /// 'If Clinton is elected, he said, "…"': the part before the attribution belongs to it.
    private mutating func takeBefore(_ cue: Int, _ speaker: ByteSpan?, _ quote: Int?) {
        let here = cues[cue]
        guard let name = text.speakerBefore(here.first, isGerund: here.traits.contains(.gerund), low: sentence.first) else { return }
        let first = sentence.first
        guard name.lowerBound - first >= 4, text.units[name.lowerBound - 1].has(.comma), here.end < sentence.end else { return }
        guard text.units[here.end].has(.comma), name.upperBound <= here.first, quotes.allSatisfy({ $0 >= name.lowerBound }) else { return }
        let end = name.lowerBound - 1
        guard
            text.units[first].isIn(.condition)
                || text.hasFiniteVerb(first, end, reach: 30) && !text.units[first].isIn([.subordinator, .preposition])
        else { return }
        let utterance = quote.map { found[$0].utterance }
        _ = emit(
            text.units[first].start, text.units[end - 1].end, .reported, .before, speaker: speaker, cue: bytes(cue), utterance: utterance)
    }
}
