import Model

/// Puts a story right after one of its articles went, or got another text: what only that one held together falls apart, and each of the
/// others leads to the earlier text that it would lead to, had the article never come, or come like this (promise P7).
struct StoryRepair {
    /// Articles of a story above which texts are not compared again: it stays one story.
    static let comparedMax = 500

    private struct Member {
        let articleID: Int64
        let fingerprint: Int64?
        let replaces: Int64?
        let publisher: String?
        let source: String
        let links: Links
        var sketch = TextSketch.empty
    }

    private struct Links: Equatable {
        var reprintOf: Int64?
        var similarity: Double?
    }

    private let connection: Connection
    private let batchID: Int64
    private var members: [Member] = []
    /// For each member an older one of the same story, or itself.
    private var older: [Int] = []

    /// - Parameter batchID: goes into the rows that change.
    init(_ connection: Connection, batchID: Int64) {
        self.connection = connection
        self.batchID = batchID
    }

    /// - Parameters:
    ///   - stories: as they were numbered; several where an article may join them.
    ///   - gone: the article that is being removed, if one is; its row may still be there.
    mutating func repair(_ stories: Set<Int64>, without gone: Int64? = nil) throws(Failure) {
        members = []
        for storyID in stories.sorted() { try read(storyID, without: gone) }
        members.sort { $0.articleID < $1.articleID }
        older = Array(members.indices)
        let isCompared = members.count <= Self.comparedMax
        if isCompared { try readSketches() }
        for index in members.indices {
            let links = isCompared ? compare(index) : keep(index, gone)
            try connection.run(
                """
                UPDATE articles SET reprint_of = ?2, similarity = ?3, batch_id = ?4
                WHERE article_id = ?1 AND (reprint_of, similarity) IS NOT (?2, ?3)
                """,
                [
                    .integer(members[index].articleID), .optional(links.reprintOf), links.similarity.map(SQLValue.real) ?? .null,
                    .integer(batchID),
                ])
        }
        // Only now is it known which of them are one.
        for index in members.indices {
            try connection.run(
                "UPDATE articles SET story_id = ?2, batch_id = ?3 WHERE article_id = ?1 AND story_id <> ?2",
                [.integer(members[index].articleID), .integer(members[root(of: index)].articleID), .integer(batchID)])
        }
    }

    private mutating func read(_ storyID: Int64, without gone: Int64?) throws(Failure) {
        members += try connection.rows(
            """
            SELECT article_id, fingerprint, replaces, publisher, source, reprint_of, similarity FROM articles
            WHERE ((story_id = ?1 AND story_id <> article_id) OR article_id = ?1) AND article_id IS NOT ?2
            """, [.integer(storyID), .optional(gone)]
        ) { row in
            Member(
                articleID: row.integer(0), fingerprint: row.isNull(1) ? nil : row.integer(1),
                replaces: row.isNull(2) ? nil : row.integer(2),
                publisher: row.optionalText(3), source: row.text(4),
                links: Links(reprintOf: row.isNull(5) ? nil : row.integer(5), similarity: row.isNull(6) ? nil : row.real(6)))
        }
    }

    private mutating func readSketches() throws(Failure) {
        for index in members.indices {
            let sketch = try connection.first(
                "SELECT prints FROM sketches WHERE article_id = ? AND scheme = \(TextSketch.scheme)", [.integer(members[index].articleID)]
            ) { TextSketch(bytes: $0.blob(0)) }
            if let sketch { members[index].sketch = sketch }
        }
    }

    /// Joins a member with the earlier ones that belong to it.
    /// - Returns: what it leads to, by the rules of `ArticlePlacing`.
    private mutating func compare(_ index: Int) -> Links {
        let member = members[index]
        var copy: Int64?
        var nearest: (other: Links?, same: Links?)
        for earlier in 0..<index {
            let there = members[earlier]
            if there.articleID == member.replaces { join(earlier, index) }
            if let fingerprint = member.fingerprint, there.fingerprint == fingerprint {
                join(earlier, index)
                if copy == nil { copy = there.articleID }
            }
            let overlap = member.sketch.overlap(with: there.sketch)
            guard overlap.isNearDuplicate else { continue }
            join(earlier, index)
            if Self.isSamePublisher(member, there) {
                if overlap.similarity > nearest.same?.similarity ?? 0 { nearest.same = Links(similarity: overlap.similarity) }
            } else if overlap.similarity > nearest.other?.similarity ?? 0 {
                nearest.other = Links(reprintOf: there.articleID, similarity: overlap.similarity)
            }
        }
        if let copy { return Links(reprintOf: copy, similarity: 1) }
        return nearest.other ?? nearest.same ?? Links()
    }

    /// A member of a story too large to be compared again.
    private mutating func keep(_ index: Int, _ gone: Int64?) -> Links {
        if index == 0 { return Links() }
        join(0, index)
        var links = members[index].links
        if let gone, links.reprintOf == gone { links.reprintOf = members[0].articleID }
        return links
    }

    private mutating func join(_ first: Int, _ second: Int) {
        let (one, other) = (root(of: first), root(of: second))
        older[max(one, other)] = min(one, other)
    }

    private func root(of index: Int) -> Int {
        var index = index
        while older[index] != index { index = older[index] }
        return index
    }

    private static func isSamePublisher(_ first: Member, _ second: Member) -> Bool {
        guard let one = first.publisher, let other = second.publisher else {
            return first.publisher == nil && second.publisher == nil && first.source == second.source
        }
        return folded(one) == folded(other)
    }

    /// As SQLite's NOCASE compares: the letters A to Z without regard to case.
    private static func folded(_ text: String) -> [UInt8] { text.utf8.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 } }
}
