/// Names that earlier enrichers found.
extension SpeakerBook {
    /// Takes the names as they are: which of them are one entity, who is a person, and of which gender. Names inside quotations are left out,
    /// since nobody speaks of himself there.
    mutating func take(_ names: [SpeakerName], _ text: SpeechText, _ sentences: UnsafeMutableBufferPointer<SpeechSentence>) {
        var next = 0
        for number in sentences.indices {
            let sentence = sentences[number]
            let end = text.units[sentence.end - 1].end
            guard next < names.count, names[next].span.start < end else { continue }
            let subject = text.clauseSubject(sentence.first, sentence.end)
            // In a headline every word has a capital, so that a name may take in its neighbours.
            let isHeadline =
                number == 0 && sentences.count > 1 && sentences[1].opensParagraph && text.isTitleCase(sentence.first..<sentence.end)
            var unit = sentence.first
            while next < names.count, names[next].span.start < end {
                let name = names[next]
                next += 1
                while unit < sentence.end, text.units[unit].end <= name.span.start { unit += 1 }
                guard unit < sentence.end, text.units[unit].isWord, text.units[unit].start < name.span.end else { continue }
                let entity = self.number(of: name)
                if !isHeadline { noteForm(text, sentence, unit, entity, name) }
                noteTitle(text, sentence, unit, entity)
                noteGivenName(text.units[unit], entity, name)
                let isInitial = unit == sentence.first || subject?.contains(unit) == true || standsBeforeCue(text, sentence, unit, name)
                entities[entity].lastMention = mentions.count
                mentions.append(
                    Mention(span: name.span, entity: entity, sentence: number, paragraph: sentence.paragraph, isInitial: isInitial))
            }
        }
    }

    /// "Jennifer Palmieri said": a name right before a speech verb is its subject.
    private func standsBeforeCue(_ text: SpeechText, _ sentence: SpeechSentence, _ unit: Int, _ name: SpeakerName) -> Bool {
        var end = unit
        while end < sentence.end, text.units[end].start < name.span.end { end += 1 }
        return end < sentence.end && text.units[end].cue != 0
    }

    /// Index of the name's entity here, given when it is first met.
    private mutating func number(of name: SpeakerName) -> Int {
        while numbers.count <= name.entity { numbers.append(-1) }
        if numbers[name.entity] >= 0 { return Int(numbers[name.entity]) }
        let number = entities.count
        numbers[name.entity] = Int32(number)
        var entity = Entity(name: name.span, wordsFrom: 0, wordsTo: 0, isPerson: name.isPerson, isGroup: !name.isPerson, alias: number)
        entity.gender = name.gender
        entity.known = name.entity
        entities.append(entity)
        return number
    }

    /// Keeps the longest form outside the headline.
    private mutating func noteForm(_ text: SpeechText, _ sentence: SpeechSentence, _ unit: Int, _ entity: Int, _ name: SpeakerName) {
        var end = unit
        while end < sentence.end, text.units[end].start < name.span.end { end += 1 }
        guard end - unit > entities[entity].count else { return }
        entities[entity].name = name.span
        entities[entity].wordsTo = end - unit
    }

    /// A given name that only one sex bears tells more than what was guessed from the words around.
    private mutating func noteGivenName(_ unit: SpeechUnit, _ entity: Int, _ name: SpeakerName) {
        guard name.isPerson, unit.end < name.span.end else { return }
        if unit.isIn(.givenMale) { entities[entity].gender = .male }
        if unit.isIn(.givenFemale) { entities[entity].gender = .female }
    }

    private mutating func noteTitle(_ text: SpeechText, _ sentence: SpeechSentence, _ unit: Int, _ entity: Int) {
        guard unit > sentence.first else { return }
        let title = text.units[unit - 1]
        guard title.isIn([.title, .role]), !(title.isIn([.male, .female]) && title.has(.abbreviation)) else { return }
        entities[entity].title = title.start
    }
}
