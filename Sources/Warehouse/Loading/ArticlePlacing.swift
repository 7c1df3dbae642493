import Model

/// Decides what an arriving article is to those that are there.
///
/// The same text again from one publisher (where neither names one: from one source) is a sighting, from another a reprint with a row of its
/// own. The same id from one publisher (else the same address) with other text corrects the earlier one. An id without a publisher counts only
/// within a named source: "1" in the inbox itself says nothing. A text without a body is the same only on the same day: headlines like
/// "Weather" come back.
///
/// Nearly the same text makes one story, too: all stories that hold a text near to the new one become one, which has the number of its oldest
/// article. From another publisher it is a reprint of the one that it is nearest to.
final class ArticlePlacing {
    enum Place {
        /// Its uid is there: the same record of the same bytes, read again. The file that has it.
        case present(owner: FileID)
        /// A further arrival of this article.
        case again(Int64)
        case new(ArticleLinks)
    }

    private struct Earlier {
        let articleID: Int64
        let storyID: Int64
        let revision: Int
    }

    private let byPrint: Statement
    private let bySourceID: Statement
    private let byURL: Statement
    private let byUID: Statement
    private let tombstone: Statement
    private let nearCopies: NearCopies

    init(_ connection: Connection) throws(Failure) {
        nearCopies = try NearCopies(connection)
        byPrint = try connection.statement(
            """
            SELECT article_id, story_id, uid = ?2, file_id,
              CASE WHEN publisher IS NULL OR ?3 IS NULL THEN publisher IS NULL AND ?3 IS NULL AND source = ?4 ELSE publisher = ?3 COLLATE NOCASE END
            FROM articles WHERE fingerprint = ?1 AND (?6 OR day = ?5) ORDER BY article_id
            """)
        bySourceID = try connection.statement(
            """
            SELECT article_id, story_id, revision FROM articles WHERE source_id = ?1 AND
              CASE WHEN publisher IS NULL OR ?2 IS NULL THEN publisher IS NULL AND ?2 IS NULL AND source = ?3 AND source <> ''
                   ELSE publisher = ?2 COLLATE NOCASE END
            ORDER BY article_id DESC LIMIT 1
            """)
        byURL = try connection.statement(
            """
            SELECT article_id, story_id, revision FROM articles WHERE url = ?1 AND
              CASE WHEN publisher IS NULL OR ?2 IS NULL THEN publisher IS NULL AND ?2 IS NULL ELSE publisher = ?2 COLLATE NOCASE END
            ORDER BY article_id DESC LIMIT 1
            """)
        byUID = try connection.statement("SELECT file_id FROM articles WHERE uid = ?")
        tombstone = try connection.statement(
            "SELECT EXISTS(SELECT 1 FROM tombstones WHERE uid = ?1) OR EXISTS(SELECT 1 FROM tombstones WHERE fingerprint = ?2)")
    }

    /// The article, or its text, was removed with `forget`.
    func isForgotten(_ article: EnrichedArticle, _ arena: TextArena) throws(Failure) -> Bool {
        arena.bind(article.article.uid, to: tombstone, 1)
        if article.fingerprint == 0 { tombstone.bindNull(2) } else { tombstone.bind(2, Int64(bitPattern: article.fingerprint)) }
        defer { tombstone.reset() }
        return try tombstone.step() && tombstone.int(0) == 1
    }

    /// The file that holds the article of this uid.
    func owner(of uid: ArticleUID) throws(Failure) -> FileID? {
        byUID.bind(1, .blob(uid.bytes))
        defer { byUID.reset() }
        return try byUID.step() ? byUID.integer(0) : nil
    }

    func place(_ article: EnrichedArticle, _ file: FileInLoad, _ arena: TextArena) throws(Failure) -> Place {
        var links = ArticleLinks()
        if article.fingerprint != 0 {
            bindPrint(article, file, arena)
            defer { byPrint.reset() }
            var same: Int64?
            var first: Earlier?
            while try byPrint.step() {
                if byPrint.int(2) == 1 { return .present(owner: byPrint.integer(3)) }
                let articleID = byPrint.integer(0)
                if first == nil { first = Earlier(articleID: articleID, storyID: byPrint.integer(1), revision: 1) }
                if same == nil && byPrint.int(4) == 1 { same = articleID }
            }
            if let same { return .again(same) }
            if let first {
                links.storyID = first.storyID
                links.reprintOf = first.articleID
                links.similarity = 1
                links.isCopy = true
            }
        }
        // What is near to a copy is near to the first, and was found with it.
        if !links.isCopy { try linkNearCopies(article, file, &links) }
        if let earlier = try corrected(article, file, arena) {
            links.replaces = earlier.articleID
            links.revision = earlier.revision + 1
            Self.join(earlier.storyID, &links)
        }
        return .new(links)
    }

    private func linkNearCopies(_ article: EnrichedArticle, _ file: FileInLoad, _ links: inout ArticleLinks) throws(Failure) {
        let matches = try nearCopies.matches(of: article.sketch, publisher: article.article.record.publisher, source: file.source)
        if matches.isEmpty { return }
        for match in matches { Self.join(match.storyID, &links) }
        // Of equally near ones the oldest.
        let others = matches.filter { !$0.isSamePublisher }
        let nearest = (others.isEmpty ? matches : others).reduce(nil as NearCopies.Match?) { best, match in
            if let best, best.similarity >= match.similarity { best } else { match }
        }
        links.similarity = nearest?.similarity
        if !others.isEmpty { links.reprintOf = nearest?.articleID }
    }

    /// The new article belongs to this story as well: the older number is that of both.
    private static func join(_ storyID: Int64, _ links: inout ArticleLinks) {
        guard let present = links.storyID else {
            links.storyID = storyID
            return
        }
        if storyID == present { return }
        let younger = max(storyID, present)
        links.storyID = min(storyID, present)
        if !links.joinedStories.contains(younger) { links.joinedStories.append(younger) }
    }

    private func bindPrint(_ article: EnrichedArticle, _ file: FileInLoad, _ arena: TextArena) {
        byPrint.bind(1, Int64(bitPattern: article.fingerprint))
        arena.bind(article.article.uid, to: byPrint, 2)
        arena.bind(article.article.record.publisher, to: byPrint, 3)
        arena.bind(file.source, to: byPrint, 4)
        arena.bind(article.article.day, to: byPrint, 5)
        byPrint.bind(6, article.article.record.body.isEmpty ? 0 : 1)
    }

    /// The latest article with the same id, else the same address, from the same publisher.
    private func corrected(_ article: EnrichedArticle, _ file: FileInLoad, _ arena: TextArena) throws(Failure) -> Earlier? {
        let statement: Statement
        if let sourceID = article.article.record.sourceID {
            statement = bySourceID
            arena.bind(sourceID, to: statement, 1)
            arena.bind(file.source, to: statement, 3)
        } else if let url = article.article.record.url {
            statement = byURL
            arena.bind(url, to: statement, 1)
        } else {
            return nil
        }
        arena.bind(article.article.record.publisher, to: statement, 2)
        defer { statement.reset() }
        guard try statement.step() else { return nil }
        return Earlier(articleID: statement.integer(0), storyID: statement.integer(1), revision: statement.int(2))
    }
}
