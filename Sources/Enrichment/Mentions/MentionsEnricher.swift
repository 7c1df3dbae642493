import Language
import Model

/// A name of the body for the enrichers that follow.
struct NameInText: Sendable {
    /// Indices of `scratch.text.tokens`.
    var tokens: Range<Int>
    /// 1 person, 2 organisation, 3 place.
    var type: Int
    /// Index in `EnrichedArticle.entities`, once `entities` ran.
    var entity: Int = -1
    /// Tokens of the title or office that stands with it.
    var role: Range<Int>?
}

/// Finds the names of persons, organisations and places in the body; `entities` says who is who.
///
/// Trained on English; other languages of Latin script are read too where they mark names by capitals, German apart, whose nouns all have them.
struct MentionsEnricher: Enricher {
    static let name = "mentions"
    static let version = 1

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        scratch.names.removeAll(keepingCapacity: true)
        scratch.taggedNames.removeAll(keepingCapacity: true)
        if LanguageTag.primary(of: article.language) == "de" { return }
        scratch.text.tokens.withUnsafeBufferPointer { tokens in
            let tagger = MentionTagger(space: scratch.mentionSpace)
            tagger.tag(scratch.head, tokens, into: &scratch.taggedNames)
            var polish = MentionPolish(scratch.head, tokens)
            polish.apply(to: &scratch.taggedNames)
        }
        for name in scratch.taggedNames where name.type < 4 {
            scratch.names.append(NameInText(tokens: name.start..<name.end, type: name.type))
        }
    }
}
