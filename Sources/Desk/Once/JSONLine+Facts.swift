import Model

// What the enrichers found, under the names that the warehouse's tables and columns have; spans are `[start,length]` in code points of the
// body. What is not known is left out.
extension JSONLine {
    /// Tone, themes, names, places, quotations, times and amounts.
    mutating func addFacts(of enriched: EnrichedArticle) {
        add("tone", enriched.tone)
        add("positive", enriched.positive)
        add("negative", enriched.negative)
        add("themes", enriched.themes.map(\.code))
        add("theme_groups", enriched.themeGroups)
        add("entities", enriched.entities) { $0.addFields(of: $1) }
        add("places", enriched.places.filter(\.isNamed)) { $0.addFields(of: $1, enriched) }
        addQuotes(of: enriched)
        add("times", enriched.times) { $0.addFields(of: $1) }
        add("amounts", enriched.amounts) { $0.addFields(of: $1) }
        add("enrichments", enriched.enrichments.isEmpty ? nil : enriched.enrichments)
    }

    private mutating func addFields(of entity: Entity) {
        add("kind", entity.kind.rawValue)
        add("name", entity.name)
        add("role", entity.role)
        add("aliases", entity.aliases)
        add("times", entity.count)
        add("spans", entity.mentions.map(\.span))
    }

    private mutating func addFields(of place: Place, _ enriched: EnrichedArticle) {
        add("name", place.name)
        add("outside_id", place.outsideID)
        add("country", place.country)
        add("region", place.division)
        add("latitude", place.latitude)
        add("longitude", place.longitude)
        if let population = place.population { add("population", population) }
        if let index = place.entity, enriched.entities.indices.contains(index) {
            add("times", enriched.entities[index].count)
            add("spans", enriched.entities[index].mentions.map(\.span))
        }
        if place.isDateline { add("is_dateline", 1) }
        add("score", place.score)
        add("via", place.via.rawValue)
    }

    private mutating func addQuotes(of enriched: EnrichedArticle) {
        let scalars = enriched.article.record.body.unicodeScalars
        // Quotations go forward in the text, so that it is walked through once.
        var (at, index) = (0, scalars.startIndex)
        add("quotes", enriched.quotes) { line, quote in
            if quote.span.start < at { (at, index) = (0, scalars.startIndex) }
            index = scalars.index(index, offsetBy: quote.span.start - at, limitedBy: scalars.endIndex) ?? scalars.endIndex
            at = quote.span.start
            let end = scalars.index(index, offsetBy: quote.span.length, limitedBy: scalars.endIndex) ?? scalars.endIndex
            line.add("kind", quote.kind.rawValue)
            line.add("utterance_id", quote.utterance + 1)
            line.add("speaker", quote.speakerName)
            line.add("quote", String(scalars[index..<end]))
            line.add("span", quote.span)
            line.add("speaker_span", quote.speaker)
            line.add("cue_span", quote.cue)
            line.add("rule", quote.rule.rawValue)
        }
    }

    private mutating func addFields(of time: TimeExpression) {
        add("expression", time.expression)
        add("span", time.span)
        add("type", time.kind.rawValue)
        add("value", time.value)
        add("earliest", time.earliest)
        add("latest", time.latest)
    }

    private mutating func addFields(of amount: Amount) {
        add("expression", amount.expression)
        add("span", amount.span)
        add("kind", amount.kind.rawValue)
        add("value", amount.value)
        add("low", amount.low)
        add("high", amount.high)
        if amount.isApproximate { add("approximate", 1) }
        add("unit", amount.unit)
        add("iso_code", amount.currency)
        add("noun", amount.noun)
    }
}
