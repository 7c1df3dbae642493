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
        var utterances: [Int] = []
        var previous: SpeakerResolver.Previous?
        for quote in found {
            if let previous, quote.span.start < previous.end { continue }
            let answer = quote.speaker.map { resolver.resolve($0, after: previous) } ?? .nobody
            previous = SpeakerResolver.Previous(answer: answer, end: quote.span.end)
            let utterance = utterances.lastIndex(of: quote.utterance) ?? utterances.count
            if utterance == utterances.count { utterances.append(quote.utterance) }
            out.append(
                Quote(
                    kind: quote.kind, span: span(quote.span), utterance: utterance, speaker: quote.speaker.map { span($0) },
                    speakerName: name(answer, book), speakerEntity: entity(answer, book),
                    cue: quote.cue.map { span($0) }, rule: quote.rule))
        }
        return out
    }

    /// Whoever speaks under a name of two or three words without an article is a person.
    private func markSpeakers(_ found: [FoundQuote], _ book: inout SpeakerBook) {
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
        for unit in text.units where unit.start == speaker.start { return unit.isIn(.article) && name.start - unit.end <= 1 }
        return false
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
