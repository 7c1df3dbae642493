import Language
import Model

/// The enrichers of one kind of run, ready for use by any number of workers at the same time.
public struct Enrichment: Sendable {
    private let enrichers: [any Enricher]
    /// Which enrichers run, in order, with their versions: `language:1 tokens:1`. Stored with every article.
    public let signature: String

    /// Every enricher of the catalogue.
    public static let full = Enrichment(EnricherCatalogue.all)
    /// Only what the warehouse cannot do without (`--no-enrich`): `fingerprint` and `isSpaceless`.
    public static let essentialOnly = Enrichment(EnricherCatalogue.essential)

    /// Chosen enrichers in the order of the catalogue, for development: what one needs of others must be named too.
    public static func only(_ names: String...) -> Enrichment { Enrichment(EnricherCatalogue.all.filter { names.contains($0.name) }) }

    init(_ types: [any Enricher.Type]) {
        enrichers = types.map { $0.init() }
        signature = types.map { $0.signature }.joined(separator: " ")
    }

    /// Runs the enrichers over one article. Takes time and memory in proportion to its text, whatever the text is.
    /// - Parameters:
    ///   - scratch: memory for this call alone; what it held before does not matter.
    ///   - learned: what is known of the article's source, for `reprocess` alone: in the line every article is read by itself (promise P7).
    public func enrich(_ article: Article, scratch: EnrichmentScratch, learned: LearnedSource? = nil) -> EnrichedArticle {
        var enriched = EnrichedArticle(article)
        enriched.enrichments = signature
        enriched.learned = learned?.generation
        enriched.article.record.body.makeContiguousUTF8()
        let body = enriched.article.record.body
        // A contiguous string always lends its storage; `withUTF8` would need it to be ours alone, and copy it.
        body.utf8.withContiguousStorageIfAvailable { bytes in
            scratch.open(bytes)
            scratch.home = learned?.home
            scratch.boilerplate.find(learned?.boilerplate ?? [], in: scratch.head)
            defer { scratch.close() }
            for enricher in enrichers { enricher.enrich(&enriched, scratch) }
        }
        return enriched
    }
}
