import Model

/// Puts articles into their place: new, the same again, a reprint, a correction, or forgotten. Runs inside the loader's transaction.
///
/// The hot path of the warehouse: statements are prepared once, fields are bound without copies by SQLite, and a new article costs one look
/// into the index of fingerprints and, where the source names it, one into that of ids or addresses.
final class ArticleWriter {
    private let connection: Connection
    private let arena = TextArena()
    private let points = BodyPoints()
    private let placing: ArticlePlacing
    private let insert: Statement
    private let insertSighting: Statement
    private let markReplaced: Statement
    private let markKilled: Statement
    private let markCorrected: Statement
    private let joinStory: Statement
    private let joinOldest: Statement
    private let tables: [any ArticleTable]

    init(_ connection: Connection, withSearch: Bool) throws(Failure) {
        self.connection = connection
        placing = try ArticlePlacing(connection)
        insert = try connection.statement(ArticleColumns.insertSQL)
        insertSighting = try connection.statement(
            """
            INSERT INTO sightings(file_id, item, article_id, uid, seen_at, publisher, source, published_at, url, batch_id)
            VALUES(?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING
            """)
        markReplaced = try connection.statement("UPDATE articles SET replaced_by = ?, batch_id = ? WHERE article_id = ?")
        markKilled = try connection.statement(
            "UPDATE articles SET killed_at = coalesce(killed_at, ?1), batch_id = ?2 WHERE article_id = ?3")
        markCorrected = try connection.statement(
            "UPDATE articles SET corrected_at = coalesce(corrected_at, ?1), batch_id = ?2 WHERE article_id = ?3")
        joinStory = try connection.statement(
            "UPDATE articles SET story_id = ?1, batch_id = ?2 WHERE story_id = ?3 AND story_id <> article_id")
        joinOldest = try connection.statement("UPDATE articles SET story_id = ?1, batch_id = ?2 WHERE article_id = ?3")
        tables = try ArticleTables.all(on: connection, withSearch: withSearch)
    }

    /// Loads a file's next articles.
    /// - Returns: the addresses of those that are forgotten and stay out.
    func load(_ articles: [EnrichedArticle], file: inout FileInLoad, batch: inout Batch) throws(Failure) -> [ItemAddress] {
        var forgotten: [ItemAddress] = []
        // Through the buffer, so that no article is copied.
        let failure = articles.withUnsafeBufferPointer { buffer -> Failure? in
            do throws(Failure) {
                for index in buffer.indices {
                    if try !load(buffer[index], &file, &batch) { forgotten.append(buffer[index].article.record.address) }
                }
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
        return forgotten
    }

    func finishBatch() throws(Failure) { for table in tables { try table.finishBatch() } }

    func abandonBatch() { for table in tables { table.abandonBatch() } }

    /// - Returns: false where the article is forgotten.
    private func load(_ article: EnrichedArticle, _ file: inout FileInLoad, _ batch: inout Batch) throws(Failure) -> Bool {
        arena.reset()
        if batch.hasTombstones, try placing.isForgotten(article, arena) { return false }
        switch try placing.place(article, file, arena) {
        case .present(let owner):
            if owner != file.fileID { try takeOver(article.article.uid, from: owner, file) }
            file.articles += 1
        case .again(let articleID):
            try addSighting(of: articleID, article, file, &batch)
            if article.article.record.notice == .kill { try mark(articleID, with: markKilled, article, file, batch.batchID) }
            file.repeats += 1
        case .new(let links):
            try add(article, links, file, &batch)
            file.articles += 1
        }
        return true
    }

    private func add(_ article: EnrichedArticle, _ links: ArticleLinks, _ file: FileInLoad, _ batch: inout Batch) throws(Failure) {
        let articleID = batch.nextArticleID
        ArticleColumns.bind(article, links, articleID: articleID, file: file, batchID: batch.batchID, arena: arena, to: insert)
        try insert.run()
        if connection.changes == 0 {
            // Its uid is there, though its text had another fingerprint then: an earlier version of the program loaded it.
            if let owner = try placing.owner(of: article.article.uid), owner != file.fileID {
                try takeOver(article.article.uid, from: owner, file)
            }
            return
        }
        if let replaces = links.replaces {
            markReplaced.bind(1, articleID)
            markReplaced.bind(2, batch.batchID)
            markReplaced.bind(3, replaces)
            try markReplaced.run()
            switch article.article.record.notice {
            case .kill: try mark(replaces, with: markKilled, article, file, batch.batchID)
            case .correction: try mark(replaces, with: markCorrected, article, file, batch.batchID)
            case nil: break
            }
        }
        try join(links, batch.batchID)
        let row = ArticleRow(articleID: articleID, links: links, arena: arena, points: points)
        var body = article.article.record.body
        let failure = body.withUTF8 { bytes -> Failure? in
            points.open(bytes)
            do throws(Failure) {
                for table in tables { try table.insert(article, row, body: bytes) }
                return nil
            } catch { return error }
        }
        if let failure { throw failure }
        batch.nextArticleID += 1
        batch.report.articles += 1
        batch.report.textBytes += article.article.record.textBytes
    }

    /// Notes on an earlier article what its source says about it now; nothing is deleted.
    private func mark(
        _ articleID: Int64, with statement: Statement, _ article: EnrichedArticle, _ file: FileInLoad, _ batchID: Int64
    ) throws(Failure) {
        arena.bind(ArticleColumns.noticeTime(article.article.record, file), to: statement, 1)
        statement.bind(2, batchID)
        statement.bind(3, articleID)
        try statement.run()
    }

    /// Gives the articles of stories that turned out to be one the number of the oldest.
    private func join(_ links: ArticleLinks, _ batchID: Int64) throws(Failure) {
        guard let storyID = links.storyID else { return }
        for joined in links.joinedStories {
            try renumber(with: joinStory, storyID, batchID, joined)
            try renumber(with: joinOldest, storyID, batchID, joined)
        }
    }

    private func renumber(with statement: Statement, _ storyID: Int64, _ batchID: Int64, _ joined: Int64) throws(Failure) {
        statement.bind(1, storyID)
        statement.bind(2, batchID)
        statement.bind(3, joined)
        try statement.run()
    }

    private func addSighting(
        of articleID: Int64, _ article: EnrichedArticle, _ file: FileInLoad, _ batch: inout Batch
    ) throws(Failure) {
        let record = article.article.record
        insertSighting.bind(1, file.fileID)
        arena.bind(record.address, to: insertSighting, 2)
        insertSighting.bind(3, articleID)
        arena.bind(article.article.uid, to: insertSighting, 4)
        arena.bind(file.receivedAt, to: insertSighting, 5)
        arena.bind(record.publisher, to: insertSighting, 6)
        arena.bind(file.source, to: insertSighting, 7)
        arena.bind(record.published?.text, to: insertSighting, 8)
        arena.bind(record.url, to: insertSighting, 9)
        insertSighting.bind(10, batch.batchID)
        try insertSighting.run()
        batch.report.sightings += connection.changes
    }

    /// The same record of the same bytes is there under another file that never got its outcome (it waits in retry/, or died): it is this
    /// file's now. Where the other is loaded, this one is about to end as its duplicate.
    private func takeOver(_ uid: ArticleUID, from owner: FileID, _ file: FileInLoad) throws(Failure) {
        try connection.run(
            """
            UPDATE articles SET file_id = ?1 WHERE uid = ?2
            AND NOT EXISTS (SELECT 1 FROM files WHERE file_id = ?3 AND status IN ('loaded','partial'))
            """, [.integer(file.fileID), .blob(uid.bytes), .integer(owner)])
    }
}
