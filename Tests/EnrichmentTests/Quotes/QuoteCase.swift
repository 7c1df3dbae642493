import Foundation
import Model
import Testing

@testable import Enrichment

/// One of the short cases in `Tests/Golden/quotes/cases.jsonl`: a text, what is said in it and by whom, and what it is about. All were written for
/// this project; spans are code points.
struct QuoteCase: Decodable, Sendable, CustomTestStringConvertible {
    struct Range: Decodable, Sendable {
        var start: Int
        var end: Int
    }

    struct Gold: Decodable, Sendable {
        var start: Int
        var end: Int
        var kind: String
        var speaker: Range?
        var entity: String?
    }

    var id: String
    var lang: String
    var about: String
    var text: String
    var quotes: [Gold]

    var testDescription: String { "\(id): \(about)" }

    static let all: [QuoteCase] = {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Golden/quotes/cases.jsonl")
        guard let data = try? Data(contentsOf: path) else { return [] }
        return data.split(separator: 0x0A).compactMap { try? JSONDecoder().decode(QuoteCase.self, from: Data($0)) }
    }()

    /// The enrichers that quotations need.
    static let enrichment = Enrichment.only("language", "tokens", "mentions", "entities", "quotes")

    /// The facts of a text, as far as quotations need them.
    static func enriched(_ body: String, headline: String? = nil, language: String? = nil) -> EnrichedArticle {
        enrichment.enrich(Articles.article(body, headline: headline, language: language), scratch: EnrichmentScratch())
    }

    /// What is found in the text.
    var found: [Quote] { Self.enriched(text, language: lang).quotes }

    /// The words from `start` to `end`, without marks, punctuation and a complementiser at their ends, as the scorer of the set compares them.
    func words(_ start: Int, _ end: Int) -> String {
        let edges = CharacterSet(charactersIn: " \t\n\"“”„‟‘’‚‛'`«»‹›「」『』,.;:…—–-")
        let text = Articles.text(Span(start: start, length: end - start), of: self.text).trimmingCharacters(in: edges)
        for lead in ["that ", "dass ", "que ", "che "] where text.lowercased().hasPrefix(lead) { return String(text.dropFirst(lead.count)) }
        return text
    }

    /// A name without its article, in lower case.
    static func bare(_ name: String?) -> String? {
        guard let name else { return nil }
        let articles: Set<String> = [
            "the", "a", "an", "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el", "los", "las", "o", "os", "as", "il",
            "lo", "gli", "i",
        ]
        let words = name.lowercased().split(separator: " ")
        return words.first.map { articles.contains(String($0)) } == true
            ? words.dropFirst().joined(separator: " ") : words.joined(separator: " ")
    }
}
