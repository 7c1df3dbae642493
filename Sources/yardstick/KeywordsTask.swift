import Enrichment

/// Keywords, as `score_keywords.py` reads them: `{"id", "keywords": [best first]}`.
struct KeywordsTask: YardstickTask {
    let name = "keywords"
    let abstract = "keywords, best first; the time is that of tokens and keywords together"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        let enrichment = Enrichment.only("language", "tokens", "keywords")
        let scratch = EnrichmentScratch()
        return records.map { record in
            let article = ArticleInput.article(record)
            let enriched = clock.measure { enrichment.enrich(article, scratch: scratch) }
            return ["id": record.id, "keywords": enriched.keywords]
        }
    }
}
