extension ColumnDictionary {
    /// Tables of what was learned of sources.
    static let learning = """
        learnings.* | one row for each time that copydesk reprocess --learn found something new about sources
        learnings.generation | its number, from 1 | 3
        learnings.learned_at | when, UTC | 2024-05-01T12:00:00Z
        learnings.articles | articles that it was learned from | 100256
        learnings.sources | sources with enough articles | 45
        learnings.changed | how many of them became others than in the generation before | 4
        learned_sources.* | where a source is at home, told from the places that its articles name by themselves, and what it puts under all of them: one row for each generation in which it became another
        learned_sources.origin | the publisher; where its articles name none the inbox's folder | inbox/reuters
        learned_sources.generation | see learnings; the highest of an origin is in force | 3
        learned_sources.articles | articles that it was learned from | 120
        learned_sources.countries | JSON object: percent of the places in each country, in steps of five; NULL where the source has no home any more | {"US":95}
        learned_sources.divisions | the same by country and first-level division | {"US OH":80,"US KY":10}
        learned_sources.latitude | middle of the half degree that is named most, degrees north; NULL where there is none | 40.0
        learned_sources.longitude | degrees east | -82.5
        learned_sources.centre_percent | how much nearness to it counts | 100
        learned_sources.boilerplate | JSON array of hashes of paragraphs that stand in many of its articles: keywords and sketches leave them out; NULL where there are none | [-9023112]
        places_alone.* | places that an article by itself would name for sure, and with its source's home does not: what the next learning reads instead
        places_alone.article_id | the article | 100256
        places_alone.number | order in the article, from 1 | 1
        places_alone.name | name in the gazetteer | Newark
        places_alone.country | ISO 3166-1 code of two letters; NULL where it lies in none | US
        places_alone.region | GeoNames' code of the country's first-level division | NJ
        places_alone.latitude | degrees north | 40.74
        places_alone.longitude | degrees east | -74.17
        """
}
