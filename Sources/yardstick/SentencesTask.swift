import Language

/// Sentence ends, as `score_sentences.py` reads them: `{"id", "sentences": [[start, end], …]}` in code points.
struct SentencesTask: YardstickTask {
    let name = "sentences"
    let abstract = "sentences as [start, end] in code points; the time is that of tokens and sentences together"

    func predict(_ records: [GoldRecord], clock: inout StageClock) throws -> [Prediction] {
        var read = TokenizedText()
        var index = CodePointIndex()
        return records.map { record in
            var text = record.text
            let spans = text.withUTF8 { bytes in
                clock.measure { read.read(bytes) }
                index.read(bytes)
                return (0..<read.sentenceCount).map { sentence in
                    let range = read.bytes(ofSentence: sentence)
                    return [index.codePointOffset(ofByte: range.lowerBound), index.codePointOffset(ofByte: range.upperBound)]
                }
            }
            return ["id": record.id, "sentences": spans]
        }
    }
}
