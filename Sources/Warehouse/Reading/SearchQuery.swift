import Model

/// A question to the full-text index.
public struct SearchQuery: Sendable {
    public enum Order: String, Sendable, CaseIterable {
        /// The latest loaded first: quick also where very many articles match.
        case newest
        /// By bm25, which looks at every match.
        case best
    }

    /// In FTS5's language: words, "phrases", AND OR NOT, NEAR(a b), prefix*, headline:word.
    public var text: String
    public var limit: Int = 20
    public var order = Order.newest

    public init(_ text: String, limit: Int = 20, order: Order = .newest) {
        self.text = text
        self.limit = limit
        self.order = order
    }
}

/// One article that was found.
public struct SearchHit: Sendable, Equatable {
    public var articleID: Int64
    public var day: String
    public var publisher: String?
    public var headline: String?
    public var url: String?
    /// The passage, with the words found in `[` `]`.
    public var passage: String
}

/// Why a search gave nothing.
public enum SearchError: Error, Sendable, Equatable {
    /// The query is not understood: what is wrong, and how to ask instead.
    case query(String)
    case failure(Failure)
}
