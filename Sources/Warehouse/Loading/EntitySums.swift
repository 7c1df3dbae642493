import Model

/// The tables `entities`, `entity_days`, `aliases` and `roles`: written once for each batch, from what the register summed up, in the order
/// of their keys.
final class EntitySums: ArticleTable {
    private let register: EntityRegister
    private let insert: Statement
    private let update: Statement
    private let addDay: Statement
    private let addAlias: Statement
    private let addRole: Statement
    private let describe: Statement
    private let renewPlace: Statement?

    /// - Parameter renewsPlaces: a place that has its row gets what the map says of it now. The loader leaves it as it is: two articles of one
    ///   program bring the same.
    init(_ connection: Connection, _ register: EntityRegister, renewsPlaces: Bool) throws(Failure) {
        self.register = register
        renewPlace =
            renewsPlaces
            ? try connection.statement(
                """
                UPDATE entities SET kind = ?7, name = ?8, country = ?9, region = ?10, latitude = ?11, longitude = ?12, population = ?13
                WHERE entity_id = ?6 AND (kind, name, country, region, latitude, longitude, population) IS NOT (?7, ?8, ?9, ?10, ?11, ?12, ?13)
                """) : nil
        insert = try connection.statement(
            """
            INSERT INTO entities(articles, times, quotes, first_day, last_day, entity_id, kind, name, country, region, latitude, longitude, population,
              outside_id) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)
            """)
        update = try connection.statement(
            """
            UPDATE entities SET articles = articles + ?1, times = times + ?2, quotes = quotes + ?3,
              first_day = min(coalesce(first_day, ?4), ?4), last_day = max(coalesce(last_day, ?5), ?5) WHERE entity_id = ?6
            """)
        addDay = try connection.statement(
            """
            INSERT INTO entity_days(kind, day, entity_id, articles, times, quotes) VALUES(?,?,?,?,?,?) ON CONFLICT DO UPDATE SET
              articles = articles + excluded.articles, times = times + excluded.times, quotes = quotes + excluded.quotes
            """)
        addAlias = try connection.statement(
            """
            INSERT INTO aliases(entity_id, alias, articles) VALUES(?,?,?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles
            """)
        addRole = try connection.statement(
            """
            INSERT INTO roles(entity_id, role, articles) VALUES(?,?,?) ON CONFLICT DO UPDATE SET articles = articles + excluded.articles
            """)
        describe = try connection.statement(Self.describeSQL)
    }

    /// The role that most articles give an entity, of equal ones the first of the alphabet: the same in any order of loading.
    static let describeSQL = """
        UPDATE entities SET description = (SELECT role FROM roles WHERE entity_id = ?1 ORDER BY articles DESC, role LIMIT 1) WHERE entity_id = ?1
        """

    func insert(_ article: EnrichedArticle, _ row: ArticleRow, body: UnsafeBufferPointer<UInt8>) throws(Failure) {}

    func finishBatch() throws(Failure) {
        for entry in register.entries { try write(entry) }
        try writeDays()
        _ = try write(register.aliases, with: addAlias)
        for entityID in try write(register.roles, with: addRole) {
            describe.bind(1, entityID)
            try describe.run()
        }
        register.close()
    }

    func abandonBatch() { register.close() }

    private func write(_ entry: EntityRegister.Entry) throws(Failure) {
        let statement = entry.isNew ? insert : update
        statement.bind(1, entry.articles)
        statement.bind(2, entry.times)
        statement.bind(3, entry.quotes)
        statement.bind(4, .text(entry.firstDay))
        statement.bind(5, .text(entry.lastDay))
        statement.bind(6, entry.entityID)
        if entry.isNew {
            statement.bind(7, .text(entry.kind.rawValue))
            statement.bind(8, .text(entry.name))
            bind(entry.place, to: statement, from: 9)
        }
        try statement.run()
        if let renewPlace, !entry.isNew, entry.place != nil {
            renewPlace.bind(6, entry.entityID)
            renewPlace.bind(7, .text(entry.kind.rawValue))
            renewPlace.bind(8, .text(entry.name))
            bind(entry.place, to: renewPlace, from: 9, withID: false)
            try renewPlace.run()
        }
    }

    /// Where a place lies, in six columns; NULL for all else.
    private func bind(_ place: Place?, to statement: Statement, from first: Int32, withID: Bool = true) {
        guard let place else {
            for index in first..<first + 6 { statement.bindNull(index) }
            return
        }
        statement.bind(first, .optional(place.country))
        statement.bind(first + 1, .optional(place.division))
        statement.bind(first + 2, place.latitude)
        statement.bind(first + 3, place.longitude)
        statement.bind(first + 4, .optional(place.population))
        if withID { statement.bind(first + 5, .optional(place.outsideID)) }
    }

    private func writeDays() throws(Failure) {
        let (entries, days) = (register.entries, register.days)
        let sorted = register.daySums.sorted { first, second in
            let (one, other) = (entries[first.key.entry], entries[second.key.entry])
            if one.kind != other.kind { return one.kind.rawValue < other.kind.rawValue }
            if first.key.day != second.key.day { return days[first.key.day] < days[second.key.day] }
            return one.entityID < other.entityID
        }
        for (key, sum) in sorted {
            addDay.bind(1, .text(entries[key.entry].kind.rawValue))
            addDay.bind(2, .text(days[key.day]))
            addDay.bind(3, entries[key.entry].entityID)
            addDay.bind(4, sum.articles)
            addDay.bind(5, sum.times)
            addDay.bind(6, sum.quotes)
            try addDay.run()
        }
    }

    /// - Returns: the entities concerned, ascending.
    private func write(_ forms: [EntityRegister.Form: Int], with statement: Statement) throws(Failure) -> [Int64] {
        var entities: [Int64] = []
        for (form, articles) in forms.sorted(by: { ($0.key.entityID, $0.key.text) < ($1.key.entityID, $1.key.text) }) {
            statement.bind(1, form.entityID)
            statement.bind(2, .text(form.text))
            statement.bind(3, articles)
            try statement.run()
            if entities.last != form.entityID { entities.append(form.entityID) }
        }
        return entities
    }
}
