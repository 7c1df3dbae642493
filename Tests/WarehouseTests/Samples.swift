import Model

@testable import Warehouse

/// Articles for tests, plain where a test does not say otherwise.
enum Samples {
    /// - Parameters:
    ///   - text: the body; equal texts have equal fingerprints.
    ///   - ordinal: record number, also the uid within `file`.
    ///   - file: stands for the file's bytes in the uid.
    static func article(
        _ text: String, headline: String? = "A headline", file: UInt64 = 1, ordinal: Int = 1, publisher: String? = nil,
        day: String = "2024-03-05",
        change: (inout EnrichedArticle) -> Void = { _ in }
    ) -> EnrichedArticle {
        var record = Record(address: ItemAddress(ordinal: ordinal))
        record.headline = headline
        record.body = text
        record.publisher = publisher
        var article = EnrichedArticle(Article(uid: ArticleUID(high: file, low: UInt64(ordinal)), record: record, day: day))
        article.fingerprint = fingerprint(text)
        article.wordCount = text.split(separator: " ").count
        article.sentenceCount = 1
        article.language = "en"
        article.enrichments = "language:1"
        change(&article)
        return article
    }

    static func fingerprint(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 } | 1
    }

    static func sha(_ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: 32) }

    /// Everything that a small file gives, in one group.
    static func whole(
        _ id: FileID, _ articles: [EnrichedArticle], rejects: [Reject] = [], sha256: [UInt8]? = nil, failure: Failure? = nil
    ) -> [LoadItem] {
        var items: [LoadItem] = [.begin(id)]
        if !articles.isEmpty { items.append(.articles(id, articles)) }
        if !rejects.isEmpty { items.append(.rejects(id, rejects)) }
        items.append(.end(FileEnd(fileID: id, sha256: sha256, format: "text", failure: failure)))
        return items
    }
}

extension Samples {
    /// Where a text stands in the body, in code points: the `number`th time, from 0.
    static func span(of text: String, in body: String, number: Int = 0) -> Span {
        let (body, text) = (Array(body.unicodeScalars), Array(text.unicodeScalars))
        var left = number
        for start in 0...(body.count - text.count) where Array(body[start..<start + text.count]) == text {
            if left == 0 { return Span(start: start, length: text.count) }
            left -= 1
        }
        return Span(start: body.count, length: 0)
    }

    /// An entity that the body names with each of these forms once.
    static func entity(
        _ kind: EntityKind, _ name: String, as forms: [String] = [], role: String? = nil, count: Int? = nil, in body: String
    ) -> Entity {
        let mentions = ([name] + forms).map { Mention(span: span(of: $0, in: body)) }
        return Entity(kind: kind, name: name, role: role, aliases: forms, mentions: mentions, count: count ?? mentions.count)
    }

    /// A sample of a text as the warehouse gets it: hashes of all runs of five words.
    static func sketch(_ text: String) -> TextSketch {
        let words = text.split(separator: " ")
        guard words.count >= 5 else { return .empty }
        return TextSketch(
            prints: (0...(words.count - 5)).map { UInt32(truncatingIfNeeded: fingerprint(words[$0..<$0 + 5].joined(separator: " ")) >> 9) })
    }

    /// A text of distinct words, so that two seeds have no run of words in common.
    static func words(_ seed: Int, _ count: Int) -> [String] { (0..<count).map { "w\(seed)x\($0)" } }
}
