import Model

/// The table `texts`.
final class TextRows: ArticleTable {
    private let insert: Statement
    private let isSearchable: Bool

    /// - Parameter isSearchable: the text goes into `search` as well.
    init(_ connection: Connection, isSearchable: Bool) throws(Failure) {
        insert = try connection.statement("INSERT INTO texts(article_id, headline, body, spaceless, searchable) VALUES(?,?,?,?,?)")
        self.isSearchable = isSearchable
    }

    func insert(_ article: EnrichedArticle, _ row: ArticleRow, body: UnsafeBufferPointer<UInt8>) throws(Failure) {
        insert.bind(1, row.articleID)
        row.arena.bind(article.article.record.headline, to: insert, 2)
        insert.bindStatic(3, text: body)
        insert.bind(4, article.isSpaceless ? 1 : 0)
        insert.bind(5, isSearchable ? 1 : 0)
        try insert.run()
    }
}
