import Language
import Model

/// Keywords by tf-idf: words and runs of up to three words, best first, as the text has them.
///
/// A language with a table (`WordWeights`) has its own stop words and weights. In others short words end a term, and length and frequency
/// alone decide. Scripts without blanks between words give no keywords: where a word ends cannot be known here, and nothing is invented
/// (promise P11). Bylines and datelines are no part of what a story is about: terms are looked for from its opening on.
struct KeywordsEnricher: Enricher {
    static let name = "keywords"
    static let version = 1

    private let rules: KeywordRules
    private let scoring: TermScoring

    init() { self.init(rules: KeywordRules()) }

    init(rules: KeywordRules) {
        self.rules = rules
        scoring = TermScoring(rules)
    }

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        let maker = WordFactMaker(language: LanguageTag.primary(of: article.language), rules: rules)
        Self.readFacts(maker, scratch)
        Self.markHeadline(article.article.record.headline, scratch)
        scratch.terms.begin(tokens: min(scratch.text.tokens.count, TermFinder.tokensMax))
        TermFinder(scoring: scoring).find(
            scratch.text.tokens, from: scratch.openingToken, without: scratch.boilerplate, ids: scratch.words.ids, facts: scratch.facts,
            run: &scratch.run, into: &scratch.terms)
        let best = scoring.best(scratch.terms.terms, 4 * rules.keywordsMax)
        article.keywords = TermChoice(scratch: scratch).choose(best, rules.keywordsMax).map { Self.surface($0, scratch) }
    }

    private static func readFacts(_ maker: WordFactMaker, _ scratch: EnrichmentScratch) {
        scratch.facts.removeAll(keepingCapacity: true)
        scratch.words.withFolded { folded in
            for word in scratch.words.words {
                let start = Int(word.foldedStart)
                scratch.facts.append(
                    maker.fact(of: word.hash, UnsafeBufferPointer(rebasing: folded[start..<start + Int(word.foldedCount)])))
            }
        }
    }

    /// Marks the words of the body that stand in the headline too.
    private static func markHeadline(_ headline: String?, _ scratch: EnrichmentScratch) {
        guard var headline, !headline.isEmpty else { return }
        headline.withUTF8 { bytes in
            scratch.headline.read(bytes)
            scratch.headlineWords.read(scratch.headline, of: bytes)
        }
        for word in scratch.headlineWords.words {
            if let index = scratch.words.index(of: word.hash) { scratch.facts[index].isInHeadline = true }
        }
    }

    /// The text of a term without the elided word before it, and with one blank where the source breaks the line.
    private static func surface(_ term: TermTable.Term, _ scratch: EnrichmentScratch) -> String {
        var start = Int(scratch.text.tokens[Int(term.first)].start)
        let id = scratch.words.ids[Int(term.first)]
        let elided = id < 0 ? 0 : Int(scratch.facts[Int(id)].elided)
        // The apostrophe has one byte folded, and one or three as written.
        if elided > 0 { start += scratch.head[start + elided - 1] < 0x80 ? elided : elided + 2 }
        let bytes = scratch.head[start..<Int(scratch.text.tokens[Int(term.last)].end)]
        var isAfterBlank = false
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        for byte in bytes {
            let isBlank = byte == 0x20 || (byte >= 9 && byte <= 13)
            if !(isBlank && isAfterBlank) { kept.append(isBlank ? 0x20 : byte) }
            isAfterBlank = isBlank
        }
        return String(decoding: kept, as: UTF8.self)
    }
}
