import Language
import Model

/// Links places of given or own stretches of text, with chosen weights: what the yardstick measures the places alone with.
package struct PlacesProbe {
    private let scratch = EnrichmentScratch()
    private let before: [any Enricher] = [LanguageEnricher(), TokensEnricher(), MentionsEnricher(), EntitiesEnricher()]
    private let enricher: PlacesEnricher

    package init(weights: PlaceWeights = .standard) { enricher = PlacesEnricher(weights: weights) }

    /// The places of an article.
    /// - Parameters:
    ///   - spans: the stretches to be linked, in code points and in order; nil where they are to be found.
    ///   - home: the source's home where it is known.
    ///   - measure: runs the stage alone, for the clock.
    package func places(
        _ article: Article, spans: [Span]?, home: SourceHome?, measure: (() -> Void) -> Void = { $0() }
    ) -> [Place] {
        var enriched = EnrichedArticle(article)
        var body = article.record.body
        let given = spans.map { Self.bytes(of: $0, in: body) }
        var places: [Place] = []
        body.withUTF8 { bytes in
            scratch.open(bytes)
            defer { scratch.close() }
            scratch.home = home
            for enricher in before { enricher.enrich(&enriched, scratch) }
            var stretches: [PlaceStretch] = []
            measure { places = enricher.places(enriched, scratch, given: given, &stretches) }
            scratch.home = nil
        }
        return places
    }

    private static func bytes(of spans: [Span], in text: String) -> [Range<Int>] {
        var offsets: [Int] = []
        var at = 0
        for scalar in text.unicodeScalars {
            offsets.append(at)
            at += UTF8.width(scalar)
        }
        offsets.append(at)
        return spans.map { offsets[$0.start]..<offsets[$0.end] }
    }
}
