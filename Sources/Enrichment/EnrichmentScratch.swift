import Language
import Model

/// What enrichers share about the article in hand, in memory that is used again from article to article. One for each running operation.
///
/// Enrichers look at the first `headBytesMax` bytes of a body; only counts (words, sentences) and the fingerprint cover what lies beyond,
/// so that the memory of a worker is bounded (promise P8).
public final class EnrichmentScratch {
    /// Bytes of a body that are held as tokens at a time: some 40,000 words, 12 MB of a worker's memory at the worst.
    static let headBytesMax = 1 << 18

    /// The whole body in UTF-8; empty between articles.
    private(set) var body = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// The beginning of the body that `text`, `index` and `words` describe.
    private(set) var head = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// Tokens and sentences of `head`; filled by the enricher `tokens`.
    var text = TokenizedText()
    /// Byte offsets of `head` to code points; filled by the enricher `tokens`.
    var index = CodePointIndex()
    /// The distinct words of `head`; filled by the enricher `tokens`.
    var words = WordTable()
    /// The token of `text` with which the story opens, behind bylines and datelines; found by the enricher `lede`.
    var openingToken = 0
    /// Names of the head in order, with their entities; filled by the enrichers `mentions` and `entities`.
    var names: [NameInText] = []
    // What the enrichers `mentions` and `entities` work with.
    let mentionSpace = MentionWorkspace()
    var taggedNames: [TaggedName] = []
    var nameSpans: [NameSpan] = []
    var grouper = EntityGrouper()
    // What the enricher `keywords` works with.
    var headline = TokenizedText()
    var headlineWords = WordTable()
    var facts: [WordFact] = []
    var run: [TermFinder.Unit] = []
    var terms = TermTable()
    // What the enrichers `tone`, `themes` and `sketch` work with.
    var valences: [Int8] = []
    var themeScores: [Int] = []
    var wordHashes: [UInt64] = []
    var prints: [UInt32] = []
    // What the enricher `places` works with, and the home of the article's source where one is given.
    var places = PlaceScratch()
    var home: SourceHome?
    // Paragraphs that the source puts into many articles, where `reprocess` says which: `keywords` and `sketch` leave them out.
    var boilerplate = Boilerplate()
    // What the enricher `quotes` works with.
    var quoteReader = QuoteReader()
    var speakerNames: [SpeakerName] = []

    /// What the enrichers `times` and `amounts` work with; filled by `times`.
    var expressions = ExpressionScratch()

    public init() {}

    /// Begins an article.
    func open(_ body: UnsafeBufferPointer<UInt8>) {
        self.body = body
        openingToken = 0
        names.removeAll(keepingCapacity: true)
        head = UnsafeBufferPointer(rebasing: body[0..<BodyChunks.end(of: body, from: 0, bytesMax: Self.headBytesMax)])
    }

    /// Ends it: the text's memory is its owner's again.
    func close() {
        body = UnsafeBufferPointer(start: nil, count: 0)
        head = body
    }

    /// A stretch of `head` in code points (promise P6).
    func span(ofBytes bytes: Range<Int>) -> Span {
        let start = index.codePointOffset(ofByte: bytes.lowerBound)
        return Span(start: start, length: index.codePointOffset(ofByte: bytes.upperBound) - start)
    }
}
