import Model

/// The tables `places` and `country_days`: the places that an article names itself, as far as they are on the map. Peoples and names in which
/// a place stands ("Kentucky State Police") have no rows, nor has what is only placed near something else.
final class PlaceRows: ArticleTable {
    /// Stands for the country of what lies in none, seas and continents: of the codes that ISO 3166-1 leaves to its users, and CLDR's.
    static let noCountry = "ZZ"

    private struct Key: Hashable {
        let country: String
        let day: String
    }

    private struct DaySum {
        var articles = 0
        var times = 0
        /// The last article that was counted.
        var articleID: Int64 = 0
    }

    private let register: EntityRegister
    private let insert: Statement
    private let addDay: Statement
    private var sums: [Key: DaySum] = [:]

    init(_ connection: Connection, _ register: EntityRegister) throws(Failure) {
        self.register = register
        insert = try connection.statement(
            "INSERT INTO places(country, day, article_id, entity_id, times, is_dateline, score, via) VALUES(?,?,?,?,?,?,?,?)")
        addDay = try connection.statement(
            """
            INSERT INTO country_days(country, day, articles, times) VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET
              articles = articles + excluded.articles, times = times + excluded.times
            """)
    }

    func insert(_ article: EnrichedArticle, _ row: ArticleRow, body: UnsafeBufferPointer<UInt8>) throws(Failure) {
        let day = article.article.day
        for place in article.places where place.isNamed {
            guard let index = place.entity, register.present.indices.contains(index) else { continue }
            let country = place.country ?? Self.noCountry
            let times = article.entities[index].count
            row.arena.bind(country, to: insert, 1)
            row.arena.bind(day, to: insert, 2)
            insert.bind(3, row.articleID)
            insert.bind(4, register.entries[register.present[index]].entityID)
            insert.bind(5, times)
            insert.bind(6, place.isDateline ? 1 : 0)
            insert.bind(7, place.score)
            row.arena.bind(place.via.rawValue, to: insert, 8)
            try insert.run()
            count(times, Key(country: country, day: day), row.articleID)
        }
    }

    func finishBatch() throws(Failure) {
        for (key, sum) in sums.sorted(by: { ($0.key.country, $0.key.day) < ($1.key.country, $1.key.day) }) {
            addDay.bind(1, .text(key.country))
            addDay.bind(2, .text(key.day))
            addDay.bind(3, sum.articles)
            addDay.bind(4, sum.times)
            try addDay.run()
        }
        sums.removeAll(keepingCapacity: true)
    }

    func abandonBatch() { sums.removeAll(keepingCapacity: true) }

    private func count(_ times: Int, _ key: Key, _ articleID: Int64) {
        var sum = sums[key] ?? DaySum()
        // A country is counted once for each article, however many of its places are named.
        if sum.articleID != articleID { sum.articles += 1 }
        sum.articleID = articleID
        sum.times += times
        sums[key] = sum
    }
}
