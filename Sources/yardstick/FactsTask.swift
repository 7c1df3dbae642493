import Enrichment
import Foundation

/// All facts of an article, for looking at them and for timing the whole: no scorer reads this.
struct FactsTask: YardstickTask {
    let name = "facts"
    let abstract = "everything that the enrichers find; the time is that of all together"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        let scratch = EnrichmentScratch()
        return records.map { record in
            let article = ArticleInput.article(record)
            let enriched = clock.measure { Enrichment.full.enrich(article, scratch: scratch) }
            let points = Array(record.text.unicodeScalars)
            let lede = enriched.lede.map { String(String.UnicodeScalarView(points[$0.start..<$0.end])) }
            return [
                "id": record.id, "language": enriched.language ?? NSNull(), "words": enriched.wordCount,
                "sentences": enriched.sentenceCount,
                "lede": lede ?? NSNull(), "keywords": enriched.keywords, "themes": enriched.themes.map(\.code),
                "tone": enriched.tone ?? NSNull(), "prints": enriched.sketch.prints.count, "spaceless": enriched.isSpaceless,
                "fingerprint": String(enriched.fingerprint, radix: 16), "enrichments": enriched.enrichments,
            ]
        }
    }
}
