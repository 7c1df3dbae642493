import ArgumentParser
import Decoding
import Foundation

/// Bytes of an unknown charset as text, as `score_pairs.py` reads them: `{"id", "charset", "text"}`.
struct CharsetTask: YardstickTask {
    let name = "charset"
    let abstract = "bytes (b64) as text without a declaration; the time is that of finding the charset"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        try records.map { record in
            guard let data = record.string("b64").flatMap({ Data(base64Encoded: $0) }) else {
                throw ValidationError("\(record.id): no bytes in b64")
            }
            let bytes = [UInt8](data)
            let guess = clock.measure { CharsetDetector.detect(bytes, isWhole: true) }
            return ["id": record.id, "charset": guess.charset.rawValue, "text": TextDecoder.decode(bytes, guess).text]
        }
    }
}
