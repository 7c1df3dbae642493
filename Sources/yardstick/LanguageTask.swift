import Foundation
import Language

/// Languages, as `score_lid.py` reads them: `{"id", "lang"}`, "und" where it cannot be told; the confidence besides.
struct LanguageTask: YardstickTask {
    let name = "language"
    let abstract = "the language as ISO 639-1, und where it cannot be told, and the confidence"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        let identifier = LanguageIdentifier.shared
        return records.map { record in
            var text = record.text
            let found = text.withUTF8 { bytes in clock.measure { identifier.identify(bytes) } }
            return ["id": record.id, "lang": found?.code ?? "und", "confidence": found?.confidence ?? 0]
        }
    }
}
