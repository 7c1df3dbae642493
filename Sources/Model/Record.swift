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
    /// Paragraphs separated by one empty line; empty where the record has a headline only.
    public var body: String = ""
    /// Bytes that were no characters in the member's encoding and became U+FFFD.
    public var replacedBytes: Int = 0
    /// Stray bytes in UTF-8 that were read as windows-1252.
    public var windows1252Bytes: Int = 0
    /// Authors, keywords and members of lists beyond what is kept of them.
    public var leftOut: Int = 0
    /// 0-based offset of the record's first byte in its member, `nil` where it has none.
    public var byteOffset: Int?

    public init(address: ItemAddress) { self.address = address }

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

/// What a format yields, one after the other.
public enum RecordItem: Sendable {
    case record(Record)
    case reject(Reject)
}
