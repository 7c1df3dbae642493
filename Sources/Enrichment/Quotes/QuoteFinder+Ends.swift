import Model

/// Where reported speech stops, and who is the subject of a cue.
extension QuoteFinder {
    /// One behind the last unit of the clause that begins at `first`: the sentence's end, or an attribution tacked on behind a comma.
    func clauseEnd(_ first: Int) -> Int {
        var end = sentence.end
        var cue = nextCue(first + 1) ?? sentence.cuesTo
        for index in first..<sentence.end {
            while cue < sentence.cuesTo, cues[cue].first <= index { cue += 1 }
            let next = cue < sentence.cuesTo ? cue : nil
            if text.units[index].isQuote, index > first, text.region(index).last == 0x2C {
                end = index + 1
                break
            }
            if stops(index, first, next) {
                end = index
                break
            }
        }
        while end > first, isTrimmedEnd(text.units[end - 1]) { end -= 1 }
        return end
    }

    private func isTrimmedEnd(_ unit: SpeechUnit) -> Bool {
        if unit.has([.comma, .semicolon, .colon]) { return true }
        if unit.has(.stop) { return true }
        return unit.has(.closer) && text.units[sentence.first].has(.opener)
    }

    /// Whether the clause stops before unit `index`; `next` is the first cue behind it.
    private func stops(_ index: Int, _ first: Int, _ next: Int?) -> Bool {
        let unit = text.units[index]
        if unit.has(.semicolon) { return true }
        if unit.isIn(.conjunction), index > first + 1, index + 2 < sentence.end, let next, beginsSecondCue(index, cues[next]) {
            return true
        }
        guard unit.has(.clauseMark), index + 1 < sentence.end else { return false }
        let behind = text.units[index + 1]
        if behind.isIn(.clauseBreak) && index > first + 2 { return true }
        if index > first + 2, unit.has(.comma) ? stopsAtComma(index, behind) || beginsAside(index, first, behind) : behind.isIn(.one) {
            return true
        }
        guard let next else { return false }
        return beginsAttribution(index, behind, cues[next])
    }

    /// ", and has", ", and walked", ", holding": a new predicate of the sentence's own subject.
    private func stopsAtComma(_ index: Int, _ behind: SpeechUnit) -> Bool {
        guard index + 2 < sentence.end else { return false }
        let second = text.units[index + 2]
        if behind.isIn(.conjunction) {
            if behind.isIn(.and), second.isIn(.auxiliary) { return true }
            if text.hasSuffixes, second.has(.endsED), !second.isName { return true }
        }
        if text.hasSuffixes, behind.has(.endsLY), second.has(.endsING), second.end - second.start > 5 { return true }
        guard text.hasSuffixes, behind.has(.endsING), behind.end - behind.start > 5, !behind.isIn(.preposition), !behind.isName else {
            return false
        }
        return second.isWord
    }

    /// ", who …", ", a charge that …": the reporter's own words behind the clause.
    private func beginsAside(_ comma: Int, _ first: Int, _ unit: SpeechUnit) -> Bool {
        guard unit.isIn(.aside), !text.units[first].isIn([.subordinator, .preposition]), text.hasFiniteVerb(first, comma, reach: 40) else {
            return false
        }
        // ", a proud veteran, was ready": the clause is taken up again behind it.
        guard let next = text.firstComma(comma + 1, sentence.end), next + 1 < sentence.end else { return true }
        return !text.units[next + 1].isIn([.finite, .auxiliary])
    }

    /// "and warned that", "but Kirby said": a coordinated second cue.
    private func beginsSecondCue(_ index: Int, _ cue: Cue) -> Bool {
        guard cue.kind.takesClause, cue.traits.contains(.past) || cue.traits.contains(.present), cue.end <= sentence.end else {
            return false
        }
        guard isNear(cue, index + 1) else { return false }
        guard cue.end < sentence.end else { return false }
        let behind = text.units[cue.end]
        if behind.isIn(.that) || behind.isQuote || cue.kind == .tell { return true }
        return cue.kind != .announce && text.hasFiniteVerb(cue.end, sentence.end)
    }

    private func isNear(_ cue: Cue, _ first: Int) -> Bool {
        if cue.first == first { return true }
        if cue.first == first + 1, text.units[first].isIn([.adverb, .auxiliary]) { return true }
        guard cue.first <= first + 4, let name = text.speakerBefore(cue.first, isGerund: false, low: first) else { return false }
        return name.lowerBound == first && (name.upperBound == cue.first || name.upperBound == cue.first - 1)
    }

    /// Behind a comma or dash: "according to", "adding", "Kirby said".
    private func beginsAttribution(_ index: Int, _ behind: SpeechUnit, _ cue: Cue) -> Bool {
        let isGerund = cue.traits.contains(.gerund)
        if cue.first == index + 1 {
            return cue.kind == .according || isGerund || (cue.kind != .accordingAfter && cue.traits.contains(.past))
        }
        guard behind.isWord, !behind.isIn(.relative) else { return false }
        if cue.first == index + 2 { return !isGerund }
        guard cue.first - index <= 6, !behind.isIn([.subordinator, .preposition]) else { return false }
        for at in index + 1..<cue.first where !text.units[at].isWord { return false }
        if behind.isIn(.conjunction) { return true }
        return text.speakerBefore(cue.first, isGerund: isGerund, low: index + 1) == index + 1..<cue.first
    }

    /// The speaker of the cue as the sentence names it.
    func speaker(of number: Int) -> ByteSpan? {
        let cue = cues[number]
        var before = cue.first - 1
        while before > sentence.first, text.units[before].isIn([.adverb, .auxiliary]) { before -= 1 }
        if let sentenceSpeaker, before > sentence.first, text.units[before].isIn(.conjunction), cue.kind.takesClause {
            // "X said A but warned B"
            return sentenceSpeaker
        }
        if cue.traits.contains(.passiveAsk), cue.first > sentence.first, text.units[cue.first - 1].isIn(.be) { return nil }
        if text.isVerbSecond, cue.end < sentence.end, text.units[cue.end].isWord {
            // "Später sagte Schurz: „", "erzählt er: „"
            if text.units[cue.end].isSubjectPronoun { return text.bytes(cue.end..<cue.end + 1) }
            if let name = text.speakerAfter(cue.end, high: sentence.end, end: sentence.end), name.upperBound < sentence.end,
                text.units[name.upperBound].has(.colon)
            {
                return text.bytes(name)
            }
        }
        if let name = text.speakerBefore(cue.first, isGerund: cue.traits.contains(.gerund), low: sentence.first) { return text.bytes(name) }
        guard cue.end < sentence.end, text.units[cue.end].isWord, cue.kind != .tell else { return nil }
        guard let name = text.speakerAfter(cue.end, high: sentence.end, end: sentence.end), name.upperBound < sentence.end else {
            return nil
        }
        let behind = text.units[name.upperBound]
        return behind.isMark || behind.isIn(.that) ? text.bytes(name) : nil
    }
}
