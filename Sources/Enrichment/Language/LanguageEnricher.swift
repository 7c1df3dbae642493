import Language
import Model

/// The language of an article: what its source declares.
struct LanguageEnricher: Enricher {
    static let name = "language"
    static let version = 1

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        article.language = article.article.record.language
    }
}
