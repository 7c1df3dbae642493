import Enrichment
import Model
import Warehouse

/// `copydesk reprocess --learn`: what the articles that are there tell about their sources, kept as a numbered generation.
///
/// It is a function of the articles as each reads by itself: in any order of loading, before or after an earlier generation was applied, the
/// same is learned (promise P7).
enum Learning {
    /// Sources that are learned at most: some 20 MB while they are applied (promise P8).
    static let sourcesMax = 10_000

    /// Learns, and keeps what is new.
    /// - Throws: an outage; nothing has then been kept.
    static func run(_ reader: WarehouseReader, _ warehouse: Warehouse) throws(Failure) -> Reprocess.Summary.Learned {
        let evidence = try reader.learningEvidence(articlesMin: SourceHome.articlesMin, sourcesMax: sourcesMax)
        let found = evidence.homes.map { origin, tally in
            LearnedSource(
                origin: origin, generation: 0, articles: tally.articles, home: SourceHome.learned(from: tally),
                boilerplate: evidence.boilerplate[origin] ?? [])
        }.filter { !$0.isEmpty }
        let kept = try warehouse.keep(learned: found, articles: evidence.articles, sources: evidence.homes.count)
        return Reprocess.Summary.Learned(
            generation: kept.generation, articles: evidence.articles, sources: evidence.homes.count, changed: kept.changed,
            leftOut: evidence.leftOut)
    }
}
