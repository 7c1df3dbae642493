import Language
import Model

/// The tone of a text: how much of it is said in positive and in negative words (the ratios of VADER, Hutto and Gilbert 2014).
///
/// A word with a valence weighs one more than its strength, any other word one; the shares are of that sum. A negation up to three words
/// before turns a word over and weakens it. Words in capitals inside a sentence are names ("Best Buy") and count as any other word.
struct ToneEnricher: Enricher {
    static let name = "tone"
    static let version = 1

    private let table = ValenceTable.builtIn
    /// Words back to which a negation reaches.
    private static let reach = 3
    /// What is left of a valence that is turned over, in hundredths.
    private static let turned = -74
    /// Marks a negation among valences.
    private static let negation = Int8.min
    private static let negations: Set<UInt64> = Set(
        ["not", "no", "never", "neither", "nor", "without", "cannot", "hardly"].map { WordHash.hash($0) })

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        guard LanguageTag.primary(of: article.language) == "en" else { return }
        readValences(scratch)
        var sums = Sums()
        let tokens = scratch.text.tokens
        for index in tokens.indices {
            let id = scratch.words.ids[index]
            if id >= 0 { sums.add(scratch.valences[Int(id)], Self.isName(tokens[index])) }
        }
        guard sums.total > 0 else { return }
        let positive = Double(sums.positive) / Double(sums.total)
        let negative = Double(sums.negative) / Double(sums.total)
        (article.positive, article.negative, article.tone) = (positive, negative, positive - negative)
    }

    private static func isName(_ token: Token) -> Bool { token.has(.initialCapital) && !token.has(.sentenceStart) }

    private func readValences(_ scratch: EnrichmentScratch) {
        scratch.valences.removeAll(keepingCapacity: true)
        scratch.words.withFolded { folded in
            for word in scratch.words.words {
                let end = Int(word.foldedStart + word.foldedCount)
                let isContraction = word.foldedCount > 3 && folded[end - 1] == UInt8(ascii: "t") && folded[end - 2] == UInt8(ascii: "'")
                let isNegation = isContraction || Self.negations.contains(word.hash)
                scratch.valences.append(isNegation ? Self.negation : table.tenths(word.hash))
            }
        }
    }

    /// Thousandths of weight, summed.
    private struct Sums {
        var positive = 0
        var negative = 0
        var total = 0
        /// Words since the last negation.
        private var since = Int.max / 2

        @inline(__always)
        mutating func add(_ tenths: Int8, _ isName: Bool) {
            since += 1
            if tenths == ToneEnricher.negation {
                since = 0
                total += 1_000
            } else if tenths == 0 || isName {
                total += 1_000
            } else {
                let strength = Int(tenths) * (since <= ToneEnricher.reach ? ToneEnricher.turned : 100)
                let weight = abs(strength) + 1_000
                if strength > 0 { positive += weight } else { negative += weight }
                total += weight
            }
        }
    }
}
