import Model

/// The attribution that stands right behind a quotation.
extension QuoteFinder {
    /// The attribution behind quotation `unit`, before unit `high`.
    func attribution(after unit: Int, _ high: Int) -> Attribution? {
        var first = unit + 1
        if first < high, text.units[first].has([.comma, .dash]) { first += 1 }
        guard first < high else { return nil }
        for cue in sentence.cuesFrom..<sentence.cuesTo {
            let here = cues[cue]
            guard here.first >= first, here.first < high else { continue }
            if here.kind == .according {
                guard here.first == first else { continue }
                let end = text.nounPhraseEnd(here.end, high: high)
                return end > here.end ? Attribution(cue: cue, speaker: text.bytes(here.end..<end)) : nil
            }
            if isInverted(first..<here.first) {
                switch inverted(cue, first, high) {
                case .found(let attribution): return attribution
                case .nothing: return nil
                case .lookOn: continue
                }
            }
            if let attribution = afterSubject(cue, first..<here.first) { return attribution }
            return subjectFirst(cue, first, unit)
        }
        return nil
    }

    private enum Answer {
        case found(Attribution)
        case nothing
        case lookOn
    }

    /// Only auxiliaries and adverbs before the cue: "said Kirby", "a déclaré".
    private func isInverted(_ lead: UnitRange) -> Bool {
        for index in lead where !text.units[index].isIn([.auxiliary, .adverb, .clitic, .so]) { return false }
        return true
    }

    private func inverted(_ cue: Int, _ first: Int, _ high: Int) -> Answer {
        let here = cues[cue]
        if here.end < high, let name = text.speakerAfter(here.end, high: high, end: sentence.end) {
            if name.upperBound < high, text.hasSuffixes, text.units[name.upperBound].isIn(.finite) { return .nothing }
            return .found(Attribution(cue: cue, speaker: text.bytes(name)))
        }
        for index in (first..<here.first).reversed() where text.units[index].isIn(.subject) {
            return .found(Attribution(cue: cue, speaker: text.bytes(index..<index + 1)))
        }
        if !text.hasSuffixes { return here.first == first ? .found(Attribution(cue: cue, speaker: nil)) : .lookOn }
        return here.first == first ? .nothing : .lookOn
    }

    /// a-t-il dit, sagte er, hat er gesagt: languages whose subject may stand between auxiliary and participle.
    private func afterSubject(_ cue: Int, _ lead: UnitRange) -> Attribution? {
        guard !text.hasSuffixes, !lead.isEmpty else { return nil }
        if lead.count <= 3 {
            for index in lead.reversed() where text.units[index].isSubjectPronoun {
                return Attribution(cue: cue, speaker: text.bytes(index..<index + 1))
            }
        }
        guard text.units[lead.lowerBound].isIn(.auxiliary), lead.count > 1 else { return nil }
        return Attribution(cue: cue, speaker: text.bytes(lead.lowerBound + 1..<lead.upperBound))
    }

    /// "Kirby said": the subject before the cue.
    private func subjectFirst(_ cue: Int, _ first: Int, _ unit: Int) -> Attribution? {
        let here = cues[cue]
        let head = text.units[first]
        guard head.isWord, !head.isIn(.conjunction), head.isIn(.like) || !head.isIn([.subordinator, .preposition]) else { return nil }
        for index in first..<here.first where text.units[index].has([.semicolon, .colon]) { return nil }
        let region = text.region(unit)
        guard !here.traits.contains(.gerund), region.words >= 3 || region.endsInPunctuation() else { return nil }
        let endsOpen = region.last == 0x2C || region.endsSentence() || QuoteMark.isDash(region.last)
        guard endsOpen || text.units[unit + 1].has([.comma, .dash]) else { return nil }
        guard let name = text.speakerBefore(here.first, isGerund: false, low: first) else { return nil }
        return Attribution(cue: cue, speaker: text.bytes(name))
    }

    /// '"Fantastic!" beamed Ann Lee', '"A win," I confessed.': a verb that the lexicon lacks.
    mutating func unknownVerb(_ unit: Int, _ next: Int) -> Bool {
        let region = text.region(unit)
        guard text.hasSuffixes, region.words >= 2, region.last == 0x2C || region.last == 0x21 || region.last == 0x3F else { return false }
        guard unit + 2 < sentence.end, text.units[unit + 1].isWord else { return false }
        guard let (verb, name) = verbAndName(unit + 1, next) else { return false }
        let speaker = text.bytes(name)
        let quote = emit(region.start, region.end, .direct, .unknownVerb, speaker: speaker, cue: text.bytes(verb..<verb + 1))
        text.take(unit)
        sentenceSpeaker = speaker
        note(quote, speaker: speaker, cue: nil)
        return true
    }

    private func verbAndName(_ first: Int, _ next: Int) -> (Int, UnitRange)? {
        let unit = text.units[first]
        if unit.has(.endsED) && !unit.isName {
            if let name = text.speakerAfter(first + 1, high: next, end: sentence.end), name.contains(where: { text.units[$0].isName }) {
                return (first, name)
            }
        }
        guard unit.isName || unit.isSubjectPronoun else { return nil }
        let verb = text.nounPhraseEnd(first, high: min(next, first + 5))
        guard verb > first, verb + 1 < sentence.end, text.units[verb].isWord, text.units[verb].has([.endsED, .endsS]) else { return nil }
        let behind = text.units[verb + 1]
        return !behind.isWord || behind.isIn(.preposition) ? (verb, first..<verb) : nil
    }

    /// '“…” — Carla Sanchez'
    mutating func signature(_ unit: Int) -> Bool {
        let region = text.region(unit)
        guard unit + 2 < sentence.end, text.units[unit + 1].has(.dash), text.units[unit + 2].isName, region.words >= 3 else { return false }
        let end = text.nounPhraseEnd(unit + 2, high: sentence.end)
        guard end > unit + 2, end >= sentence.end || text.units[end].has([.period, .opener, .comma]) else { return false }
        let speaker = text.bytes(unit + 2..<end)
        _ = emit(region.start, region.end, .direct, .signature, speaker: speaker, cue: nil)
        text.take(unit)
        // What follows a signature is somebody else's.
        last = nil
        return true
    }

    /// 'Mayor Joan Whitlock: “…”'
    mutating func nameAndColon(_ unit: Int) {
        let region = text.region(unit)
        guard unit - 2 >= sentence.first, text.units[unit - 1].has(.colon), text.units[unit - 2].isName, region.words >= 3 else { return }
        let first = text.nounPhraseStart(unit - 2, low: text.clauseLow(unit - 2, sentence.first))
        let speaker = text.bytes(first..<unit - 1)
        let quote = emit(region.start, region.end, .direct, .colon, speaker: speaker, cue: text.bytes(unit - 1..<unit))
        text.take(unit)
        note(quote, speaker: speaker, cue: nil)
    }
}
