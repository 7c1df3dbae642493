/// An article-to-be as a format yields it: fields as the source gives them, decoded to Unicode but not yet judged.
public struct Record: Sendable {
    public var address: ItemAddress
    public var headline: String?
    public var subheadline: String?
    /// In the order of the source, without "By".
    public var authors: [String] = []
    /// The byline as written, before it was split into authors.
    public var byline: String?
    public var dateline: String?
    public var published: PublishedTime?
    public var modified: PublishedTime?
    /// The day on which a crawler took the page, `YYYY-MM-DD`: no date of the article, but nearer to it than the file's.
    public var capturedDay: String?
    public var publisher: String?
    public var section: String?
    /// BCP 47, only what the source declares.
    public var language: String?
    public var url: String?
    /// The source's own identifier: guid, urn, doc-id.
    public var sourceID: String?
    public var imageURL: String?
    public var imageCaption: String?
    public var keywords: [String] = []
    /// Not to be published before.
    public var embargo: PublishedTime?
    /// What the record says about an earlier one of the same id.
    public var notice: Notice?
    /// Paragraphs separated by one empty line; empty where the record has a headline only.
    public var body: String = ""
    /// Bytes that were no characters in the member's encoding and became U+FFFD.
    public var replacedBytes: Int = 0
    /// Stray bytes in UTF-8 that were read as windows-1252.
    public var windows1252Bytes: Int = 0
    /// 1 where markup was not well-formed and was mended as feed readers do.
    public var mendedMarkup: Int = 0
    /// Authors, keywords and members of lists beyond what is kept of them.
    public var leftOut: Int = 0
    /// 0-based offset of the record's first byte in its member, `nil` where it has none.
    public var byteOffset: Int?
    /// Where fields were found, by their names in `extract`: `headline` → "og:title". `nil` where nobody asked for it: only `explain` does.
    public var origins: [String: String]?

    public init(address: ItemAddress) { self.address = address }

    /// Keeps where a field was found, if somebody asked for it.
    @inline(__always)
    public mutating func note(_ field: String, _ origin: @autoclosure () -> String) {
        if origins != nil { origins?[field] = origin() }
    }

    /// Takes over what this record lacks and its carrier knows: when, from whom, in which language, under which address.
    public mutating func fill(from carrier: Record) {
        if authors.isEmpty { authors = carrier.authors }
        byline = byline ?? carrier.byline
        published = published ?? carrier.published
        capturedDay = capturedDay ?? carrier.capturedDay
        publisher = publisher ?? carrier.publisher
        section = section ?? carrier.section
        language = language ?? carrier.language
        url = url ?? carrier.url
    }

    /// Bytes of text in the record, for batches and budgets.
    public var textBytes: Int { body.utf8.count + (headline?.utf8.count ?? 0) }
}

/// What a source says about an article that it sent before.
public enum Notice: String, Sendable {
    /// It is withdrawn: nobody is to use it any more.
    case kill
    /// This is its corrected version.
    case correction
}

/// What a format yields, one after the other.
public enum RecordItem: Sendable {
    case record(Record)
    case reject(Reject)
}
