import Model

/// The table `places_alone`: what a home took the place of. Empty for whatever the loader brings.
final class PlaceAloneRows: ArticleTable {
    private let insert: Statement

    init(_ connection: Connection) throws(Failure) {
        insert = try connection.statement(
            "INSERT INTO places_alone(article_id, number, name, country, region, latitude, longitude) VALUES(?,?,?,?,?,?,?)")
    }

    func insert(_ article: EnrichedArticle, _ row: ArticleRow, body: UnsafeBufferPointer<UInt8>) throws(Failure) {
        for (index, place) in article.placesAlone.enumerated() {
            insert.bind(1, row.articleID)
            insert.bind(2, index + 1)
            insert.bind(3, .text(place.name))
            insert.bind(4, .optional(place.country))
            insert.bind(5, .optional(place.division))
            insert.bind(6, place.latitude)
            insert.bind(7, place.longitude)
            try insert.run()
        }
    }
}
