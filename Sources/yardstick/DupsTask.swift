import Enrichment
import Model

/// Near-duplicates, as `score_dups.py` reads them: `{"id", "dup_of": [ids of earlier records]}`.
///
/// The look-up is the warehouse's in small: articles that share a key are compared by their sketches, equal fingerprints are linked at
/// once.
struct DupsTask: YardstickTask {
    let name = "dups"
    let abstract = "earlier records that tell the same text; the time is that of tokens, fingerprint and sketch together"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        let enrichment = Enrichment.only("fingerprint", "tokens", "sketch")
        let scratch = EnrichmentScratch()
        var sketches: [TextSketch] = []
        var byKey: [UInt32: [Int]] = [:]
        var byFingerprint: [UInt64: [Int]] = [:]
        return records.enumerated().map { index, record in
            let article = ArticleInput.article(record)
            let enriched = clock.measure { enrichment.enrich(article, scratch: scratch) }
            let sketch = enriched.sketch
            let keys = sketch.keys
            var links = Set(byFingerprint[enriched.fingerprint] ?? [])
            for candidate in Set(keys.flatMap { byKey[$0] ?? [] }) where sketches[candidate].overlap(with: sketch).isNearDuplicate {
                links.insert(candidate)
            }
            sketches.append(sketch)
            for key in keys { byKey[key, default: []].append(index) }
            byFingerprint[enriched.fingerprint, default: []].append(index)
            return ["id": record.id, "dup_of": links.sorted().map { records[$0].id }]
        }
    }
}
