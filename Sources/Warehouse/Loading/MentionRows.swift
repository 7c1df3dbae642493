import Model

/// The table `mentions`: one row for each article and entity. Opens the register for the article.
final class MentionRows: ArticleTable {
    private let register: EntityRegister
    private let insert: Statement
    private let extend: Statement

    init(_ connection: Connection, _ register: EntityRegister) throws(Failure) {
        self.register = register
        insert = try connection.statement(
            "INSERT INTO mentions(entity_id, day, article_id, kind, times, role, aliases, spans) VALUES(?,?,?,?,?,?,?,?)")
        extend = try connection.statement(
            """
            UPDATE mentions SET times = times + ?4, spans = spans || ' ' || ?5 WHERE entity_id = ?1 AND day = ?2 AND article_id = ?3
            """)
    }

    func insert(_ article: EnrichedArticle, _ row: ArticleRow, body: UnsafeBufferPointer<UInt8>) throws(Failure) {
        try register.open(article, row)
        let day = article.article.day
        for (index, entity) in article.entities.enumerated() {
            let entry = register.present[index]
            let name = register.entries[entry].name
            let statement = register.count(entry, articleID: row.articleID, times: entity.count, day: day) ? insert : extend
            statement.bind(1, register.entries[entry].entityID)
            row.arena.bind(day, to: statement, 2)
            statement.bind(3, row.articleID)
            if statement === extend {
                // The article has this name twice: one row holds both.
                statement.bind(4, entity.count)
                row.arena.bind(spans: entity.mentions, to: statement, 5)
            } else {
                row.arena.bind(entity.kind.rawValue, to: statement, 4)
                statement.bind(5, entity.count)
                row.arena.bind(entity.role, to: statement, 6)
                let aliases = Self.otherNames(of: entity, than: name)
                row.arena.bind(list: aliases, to: statement, 7)
                row.arena.bind(spans: entity.mentions, to: statement, 8)
                register.count(aliases: aliases, role: entity.role, of: entry)
            }
            try statement.run()
        }
    }

    /// What the article calls an entity besides the name of its row, which for places on the map is the map's.
    private static func otherNames(of entity: Entity, than name: String) -> [String] {
        if entity.name == name { return entity.aliases }
        return [entity.name] + entity.aliases.filter { $0 != name }
    }
}
