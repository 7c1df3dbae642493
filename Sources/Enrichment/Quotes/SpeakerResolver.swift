import Model

/// Finds who the words of a speaker mean: a name's entity, a pronoun's by gender and nearness, a statement's issuer.
struct SpeakerResolver {
    let text: SpeechText
    let book: SpeakerBook
    let sentences: UnsafeMutableBufferPointer<SpeechSentence>

    /// Who speaks.
    enum Answer: Hashable {
        case nobody
        case entity(Int)
        /// Nobody with a name: the words themselves.
        case words(ByteSpan)
    }

    /// The speaker before, for pronouns and statements: what he was found to be, and where his quotation ended.
    struct Previous {
        var answer: Answer
        var end: Int32
    }

    /// Who `speaker` is.
    func resolve(_ speaker: ByteSpan, after previous: Previous?) -> Answer {
        let units = units(of: speaker)
        guard !units.isEmpty else { return .words(speaker) }
        let head = text.units[units.lowerBound]
        let inside = mentions(in: speaker)
        if units.count == 1 {
            if head.isIn(.relative) && !head.isIn(.determiner) || head.isIn(.relative) && inside.isEmpty { return relative(speaker) }
            if head.isIn(.pronoun) { return pronoun(head, speaker, previous) }
        }
        let hasArticle = head.isIn([.article, .determiner])
        if isDocument(units) {
            if hasArticle, inside.isEmpty {
                if let previous, previous.answer != .nobody { return previous.answer }
                if let issuer = issuer(before: speaker.start) { return .entity(issuer) }
            }
            return .words(speaker)
        }
        if let person = inside.last(where: { book.entities[alias($0)].isPerson && endsPhrase($0, speaker, units) }) {
            return .entity(alias(person))
        }
        if let first = inside.first, let last = inside.last { return named(speaker, units, first, last, hasArticle) }
        guard hasArticle, head.isIn(.definite) else { return .words(speaker) }
        if let role = units.last(where: { text.units[$0].isWord }), units.count <= 4, text.units[role].isIn([.title, .role]),
            let holder = book.titleHolder(text, role)
        {
            return .entity(holder)
        }
        let isMale = units.contains { text.units[$0].isIn(.male) }
        let isFemale = units.contains { text.units[$0].isIn(.female) }
        guard isMale || isFemale else { return .words(speaker) }
        return nearest(speaker, previous, gender: isMale ? .male : .female) ?? .words(speaker)
    }

    /// The name is the phrase's head: nothing follows it, or an apposition. "McConnell aides" are not McConnell.
    private func endsPhrase(_ mention: Int, _ speaker: ByteSpan, _ units: UnitRange) -> Bool {
        let end = book.mentions[mention].span.end
        if end >= speaker.end - 1 { return true }
        guard let next = units.first(where: { text.units[$0].start >= end }) else { return true }
        return !text.units[next].isWord || text.units[next].isIn([.preposition, .link, .relative])
    }

    /// Whose statement it is where nobody spoke before: the subject that was named last.
    private func issuer(before start: Int32) -> Int? {
        var index = book.firstMention(start) - 1
        while index >= 0, start - book.mentions[index].span.start < 400 {
            if book.mentions[index].isInitial { return alias(index) }
            index -= 1
        }
        return nil
    }

    /// Numbers of the sentence and the paragraph that hold byte `start`.
    private func sentence(of start: Int32) -> (number: Int, paragraph: Int) {
        var low = 0
        var high = sentences.count
        while low < high {
            let middle = (low + high) / 2
            if text.units[sentences[middle].first].start <= start { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? (low - 1, sentences[low - 1].paragraph) : (0, 0)
    }

    private func alias(_ mention: Int) -> Int { book.entities[book.mentions[mention].entity].alias }

    /// Mentions whose span lies in `span`; a possessive may stand over.
    func mentions(in span: ByteSpan) -> [Int] {
        var out: [Int] = []
        var index = book.firstMention(span.start)
        while index < book.mentions.count && book.mentions[index].span.start < span.end {
            if book.mentions[index].span.end <= span.end + 4 { out.append(index) }
            index += 1
        }
        return out
    }

    private func units(of span: ByteSpan) -> UnitRange {
        let first = text.firstUnit(span.start)
        var end = first
        while end < text.units.count && text.units[end].start < span.end { end += 1 }
        return first..<end
    }

    /// A body or a name that is no person: the entity where the words are hardly more than the name, else the words.
    private func named(_ speaker: ByteSpan, _ units: UnitRange, _ first: Int, _ last: Int, _ hasArticle: Bool) -> Answer {
        let span = book.mentions[first].span
        let headEnd = text.units[units.lowerBound].end
        if span.start == speaker.start || (hasArticle && span.start - headEnd <= 1) {
            return span.end >= speaker.end - 2 ? .entity(alias(first)) : .words(speaker)
        }
        let lastSpan = book.mentions[last].span
        guard lastSpan.end >= speaker.end - 1 else { return .words(speaker) }
        for index in units where text.units[index].start < lastSpan.start && text.units[index].isIn(.link) { return .words(speaker) }
        return .entity(alias(last))
    }

    /// The head noun, before "of", "for", "by", is a statement, a report, a tweet.
    private func isDocument(_ units: UnitRange) -> Bool {
        var head: Int?
        for index in units where text.units[index].isWord {
            if index > units.lowerBound, text.units[index].isIn([.link, .by, .preposition]) { break }
            head = index
        }
        return head.map { text.units[$0].isIn(.document) } ?? false
    }

    /// "McConnell, now the Senate majority leader, who": the last person shortly before, else the last name.
    private func relative(_ speaker: ByteSpan) -> Answer {
        var index = book.firstMention(speaker.start) - 1
        var nearest: Int?
        while index >= 0, speaker.start - book.mentions[index].span.end < 60 {
            let entity = alias(index)
            if book.entities[entity].isPerson { return .entity(entity) }
            if nearest == nil { nearest = entity }
            index -= 1
        }
        return nearest.map { .entity($0) } ?? .nobody
    }

    private func pronoun(_ unit: SpeechUnit, _ speaker: ByteSpan, _ previous: Previous?) -> Answer {
        if unit.isIn([.they, .it]) && !unit.isIn([.he, .she]) { return several(speaker, previous) }
        let gender: SpeakerBook.Gender = unit.isIn(.he) ? .male : unit.isIn(.she) ? .female : .unknown
        return nearest(speaker, previous, gender: gender) ?? .nobody
    }

    /// "they": the speaker before, unless that is one person; else the subject of the sentence before, if it is many.
    private func several(_ speaker: ByteSpan, _ previous: Previous?) -> Answer {
        if let previous {
            guard case .entity(let number) = previous.answer, book.entities[number].isPerson else { return previous.answer }
        }
        let number = sentence(of: speaker.start).number
        guard number > 0, let subject = text.clauseSubject(sentences[number - 1].first, sentences[number - 1].end) else { return .nobody }
        // "McConnell aides": the phrase may go on behind the name.
        for end in [subject.upperBound, subject.upperBound + 1] where end <= sentences[number - 1].end {
            let last = text.units[end - 1]
            if last.isWord, last.has(.endsS) || last.isIn(.group) { return .words(text.bytes(subject.lowerBound..<end)) }
        }
        return .nobody
    }

    /// The most likely person before the speaker's words.
    private func nearest(_ speaker: ByteSpan, _ previous: Previous?, gender: SpeakerBook.Gender) -> Answer? {
        var last: Int?
        if let previous, speaker.start - previous.end < 500, case .entity(let number) = previous.answer { last = number }
        return book.likeliest(before: speaker.start, sentence(of: speaker.start), gender: gender, lastSpeaker: last).map { .entity($0) }
    }
}
