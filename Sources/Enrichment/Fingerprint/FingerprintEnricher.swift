import Language
import Model

/// The key for exact copies: one hash over headline and body in which runs of white space count as one blank.
///
/// The publisher is left out: the same text from one publisher is a sighting, from another a reprint, and the warehouse tells them apart.
struct FingerprintEnricher: Enricher {
    static let name = "fingerprint"
    static let version = 1

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        var hash = TextHash()
        var headline = article.article.record.headline ?? ""
        headline.withUTF8 { hash.add($0) }
        hash.add(scratch.body)
        article.fingerprint = hash.finish()
    }
}
