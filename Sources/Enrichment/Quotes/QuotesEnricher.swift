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
        scratch.text.tokens.withUnsafeBufferPointer { tokens in
            scratch.quoteReader.quotes(bytes, tokens: tokens, language: article.language, index: scratch.index, names: scratch.speakerNames)
        }
    }
}
