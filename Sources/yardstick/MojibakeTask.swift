import Decoding

/// Damaged texts repaired, as `score_pairs.py` reads them: `{"id", "text", "repairs"}`.
struct MojibakeTask: YardstickTask {
    let name = "mojibake"
    let abstract = "texts with mojibake undone, and what was repaired"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        records.map { record in
            var repairs: [String: Int] = [:]
            let text = clock.measure { Mojibake.repair(record.text, repairs: &repairs) }
            return ["id": record.id, "text": text, "repairs": repairs]
        }
    }
}
