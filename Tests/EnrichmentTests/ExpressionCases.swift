import Foundation
import Model

@testable import Enrichment

/// Sentences of Tests/Golden/expressions with the times and amounts that they hold; all written for this project.
struct ExpressionCase: Decodable, CustomStringConvertible {
    struct Time: Decodable {
        var start: Int
        var end: Int
        var type: String
        var value: String
        var alt: [String]?
    }
    struct Quantity: Decodable {
        var start: Int
        var end: Int
        var kind: String?
        var value: Double?
        var low: Double?
        var high: Double?
        var unit: String?
        var iso: String?
        var noun: String?
        var approx: Bool?
    }

    var id: String
    var dct: String
    var text: String
    var timexes: [Time]?
    var amounts: [Quantity]?

    var description: String { id }

    /// All cases of a file.
    static func read(_ name: String) throws -> [ExpressionCase] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(
            "Golden/expressions/\(name)")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(Self.self, from: Data($0.utf8))
        }
    }

    /// The case's article with its times and amounts.
    func enriched() -> EnrichedArticle { Expressions.enriched(text, published: dct) }
}

/// Makes articles of which only times and amounts are wanted.
enum Expressions {
    static func enriched(_ body: String, published: String? = "2021-08-13", zone: String? = nil, language: String = "en") -> EnrichedArticle
    {
        var article = Articles.article(body, language: language)
        article.record.published = published.map { text in
            PublishedTime(text: text, precision: text.utf8.count > 10 ? .second : .day, zone: zone, origin: .field)
        }
        return Enrichment.only("language", "tokens", "times", "amounts").enrich(article, scratch: EnrichmentScratch())
    }

    /// The values of the times of a sentence, `-` for those that are not resolved.
    static func values(_ body: String, published: String? = "2021-08-13", zone: String? = nil, language: String = "en") -> [String] {
        enriched(body, published: published, zone: zone, language: language).times.map { "\($0.expression): \($0.value ?? "-")" }
    }

    /// What is told of the amounts of a sentence, in short.
    static func amounts(_ body: String, language: String = "en") -> [String] {
        enriched(body, language: language).amounts.map { amount in
            var words = ["\(amount.kind)"]
            words += [amount.value.map { "\($0)" }, amount.low.map { "from \($0)" }, amount.high.map { "to \($0)" }].compactMap { $0 }
            if amount.isApproximate { words.append("about") }
            words += [amount.unit, amount.noun].compactMap { $0 }
            return "\(amount.expression): " + words.joined(separator: " ")
        }
    }
}
