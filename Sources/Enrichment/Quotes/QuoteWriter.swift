import Language
import Model

/// Puts found quotations in order, resolves their speakers and turns bytes into code points.
struct QuoteWriter {
    let text: SpeechText
    let index: CodePointIndex
    let sentences: UnsafeMutableBufferPointer<SpeechSentence>

    /// The article's quotations in the order of its text.
    func write(_ found: inout [FoundQuote], _ book: inout SpeakerBook) -> [Quote] {
        found.sort { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
        markSpeakers(found, &book)
        let resolver = SpeakerResolver(text: text, book: book, sentences: sentences)
        var out: [Quote] = []
        out.reserveCapacity(found.count)
        // Numbers of utterances as they were found, by those in the order of the text.
        var numbers = [Int](repeating: -1, count: found.count + 1)
        var utterances = 0
        var previous: SpeakerResolver.Previous?
        for quote in found {
            if let previous, quote.span.start < previous.end { continue }
            // A figure says nothing: what was taken for a speaker is a piece of one ("9/11 widow Ann Lee said"), and half a name is a false one.
            let speaker = quote.speaker.flatMap { hasLetter($0) ? $0 : nil }
            let answer = speaker.map { resolver.resolve($0, after: previous) } ?? .nobody
            previous = SpeakerResolver.Previous(answer: answer, end: quote.span.end)
            if numbers[quote.utterance] < 0 {
                numbers[quote.utterance] = utterances
                utterances += 1
            }
            out.append(
                Quote(
                    kind: quote.kind, span: span(quote.span), utterance: numbers[quote.utterance], speaker: speaker.map { span($0) },
                    speakerName: name(answer, book), speakerEntity: entity(answer, book),
                    cue: quote.cue.map { span($0) }, rule: quote.rule))
        }
        return out
    }

    /// Whoever speaks under a name of two or three words without an article is a person.
    private func markSpeakers(_ found: [FoundQuote], _ book: inout SpeakerBook) {
        guard !book.knowsNames else { return }
        let resolver = SpeakerResolver(text: text, book: book, sentences: sentences)
        for quote in found {
            guard let speaker = quote.speaker else { continue }
            for mention in resolver.mentions(in: speaker) {
                let here = book.mentions[mention]
                let number = book.entities[here.entity].alias
                let entity = book.entities[number]
                guard here.span.end >= speaker.end - 1, entity.count == 2 || entity.count == 3, !entity.isGroup else { continue }
                if !followsArticle(speaker, here.span) { book.entities[number].isPerson = true }
            }
        }
    }

    private func followsArticle(_ speaker: ByteSpan, _ name: ByteSpan) -> Bool {
        guard name.start > speaker.start else { return false }
        let index = text.firstUnit(speaker.start)
        guard index < text.units.count, text.units[index].start == speaker.start else { return false }
        return text.units[index].isIn(.article) && name.start - text.units[index].end <= 1
    }

    /// Letters beyond ASCII are not told from signs: a speaker written in them stays.
    private func hasLetter(_ span: ByteSpan) -> Bool {
        text.bytes[Int(span.start)..<Int(span.end)].contains { ($0 | 0x20) &- 0x61 < 26 || $0 >= 0x80 }
    }

    private func span(_ bytes: ByteSpan) -> Span {
        let start = index.codePointOffset(ofByte: Int(bytes.start))
        return Span(start: start, length: index.codePointOffset(ofByte: Int(bytes.end)) - start)
    }

    private func name(_ answer: SpeakerResolver.Answer, _ book: SpeakerBook) -> String? {
        switch answer {
        case .nobody: nil
        case .entity(let number):
            // A single word is the enricher's to complete.
            book.entities[number].known >= 0 && book.entities[number].count < 2 ? nil : string(book.entities[number].name)
        case .words(let span): string(span)
        }
    }

    private func entity(_ answer: SpeakerResolver.Answer, _ book: SpeakerBook) -> Int? {
        guard case .entity(let number) = answer, book.entities[number].known >= 0 else { return nil }
        return book.entities[number].known
    }

    private func string(_ span: ByteSpan) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: text.bytes[Int(span.start)..<Int(span.end)]), as: UTF8.self)
    }
}
