import Language
import Model

/// The sketch by which near-duplicates are found (`TextSketch` says how).
///
/// Runs of five words of the body are hashed, and of every twelve runs in a row the one with the lowest hash is kept. Marks, case, kinds of
/// apostrophes and white space do not count; the headline is left out, because copies change it first, and so is what is known as boilerplate. In scripts without blanks each
/// character is a word.
struct SketchEnricher: Enricher {
    static let name = "sketch"
    static let version = 1

    /// Texts with fewer words have no sketch: short notices are alike without being copies.
    private static let wordsMin = 30
    /// Words of a text that are sketched: about a thousand prints at most (promise P8).
    private static let wordsMax = 8_192

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        Self.readHashes(scratch)
        guard scratch.wordHashes.count >= Self.wordsMin else { return }
        var winnowing = Winnowing()
        scratch.prints.removeAll(keepingCapacity: true)
        for hash in scratch.wordHashes {
            if let print = winnowing.add(hash) { scratch.prints.append(print) }
        }
        article.sketch = TextSketch(prints: scratch.prints)
    }

    /// The hashes of the text's words, in order.
    private static func readHashes(_ scratch: EnrichmentScratch) {
        scratch.wordHashes.removeAll(keepingCapacity: true)
        let tokens = scratch.text.tokens
        var boilerplate = Boilerplate.Cursor(scratch.boilerplate)
        for index in tokens.indices {
            if scratch.wordHashes.count >= wordsMax { return }
            if boilerplate.contains(tokens[index].start) { continue }
            let id = scratch.words.ids[index]
            if id >= 0 {
                scratch.wordHashes.append(WordHash.mix(scratch.words.words[Int(id)].hash))
            } else if tokens[index].has(.spaceless), let base = scratch.head.baseAddress {
                addCharacters(of: tokens[index], base, to: &scratch.wordHashes)
            }
        }
    }

    private static func addCharacters(of token: Token, _ base: UnsafePointer<UInt8>, to hashes: inout [UInt64]) {
        var at = Int(token.start)
        let end = Int(token.end)
        while at < end, hashes.count < wordsMax {
            let (point, length) = CodePoint.decode(base, at, end)
            hashes.append(WordHash.mix(UInt64(point)))
            at += length
        }
    }
}
