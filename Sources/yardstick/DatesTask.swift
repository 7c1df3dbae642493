import Formats
import Foundation

/// Dates of headers, as `score_dates.py` reads them: `{"id", "value", "precision"}`, null where the text is no date.
struct DatesTask: YardstickTask {
    let name = "dates"
    let abstract = "dates of headers and pages: value as written, and precision"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        // The tables are made once, outside the time that is measured.
        _ = HeaderDate.written("13 août 2021")
        return records.map { record in
            let text = record.string("string") ?? ""
            let language = (record.fields["lang"] as? [String])?.first ?? record.string("lang")
            let order = record.string("order").flatMap { DateOrder(rawValue: $0.lowercased()) }
            let reference = record.string("ref")
            let date = clock.measure { HeaderDate.written(text, language: language, order: order, reference: reference) }
            return ["id": record.id, "value": date?.text ?? NSNull(), "precision": date?.precision ?? NSNull()]
        }
    }
}
