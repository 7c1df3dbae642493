import Model

/// The table `amount_spans`, each row with the place of its sentence and the organisation nearest to it there. (The sentence itself, stored again
/// for each of its amounts, was a tenth of the warehouse; the view `amounts` cuts it from the body.)
final class AmountRows: ArticleTable {
    /// An organisation where the body names it.
    private struct Named {
        let span: Span
        let entry: Int
    }

    private let register: EntityRegister
    private let insert: Statement
    private var organisations: [Named] = []

    init(_ connection: Connection, _ register: EntityRegister) throws(Failure) {
        self.register = register
        insert = try connection.statement(
            """
            INSERT INTO amount_spans(article_id, number, day, start, length, expression, kind, value, low, high, approximate, unit, iso_code, noun,
              organisation_id, sentence_start, sentence_length)
            VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
            """)
    }

    func insert(_ article: EnrichedArticle, _ row: ArticleRow, body: UnsafeBufferPointer<UInt8>) throws(Failure) {
        if article.amounts.isEmpty { return }
        readOrganisations(of: article)
        for (index, amount) in article.amounts.enumerated() {
            insert.bind(1, row.articleID)
            insert.bind(2, index + 1)
            row.arena.bind(article.article.day, to: insert, 3)
            insert.bind(4, amount.span.start)
            insert.bind(5, amount.span.length)
            row.arena.bind(amount.expression, to: insert, 6)
            row.arena.bind(amount.kind.rawValue, to: insert, 7)
            bind(amount.value, 8)
            bind(amount.low, 9)
            bind(amount.high, 10)
            insert.bind(11, amount.isApproximate ? 1 : 0)
            row.arena.bind(amount.unit, to: insert, 12)
            row.arena.bind(amount.currency, to: insert, 13)
            row.arena.bind(amount.noun, to: insert, 14)
            if let entry = organisation(near: amount) { insert.bind(15, register.entries[entry].entityID) } else { insert.bindNull(15) }
            if let sentence = amount.sentence {
                insert.bind(16, sentence.start)
                insert.bind(17, sentence.length)
            } else {
                insert.bindNull(16)
                insert.bindNull(17)
            }
            try insert.run()
        }
    }

    private func readOrganisations(of article: EnrichedArticle) {
        organisations.removeAll(keepingCapacity: true)
        for (index, entity) in article.entities.enumerated() where entity.kind == .organisation {
            for mention in entity.mentions { organisations.append(Named(span: mention.span, entry: register.present[index])) }
        }
        organisations.sort { $0.span.start < $1.span.start }
    }

    /// The organisation with the fewest characters between it and the amount, in the amount's sentence; of two equally near the one before.
    private func organisation(near amount: Amount) -> Int? {
        guard let sentence = amount.sentence else { return nil }
        // The first that begins after the amount does.
        var (low, high) = (0, organisations.count)
        while low < high {
            let middle = (low + high) / 2
            if organisations[middle].span.start <= amount.span.start { low = middle + 1 } else { high = middle }
        }
        let before = low > 0 ? organisations[low - 1] : nil
        let after = low < organisations.count ? organisations[low] : nil
        let left = before.flatMap { $0.span.start >= sentence.start ? amount.span.start - $0.span.end : nil }
        let right = after.flatMap { $0.span.end <= sentence.end ? $0.span.start - amount.span.end : nil }
        guard let right else { return left == nil ? nil : before?.entry }
        guard let left else { return after?.entry }
        return left <= right ? before?.entry : after?.entry
    }

    private func bind(_ number: Double?, _ index: Int32) {
        if let number { insert.bind(index, number) } else { insert.bindNull(index) }
    }
}
