import Model

/// Finds who the words of a speaker mean: a name's entity, a pronoun's by gender and nearness, a statement's issuer.
struct SpeakerResolver {
    let text: SpeechText
    let book: SpeakerBook

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

    /// Bytes that a pronoun looks back.
    private static let reach: Int32 = 900

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
            if hasArticle, inside.isEmpty, let previous, previous.answer != .nobody { return previous.answer }
            return .words(speaker)
        }
        if let person = inside.last(where: { book.entities[alias($0)].isPerson }) { return .entity(alias(person)) }
        if let first = inside.first, let last = inside.last { return named(speaker, units, first, last, hasArticle) }
        guard hasArticle, head.isIn(.definite) else { return .words(speaker) }
        let isMale = units.contains { text.units[$0].isIn(.male) }
        let isFemale = units.contains { text.units[$0].isIn(.female) }
        guard isMale || isFemale else { return .words(speaker) }
        return nearest(speaker, previous, gender: isMale ? .male : .female) ?? .words(speaker)
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
        var low = 0
        var high = text.units.count
        while low < high {
            let middle = (low + high) / 2
            if text.units[middle].start < span.start { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < text.units.count && text.units[end].start < span.end { end += 1 }
        return low..<end
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
        if unit.isIn([.they, .it]) && !unit.isIn([.he, .she]) { return previous?.answer ?? .nobody }
        let gender: SpeakerBook.Gender = unit.isIn(.he) ? .male : unit.isIn(.she) ? .female : .unknown
        return nearest(speaker, previous, gender: gender) ?? .nobody
    }

    /// The most likely person before the speaker's words: near, of the right gender, a sentence's subject, the last speaker.
    private func nearest(_ speaker: ByteSpan, _ previous: Previous?, gender: SpeakerBook.Gender) -> Answer? {
        var best: (entity: Int, score: Double)?
        var index = book.firstMention(speaker.start) - 1
        while index >= 0, speaker.start - book.mentions[index].span.start <= Self.reach {
            let mention = book.mentions[index]
            let number = alias(index)
            index -= 1
            guard fits(number, gender) else { continue }
            let entity = book.entities[number]
            var score = 1 / (1 + Double(speaker.start - mention.span.start) / 120)
            if gender != .unknown, entity.gender == gender { score += 0.35 }
            if entity.isPerson { score += 0.25 }
            if mention.isInitial { score += 0.25 }
            if let previous, previous.answer == .entity(number), speaker.start - previous.end < 500 { score += 0.3 }
            if score > best?.score ?? 0 { best = (number, score) }
        }
        if let previous, case .entity(let number) = previous.answer, speaker.start - previous.end < 500, fits(number, gender), best == nil {
            return previous.answer
        }
        return best.map { .entity($0.entity) }
    }

    private func fits(_ number: Int, _ gender: SpeakerBook.Gender) -> Bool {
        let entity = book.entities[number]
        guard !entity.isGroup else { return false }
        guard gender != .unknown else { return entity.isPerson }
        guard entity.gender == .unknown || entity.gender == gender else { return false }
        return entity.isPerson || entity.gender == gender || entity.count <= 3
    }
}
