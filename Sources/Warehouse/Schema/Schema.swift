/// The warehouse's tables, by topic in the files `Schema+….swift`. `_columns` documents every column to its users.
///
/// Rules: STRICT; times are UTC text, days `YYYY-MM-DD`; unknown is NULL, never `''`; narrow facts apart from the wide text; `day` copied
/// wherever periods are asked for; integer keys; SQLite 3.40.1 or later (Debian 12).
enum Schema {
    /// 'CPDY', in the file's header: what `file(1)` and a careful program look at.
    static let applicationID: Int64 = 0x4350_4459

    /// All tables of version 1, in the order of their making.
    static let version1 = [ledger, articles, facts, units, sketches, rollUps, search]

    /// What is made anew at every upgrade, because nothing is stored in it.
    static let views = [viewsOfArticles, viewsOfFacts, viewsOfDesk]

    /// `column` is one of these words. Not written as `IN`: with more than two words SQLite builds a temporary b-tree for it at every
    /// insert and update (measured: nine for each file, a third of the ledger's cost).
    static func oneOf(_ column: String, _ words: [String]) -> String { words.map { "\(column) = '\($0)'" }.joined(separator: " OR ") }
}
