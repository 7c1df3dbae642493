import Model

/// All that was ever learned, as `rebuild` takes it over from the former warehouse.
public struct LearningHistory: Sendable, Equatable {
    var learnings: [[SQLValue]] = []
    var sources: [[SQLValue]] = []

    public init() {}
}

/// The tables `learnings` and `learned_sources`, inside the caller's transaction.
enum LearnedTable {
    private static let columns = "origin, generation, articles, countries, divisions, latitude, longitude, centre_percent, boilerplate"

    /// The latest row of each source.
    static func inForce(on connection: Connection) throws(Failure) -> LearnedSources {
        var learned = LearnedSources()
        learned.generation = try connection.integer("SELECT max(generation) FROM learnings") ?? 0
        // Of a bare column beside max() SQLite takes the row of the maximum.
        try connection.forEach(
            """
            SELECT origin, max(generation), articles, countries, divisions, latitude, longitude, centre_percent, boilerplate
            FROM learned_sources GROUP BY origin
            """
        ) { row throws(Failure) in
            learned.byOrigin[row.text(0)] = LearnedSource(
                origin: row.text(0), generation: row.integer(1), articles: row.int(2), home: try home(row, on: connection),
                boilerplate: try prints(row.optionalText(8), on: connection))
        }
        return learned
    }

    static func insert(_ source: LearnedSource, on connection: Connection) throws(Failure) {
        let home = source.home
        try connection.run(
            "INSERT INTO learned_sources(\(columns)) VALUES(?,?,?,?,?,?,?,?,?)",
            [
                .text(source.origin), .integer(source.generation), .integer(Int64(source.articles)),
                .optional(home.map { JSONText.object($0.countries) }), .optional(home.map { JSONText.object($0.divisions) }),
                home?.centre.map { .real($0.latitude) } ?? .null, home?.centre.map { .real($0.longitude) } ?? .null,
                .optional(home?.centre == nil ? nil : home?.centrePercent),
                // As SQLite's integers, which are signed.
                .optional(
                    source.boilerplate.isEmpty
                        ? nil : "[" + source.boilerplate.map { String(Int64(bitPattern: $0)) }.joined(separator: ",") + "]"),
            ])
    }

    static func insertLearning(
        _ generation: Int64, at: String, articles: Int, sources: Int, changed: Int, on connection: Connection
    ) throws(Failure) {
        try connection.run(
            "INSERT INTO learnings(generation, learned_at, articles, sources, changed) VALUES(?,?,?,?,?)",
            [.integer(generation), .text(at), .integer(Int64(articles)), .integer(Int64(sources)), .integer(Int64(changed))])
    }

    static func history(on connection: Connection) throws(Failure) -> LearningHistory {
        var history = LearningHistory()
        history.learnings = try connection.rows(
            "SELECT generation, learned_at, articles, sources, changed FROM learnings ORDER BY generation"
        ) { row in (0..<5).map { row.value($0) } }
        history.sources = try connection.rows("SELECT \(columns) FROM learned_sources ORDER BY origin, generation") { row in
            (0..<9).map { row.value($0) }
        }
        return history
    }

    static func restore(_ history: LearningHistory, on connection: Connection) throws(Failure) {
        for row in history.learnings {
            try connection.run("INSERT INTO learnings(generation, learned_at, articles, sources, changed) VALUES(?,?,?,?,?)", row)
        }
        for row in history.sources { try connection.run("INSERT INTO learned_sources(\(columns)) VALUES(?,?,?,?,?,?,?,?,?)", row) }
    }

    private static func home(_ row: Statement, on connection: Connection) throws(Failure) -> SourceHome? {
        guard let countries = row.optionalText(3), let divisions = row.optionalText(4) else { return nil }
        var home = SourceHome()
        home.countries = try object(countries, on: connection)
        home.divisions = try object(divisions, on: connection)
        if !row.isNull(5), !row.isNull(6) {
            home.centre = SourceHome.Centre(latitude: row.real(5), longitude: row.real(6))
            home.centrePercent = row.int(7)
        }
        return home
    }

    private static func prints(_ json: String?, on connection: Connection) throws(Failure) -> [UInt64] {
        guard let json else { return [] }
        return try connection.rows("SELECT value FROM json_each(?)", [.text(json)]) { UInt64(bitPattern: $0.integer(0)) }
    }

    private static func object(_ json: String, on connection: Connection) throws(Failure) -> [String: Int] {
        var numbers: [String: Int] = [:]
        try connection.forEach("SELECT key, value FROM json_each(?)", [.text(json)]) { numbers[$0.text(0)] = $0.int(1) }
        return numbers
    }
}
