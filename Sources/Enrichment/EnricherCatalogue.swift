/// All enrichers in the order in which they run; each may read the facts of those above it.
enum EnricherCatalogue {
    static let all: [any Enricher.Type] =
        essential + [
            LanguageEnricher.self,
            TokensEnricher.self,
            LedeEnricher.self,
            MentionsEnricher.self,
            EntitiesEnricher.self,
            PlacesEnricher.self,
            QuotesEnricher.self,
            KeywordsEnricher.self,
            ToneEnricher.self,
            ThemesEnricher.self,
            SketchEnricher.self,
            TimesEnricher.self,
            AmountsEnricher.self,
        ]

    /// What the warehouse needs of every article, also where enrichment is left out: the key for exact copies and the choice of search
    /// index.
    static let essential: [any Enricher.Type] = [
        ScriptEnricher.self,
        FingerprintEnricher.self,
    ]
}
