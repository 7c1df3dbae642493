import Model

/// Finds the articles that tell nearly the same text as a new one (`TextSketch`).
///
/// Whether two texts are near says nothing of their order, and every pair is looked at once, when the later of the two comes: the stories
/// that such pairs make are the same in whatever order a set of articles arrives (promise P7). The one exception: a key that more than
/// `articlesPerKeyMax` articles have is boilerplate (a copyright line, a newsletter's box) and is passed over from then on, so that two
/// articles that share no other key are found only if they come while it is still rare. Copies share many keys.
final class NearCopies {
    /// Articles with one key above which the key says nothing.
    static let articlesPerKeyMax = 200

    /// An earlier article and how near it is.
    struct Match {
        let articleID: Int64
        let storyID: Int64
        /// 0 … 1
        let similarity: Double
        /// From the publisher of the new one, where neither names one from its source.
        let isSamePublisher: Bool
    }

    private let byKey: Statement
    private let sketch: Statement
    private let facts: Statement
    private var candidates: [Int64] = []

    init(_ connection: Connection) throws(Failure) {
        byKey = try connection.statement("SELECT article_id FROM sketch_keys WHERE key = ? LIMIT \(Self.articlesPerKeyMax + 1)")
        sketch = try connection.statement("SELECT prints FROM sketches WHERE article_id = ? AND scheme = \(TextSketch.scheme)")
        facts = try connection.statement(
            """
            SELECT story_id,
              CASE WHEN publisher IS NULL OR ?2 IS NULL THEN publisher IS NULL AND ?2 IS NULL AND source = ?3 ELSE publisher = ?2 COLLATE NOCASE END
            FROM articles WHERE article_id = ?1
            """)
    }

    /// All articles near to a new one, the oldest first.
    /// - Parameters:
    ///   - publisher: as the new one gives it.
    ///   - source: that it came through.
    func matches(of text: TextSketch, publisher: String?, source: String) throws(Failure) -> [Match] {
        if text.prints.isEmpty { return [] }
        try readCandidates(text)
        var found: [Match] = []
        var previous: Int64 = 0
        for articleID in candidates where articleID != previous {
            previous = articleID
            guard let overlap = try overlap(of: text, with: articleID), overlap.isNearDuplicate else { continue }
            facts.bind(1, articleID)
            facts.bind(2, .optional(publisher))
            facts.bind(3, .text(source))
            defer { facts.reset() }
            guard try facts.step() else { continue }
            found.append(
                Match(articleID: articleID, storyID: facts.integer(0), similarity: overlap.similarity, isSamePublisher: facts.int(1) == 1))
        }
        return found
    }

    /// Articles that share a key, ascending, some of them more than once.
    private func readCandidates(_ text: TextSketch) throws(Failure) {
        candidates.removeAll(keepingCapacity: true)
        for key in text.keys {
            let before = candidates.count
            byKey.bind(1, SketchRows.stored(key))
            defer { byKey.reset() }
            while try byKey.step() { candidates.append(byKey.integer(0)) }
            if candidates.count - before > Self.articlesPerKeyMax { candidates.removeSubrange(before...) }
        }
        candidates.sort()
    }

    private func overlap(of text: TextSketch, with articleID: Int64) throws(Failure) -> TextSketch.Overlap? {
        sketch.bind(1, articleID)
        defer { sketch.reset() }
        return try sketch.step() ? sketch.withBytes(0) { text.overlap(withStored: $0) } : nil
    }
}
