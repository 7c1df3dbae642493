/// An article with the facts that the enrichers added. Each enricher writes its own fields and reads those of earlier ones.
public struct EnrichedArticle: Sendable {
    public var article: Article
    /// BCP 47, identified from the text where the source declares none that fits; `nil` where it cannot be told.
    public var language: String?
    public var wordCount: Int = 0
    public var sentenceCount: Int = 0
    /// The first sentence or sentences of the body, as a span of it.
    public var lede: Span?
    /// Persons, organisations and places that the body names, in the order of their first mentions.
    public var entities: [Entity] = []
    /// Places found on the map, in the order of their first mentions.
    public var places: [Place] = []
    /// Places that the article alone would name for sure, and with its source's home does not; empty where no home was given.
    public var placesAlone: [Place] = []
    /// Direct, mixed and reported speech in the order of the body.
    public var quotes: [Quote] = []
    /// Best first.
    public var keywords: [String] = []
    /// 64-bit hash of the normalised text (publisher left out): equal texts have equal fingerprints.
    public var fingerprint: UInt64 = 0
    /// True for languages written without spaces: the body is indexed in `search_cjk` too.
    public var isSpaceless: Bool = false
    /// Share of positive words less share of negative words, -1 … 1; `nil` where the language has no lexicon. Of the text, not towards
    /// anybody.
    public var tone: Double?
    /// The two shares, 0 … 1 each.
    public var positive: Double?
    public var negative: Double?
    /// What the text is about, strongest first; empty where the language has no table.
    public var themes: [Theme] = []
    /// The groups of all themes found, strongest first: `business`, `politics`.
    public var themeGroups: [String] = []
    /// By which near-duplicates are found.
    public var sketch = TextSketch.empty
    /// In the order of the text, never overlapping.
    public var times: [TimeExpression] = []
    /// In the order of the text, never overlapping, never inside an expression of time.
    public var amounts: [Amount] = []
    /// Which enrichers ran, in order, with their versions: `language:1 tokens:1`.
    public var enrichments: String = ""
    /// Generation of what was learned of its source and used here; `nil` where the article was read by itself, as in the line always.
    public var learned: Int64?

    public init(_ article: Article) { self.article = article }
}
