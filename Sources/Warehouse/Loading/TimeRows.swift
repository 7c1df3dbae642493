import Model

/// The table `times`.
final class TimeRows: ArticleTable {
    private let insert: Statement

    init(_ connection: Connection) throws(Failure) {
        insert = try connection.statement(
            "INSERT INTO times(article_id, number, start, length, expression, type, value, earliest, latest) VALUES(?,?,?,?,?,?,?,?,?)")
    }

    func insert(_ article: EnrichedArticle, _ row: ArticleRow, body: UnsafeBufferPointer<UInt8>) throws(Failure) {
        for (index, time) in article.times.enumerated() {
            insert.bind(1, row.articleID)
            insert.bind(2, index + 1)
            insert.bind(3, time.span.start)
            insert.bind(4, time.span.length)
            row.arena.bind(time.expression, to: insert, 5)
            row.arena.bind(time.kind.rawValue, to: insert, 6)
            row.arena.bind(time.value, to: insert, 7)
            row.arena.bind(time.earliest, to: insert, 8)
            row.arena.bind(time.latest, to: insert, 9)
            try insert.run()
        }
    }
}
