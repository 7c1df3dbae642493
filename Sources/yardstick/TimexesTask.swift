import Enrichment
import Language
import Model

/// Expressions of time, as `score_timex.py` reads them: `{"id", "timexes": [{"start", "end", "type", "value"}]}`.
struct TimexesTask: YardstickTask {
    let name = "timexes"
    let abstract = "expressions of time; the time is that of tokens and times together, the record's dct is the day of publication"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        let enrichment = Enrichment.only("language", "tokens", "times")
        let scratch = EnrichmentScratch()
        return records.map { record in
            let article = ExpressionInput.article(record)
            let enriched = clock.measure { enrichment.enrich(article, scratch: scratch) }
            return ["id": record.id, "timexes": enriched.times.map(Self.prediction)]
        }
    }

    private static func prediction(_ time: TimeExpression) -> [String: Any] {
        var out: [String: Any] = ["start": time.span.start, "end": time.span.end, "type": time.kind.rawValue, "text": time.expression]
        out["value"] = time.value
        out["earliest"] = time.earliest
        out["latest"] = time.latest
        return out
    }
}

/// Makes the article of a gold record of times or amounts: English where it declares nothing, published on its `dct`.
enum ExpressionInput {
    static func article(_ record: GoldRecord) -> Article {
        var item = Record(address: ItemAddress(ordinal: 1))
        item.body = record.text
        item.language = record.string("lang") ?? "en"
        if let day = record.string("dct") {
            item.published = PublishedTime(text: String(day.prefix(10)), precision: .day, origin: .field)
        }
        return Article(uid: ArticleUID(high: 0, low: 0), record: item, day: "1970-01-01")
    }
}
