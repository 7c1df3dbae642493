/// Who is the subject of a speech verb.
extension SpeechText {
    /// The subject on the left of unit `cue`, within the sentence from `low` on.
    func speakerBefore(_ cue: Int, isGerund: Bool, low: Int, depth: Int = 0) -> UnitRange? {
        var last = cue - 1
        while last >= low && isPassedLeft(units[last]) { last -= 1 }
        guard last >= low else { return nil }
        if units[last].has(.closer), let open = opener(of: last, low), open > low { last = open - 1 }
        last = beforeDate(last, low)
        let unit = units[last]
        let isPlainWord = !unit.isName && !unit.isSubjectPronoun
        if unit.isWord && !(isGerund && isPlainWord) {
            if unit.isIn(.relative) { return last..<last + 1 }
            if unit.isIn([.conjunction, .preposition]) || (unit.isIn(.subordinator) && !unit.isSubjectPronoun) {
                return clauseSubject(clauseStart(last, low), last) ?? clauseSubject(low, last)
            }
            let first = nounPhraseStart(last, low: clauseLow(last, low))
            if isGerund && !unit.isSubjectPronoun { return clauseSubject(clauseStart(last, low), last) ?? first..<last + 1 }
            if isTimeOnly(first, last) {
                return first > low && depth < 4 ? speakerBefore(first, isGerund: isGerund, low: low, depth: depth + 1) : nil
            }
            return first..<last + 1
        }
        // An apposition or relative clause between commas: the first noun phrase of the clause.
        if unit.has([.comma, .closer]) || unit.has(.dash) || isGerund { return clauseSubject(clauseStart(last - 1, low), last) }
        return nil
    }

    /// The bracket that the one at `closer` closes, if it is near: "Sen. Graham (R-S.C.) told".
    private func opener(of closer: Int, _ low: Int) -> Int? {
        var index = closer - 1
        while index >= max(low, closer - 8) {
            if units[index].has(.opener) { return index }
            index -= 1
        }
        return nil
    }

    @inline(__always)
    private func isPassedLeft(_ unit: SpeechUnit) -> Bool {
        guard unit.isWord else { return false }
        return unit.isIn([.adverb, .auxiliary, .clitic]) || (hasSuffixes && unit.has(.endsLY) && !unit.isName)
    }

    /// "who in 2010 said": steps over the date to what stands before it.
    private func beforeDate(_ last: Int, _ low: Int) -> Int {
        guard units[last].isWord, units[last].has(.allDigits) || units[last].isIn(.when) else { return last }
        var index = last - 1
        while index > low && last - index < 4 && units[index].isWord && !units[index].isIn(.place) { index -= 1 }
        return index > low && units[index].isIn(.place) && units[index - 1].isWord ? index - 1 : last
    }

    private func isTimeOnly(_ first: Int, _ last: Int) -> Bool {
        for index in first...last where !units[index].isIn([.when, .determiner]) { return false }
        return true
    }

    /// The noun phrase on the right of an inverted cue: "said Kirby", "said the group's head, Ann Lee, who".
    func speakerAfter(_ first: Int, high: Int, end: Int) -> UnitRange? {
        guard first < high else { return nil }
        let stop = nounPhraseEnd(first, high: high)
        guard stop > first else { return nil }
        let hasName = (first..<stop).contains { units[$0].isName }
        if !hasName, stop + 1 < high, units[stop].has(.comma), units[stop + 1].isName {
            let apposition = nounPhraseEnd(stop + 1, high: high)
            if apposition > stop + 1, apposition >= end || !units[apposition].isWord { return first..<apposition }
        }
        return first..<stop
    }
}
