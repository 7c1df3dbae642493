import Model

/// How a new article hangs together with those that are there.
struct ArticleLinks {
    /// `nil`: a story of its own.
    var storyID: Int64?
    /// The earlier article with the same or nearly the same text, from another publisher.
    var reprintOf: Int64?
    /// To `reprintOf`; where that is `nil`, to the nearest earlier text of the same publisher, if there is any.
    var similarity: Double?
    /// Stories that this article shows to be one with `storyID`, which is older than each of them.
    var joinedStories: [Int64] = []
    /// An earlier article has the very same text.
    var isCopy = false
    var revision: Int = 1
    /// The earlier article that this one corrects.
    var replaces: Int64?
}

/// The row in `articles`: its columns in one order, for the statement and for what is bound to it.
enum ArticleColumns {
    private static let names = [
        "article_id", "uid", "headline", "subheadline", "byline", "authors", "dateline", "publisher", "source", "section", "language",
        "published_at", "published_precision", "published_from", "published_zone", "modified_at", "day", "seen_at", "url", "source_id",
        "image_url", "image_caption", "word_count", "sentence_count", "lede_start", "lede_length", "keywords", "story_id", "reprint_of",
        "similarity", "revision", "replaces", "repairs", "enrichments", "fingerprint", "file_id", "item", "byte_offset", "batch_id",
        "quote_count", "tone", "positive", "negative", "themes", "theme_groups", "people", "organisations", "learned",
        "embargo_until", "killed_at",
    ]

    static let insertSQL = """
        INSERT INTO articles(\(names.joined(separator: ", "))) VALUES(\(names.map { _ in "?" }.joined(separator: ",")))
        ON CONFLICT(uid) DO NOTHING
        """

    /// Which article a row is, where it came from, and how it hangs together with others: what `reprocess` does not touch.
    private static let lasting: Set = [
        "article_id", "uid", "source", "seen_at", "story_id", "reprint_of", "similarity", "revision", "replaces", "file_id", "item",
        "byte_offset", "embargo_until", "killed_at",
    ]

    /// Takes the same parameters as the insert.
    static let updateSQL = """
        UPDATE articles SET \(names.enumerated().filter { !lasting.contains($1) }.map { "\($1) = ?\($0 + 1)" }.joined(separator: ", "))
        WHERE article_id = ?1
        """

    /// Binds every column.
    @inline(__always)
    static func bind(
        _ enriched: EnrichedArticle, _ links: ArticleLinks, articleID: Int64, file: FileInLoad, batchID: Int64, arena: TextArena,
        to statement: Statement
    ) {
        bindSource(enriched.article, articleID, file, arena, statement)
        bindFindings(enriched, arena, statement)
        bindFacts(enriched, arena, statement)
        statement.bind(28, links.storyID ?? articleID)
        bind(links.reprintOf, statement, 29)
        bind(links.similarity, statement, 30)
        statement.bind(31, links.revision)
        bind(links.replaces, statement, 32)
        statement.bind(36, file.fileID)
        statement.bind(39, batchID)
    }

    /// What the source says.
    @inline(__always)
    private static func bindSource(_ article: Article, _ articleID: Int64, _ file: FileInLoad, _ arena: TextArena, _ statement: Statement) {
        statement.bind(1, articleID)
        arena.bind(article.uid, to: statement, 2)
        arena.bind(article.record.headline, to: statement, 3)
        arena.bind(article.record.subheadline, to: statement, 4)
        arena.bind(article.record.byline, to: statement, 5)
        arena.bind(list: article.record.authors, to: statement, 6)
        arena.bind(article.record.dateline, to: statement, 7)
        arena.bind(article.record.publisher, to: statement, 8)
        arena.bind(file.source, to: statement, 9)
        arena.bind(article.record.section, to: statement, 10)
        if let published = article.record.published {
            arena.bind(published.text, to: statement, 12)
            arena.bind(published.precision.rawValue, to: statement, 13)
            arena.bind(published.origin.rawValue, to: statement, 14)
            arena.bind(published.zone, to: statement, 15)
        } else {
            for index in Int32(12)...15 { statement.bindNull(index) }
        }
        arena.bind(article.record.modified?.text, to: statement, 16)
        arena.bind(article.day, to: statement, 17)
        arena.bind(file.receivedAt, to: statement, 18)
        arena.bind(article.record.url, to: statement, 19)
        arena.bind(article.record.sourceID, to: statement, 20)
        arena.bind(article.record.imageURL, to: statement, 21)
        arena.bind(article.record.imageCaption, to: statement, 22)
        if article.repairs.isEmpty {
            statement.bindNull(33)
        } else {
            arena.bind(JSONText.object(article.repairs), to: statement, 33)
        }
        arena.bind(article.record.address, to: statement, 37)
        bind(article.record.byteOffset.map(Int64.init), statement, 38)
        arena.bind(article.record.embargo?.text, to: statement, 49)
        if article.record.notice == .kill {
            arena.bind(noticeTime(article.record, file), to: statement, 50)
        } else {
            statement.bindNull(50)
        }
    }

    /// When a notice was given: its own time where that is a moment, else when it was seen.
    static func noticeTime(_ record: Record, _ file: FileInLoad) -> String {
        if let time = record.published?.text, time.utf8.count == 20 { return time }
        return file.receivedAt
    }

    /// What the enrichers found.
    @inline(__always)
    private static func bindFindings(_ enriched: EnrichedArticle, _ arena: TextArena, _ statement: Statement) {
        arena.bind(enriched.language, to: statement, 11)
        statement.bind(23, enriched.wordCount)
        statement.bind(24, enriched.sentenceCount)
        if let lede = enriched.lede {
            statement.bind(25, lede.start)
            statement.bind(26, lede.length)
        } else {
            statement.bindNull(25)
            statement.bindNull(26)
        }
        arena.bind(list: enriched.keywords.isEmpty ? enriched.article.record.keywords : enriched.keywords, to: statement, 27)
        if enriched.enrichments.isEmpty { statement.bindNull(34) } else { arena.bind(enriched.enrichments, to: statement, 34) }
        if enriched.fingerprint == 0 { statement.bindNull(35) } else { statement.bind(35, Int64(bitPattern: enriched.fingerprint)) }
    }

    /// Sums and lists of the rows that the other tables get, so that they can be read without a join.
    @inline(__always)
    private static func bindFacts(_ enriched: EnrichedArticle, _ arena: TextArena, _ statement: Statement) {
        statement.bind(40, enriched.quotes.count)
        bind(enriched.tone, statement, 41)
        bind(enriched.positive, statement, 42)
        bind(enriched.negative, statement, 43)
        arena.bind(list: enriched.themes.map(\.code), to: statement, 44)
        arena.bind(list: enriched.themeGroups, to: statement, 45)
        if enriched.entities.isEmpty {
            statement.bindNull(46)
            statement.bindNull(47)
        } else {
            arena.bind(list: names(.person, of: enriched), to: statement, 46)
            arena.bind(list: names(.organisation, of: enriched), to: statement, 47)
        }
        bind(enriched.learned, statement, 48)
    }

    /// Names that stand in `people` or `organisations`, at most.
    private static let namesMax = 10

    /// The names of one kind, most mentioned first, of equal ones the first in the text.
    private static func names(_ kind: EntityKind, of enriched: EnrichedArticle) -> [String] {
        let found = enriched.entities.indices.filter { enriched.entities[$0].kind == kind }
        let sorted = found.sorted { (-enriched.entities[$0].count, $0) < (-enriched.entities[$1].count, $1) }
        return sorted.prefix(namesMax).map { enriched.entities[$0].name }
    }

    @inline(__always)
    private static func bind(_ number: Double?, _ statement: Statement, _ index: Int32) {
        if let number { statement.bind(index, number) } else { statement.bindNull(index) }
    }

    @inline(__always)
    private static func bind(_ number: Int64?, _ statement: Statement, _ index: Int32) {
        if let number { statement.bind(index, number) } else { statement.bindNull(index) }
    }
}
