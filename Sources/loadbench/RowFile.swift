import Glibc
import Model

/// The articles of `deploy/bench/make_rows.py`, read into memory.
struct RowFile {
    private(set) var articles: [EnrichedArticle] = []
    private var bytes: [UInt8] = []
    private var at = 0

    /// - Throws: `io-error` where the file cannot be read.
    init(_ path: String) throws(Failure) {
        guard let file = fopen(path, "rb") else { throw Failure(.ioError, path) }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        bytes = [UInt8](repeating: 0, count: ftell(file))
        rewind(file)
        guard fread(&bytes, 1, bytes.count, file) == bytes.count else { throw Failure(.ioError, path) }
        let count = number()
        articles.reserveCapacity(count)
        for _ in 0..<count { articles.append(article()) }
        bytes = []
    }

    private mutating func article() -> EnrichedArticle {
        let uid = ArticleUID(high: UInt64(number()), low: UInt64(number()))
        let fingerprint = UInt64(number())
        var record = Record(address: ItemAddress(ordinal: number()))
        let wordCount = number()
        let sentenceCount = number()
        let lede = Span(start: number(), length: number())
        record.headline = text()
        record.byline = text()
        record.authors = list()
        record.publisher = text()
        record.section = text()
        record.language = text()
        record.published = PublishedTime(text: text(), precision: .second, zone: "Z", origin: .field)
        let day = text()
        record.url = text()
        record.sourceID = text()
        let keywords = list()
        let enrichments = text()
        record.body = text()
        var enriched = EnrichedArticle(Article(uid: uid, record: record, day: day))
        enriched.language = record.language
        enriched.fingerprint = fingerprint
        enriched.wordCount = wordCount
        enriched.sentenceCount = sentenceCount
        enriched.lede = lede
        enriched.keywords = keywords
        enriched.enrichments = enrichments
        return enriched
    }

    private mutating func number() -> Int {
        defer { at += 8 }
        return bytes.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: at, as: Int64.self)) }
    }

    private mutating func count() -> Int {
        defer { at += 4 }
        return bytes.withUnsafeBytes { Int($0.loadUnaligned(fromByteOffset: at, as: UInt32.self)) }
    }

    private mutating func text() -> String {
        let length = count()
        defer { at += length }
        return String(decoding: bytes[at..<at + length], as: UTF8.self)
    }

    private mutating func list() -> [String] { (0..<count()).map { _ in text() } }
}
