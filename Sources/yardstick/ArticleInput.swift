import Model

/// Makes the article that a gold record stands for.
enum ArticleInput {
    /// An article whose body is the record's text, in the language that the record declares.
    static func article(_ record: GoldRecord) -> Article {
        var item = Record(address: ItemAddress(ordinal: 1))
        item.body = record.text
        item.headline = record.string("headline")
        item.language = record.string("lang")
        return Article(uid: ArticleUID(high: 0, low: 0), record: item, day: "1970-01-01")
    }
}
