import Model

// What was learned of sources, and what there is to learn from.
extension WarehouseReader {
    /// Articles of the sources that are learned, and what places they name.
    public struct LearningEvidence: Sendable {
        /// Articles of all sources.
        public var articles = 0
        /// By origin.
        public var homes: [String: HomeTally] = [:]
        /// Hashes of paragraphs that stand in many articles (`BoilerplateTally`), by origin.
        public var boilerplate: [String: [UInt64]] = [:]
        /// Sources with enough articles that were left out because there are too many.
        public var leftOut = 0

        public init() {}
    }

    /// Counts what places the articles of each source name for sure *by themselves*: answers that a home decided do not count, those that it
    /// took the place of do. So what is learned is the same before and after it was applied, and no home grows by itself.
    ///
    /// Reads one state of the warehouse, at last the bodies of a sample of each source.
    /// - Parameters:
    ///   - articlesMin: sources with fewer are left out.
    ///   - sourcesMax: so many sources at most, those with most articles (promise P8).
    public func learningEvidence(articlesMin: Int, sourcesMax: Int) throws(Failure) -> LearningEvidence {
        try snapshot { connection throws(Failure) in
            var evidence = LearningEvidence()
            evidence.articles = Int(try connection.integer("SELECT count(*) FROM articles") ?? 0)
            try connection.forEach(
                """
                SELECT \(Schema.origin) AS origin, count(*) AS n FROM articles WHERE origin IS NOT NULL
                GROUP BY origin HAVING n >= ?1 ORDER BY n DESC, origin
                """, [.integer(Int64(articlesMin))]
            ) { row in
                guard evidence.homes.count < sourcesMax else {
                    evidence.leftOut += 1
                    return
                }
                var tally = HomeTally()
                tally.articles = row.int(1)
                evidence.homes[row.text(0)] = tally
            }
            try connection.forEach(Self.placesAlone) { row in
                let cell = HomeTally.Cell(country: row.text(1), division: row.optionalText(2), north: row.int(3), east: row.int(4))
                evidence.homes[row.text(0)]?.places[cell, default: 0] += row.int(5)
            }
            try Self.countParagraphs(on: connection, &evidence)
            return evidence
        }
    }

    /// Reads the bodies of a sample of each source: by uid, which has nothing to do with the order of loading.
    private static func countParagraphs(on connection: Connection, _ evidence: inout LearningEvidence) throws(Failure) {
        let body = try connection.statement("SELECT body FROM texts WHERE article_id = ?")
        var origin = ""
        var headline: String?
        var tally = BoilerplateTally()
        func finish() {
            let prints = tally.prints
            if !prints.isEmpty { evidence.boilerplate[origin] = prints }
            tally = BoilerplateTally()
        }
        try connection.forEach(Self.sample, [.integer(Int64(BoilerplateTally.articlesMax))]) { row throws(Failure) in
            let next = row.text(0)
            guard evidence.homes[next] != nil else { return }
            if next != origin { finish() }
            // Without a headline each is one of its own.
            let isNew = next != origin || row.isNull(1) || row.optionalText(1) != headline
            (origin, headline) = (next, row.optionalText(1))
            body.bind(1, row.integer(2))
            defer { body.reset() }
            guard try body.step() else { return }
            body.withBytes(0) { tally.add($0.bindMemory(to: UInt8.self), isNewHeadline: isNew) }
        }
        finish()
    }

    private static let sample = """
        SELECT origin, headline, article_id FROM (
          SELECT origin, headline, uid, article_id, row_number() OVER (PARTITION BY origin ORDER BY uid) AS number
          FROM (SELECT \(Schema.origin) AS origin, headline, uid, article_id FROM articles) WHERE origin IS NOT NULL)
        WHERE number <= ?1 ORDER BY origin, headline, uid
        """

    /// Half degrees are rounded as `HomeTally.add` rounds them: halves away from zero.
    private static let placesAlone = """
        SELECT origin, country, region, CAST(round(latitude * 2) AS INTEGER), CAST(round(longitude * 2) AS INTEGER), count(*) FROM (
          SELECT \(Schema.origin) AS origin, e.country, e.region, e.latitude, e.longitude
          FROM places p JOIN articles a USING(article_id) JOIN entities e USING(entity_id)
          WHERE p.via IS NOT 'home' AND p.score >= \(Place.sureScore)
          UNION ALL
          SELECT \(Schema.origin), x.country, x.region, x.latitude, x.longitude FROM places_alone x JOIN articles a USING(article_id))
        WHERE origin IS NOT NULL AND country IS NOT NULL AND latitude IS NOT NULL AND longitude IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5
        """

    /// What is in force; empty where nothing was learned yet.
    public func learnedSources() throws(Failure) -> LearnedSources {
        guard try hasLearnings() else { return LearnedSources() }
        return try snapshot { connection throws(Failure) in try LearnedTable.inForce(on: connection) }
    }

    /// All rows of all generations, for `rebuild`, in the order of their keys.
    public func learningHistory() throws(Failure) -> LearningHistory {
        guard try hasLearnings() else { return LearningHistory() }
        return try snapshot { connection throws(Failure) in try LearnedTable.history(on: connection) }
    }

    /// False in a warehouse that a program before version 2 of the schema wrote and that was not opened for writing since.
    func hasLearnings() throws(Failure) -> Bool {
        try connections.run { connection throws(Failure) in try connection.integer("PRAGMA user_version") ?? 0 >= 2 }
    }
}
