import Enrichment
import Foundation

/// Tone: `{"id", "tone", "positive", "negative", "words"}`; null where the language has no lexicon.
struct ToneTask: YardstickTask {
    let name = "tone"
    let abstract = "tone with positive and negative share; the time is that of tokens and tone together"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        let enrichment = Enrichment.only("language", "tokens", "tone")
        let scratch = EnrichmentScratch()
        return records.map { record in
            let article = ArticleInput.article(record)
            let enriched = clock.measure { enrichment.enrich(article, scratch: scratch) }
            return [
                "id": record.id, "tone": enriched.tone ?? NSNull(), "positive": enriched.positive ?? NSNull(),
                "negative": enriched.negative ?? NSNull(), "words": enriched.wordCount,
            ]
        }
    }
}
