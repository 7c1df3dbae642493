import Language
import Model

/// The language of an article: what its source declares, unless the text is plainly in another; else what the text shows.
struct LanguageEnricher: Enricher {
    static let name = "language"
    static let version = 1

    /// How sure the identification must be to overrule a source, and to answer where there is none.
    private static let overrulesFrom = 0.95
    private static let answersFrom = 0.5

    /// Languages that are taken for one another on a page of text: here the source knows better.
    private static let alike: [Set<String>] = [
        ["no", "nb", "nn", "da"], ["sh", "sr", "hr", "bs", "sl"], ["id", "ms"], ["cs", "sk"], ["es", "gl", "ca", "pt"], ["bg", "mk"],
        ["af", "nl"], ["tl", "fil"], ["xh", "zu"], ["he", "iw", "yi"], ["fa", "ar", "ur"], ["zh", "ja"],
    ]

    private let identifier = LanguageIdentifier.shared

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        let declared = Self.plausible(article.article.record.language)
        article.language = Self.decide(declared: declared, identified: identify(article, scratch))
    }

    private func identify(_ article: EnrichedArticle, _ scratch: EnrichmentScratch) -> IdentifiedLanguage? {
        if !scratch.body.isEmpty { return identifier.identify(scratch.body) }
        return article.article.record.headline.flatMap { identifier.identify($0) }
    }

    /// A declared tag whose language is a code of two or three letters; others say nothing.
    private static func plausible(_ tag: String?) -> String? {
        guard let code = LanguageTag.primary(of: tag), code.utf8.allSatisfy({ $0 &- 0x61 < 26 }) else { return nil }
        return (code.utf8.count == 2 || code.utf8.count == 3) && code != "und" && code != "mul" ? tag : nil
    }

    /// The language to store.
    static func decide(declared: String?, identified: IdentifiedLanguage?) -> String? {
        guard let declared, let code = LanguageTag.primary(of: declared) else {
            return identified.flatMap { $0.confidence >= answersFrom ? $0.code : nil }
        }
        guard let identified, identified.code != code, identified.confidence >= overrulesFrom else { return declared }
        return alike.contains { $0.contains(code) && $0.contains(identified.code) } ? declared : identified.code
    }
}
