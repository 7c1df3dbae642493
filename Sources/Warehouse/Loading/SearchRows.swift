import Model

/// The full-text tables `search` and, for languages without spaces, `search_cjk`. They keep no copy of the text.
final class SearchRows: ArticleTable {
    private let insert: Statement
    private let insertSpaceless: Statement

    init(_ connection: Connection) throws(Failure) {
        insert = try connection.statement("INSERT INTO search(rowid, headline, body) VALUES(?,?,?)")
        insertSpaceless = try connection.statement("INSERT INTO search_cjk(rowid, headline, body) VALUES(?,?,?)")
    }

    func insert(_ article: EnrichedArticle, _ row: ArticleRow, body: UnsafeBufferPointer<UInt8>) throws(Failure) {
        try put(insert, article, row, body)
        if article.isSpaceless { try put(insertSpaceless, article, row, body) }
    }

    private func put(_ statement: Statement, _ article: EnrichedArticle, _ row: ArticleRow, _ body: UnsafeBufferPointer<UInt8>)
        throws(Failure)
    {
        statement.bind(1, row.articleID)
        row.arena.bind(article.article.record.headline, to: statement, 2)
        statement.bindStatic(3, text: body)
        try statement.run()
    }
}
