import Model

/// Headings, and quotations without a cue of their own.
extension QuoteFinder {
    /// "Lynch: No outside influence on inquiry" and transcripts: a name of one to four words and a colon open the paragraph.
    mutating func readHeading() -> Bool {
        let first = sentence.first
        guard sentence.opensParagraph,
            let colon = (first + 1..<max(first + 1, min(first + 5, sentence.end))).first(where: { text.units[$0].has(.colon) })
        else {
            return false
        }
        for index in first..<colon where !(text.units[index].isName && text.units[index].has(.letter) && !text.units[index].has(.digit)) {
            return false
        }
        guard sentence.end - colon >= 4, !text.units[colon + 1].isQuote else { return false }
        let before = text.units[colon - 1]
        if before.cue != 0 && !before.isIn(.nounCue) { return false }
        if text.units[first].isIn(.noHeading) || before.isIn(.noHeading) { return false }
        guard text.hasFiniteVerb(colon + 1, sentence.end, reach: 30) || (number == 0 && isNamedInFull(before)) else { return false }
        let end = paragraphEnd()
        let speaker = text.bytes(first..<colon)
        _ = emit(
            text.start(colon + 1), end, quotes.isEmpty ? .reported : .mixed, .heading, speaker: speaker, cue: text.bytes(colon..<colon + 1))
        headedUntil = end
        return true
    }

    /// A later sentence has the same name behind another capitalised word: "Lynch" of the headline is "Loretta Lynch".
    private func isNamedInFull(_ name: SpeechUnit) -> Bool {
        let length = name.end - name.start
        for index in sentence.end..<text.units.count
        where text.units[index].has(.upper) && text.units[index].end - text.units[index].start >= length {
            guard index > sentence.end, text.units[index - 1].has(.upper), !text.units[index].has(.line) else { continue }
            let (here, there) = (Int(text.units[index].start), Int(name.start))
            if (0..<Int(length)).allSatisfy({ text.bytes[here + $0] == text.bytes[there + $0] }) { return true }
        }
        return false
    }

    /// Byte where the paragraph of the sentence ends.
    private func paragraphEnd() -> Int32 {
        var index = number
        while index + 1 < sentences.count, !sentences[index + 1].opensParagraph { index += 1 }
        return text.units[sentences[index].end - 1].end
    }

    /// Attributes a quotation that no cue claims.
    mutating func leftOver(_ position: Int) {
        let unit = quotes[position]
        guard !text.isTaken(unit) else { return }
        let region = text.region(unit)
        let isAlone = (sentence.first..<sentence.end).allSatisfy { !text.units[$0].isWord }
        if isAlone {
            guard region.words >= 3 else { return }
            if transcript(unit, region) { return }
            let (speaker, cue) = carried()
            let isSame = last.map { found[$0].speaker == speaker && speaker != nil } ?? false
            let utterance = isSame && !sentence.opensParagraph ? last.map { found[$0].utterance } : nil
            let quote = emit(region.start, region.end, .direct, .carried, speaker: speaker, cue: cue, utterance: utterance)
            if let quote { last = quote }
            if speaker != nil { lastSpeaker = speaker }
            return
        }
        guard region.words >= (region.endsInPunctuation() ? 3 : 5), !isTitle(unit) else { return }
        var speaker: ByteSpan?
        var cueSpan: ByteSpan?
        if let cue = nearestCue(unit) {
            speaker = self.speaker(of: cue)
            cueSpan = bytes(cue)
        }
        if speaker == nil, unit == sentence.first, !sentence.opensParagraph { (speaker, cueSpan) = carried() }
        if speaker == nil { speaker = text.clauseSubject(sentence.first, unit).map { text.bytes($0) } }
        _ = emit(region.start, region.end, .direct, .inline, speaker: speaker, cue: cueSpan)
        text.take(unit)
    }

    /// “WALLACE: Do you really see those two as equivalent?”: the quotation names its speaker itself.
    private mutating func transcript(_ unit: Int, _ region: QuotedRegion) -> Bool {
        let start = Int(region.start)
        var at = start
        var letters = 0
        while at < min(Int(region.end), start + 40), text.bytes[at] != UInt8(ascii: ":") {
            let byte = text.bytes[at]
            guard byte &- 0x41 < 26 || byte == 0x20 || byte == 0x2E || byte == 0x2D || byte == 0x27 else { return false }
            if byte &- 0x41 < 26 { letters += 1 }
            at += 1
        }
        guard letters >= 3, at + 1 < Int(region.end), text.bytes[at] == UInt8(ascii: ":") else { return false }
        let speaker = ByteSpan(start: region.start, end: Int32(at))
        let quote = emit(
            Int32(at + 1), region.end, .direct, .heading, speaker: speaker, cue: ByteSpan(start: Int32(at), end: Int32(at + 1)))
        text.take(unit)
        note(quote, speaker: speaker, cue: nil)
        return true
    }

    /// The last cue before the quotation, else the first of the sentence.
    private func nearestCue(_ unit: Int) -> Int? {
        var first: Int?
        var before: Int?
        for cue in sentence.cuesFrom..<sentence.cuesTo where cues[cue].kind != .according {
            if first == nil { first = cue }
            if cues[cue].end <= unit { before = cue }
        }
        return before ?? first
    }

    /// A name of a work and no speech: mostly capitals, or behind "the film", "so-called".
    func isTitle(_ unit: Int) -> Bool {
        let region = text.region(unit)
        let hasCapitals = region.capitalWords >= 1 && 5 * region.capitalWords >= 3 * region.letterWords
        if hasCapitals, region.letterWords <= 10, region.last != 0x2E, region.last != 0x21 { return true }
        guard unit > sentence.first, text.units[unit - 1].isWord else { return false }
        if hasCapitals, region.letterWords <= 6, region.last == 0x2E,
            text.units[unit - 1].isIn([.preposition, .determiner]) || text.units[unit - 1].has(.possessive)
        {
            return true
        }
        return text.units[unit - 1].isIn(.titleWord)
    }

    /// The speaker of a quotation that stands alone: of the sentence before, else its subject, else the last speaker.
    func carried() -> (ByteSpan?, ByteSpan?) {
        guard number > 0 else { return (nil, nil) }
        let before = sentences[number - 1]
        if let last, found[last].span.end >= text.units[before.first].start { return (found[last].speaker, found[last].cue) }
        var reader = self
        reader.sentence = before
        for cue in (before.cuesFrom..<before.cuesTo).reversed() where cues[cue].kind != .according {
            if let speaker = reader.speaker(of: cue) { return (speaker, bytes(cue)) }
        }
        if let name = text.clauseSubject(before.first, before.end) {
            if text.units[name.upperBound - 1].isName || text.units[name.lowerBound].isIn([.he, .she]) { return (text.bytes(name), nil) }
        }
        return last.map { (found[$0].speaker, found[$0].cue) } ?? (nil, nil)
    }
}
