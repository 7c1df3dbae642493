import Enrichment

/// Themes, as `score_themes.py` reads them: `{"id", "groups": [strongest first], "themes": [[code, score], …]}`.
struct ThemesTask: YardstickTask {
    let name = "themes"
    let abstract = "themes and their groups, strongest first; the time is that of tokens and themes together"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        let enrichment = Enrichment.only("language", "tokens", "themes")
        let scratch = EnrichmentScratch()
        return records.map { record in
            let article = ArticleInput.article(record)
            let enriched = clock.measure { enrichment.enrich(article, scratch: scratch) }
            let themes = enriched.themes.map { [$0.code, $0.score] as [Any] }
            return ["id": record.id, "groups": enriched.themeGroups, "themes": themes]
        }
    }
}
