import Enrichment
import Language

/// Names, as `score_mentions.py` reads them: `{"id", "mentions": [{"start", "end", "type"}]}` in code points.
struct MentionsTask: YardstickTask {
    let name = "mentions"
    let abstract = "names of persons, organisations and places; the time is that of names alone, tokens left out"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        var read = TokenizedText()
        var index = CodePointIndex()
        var probe = MentionsProbe()
        return records.map { record in
            var text = record.text
            let mentions = text.withUTF8 { bytes in
                read.read(bytes)
                index.read(bytes)
                let names = clock.measure { probe.names(bytes, read) }
                return names.filter { $0.type < 4 }.map { name in
                    [
                        "start": index.codePointOffset(ofByte: Int(read.tokens[name.start].start)),
                        "end": index.codePointOffset(ofByte: Int(read.tokens[name.end - 1].end)),
                        "type": ["", "PER", "ORG", "LOC"][name.type],
                    ] as [String: Any]
                }
            }
            return ["id": record.id, "mentions": mentions]
        }
    }
}
