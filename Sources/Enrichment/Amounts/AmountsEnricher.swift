import Language
import Model

/// Finds the amounts in the body: money, percentages, measures, counts with their nouns, fractions, ratios and ages.
///
/// It reads the atoms that `times` made and leaves out what is an expression of time. Languages without word lists get what signs and figures tell.
struct AmountsEnricher: Enricher {
    static let name = "amounts"
    static let version = 1

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        let bytes = scratch.head
        let lexicon = scratch.expressions.lexicon
        let times = scratch.expressions.times
        var found: [AmountReader.Found] = []
        scratch.expressions.reader.atoms.withUnsafeBufferPointer { atoms in
            var reader = AmountReader(AtomView(atoms: atoms, lexicon: lexicon, bytes: bytes), times: times)
            reader.read(&found)
        }
        let atoms = scratch.expressions.reader.atoms
        var sentence = SentenceCursor()
        article.amounts = found.map { found in
            let range = Int(atoms[found.start].start)..<Int(atoms[found.end - 1].end)
            let around = sentence.bytes(around: range.lowerBound, in: scratch.text)
            return Amount(
                span: scratch.span(ofBytes: range), expression: String(decoding: bytes[range], as: UTF8.self), kind: found.kind,
                value: found.value, low: found.low, high: found.high, isApproximate: found.isApproximate, unit: found.unit,
                currency: found.currency, noun: found.noun.map { Self.lowercased(bytes, atoms[$0]) },
                sentence: around.map { scratch.span(ofBytes: $0) })
        }
    }

    /// A word in small letters.
    private static func lowercased(_ bytes: UnsafeBufferPointer<UInt8>, _ atom: Atom) -> String {
        let word = String(decoding: bytes[Int(atom.start)..<Int(atom.end)], as: UTF8.self)
        return atom.flags.contains(.capital) ? word.lowercased() : word
    }
}

/// Follows the sentences of a text while the places asked for go forward.
private struct SentenceCursor {
    private var index = 0

    /// The bytes of the sentence that holds the byte `offset`; `nil` where it is in none.
    mutating func bytes(around offset: Int, in text: TokenizedText) -> Range<Int>? {
        while index < text.sentenceCount, text.bytes(ofSentence: index).upperBound <= offset { index += 1 }
        guard index < text.sentenceCount else { return nil }
        let bytes = text.bytes(ofSentence: index)
        return bytes.contains(offset) ? bytes : nil
    }
}
