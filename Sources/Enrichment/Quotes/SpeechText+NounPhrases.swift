/// Noun phrases without a tagger: by capitals, determiners and the closed lists of the lexicon.
extension SpeechText {
    /// Words that a noun phrase may reach back or forward.
    private static let reach = 14

    /// The noun phrase that ends with unit `last`, not reaching left of `low`: its first unit.
    func nounPhraseStart(_ last: Int, low: Int) -> Int {
        if units[last].isSubjectPronoun { return last }
        var first = last
        while first > low {
            let before = units[first - 1]
            guard before.isWord, let step = stepLeft(first, before, low) else { break }
            first -= step
            if last - first > Self.reach { break }
        }
        while first < last && units[first].isIn(.conjunction) { first += 1 }
        return first
    }

    /// How many units the noun phrase that begins at `first` goes on to the left, nil where it ends.
    private func stepLeft(_ first: Int, _ before: SpeechUnit, _ low: Int) -> Int? {
        let unit = units[first]
        let two = first - 2 >= low ? units[first - 2] : nil
        if unit.isIn([.determiner, .possessive]) {
            // A phrase begins; only "of", "for", "at" may link it to more on the left.
            if before.isIn(.link), let two, two.isWord, !two.isIn([.determiner, .finite]), two.cue == 0 { return 2 }
            if before.has(.possessive) { return 1 }
            if before.isIn(.by), let two {
                if first - 3 >= low, two.has(.endsED) { return 3 }
                if two.isIn(.document) { return 2 }
            }
            return nil
        }
        if before.isIn(.link) {
            guard unit.isName, let two, two.isWord, !two.isIn([.finite, .preposition]), two.cue == 0 else { return nil }
            return 2
        }
        if before.isIn([.subordinator, .preposition, .finite, .auxiliary, .subject]) { return nil }
        if before.isIn(.conjunction) {
            guard before.isIn(.and), unit.isName, let two, two.isName else { return nil }
            return 2
        }
        if before.isIn(.adverb) || (before.cue != 0 && !before.isIn(.nounCue)) { return nil }
        return 1
    }

    /// The noun phrase that begins at unit `first`: one behind its last unit, `first` where there is none.
    func nounPhraseEnd(_ first: Int, high: Int) -> Int {
        guard first < high, units[first].isWord else { return first }
        let head = units[first]
        if head.isSubjectPronoun { return first + 1 }
        if (head.isIn(.that) && !head.isIn(.determiner)) || head.isIn([.conjunction, .subordinator, .preposition]) { return first }
        var seenName = false
        var index = first
        while index < high && units[index].isWord {
            guard let step = stepRight(index, first: first, high: high, &seenName) else { break }
            index += step
            if index - first > Self.reach - 2 { break }
        }
        return index
    }

    private func stepRight(_ index: Int, first: Int, high: Int, _ seenName: inout Bool) -> Int? {
        let unit = units[index]
        if index > first, unit.isIn([.finite, .auxiliary, .subject]) { return nil }
        if hasSuffixes, index > first + 1, unit.has(.endsED), !unit.isName, isNounLike(units[index - 1]) { return nil }
        if unit.isIn(.adverb) || (unit.cue != 0 && !unit.isName && !unit.isIn(.nounCue)) { return nil }
        let next = index + 1 < high ? units[index + 1] : nil
        if unit.isIn(.link), index > first, let next, next.isWord, next.isName || next.isIn(.determiner) {
            return seenName && !unit.isIn(.of) ? nil : 1
        }
        if unit.isIn(.and), index > first, let next, next.isName, units[index - 1].isName { return 1 }
        if unit.isIn([.subordinator, .preposition, .conjunction, .when]) { return nil }
        if unit.isIn(.that), index > first { return nil }
        if seenName, !unit.isName, !goesOn(unit, next, units[first]) { return nil }
        // A figure stands before the noun: "2015 winner Bo Day".
        if unit.isName, !unit.has(.digit), !unit.isIn([.determiner, .title]) { seenName = true }
        return 1
    }

    /// Could be the head of a noun phrase: no determiner, no adverb, no possessive.
    private func isNounLike(_ unit: SpeechUnit) -> Bool {
        !unit.isIn([.determiner, .possessive, .adverb]) && !unit.has([.endsLY, .possessive])
    }

    /// A small word behind a name goes on with its phrase: "de", "one of … aides", "Pentagon spokesman John".
    private func goesOn(_ unit: SpeechUnit, _ next: SpeechUnit?, _ head: SpeechUnit) -> Bool {
        if head.isIn(.one) && unit.has(.letter) { return true }
        if unit.isIn(.particle) || hasNounCapitals { return true }
        guard let next, next.isName else { return false }
        return next.isIn(.title) || unit.isIn(.role)
    }

    /// The first noun phrase of a clause; leading adverbials are left out with their comma.
    func clauseSubject(_ low: Int, _ high: Int) -> UnitRange? {
        var index = low
        while index < high {
            let unit = units[index]
            guard unit.isWord else {
                index += 1
                continue
            }
            if unit.isIn([.conjunction, .adverb]) {
                index += 1
                continue
            }
            let isParticiple = hasSuffixes && index == low && unit.has([.endsING, .endsED]) && !unit.isIn(.determiner)
            if unit.isIn([.preposition, .subordinator]) || (hasSuffixes && unit.has(.endsLY)) || isParticiple {
                guard let comma = firstComma(index, high) else { return nil }
                index = comma + 1
                continue
            }
            let end = nounPhraseEnd(index, high: high)
            if end > index { return index..<end }
            index += 1
        }
        return nil
    }

    func firstComma(_ low: Int, _ high: Int) -> Int? {
        var index = low
        while index < high {
            if units[index].has(.comma) { return index }
            index += 1
        }
        return nil
    }

    /// Behind the last break before unit `index`.
    func clauseLow(_ index: Int, _ low: Int) -> Int {
        var at = index
        while at >= low {
            if units[at].isBreak { return at + 1 }
            at -= 1
        }
        return low
    }

    /// Behind the last quotation, semicolon or colon before unit `index`: where its clause with all appositions begins.
    func clauseStart(_ index: Int, _ low: Int) -> Int {
        var at = index
        while at >= low {
            if units[at].isQuote {
                let last = region(at).last
                if region(at).endsInPunctuation() || last == 0x2026 || QuoteMark.isDash(last) && last != 0x2D { return at + 1 }
            } else if units[at].has(.strongMark) {
                return at + 1
            }
            at -= 1
        }
        return low
    }

    /// Does the range look like a clause with a verb of its own? Asked where "that" is missing.
    func hasFiniteVerb(_ low: Int, _ high: Int, reach: Int = 14) -> Bool {
        guard low < high else { return false }
        if units[low].isSubjectPronoun || units[low].has(.subjectStem) { return true }
        var index = low
        while index < min(high, low + reach) {
            let unit = units[index]
            if unit.has(.semicolon) { return false }
            if unit.isQuote { return index > low || region(index).words >= 4 }
            if unit.isWord {
                if unit.isIn(.finite) { return true }
                if index > low && hasSuffixes && !unit.isName {
                    if unit.has(.endsED) && unit.end - unit.start > 4 { return true }
                    let isAfterSubject = units[index - 1].isName || units[index - 1].has(.endsLY)
                    if unit.has(.endsS) && !unit.has(.endsSS) && isAfterSubject { return true }
                }
            }
            index += 1
        }
        return false
    }
}
