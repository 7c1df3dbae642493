/// What `reprocess --learn` found out about one source, in the generation in which it last became another.
public struct LearnedSource: Sendable, Equatable {
    /// Its publisher, or where its articles name none the inbox's folder: `Reuters`, `inbox/wire/coast`.
    public var origin: String
    /// Number of the learning (`learnings.generation`).
    public var generation: Int64
    /// Articles of the source when it was learned.
    public var articles: Int
    /// `nil` where it has none, or no longer has one.
    public var home: SourceHome?
    /// Hashes of paragraphs that stand in many of its articles (`ParagraphPrint`), ascending.
    public var boilerplate: [UInt64]

    public init(origin: String, generation: Int64, articles: Int, home: SourceHome? = nil, boilerplate: [UInt64] = []) {
        self.origin = origin
        self.generation = generation
        self.articles = articles
        self.home = home
        self.boilerplate = boilerplate
    }

    /// Under which name an article's source is learned; `nil` for an article without a publisher that came through no folder of its own:
    /// nothing holds such articles together.
    public static func origin(publisher: String?, source: String) -> String? {
        if let publisher { return publisher }
        return source.isEmpty ? nil : "inbox/" + source
    }

    /// Whether the other says the same about the source.
    public func isSame(as other: LearnedSource) -> Bool {
        origin == other.origin && home == other.home && boilerplate == other.boilerplate
    }

    /// Nothing is known of it.
    public var isEmpty: Bool { home == nil && boilerplate.isEmpty }
}

/// What is known of all sources in one generation: what one run of `reprocess` applies.
public struct LearnedSources: Sendable {
    /// The latest generation; 0 where nothing was ever learned.
    public var generation: Int64 = 0
    public var byOrigin: [String: LearnedSource] = [:]

    public init() {}

    /// What is known of an article's source.
    public func of(_ article: Article, source: String) -> LearnedSource? {
        if byOrigin.isEmpty { return nil }
        return LearnedSource.origin(publisher: article.record.publisher, source: source).flatMap { byOrigin[$0] }
    }
}
