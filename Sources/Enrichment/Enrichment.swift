import Language
import Model

/// The enrichers to run.
public struct Enrichment: Sendable {
    public init() {}
    public func enrich(_ article: Article, scratch: EnrichmentScratch) -> EnrichedArticle { EnrichedArticle(article) }
}

/// Memory that enrichers use again from article to article.
public final class EnrichmentScratch {
    public init() {}
}
