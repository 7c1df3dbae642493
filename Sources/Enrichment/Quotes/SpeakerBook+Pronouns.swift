/// Whom he and she mean.
extension SpeakerBook {
    /// Bytes that a pronoun looks back.
    private static let reach: Int32 = 1200

    /// The most likely person named before byte `start`: near, of the right gender, a sentence's subject, the last speaker.
    /// - Parameters:
    ///   - sentence: numbers of the sentence and the paragraph in which the pronoun stands.
    ///   - lastSpeaker: who spoke last, if that was shortly before.
    func likeliest(before start: Int32, _ sentence: (number: Int, paragraph: Int), gender: Gender, lastSpeaker: Int? = nil) -> Int? {
        var best: (entity: Int, score: Double)?
        if let lastSpeaker, fits(lastSpeaker, gender) { best = (lastSpeaker, 0.3) }
        func weigh(_ mention: Mention) {
            let number = entities[mention.entity].alias
            guard fits(number, gender) else { return }
            let entity = entities[number]
            var score = 1 / (1 + Double(start - mention.span.start) / 120)
            if gender != .unknown, entity.gender == gender { score += 0.3 }
            if entity.isPerson { score += 0.25 }
            if mention.isInitial { score += sentence.number - mention.sentence <= 1 ? 0.35 : 0.2 }
            if mention.paragraph == sentence.paragraph { score += 0.2 }
            if number == lastSpeaker { score += 0.25 }
            if score > best?.score ?? 0 { best = (number, score) }
        }
        var index = firstMention(start) - 1
        while index >= 0, start - mentions[index].span.start <= Self.reach {
            weigh(mentions[index])
            index -= 1
        }
        index = pronouns.count - 1
        while index >= 0, pronouns[index].span.start >= start { index -= 1 }
        while index >= 0, start - pronouns[index].span.start <= Self.reach {
            weigh(pronouns[index])
            index -= 1
        }
        return best?.entity
    }

    private func fits(_ number: Int, _ gender: Gender) -> Bool {
        let entity = entities[number]
        guard !entity.isGroup else { return false }
        guard gender != .unknown else { return entity.isPerson }
        guard entity.gender == .unknown || entity.gender == gender else { return false }
        return entity.isPerson || (!knowsNames && (entity.gender == gender || entity.count <= 3))
    }

    /// Sentences that begin with he or she, or with "The president", name their subject once more, so that a chain of them keeps the name in mind.
    mutating func followPronouns(_ text: SpeechText, _ sentences: UnsafeMutableBufferPointer<SpeechSentence>) {
        for number in sentences.indices {
            let first = sentences[number].first
            let unit = text.units[first]
            var entity: Int?
            if unit.isIn([.he, .she]), unit.isSubjectPronoun {
                entity = likeliest(before: unit.start, (number, sentences[number].paragraph), gender: unit.isIn(.he) ? .male : .female)
            } else if unit.isIn(.definite), first + 1 < sentences[number].end, text.units[first + 1].isIn([.title, .role]) {
                entity = titleHolder(text, first + 1)
            }
            guard let entity else { continue }
            pronouns.append(
                Mention(
                    span: ByteSpan(start: unit.start, end: unit.end), entity: entity, sentence: number,
                    paragraph: sentences[number].paragraph, isInitial: true))
        }
    }

    /// "The governor" after "Gov. Chris Christie": the person whose title begins like the word of unit `role` and who was named last before it.
    func titleHolder(_ text: SpeechText, _ role: Int) -> Int? {
        let start = text.units[role].start
        var index = firstMention(start) - 1
        var left = Self.titlesMax
        while index >= 0, left > 0 {
            let entity = entities[mentions[index].entity].alias
            let title = entities[mentions[index].entity].title
            if title >= 0, entities[entity].isPerson, text.beginsAlike(Int(title), Int(start)) { return entity }
            index -= 1
            left -= 1
        }
        return nil
    }

    /// Mentions that are looked at for a title.
    private static let titlesMax = 200
}

extension SpeechText {
    /// The first three letters at both bytes are the same: "Gov." and "governor".
    func beginsAlike(_ left: Int, _ right: Int) -> Bool {
        for offset in 0..<3 {
            guard left + offset < bytes.count, right + offset < bytes.count else { return false }
            if bytes[left + offset] | 0x20 != bytes[right + offset] | 0x20 { return false }
        }
        return true
    }
}
