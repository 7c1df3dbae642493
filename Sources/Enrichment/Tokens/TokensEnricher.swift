import Language
import Model

/// Cuts the body into tokens and sentences for all enrichers that follow, and counts words and sentences.
///
/// A word is what stands between blanks and marks; "mother-in-law" and "don't" are one each, numbers count. Scripts without blanks are
/// counted by characters: 1.6 to a word for Han and Kana, 4.5 for Thai and its neighbours.
struct TokensEnricher: Enricher {
    static let name = "tokens"
    static let version = 1

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        let language = LanguageTag.primary(of: article.language)
        var count = WordCount()
        var sentences = 0
        // What lies beyond the head is only counted, before the head, whose tokens stay.
        var start = scratch.head.count
        while start < scratch.body.count {
            let end = BodyChunks.end(of: scratch.body, from: start, bytesMax: EnrichmentScratch.headBytesMax)
            let chunk = UnsafeBufferPointer(rebasing: scratch.body[start..<end])
            scratch.text.read(chunk, language: language)
            count.add(scratch.text, of: chunk)
            sentences += scratch.text.sentenceCount
            start = end
        }
        scratch.text.read(scratch.head, language: language)
        count.add(scratch.text, of: scratch.head)
        article.wordCount = count.words
        article.sentenceCount = sentences + scratch.text.sentenceCount
        scratch.index.read(scratch.head)
        scratch.words.read(scratch.text, of: scratch.head)
    }
}
