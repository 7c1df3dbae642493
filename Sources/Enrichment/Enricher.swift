import Model

/// One step that adds facts to an article: it reads the article, the facts of earlier steps and the shared scratch, and writes its own
/// fields.
///
/// An enricher holds tables at most; all that belongs to one article lies in the scratch, so that one value serves every worker.
/// The same article gives the same facts, on every machine and in any company (promise P7).
protocol Enricher: Sendable {
    /// Stable, lower case; the name of its folder in lower case. Stored in `articles.enrichments`.
    static var name: String { get }
    /// At least 1; raised when the same article may give other facts than before, so that `reprocess` finds older rows.
    static var version: Int { get }

    init()

    /// Adds this enricher's facts.
    /// - Parameters:
    ///   - article: with the facts of the enrichers before this one.
    ///   - scratch: the article's text, and what earlier enrichers made of it; valid during the call only.
    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch)
}

extension Enricher {
    /// How the enricher is recorded: `tokens:1`.
    static var signature: String { "\(name):\(version)" }
}
