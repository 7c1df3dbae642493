/// A sentence of the text outside quotations: indices of its units and of its cues.
struct SpeechSentence {
    var first: Int
    var end: Int
    var cuesFrom = 0
    var cuesTo = 0
    var opensParagraph: Bool
    /// Number of its paragraph.
    var paragraph = 0
}

/// A speech verb in its sentence.
struct Cue {
    /// Units from the first word to one behind the last.
    var first: Int
    var end: Int
    var kind: CueKind
    var traits: CueTraits
    /// A quotation or clause has been hung on it.
    var isUsed = false
}

/// Units of a noun phrase, end exclusive.
typealias UnitRange = Range<Int>

/// Cuts the units into sentences. Ends are looked for outside quotations; a quotation that ends in a full stop ends the sentence, unless a
/// short attribution follows.
struct SentenceCutter {
    let text: SpeechText
    /// A longer sentence is cut, so that no rule can look further.
    static let unitsMax = 160

    func run(_ sentences: inout [SpeechSentence]) {
        let units = text.units
        var first = 0
        var paragraph = 0
        var opensParagraph = true
        for index in units.indices {
            let isLast = index + 1 == units.count
            if !isLast && !units[index + 1].has(.line) && index - first < Self.unitsMax && !endsSentence(index) { continue }
            let start = opensParagraph ? behindDateline(first, index + 1) : first
            if opensParagraph { paragraph += 1 }
            sentences.append(SpeechSentence(first: start, end: index + 1, opensParagraph: opensParagraph, paragraph: paragraph))
            first = index + 1
            opensParagraph = isLast || units[index + 1].has(.line)
        }
    }

    /// Behind "WASHINGTON (AP) —", or the dateline would be the first sentence's subject.
    private func behindDateline(_ first: Int, _ end: Int) -> Int {
        let units = text.units
        var index = first
        var hasAgency = false
        while index < min(end, first + 9) {
            let unit = units[index]
            if index > first, unit.has(.dash) {
                return (hasAgency || units[first].has(.allUpper)) && index + 1 < end ? index + 1 : first
            }
            guard !unit.isQuote, unit.isName || unit.isMark && !unit.has([.colon, .semicolon]) || hasAgency == false && unit.isWord else {
                return first
            }
            if unit.has(.closer) { hasAgency = true }
            index += 1
        }
        return first
    }

    /// Whether a sentence ends between unit `index` and the next, which stand in one paragraph.
    private func endsSentence(_ index: Int) -> Bool {
        let unit = text.units[index]
        let next = text.units[index + 1]
        if unit.isQuote { return quoteEndsSentence(index, next) }
        if unit.isWord {
            guard unit.has(.abbreviation), next.has(.upper), !unit.isIn(.title) else { return false }
            return next.isIn([.subject, .determiner, .preposition, .conjunction, .subordinator])
        }
        return unit.has(.stop) && next.has(.blankBefore) && canBegin(next)
    }

    private func canBegin(_ unit: SpeechUnit) -> Bool {
        if unit.isQuote || unit.isName || unit.has([.opener, .dash]) { return true }
        return unit.isMark && !unit.has(.mark)
    }

    private func quoteEndsSentence(_ index: Int, _ next: SpeechUnit) -> Bool {
        let last = text.region(index).last
        if next.has(.dash) || next.has(.closer) { return false }
        guard last == 0x2E || last == 0x21 || last == 0x3F || last == 0x2026, canBegin(next) else { return false }
        return !(next.isWord && beginsAttribution(index + 1, isStrict: last == 0x2E))
    }

    /// "Kirby said." or "he said," behind a quotation: short, and closed by punctuation.
    private func beginsAttribution(_ first: Int, isStrict: Bool) -> Bool {
        let units = text.units
        var index = first
        let end = min(units.count, first + (isStrict ? 5 : 9))
        while index < end && units[index].isWord {
            if units[index].cue != 0 {
                guard index + 1 < units.count, !units[index + 1].has(.line) else { return true }
                let behind = units[index + 1]
                return behind.has([.period, .comma, .semicolon]) || (!isStrict && behind.isWord && !behind.isIn(.that))
            }
            index += 1
        }
        return false
    }
}
