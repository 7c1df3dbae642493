import Model

/// The table `quotes`. The texts are taken from the body where the spans say, so that they are as written (promise P6).
final class QuoteRows: ArticleTable {
    private let register: EntityRegister
    private let insert: Statement

    init(_ connection: Connection, _ register: EntityRegister) throws(Failure) {
        self.register = register
        insert = try connection.statement(
            """
            INSERT INTO quotes(article_id, day, kind, utterance_id, speaker, speaker_id, cue, quote, start, length, speaker_start, speaker_length,
              cue_start, cue_length, rule)
            VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
            """)
    }

    func insert(_ article: EnrichedArticle, _ row: ArticleRow, body: UnsafeBufferPointer<UInt8>) throws(Failure) {
        let day = article.article.day
        for quote in article.quotes {
            insert.bind(1, row.articleID)
            row.arena.bind(day, to: insert, 2)
            row.arena.bind(quote.kind.rawValue, to: insert, 3)
            insert.bind(4, quote.utterance + 1)
            row.arena.bind(quote.speakerName, to: insert, 5)
            if let speaker = quote.speakerEntity, register.present.indices.contains(speaker) {
                let entry = register.present[speaker]
                insert.bind(6, register.entries[entry].entityID)
                register.countQuote(entry, day: day)
            } else {
                insert.bindNull(6)
            }
            if let cue = quote.cue { insert.bindStatic(7, text: row.points.bytes(of: cue)) } else { insert.bindNull(7) }
            insert.bindStatic(8, text: row.points.bytes(of: quote.span))
            insert.bind(9, quote.span.start)
            insert.bind(10, quote.span.length)
            bind(quote.speaker, 11)
            bind(quote.cue, 13)
            row.arena.bind(quote.rule.rawValue, to: insert, 15)
            try insert.run()
        }
    }

    private func bind(_ span: Span?, _ index: Int32) {
        guard let span else {
            insert.bindNull(index)
            return insert.bindNull(index + 1)
        }
        insert.bind(index, span.start)
        insert.bind(index + 1, span.length)
    }
}
