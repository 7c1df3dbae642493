import Model

/// A table with rows of every new article. To add one: a file with a type like `TextRows`, and its line in `ArticleTables`.
protocol ArticleTable: AnyObject {
    /// Inserts the rows of one article, which has just got its own row.
    /// - Parameters:
    ///   - row: ids and days that children copy.
    ///   - body: UTF-8 of the body, valid during the call.
    func insert(_ article: EnrichedArticle, _ row: ArticleRow, body: UnsafeBufferPointer<UInt8>) throws(Failure)
    /// Before the commit: writes what was summed up over the batch (roll-ups).
    func finishBatch() throws(Failure)
    /// The transaction was rolled back: forgets what was summed up.
    func abandonBatch()
}

extension ArticleTable {
    func finishBatch() throws(Failure) {}
    func abandonBatch() {}
}

/// What the children of an article copy from it.
struct ArticleRow {
    let articleID: Int64
    let links: ArticleLinks
    let arena: TextArena
    let points: BodyPoints
}

/// The tables that are filled for every article, in this order.
enum ArticleTables {
    static func all(on connection: Connection, withSearch: Bool) throws(Failure) -> [any ArticleTable] {
        var tables: [any ArticleTable] = [try TextRows(connection, isSearchable: withSearch)]
        if withSearch { tables.append(try SearchRows(connection)) }
        tables.append(try SketchRows(connection))
        return try tables + facts(on: connection)
    }

    /// Those with what the enrichers found, which `reprocess` fills anew. Names in `ArticleRemoval.factTables`.
    /// - Parameter renewsPlaces: see `EntitySums`.
    static func facts(on connection: Connection, renewsPlaces: Bool = false) throws(Failure) -> [any ArticleTable] {
        let register = try EntityRegister(connection)
        return [
            // First of those that name entities: it finds out which rows the article's entities are.
            try MentionRows(connection, register),
            try PlaceRows(connection, register),
            try PlaceAloneRows(connection),
            try QuoteRows(connection, register),
            try TimeRows(connection),
            try AmountRows(connection, register),
            // Last: it writes the sums of all before it.
            try EntitySums(connection, register, renewsPlaces: renewsPlaces),
        ]
    }
}
