/// Finds the speech verbs of a sentence and leaves out those that are nouns, infinitives or passives there.
struct CueFinder {
    let text: SpeechText

    func run(_ sentence: inout SpeechSentence, _ cues: inout [Cue]) {
        sentence.cuesFrom = cues.count
        var headline: Bool?
        var index = sentence.first
        while index < sentence.end {
            let unit = text.units[index]
            guard unit.isWord, unit.word != 0 else {
                index += 1
                continue
            }
            if let cue = cue(at: index, unit, sentence, &headline) {
                cues.append(cue)
                index = cue.end
            } else {
                index += 1
            }
        }
        sentence.cuesTo = cues.count
    }

    @inline(__always)
    private func cue(at index: Int, _ unit: SpeechUnit, _ sentence: SpeechSentence, _ headline: inout Bool?) -> Cue? {
        let entry = text.lexicon.entries[Int(unit.word)]
        if entry.sequencesTo != 0, let cue = sequence(at: index, entry, sentence) { return cue }
        if unit.isIn(.so), followsQuotation(index, sentence) {
            return Cue(first: index, end: index + 1, kind: .beside, traits: [])
        }
        guard unit.cue != 0 else { return nil }
        let form = text.lexicon.cues[Int(unit.cue)]
        let cue = Cue(first: index, end: index + 1, kind: form.kind, traits: form.traits)
        if form.kind == .according || form.kind == .accordingAfter { return cue }
        if unit.has(.upper), index > sentence.first, !text.hasNounCapitals, text.units[index - 1].isWord {
            if headline == nil { headline = text.isTitleCase(sentence.first..<sentence.end) }
            guard headline == true, unit.isIn(.headlineCue) else { return nil }
        }
        return isNoun(index, cue, sentence) ? nil : cue
    }

    /// A subject that "states" or "claims" can be the verb of: a name, a pronoun, a document or body, an adverb between.
    private func canHavePluralLookingVerb(_ before: SpeechUnit) -> Bool {
        before.isName || before.has(.closer) || before.isIn([.subject, .relative, .adverb, .document, .group, .that]) || before.has(.endsLY)
    }

    private func sequence(at index: Int, _ entry: SpeechLexicon.Entry, _ sentence: SpeechSentence) -> Cue? {
        for number in Int(entry.sequencesFrom)..<Int(entry.sequencesTo) {
            let sequence = text.lexicon.sequences[number]
            guard index + sequence.words.count <= sentence.end else { continue }
            var fits = true
            for offset in 1..<sequence.words.count where text.units[index + offset].word != sequence.words[offset] { fits = false }
            if fits {
                let form = text.lexicon.cues[Int(sequence.cue)]
                return Cue(first: index, end: index + sequence.words.count, kind: form.kind, traits: form.traits)
            }
        }
        return nil
    }

    private func followsQuotation(_ index: Int, _ sentence: SpeechSentence) -> Bool {
        guard index > sentence.first else { return false }
        if text.units[index - 1].isQuote { return true }
        return index > sentence.first + 1 && text.units[index - 1].has(.comma) && text.units[index - 2].isQuote
    }

    /// "the report", "a claim", "to say", "is said to": not the verb of an attribution.
    private func isNoun(_ index: Int, _ cue: Cue, _ sentence: SpeechSentence) -> Bool {
        let hasBefore = index > sentence.first
        let before = hasBefore ? text.units[index - 1] : text.units[index]
        let unit = text.units[index]
        guard text.hasSuffixes else { return hasBefore && before.isIn(.determiner) && unit.isIn(.nounCue) }
        if cue.traits.contains(.gerund) { return hasBefore && before.isIn([.determiner, .hollow]) }
        if unit.isIn(.nounCue) {
            let beforeThat = index + 1 < sentence.end && text.units[index + 1].isIn(.that)
            if beforeThat && !unit.isIn(.thing) && hasBefore {
                // "Trump's claim that": the noun is as good as the verb.
                return before.isIn(.article) || (before.isIn(.negated) && !cue.traits.contains(.past))
            }
            if !hasBefore || (cue.traits.contains(.present) && !canHavePluralLookingVerb(before)) { return true }
            if index + 1 < sentence.end, text.units[index + 1].isIn([.auxiliary, .finite, .of]) { return true }
        }
        guard hasBefore else { return false }
        if before.isIn([.article, .possessive]) { return true }
        let isPast = cue.traits.contains(.past)
        if before.isIn(.negated) && !isPast { return true }
        if before.isIn(.be) && !unit.isIn(.telling) { return true }
        return before.isIn(.nominal) || (before.has(.possessive) && !isPast)
    }
}
