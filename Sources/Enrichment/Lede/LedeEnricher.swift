import Language
import Model

/// The lede: the sentence a story opens with, and the next one where the first is very short.
///
/// A first line that repeats the headline and lines that only say who wrote, where and when ("By Jane Doe", "KABUL, Aug 13 (Reuters) -")
/// are no lede and are passed over; such a dateline at the head of the first sentence is cut off. What cannot be told apart stays in:
/// nothing is made up.
struct LedeEnricher: Enricher {
    static let name = "lede"
    static let version = 1

    /// A sentence with fewer words takes the next one of its paragraph along.
    private static let wordsMin = 8
    /// Sentences that are passed over at most.
    private static let skipsMax = 4

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        let text = scratch.text
        guard text.sentenceCount > 0 else { return }
        let opening = StoryOpening(text: text, bytes: scratch.head)
        var first = 0
        if text.sentenceCount > 1, let headline = article.article.record.headline, opening.isCopy(sentence: 0, of: headline) { first = 1 }
        while first < min(Self.skipsMax, text.sentenceCount - 1), opening.isCredit(sentence: first) { first += 1 }
        var range = text.tokens(ofSentence: first)
        let begin = opening.behindDateline(range)
        if begin == range.upperBound, first + 1 < text.sentenceCount {
            first += 1
            range = text.tokens(ofSentence: first)
        } else if begin < range.upperBound {
            range = begin..<range.upperBound
        }
        var last = first
        if opening.words(in: range) < Self.wordsMin, first + 1 < text.sentenceCount {
            let next = text.tokens(ofSentence: first + 1)
            if !text.tokens[next.lowerBound].has(.paragraphBefore) { last = first + 1 }
        }
        let end = text.bytes(ofSentence: last).upperBound
        scratch.openingToken = range.lowerBound
        article.lede = scratch.span(ofBytes: Int(text.tokens[range.lowerBound].start)..<end)
    }
}
