import Model

/// Replaces what is derived of an article, inside the transaction of `FactRenewal`.
final class FactWriter {
    /// The article as it stands.
    private struct Present {
        let articleID: Int64
        let fileID: FileID
        let fingerprint: Int64?
        let storyID: Int64
        let source: String
    }

    private let connection: Connection
    private let choice: RenewalChoice
    private let arena = TextArena()
    private let points = BodyPoints()
    private let nearCopies: NearCopies
    private let update: Statement
    private let updateText: Statement
    private let tables: [any ArticleTable]
    private let sketches: SketchRows
    /// Entities that the articles of the batch named before.
    private var formerEntities: Set<Int64> = []

    init(_ connection: Connection, choice: RenewalChoice) throws(Failure) {
        self.connection = connection
        self.choice = choice
        nearCopies = try NearCopies(connection)
        update = try connection.statement(ArticleColumns.updateSQL)
        updateText = try connection.statement(
            """
            UPDATE texts SET headline = ?2, body = ?3, spaceless = ?4
            WHERE article_id = ?1 AND (headline, body, spaceless) IS NOT (?2, ?3, ?4)
            """)
        tables = try ArticleTables.facts(on: connection, renewsPlaces: true)
        sketches = try SketchRows(connection)
    }

    /// - Returns: false where the article is not there or not of the choice.
    func renew(_ article: EnrichedArticle, batchID: Int64) throws(Failure) -> Bool {
        arena.reset()
        guard let present = try find(article.article.uid) else { return false }
        let removal = ArticleRemoval(connection, batchID: batchID)
        formerEntities.formUnion(try removal.removeFacts(of: present.articleID))
        let hasOtherText = try removeOldSketch(of: present, article, removal)
        // Its file and source are not among the columns that are written.
        let file = FileInLoad(fileID: present.fileID, source: present.source, receivedAt: "")
        ArticleColumns.bind(
            article, ArticleLinks(), articleID: present.articleID, file: file, batchID: batchID, arena: arena, to: update)
        try update.run()
        try insertFacts(article, present, hasOtherText)
        if hasOtherText { try repairStories(article, present, batchID) }
        return true
    }

    /// Writes the sums, and puts the entities right that were named before; those that nobody names any more go.
    func finishBatch(batchID: Int64) throws(Failure) {
        for table in tables { try table.finishBatch() }
        let removal = ArticleRemoval(connection, batchID: batchID)
        for entity in formerEntities.sorted() { try removal.settle(entity) }
        formerEntities.removeAll(keepingCapacity: true)
    }

    func abandonBatch() {
        for table in tables { table.abandonBatch() }
        formerEntities.removeAll(keepingCapacity: true)
    }

    private func find(_ uid: ArticleUID) throws(Failure) -> Present? {
        try connection.first(
            "SELECT article_id, file_id, fingerprint, story_id, source FROM articles WHERE uid = ?6 AND \(RenewalChoice.condition)",
            choice.values + [.blob(uid.bytes)]
        ) { row in
            Present(
                articleID: row.integer(0), fileID: row.integer(1), fingerprint: row.isNull(2) ? nil : row.integer(2),
                storyID: row.integer(3), source: row.text(4))
        }
    }

    private func insertFacts(_ article: EnrichedArticle, _ present: Present, _ hasOtherText: Bool) throws(Failure) {
        var links = ArticleLinks()
        links.isCopy = try isCopy(article, present.articleID)
        let row = ArticleRow(articleID: present.articleID, links: links, arena: arena, points: points)
        var body = article.article.record.body
        let failure = body.withUTF8 { bytes -> Failure? in
            points.open(bytes)
            do throws(Failure) {
                updateText.bind(1, present.articleID)
                arena.bind(article.article.record.headline, to: updateText, 2)
                updateText.bindStatic(3, text: bytes)
                updateText.bind(4, article.isSpaceless ? 1 : 0)
                try updateText.run()
                if hasOtherText { try sketches.insert(article, row, body: bytes) }
                for table in tables { try table.insert(article, row, body: bytes) }
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
    }

    // MARK: - What other articles are to it

    /// An earlier article has the very same text, and its sketch serves both.
    private func isCopy(_ article: EnrichedArticle, _ articleID: Int64) throws(Failure) -> Bool {
        guard let fingerprint = Self.stored(article) else { return false }
        return try connection.integer(
            "SELECT EXISTS(SELECT 1 FROM articles WHERE fingerprint = ?1 AND article_id < ?2)",
            [.integer(fingerprint), .integer(articleID)])
            == 1
    }

    private static func stored(_ article: EnrichedArticle) -> Int64? {
        article.fingerprint == 0 ? nil : Int64(bitPattern: article.fingerprint)
    }

    /// Takes the article's sketch away where it has become another; before its row changes.
    /// - Returns: whether the text, as others are compared with it, has become another.
    private func removeOldSketch(of present: Present, _ article: EnrichedArticle, _ removal: ArticleRemoval) throws(Failure) -> Bool {
        let id = SQLValue.integer(present.articleID)
        let stored = try connection.first("SELECT scheme, prints FROM sketches WHERE article_id = ?", [id]) { ($0.int(0), $0.blob(1)) }
        let isCopy = try isCopy(article, present.articleID)
        let wanted = article.sketch.prints.isEmpty || isCopy ? nil : article.sketch.bytes
        if present.fingerprint == Self.stored(article), stored?.1 == wanted, stored == nil || stored?.0 == TextSketch.scheme {
            return false
        }
        if present.fingerprint != Self.stored(article) {
            // The next with the former text shared it.
            try removal.removeSketch(of: present.articleID)
        } else if let stored {
            if stored.0 == TextSketch.scheme {
                for key in TextSketch(bytes: stored.1).keys {
                    try connection.run(
                        "DELETE FROM sketch_keys WHERE key = ?1 AND article_id = ?2", [.integer(SketchRows.stored(key)), id])
                }
            } else {
                try connection.run("DELETE FROM sketch_keys WHERE article_id = ?", [id])
            }
            try connection.run("DELETE FROM sketches WHERE article_id = ?", [id])
        }
        return true
    }

    /// Compares the article with all others, earlier and later, as if they had come in their order with the texts that they have now.
    private func repairStories(_ article: EnrichedArticle, _ present: Present, _ batchID: Int64) throws(Failure) {
        var stories: Set = [present.storyID]
        let matches = try nearCopies.matches(of: article.sketch, publisher: article.article.record.publisher, source: present.source)
        for match in matches { stories.insert(match.storyID) }
        if let fingerprint = Self.stored(article) {
            let day = article.article.record.body.isEmpty ? article.article.day : nil
            let same = try connection.rows(
                "SELECT DISTINCT story_id FROM articles WHERE fingerprint = ?1 AND (?2 IS NULL OR day = ?2)",
                [.integer(fingerprint), .optional(day)]
            ) { $0.integer(0) }
            stories.formUnion(same)
        }
        var repair = StoryRepair(connection, batchID: batchID)
        try repair.repair(stories)
    }
}
