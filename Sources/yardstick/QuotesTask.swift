import Enrichment
import Model

/// Quotations, as `score.py` of the quotation set reads them: `{"id", "quotes": [{"start", "end", "kind", "utt", "speaker", "cue", "entity", "how"}]}`
/// in code points.
struct QuotesTask: YardstickTask {
    let name = "quotes"
    let abstract = "quotations with kind, speaker, cue, entity and rule; the time is without that of tokens and names"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        let probe = QuotesProbe()
        return records.map { record in
            var text = record.text
            probe.prepare(text, language: record.string("lang"))
            let quotes = text.withUTF8 { bytes in clock.measure { probe.read(bytes) } }
            return ["id": record.id, "quotes": quotes.map { line($0) }]
        }
    }

    private func line(_ quote: Quote) -> [String: Any] {
        var line: [String: Any] = [
            "start": quote.span.start, "end": quote.span.end, "kind": quote.kind.rawValue, "utt": quote.utterance,
            "how": quote.rule.rawValue,
        ]
        if let speaker = quote.speaker { line["speaker"] = ["start": speaker.start, "end": speaker.end] }
        if let cue = quote.cue { line["cue"] = ["start": cue.start, "end": cue.end] }
        if let name = quote.speakerName { line["entity"] = name }
        return line
    }
}
