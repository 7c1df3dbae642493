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
