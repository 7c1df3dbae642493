import Model

/// A quotation as the rules find it, in bytes of the text.
struct FoundQuote {
    var span: ByteSpan
    var kind: QuoteKind
    var rule: QuoteRule
    var speaker: ByteSpan?
    var cue: ByteSpan?
    var utterance: Int
}

/// Goes through the sentences once and hangs quotations and reported clauses on their speech verbs.
///
/// The order of the rules is the knowledge: the first that fits is taken. They follow the project's research on the PolNeAR corpus (Newell,
/// Margolin, Ruths, LREC 2018) and GenderGapTracker's patterns; none needs a parser.
struct QuoteFinder {
    let text: SpeechText
    let sentences: UnsafeMutableBufferPointer<SpeechSentence>
    let cues: UnsafeMutableBufferPointer<Cue>
    var found: [FoundQuote]

    /// The sentence that is being read.
    var number = 0
    var sentence = SpeechSentence(first: 0, end: 0, opensParagraph: true)
    /// Units of its quotations.
    var quotes: [Int]
    /// Whom the sentence's attribution names.
    var sentenceSpeaker: ByteSpan?
    /// Index of the last quotation that was attributed, and its speaker.
    var last: Int?
    var lastSpeaker: ByteSpan?
    var utterances = 0
    /// Bytes up to here belong to a heading and are done.
    var headedUntil: Int32 = -1

    /// `found` and `quotes` give their memory; what `found` holds is dropped.
    init(
        text: SpeechText, sentences: UnsafeMutableBufferPointer<SpeechSentence>, cues: UnsafeMutableBufferPointer<Cue>,
        found: consuming [FoundQuote], quotes: consuming [Int]
    ) {
        self.text = text
        self.sentences = sentences
        self.cues = cues
        self.found = found
        self.quotes = quotes
        self.found.removeAll(keepingCapacity: true)
    }

    /// Reads all sentences; `found` then holds the quotations in the order in which they were found.
    mutating func run() {
        for index in sentences.indices {
            number = index
            sentence = sentences[index]
            guard text.units[sentence.first].start >= headedUntil else { continue }
            read()
        }
        joinParagraphs()
    }

    private mutating func read() {
        sentenceSpeaker = nil
        quotes.removeAll(keepingCapacity: true)
        for index in sentence.first..<sentence.end where text.units[index].isQuote { quotes.append(index) }
        if readHeading() { return }
        for position in quotes.indices { direct(position) }
        for cue in sentence.cuesFrom..<sentence.cuesTo { reported(cue) }
        for position in quotes.indices { leftOver(position) }
    }

    /// Adds a quotation without the marks and blanks at its ends; nil where nothing is left.
    /// - Parameter utterance: the utterance that it goes on with, nil for a new one.
    mutating func emit(
        _ start: Int32, _ end: Int32, _ kind: QuoteKind, _ rule: QuoteRule, speaker: ByteSpan?, cue: ByteSpan?, utterance: Int? = nil
    ) -> Int? {
        let span = QuoteTrim.trim(ByteSpan(start: start, end: end), text.bytes)
        guard span.end - span.start >= 2 else { return nil }
        found.append(FoundQuote(span: span, kind: kind, rule: rule, speaker: speaker, cue: cue, utterance: utterance ?? utterances))
        if utterance == nil { utterances += 1 }
        return found.count - 1
    }

    /// Remembers who spoke, and that these quotations and this cue are done.
    mutating func note(_ quote: Int?, speaker: ByteSpan?, cue: Int?) {
        if let cue {
            cues[cue].isUsed = true
            sentenceSpeaker = speaker
        }
        if let quote {
            last = quote
            lastSpeaker = speaker
        }
    }

    /// Takes all quotations of the units `low..<high`.
    func takeQuotes(_ low: Int, _ high: Int) {
        for index in low..<high where text.units[index].isQuote { text.take(index) }
    }

    func bytes(_ cue: Int) -> ByteSpan { text.bytes(cues[cue].first..<cues[cue].end) }

    /// The first cue of the sentence that begins at unit `index` or later.
    func nextCue(_ index: Int) -> Int? {
        for cue in sentence.cuesFrom..<sentence.cuesTo where cues[cue].first >= index { return cue }
        return nil
    }
}

/// Takes marks, commas and blanks off the ends of a quotation.
enum QuoteTrim {
    /// The span without blanks, quotation marks, dashes and `, . ; :` at its ends; offsets stay on code points.
    static func trim(_ span: ByteSpan, _ bytes: UnsafeBufferPointer<UInt8>) -> ByteSpan {
        var start = Int(span.start)
        var end = Int(span.end)
        while start < end, let width = edge(bytes, start, end) { start += width }
        while end > start, let width = edgeBefore(bytes, end, start) { end -= width }
        return ByteSpan(start: Int32(start), end: Int32(end))
    }

    private static func isEdge(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, 0x22, 0x27, 0x60, 0x2C, 0x2E, 0x3B, 0x3A, 0x2D: true
        default: false
        }
    }

    /// “ ” „ « » ‘ ’ – — ― and the no-break spaces.
    private static func isEdge(_ point: UInt32) -> Bool {
        switch point {
        case 0xAB, 0xBB, 0xA0, 0x202F, 0x2013...0x2015, 0x2018...0x201A, 0x201C...0x201E: true
        default: false
        }
    }

    private static func edge(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ end: Int) -> Int? {
        let byte = bytes[at]
        if byte < 0x80 { return isEdge(byte) ? 1 : nil }
        if byte == 0xC2, at + 2 <= end { return isEdge(UInt32(bytes[at + 1])) ? 2 : nil }
        guard byte == 0xE2, at + 3 <= end else { return nil }
        return isEdge(0x2000 | UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F)) ? 3 : nil
    }

    private static func edgeBefore(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int, _ start: Int) -> Int? {
        if bytes[end - 1] < 0x80 { return isEdge(bytes[end - 1]) ? 1 : nil }
        if end - 2 >= start, bytes[end - 2] == 0xC2 { return edge(bytes, end - 2, end) }
        return end - 3 >= start && bytes[end - 3] == 0xE2 ? edge(bytes, end - 3, end) : nil
    }
}
