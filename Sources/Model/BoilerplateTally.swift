/// Which paragraphs come again and again in the articles of one source: copyright lines, boxes of newsletters, who the author is.
///
/// Counted by headline, so that the versions and copies of one text are one. Sums only, over a sample that does not depend on the order of
/// loading (promise P7).
public struct BoilerplateTally: Sendable {
    /// Articles of a source that are looked at, at most.
    public static let articlesMax = 500
    /// Headlines under which a paragraph must stand, and which part of all headlines that must be.
    private static let headlinesMin = 5
    private static let shareMin = 0.2
    /// Paragraphs of a source, the most frequent (promise P8).
    private static let printsMax = 64

    private struct Count {
        var headlines = 0
        /// Number of the headline that was counted last.
        var last = 0
    }

    private var headlines = 0
    private var counts: [UInt64: Count] = [:]

    public init() {}

    /// Adds an article. A body of one paragraph says nothing: what is all of a text is no boilerplate.
    /// - Parameters:
    ///   - body: UTF-8.
    ///   - isNewHeadline: false where its headline is that of the article added before it.
    public mutating func add(_ body: UnsafeBufferPointer<UInt8>, isNewHeadline: Bool) {
        if isNewHeadline { headlines += 1 }
        var prints: [UInt64] = []
        ParagraphPrint.forEach(in: body) { _, print in prints.append(print) }
        if prints.count < 2 { return }
        for print in prints {
            var count = counts[print] ?? Count()
            if count.last == headlines { continue }
            count.headlines += 1
            count.last = headlines
            counts[print] = count
        }
    }

    /// The hashes of those that are boilerplate (`ParagraphPrint`), ascending.
    public var prints: [UInt64] {
        let found = counts.filter {
            $0.value.headlines >= Self.headlinesMin && Double($0.value.headlines) >= Self.shareMin * Double(headlines)
        }
        return found.sorted { ($1.value.headlines, $0.key) < ($0.value.headlines, $1.key) }.prefix(Self.printsMax).map(\.key).sorted()
    }
}
