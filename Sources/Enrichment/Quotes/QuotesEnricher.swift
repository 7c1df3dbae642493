import Language
import Model

/// Direct, mixed and reported speech with its speakers.
struct QuotesEnricher: Enricher {
    static let name = "quotes"
    static let version = QuoteReader.version

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        article.quotes = Self.quotes(article, scratch.head, scratch)
    }

    /// The quotations of the text whose tokens and names the scratch holds.
    static func quotes(_ article: EnrichedArticle, _ bytes: UnsafeBufferPointer<UInt8>, _ scratch: EnrichmentScratch) -> [Quote] {
        scratch.speakerNames.removeAll(keepingCapacity: true)
        for name in scratch.names where name.entity >= 0 && name.entity < article.entities.count {
            scratch.speakerNames.append(speakerName(name, article.entities[name.entity], scratch))
        }
        var quotes = scratch.text.tokens.withUnsafeBufferPointer { tokens in
            scratch.quoteReader.quotes(bytes, tokens: tokens, language: article.language, index: scratch.index, names: scratch.speakerNames)
        }
        for index in quotes.indices {
            if let entity = quotes[index].speakerEntity, quotes[index].speakerName == nil {
                quotes[index].speakerName = article.entities[entity].name
            }
        }
        return quotes
    }

    private static func speakerName(_ name: NameInText, _ entity: Entity, _ scratch: EnrichmentScratch) -> SpeakerName {
        let tokens = scratch.text.tokens
        let span = ByteSpan(
            start: Int32(tokens[name.tokens.lowerBound].start), end: Int32(tokens[name.tokens.upperBound - 1].end))
        let gender: SpeakerBook.Gender =
            switch entity.gender {
            case .male: .male
            case .female: .female
            case .unknown: .unknown
            }
        return SpeakerName(span: span, entity: name.entity, isPerson: entity.kind == .person, gender: gender)
    }
}
