import Enrichment
import Model

/// Amounts, as `score_amounts.py` reads them: `{"id", "amounts": [{"start", "end", "value", "low", "high", "unit", "iso", "kind", "noun", "approx"}]}`.
struct AmountsTask: YardstickTask {
    let name = "amounts"
    let abstract = "amounts; the time is that of tokens, times and amounts together"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        let enrichment = Enrichment.only("language", "tokens", "times", "amounts")
        let scratch = EnrichmentScratch()
        return records.map { record in
            let article = ExpressionInput.article(record)
            let enriched = clock.measure { enrichment.enrich(article, scratch: scratch) }
            return ["id": record.id, "amounts": enriched.amounts.map(Self.prediction)]
        }
    }

    private static func prediction(_ amount: Amount) -> [String: Any] {
        var out: [String: Any] = [
            "start": amount.span.start, "end": amount.span.end, "kind": amount.kind.rawValue, "text": amount.expression,
        ]
        out["value"] = amount.value
        out["low"] = amount.low
        out["high"] = amount.high
        out["unit"] = amount.unit
        out["iso"] = amount.currency
        out["noun"] = amount.noun
        if amount.isApproximate { out["approx"] = true }
        return out
    }
}
