import Model

/// All that a page was read as: the record, its blocks by kind, where each field is from, and what speaks against an article.
public struct PageReading: Sendable {
    /// Where a field was found: `published`, `json-ld datePublished`.
    public struct Source: Sendable {
        public var field: String
        public var from: String
    }

    /// One block of the article's text.
    public struct Block: Sendable {
        public var kind: Kind
        public var text: String
    }

    public enum Kind: String, Sendable {
        case paragraph, subhead, item, quote, cell, caption, preformatted
    }

    public var record: Record
    public var blocks: [Block] = []
    public var sources: [Source] = []
    /// Why this is no article, `nil` where it is one.
    public var objection: String?
}
