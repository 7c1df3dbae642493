import Language
import Model

/// Quotations of a text whose tokens and names are found beforehand: what the yardstick measures this stage alone with.
package final class QuotesProbe {
    private let scratch = EnrichmentScratch()
    private let before = Enrichment.only("language", "tokens", "mentions", "entities")
    private var article: EnrichedArticle?

    package init() {}

    /// Runs the enrichers that come before on a text.
    /// - Parameter language: as a source would declare it, nil where it declares none.
    package func prepare(_ body: String, language: String?) {
        var record = Record(address: ItemAddress(ordinal: 1))
        record.body = body
        record.language = language
        article = before.enrich(Article(uid: ArticleUID(high: 0, low: 0), record: record, day: "2021-08-13"), scratch: scratch)
    }

    /// The quotations of the text that was prepared.
    package func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [Quote] {
        guard let article else { return [] }
        return QuotesEnricher.quotes(article, bytes, scratch)
    }
}
