import Model

/// The tables `sketches` and `sketch_keys`. A copy of the very same text gets no rows: whatever is near to it is near to the first, which
/// has them, and a text that a hundred papers print makes its keys no more crowded.
final class SketchRows: ArticleTable {
    private let insert: Statement
    private let insertKey: Statement

    init(_ connection: Connection) throws(Failure) {
        insert = try connection.statement("INSERT INTO sketches(article_id, scheme, prints) VALUES(?,?,?)")
        insertKey = try connection.statement("INSERT INTO sketch_keys(key, article_id) VALUES(?,?)")
    }

    func insert(_ article: EnrichedArticle, _ row: ArticleRow, body: UnsafeBufferPointer<UInt8>) throws(Failure) {
        if article.sketch.prints.isEmpty || row.links.isCopy { return }
        insert.bind(1, row.articleID)
        insert.bind(2, TextSketch.scheme)
        insert.bind(3, .blob(article.sketch.bytes))
        try insert.run()
        for key in article.sketch.keys {
            insertKey.bind(1, Self.stored(key))
            insertKey.bind(2, row.articleID)
            try insertKey.run()
        }
    }

    /// A key as a signed number, which takes four bytes in the table where it would take six.
    static func stored(_ key: UInt32) -> Int64 { Int64(Int32(bitPattern: key)) }
}
