import Foundation
import Model
import Testing

@testable import Desk

/// What `extract` prints for one article.
@Suite struct JSONLineTests {
    private static func article() -> EnrichedArticle {
        var record = Record(address: ItemAddress(ordinal: 1))
        record.body = "Añá Ruiz: “Sí, it is.” On Friday 2 \"boats\" left."
        var article = EnrichedArticle(Article(uid: ArticleUID(high: 1, low: 1), record: record, day: "2024-03-05"))
        article.entities = [
            Entity(
                kind: .person, name: "Añá Ruiz", role: "mayor", aliases: ["Ruiz"], mentions: [Mention(span: Span(start: 0, length: 8))],
                count: 2),
            Entity(kind: .place, name: "Añá", mentions: [Mention(span: Span(start: 0, length: 3))], count: 1),
        ]
        article.places = [
            Place(
                id: 1_138_958, name: "Kabul", country: "AF", division: "13", latitude: 34.53, longitude: 69.17, population: 4_435_000,
                entity: 1,
                spans: [Span(start: 0, length: 3)], isDateline: true, score: 0.5, via: .dateline),
            Place(
                id: 7, name: "France", country: "FR", latitude: 46, longitude: 2, spans: [Span(start: 4, length: 4)], score: 1,
                via: .demonym),
        ]
        article.quotes = [
            Quote(
                kind: .direct, span: Span(start: 11, length: 10), utterance: 0, speaker: Span(start: 0, length: 8), speakerName: "Añá Ruiz",
                speakerEntity: 0, rule: .colon)
        ]
        article.times = [
            TimeExpression(span: Span(start: 26, length: 6), expression: "Friday", kind: .date, value: "2024-03-08", earliest: "2024-03-08")
        ]
        article.amounts = [
            Amount(
                span: Span(start: 33, length: 9), expression: "2 \"boats\"", kind: .count, value: 2, low: 1.5, isApproximate: true,
                noun: "boats"),
            Amount(span: Span(start: 33, length: 1), expression: "2", kind: .number, value: .infinity),
        ]
        article.tone = -0.5
        article.themes = [Theme(code: "BOATS", group: "transport", score: 1)]
        article.themeGroups = ["transport"]
        return article
    }

    private static func object(_ article: EnrichedArticle) throws -> [String: Any] {
        let bytes = JSONLine(article, file: "a.txt").bytes
        #expect(bytes.last == UInt8(ascii: "\n") && bytes.filter { $0 == UInt8(ascii: "\n") }.count == 1)
        return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }

    @Test("facts stand under the names of the tables' columns; quotations are cut from the body by code points")
    func facts() throws {
        let line = try Self.object(Self.article())
        #expect(
            line["tone"] as? Double == -0.5 && line["themes"] as? [String] == ["BOATS"]
                && line["theme_groups"] as? [String] == ["transport"])
        let entity = try #require((line["entities"] as? [[String: Any]])?.first)
        #expect(
            entity["name"] as? String == "Añá Ruiz" && entity["role"] as? String == "mayor" && entity["aliases"] as? [String] == ["Ruiz"])
        #expect(entity["spans"] as? [[Int]] == [[0, 8]] && entity["times"] as? Int == 2 && entity["kind"] as? String == "person")
        let places = try #require(line["places"] as? [[String: Any]])
        #expect(places.count == 1 && places[0]["outside_id"] as? String == "geonames:1138958" && places[0]["country"] as? String == "AF")
        #expect(places[0]["latitude"] as? Double == 34.53 && places[0]["population"] as? Int == 4_435_000)
        #expect(places[0]["spans"] as? [[Int]] == [[0, 3]] && places[0]["is_dateline"] as? Int == 1)
        let quote = try #require((line["quotes"] as? [[String: Any]])?.first)
        #expect(
            quote["quote"] as? String == "Sí, it is." && quote["speaker"] as? String == "Añá Ruiz" && quote["utterance_id"] as? Int == 1)
        #expect(quote["speaker_span"] as? [Int] == [0, 8] && quote["cue_span"] == nil && quote["rule"] as? String == "colon")
        let time = try #require((line["times"] as? [[String: Any]])?.first)
        #expect(time["value"] as? String == "2024-03-08" && time["type"] as? String == "DATE" && time["latest"] == nil)
        let amounts = try #require(line["amounts"] as? [[String: Any]])
        #expect(
            amounts.count == 2 && amounts[0]["value"] as? Int == 2 && amounts[0]["low"] as? Double == 1.5
                && amounts[0]["noun"] as? String == "boats")
        #expect(amounts[0]["expression"] as? String == "2 \"boats\"" && amounts[1]["value"] == nil)
        #expect(line["body"] as? String == Self.article().article.record.body)
    }

    @Test("an article without facts has none of their keys")
    func bare() throws {
        let line = try Self.object(EnrichedArticle(Self.article().article))
        #expect(Set(line.keys) == ["file", "record", "day", "body"])
    }
}
