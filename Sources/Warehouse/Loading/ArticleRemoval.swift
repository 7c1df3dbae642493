import Model

/// Takes articles out of the warehouse with everything that was derived from them, inside the caller's transaction.
///
/// An article whose text also came from another file is not removed: it goes over to that sighting, for the other file's outcome says that
/// its record is here. Stories, corrections and sums are put right.
struct ArticleRemoval {
    private let connection: Connection
    private let batchID: Int64

    /// - Parameter batchID: goes into the rows that change.
    init(_ connection: Connection, batchID: Int64) {
        self.connection = connection
        self.batchID = batchID
    }

    /// Removes what was loaded from a file, and from those that it had itself replaced.
    func removeArticles(ofFile fileID: FileID) throws(Failure) {
        var next: FileID? = fileID
        while let current = next {
            try connection.run("DELETE FROM sightings WHERE file_id = ?", [.integer(current)])
            try connection.run("DELETE FROM rejects WHERE file_id = ?", [.integer(current)])
            let articles = try connection.rows("SELECT article_id FROM articles WHERE file_id = ? ORDER BY article_id", [.integer(current)])
            {
                $0.integer(0)
            }
            for articleID in articles { if try !moveToSighting(articleID) { try remove(articleID) } }
            next = try connection.integer("SELECT previous_file_id FROM files WHERE file_id = ?", [.integer(current)])
        }
    }

    /// - Returns: false where the article was never seen again.
    private func moveToSighting(_ articleID: Int64) throws(Failure) -> Bool {
        let id = SQLValue.integer(articleID)
        let sighting = try connection.first(
            "SELECT file_id, item FROM sightings WHERE article_id = ? ORDER BY file_id, item LIMIT 1", [id]
        ) { ($0.integer(0), $0.text(1)) }
        guard let (fileID, item) = sighting else { return false }
        let key: [SQLValue] = [.integer(fileID), .text(item)]
        try connection.run(
            """
            UPDATE articles SET file_id = s.file_id, item = s.item, uid = s.uid, seen_at = s.seen_at, source = s.source, url = coalesce(s.url, articles.url),
              byte_offset = NULL, batch_id = ?3
            FROM sightings s WHERE s.file_id = ?1 AND s.item = ?2 AND articles.article_id = s.article_id
            """, key + [.integer(batchID)])
        try connection.run("DELETE FROM sightings WHERE file_id = ?1 AND item = ?2", key)
        try connection.run("UPDATE files SET articles = articles + 1, repeats = repeats - 1 WHERE file_id = ?", [.integer(fileID)])
        return true
    }

    /// Removes one article.
    func remove(_ articleID: Int64) throws(Failure) {
        let id = [SQLValue.integer(articleID)]
        let entities = try removeFacts(of: articleID)
        for table in ["sightings", "texts"] { try connection.run("DELETE FROM \(table) WHERE article_id = ?", id) }
        for entity in entities { try settle(entity) }
        try removeSketch(of: articleID)
        try unlink(articleID)
        try connection.run("DELETE FROM articles WHERE article_id = ?", id)
    }

    /// The tables with what enrichers found (`ArticleTables.facts`).
    private static let factTables = ["mentions", "quotes", "times", "amount_spans", "places", "places_alone"]

    /// Takes what was found in an article out of its tables and sums.
    /// - Returns: the entities that it named, to be settled when all is done.
    func removeFacts(of articleID: Int64) throws(Failure) -> [Int64] {
        let id = [SQLValue.integer(articleID)]
        // Whoever speaks, counts or lies somewhere is mentioned as well.
        let entities = try connection.rows("SELECT entity_id FROM mentions WHERE article_id = ?1", id) { $0.integer(0) }
        for sql in Self.takeFromSums { try connection.run(sql, id) }
        for table in Self.factTables { try connection.run("DELETE FROM \(table) WHERE article_id = ?", id) }
        return entities
    }

    /// Puts an entity's row right; one that no article names any more goes.
    func settle(_ entity: Int64) throws(Failure) {
        let id = [SQLValue.integer(entity)]
        guard try connection.integer("SELECT EXISTS(SELECT 1 FROM mentions WHERE entity_id = ?)", id) == 1 else {
            for table in ["aliases", "roles", "entities"] { try connection.run("DELETE FROM \(table) WHERE entity_id = ?", id) }
            return
        }
        try connection.run(
            """
            UPDATE entities SET first_day = (SELECT min(day) FROM mentions WHERE entity_id = ?1),
              last_day = (SELECT max(day) FROM mentions WHERE entity_id = ?1) WHERE entity_id = ?1
            """, id)
        try connection.run(EntitySums.describeSQL, id)
    }

    /// The sketch goes over to the next article with the very same text, which shared it.
    func removeSketch(of articleID: Int64) throws(Failure) {
        let id = SQLValue.integer(articleID)
        let prints = try connection.first("SELECT prints FROM sketches WHERE article_id = ? AND scheme = \(TextSketch.scheme)", [id]) {
            $0.blob(0)
        }
        guard let prints else {
            // Of another scheme, if there is one: its keys can't be told from the prints.
            if try connection.integer("SELECT EXISTS(SELECT 1 FROM sketches WHERE article_id = ?)", [id]) == 1 {
                try connection.run("DELETE FROM sketch_keys WHERE article_id = ?", [id])
                try connection.run("DELETE FROM sketches WHERE article_id = ?", [id])
            }
            return
        }
        let heir = try connection.integer(
            """
            SELECT min(article_id) FROM articles WHERE fingerprint = (SELECT fingerprint FROM articles WHERE article_id = ?1) AND article_id <> ?1
              AND NOT EXISTS (SELECT 1 FROM sketches WHERE sketches.article_id = articles.article_id)
            """, [id])
        for key in TextSketch(bytes: prints).keys {
            let row: [SQLValue] = [.integer(SketchRows.stored(key)), id]
            if let heir {
                try connection.run("UPDATE sketch_keys SET article_id = ?3 WHERE key = ?1 AND article_id = ?2", row + [.integer(heir)])
            } else {
                try connection.run("DELETE FROM sketch_keys WHERE key = ?1 AND article_id = ?2", row)
            }
        }
        if let heir {
            try connection.run("UPDATE sketches SET article_id = ?2 WHERE article_id = ?1", [id, .integer(heir)])
        } else {
            try connection.run("DELETE FROM sketches WHERE article_id = ?", [id])
        }
    }

    /// Closes the chain of corrections over the article, and puts its story right.
    private func unlink(_ articleID: Int64) throws(Failure) {
        let id = SQLValue.integer(articleID)
        let batch = SQLValue.integer(batchID)
        try connection.run(
            """
            UPDATE articles SET replaced_by = (SELECT replaced_by FROM articles WHERE article_id = ?1), batch_id = ?2
            WHERE article_id = (SELECT replaces FROM articles WHERE article_id = ?1)
            """, [id, batch])
        try connection.run(
            "UPDATE articles SET replaces = (SELECT replaces FROM articles WHERE article_id = ?1), batch_id = ?2 WHERE replaces = ?1",
            [id, batch])
        guard let storyID = try connection.integer("SELECT story_id FROM articles WHERE article_id = ?", [id]) else { return }
        var story = StoryRepair(connection, batchID: batchID)
        try story.repair([storyID], without: articleID)
    }

    /// Before the rows go, their shares leave the sums.
    private static let takeFromSums = [
        """
        UPDATE aliases SET articles = aliases.articles - f.count
        FROM (SELECT m.entity_id, j.value AS alias, count(*) AS count FROM mentions m, json_each(m.aliases) j WHERE m.article_id = ?1 GROUP BY 1, 2) f
        WHERE aliases.entity_id = f.entity_id AND aliases.alias = f.alias
        """,
        """
        UPDATE roles SET articles = roles.articles - 1 FROM mentions m
        WHERE m.article_id = ?1 AND roles.entity_id = m.entity_id AND roles.role = m.role
        """,
        "DELETE FROM aliases WHERE articles <= 0 AND entity_id IN (SELECT entity_id FROM mentions WHERE article_id = ?1)",
        "DELETE FROM roles WHERE articles <= 0 AND entity_id IN (SELECT entity_id FROM mentions WHERE article_id = ?1)",
        """
        UPDATE entity_days SET articles = entity_days.articles - 1, times = entity_days.times - m.times FROM mentions m
        WHERE m.article_id = ?1 AND entity_days.kind = m.kind AND entity_days.day = m.day AND entity_days.entity_id = m.entity_id
        """,
        """
        UPDATE entity_days SET quotes = entity_days.quotes - q.count
        FROM (SELECT e.kind, q.day, q.speaker_id, count(*) AS count FROM quotes q JOIN entities e ON e.entity_id = q.speaker_id
              WHERE q.article_id = ?1 GROUP BY q.speaker_id, q.day) q
        WHERE entity_days.kind = q.kind AND entity_days.day = q.day AND entity_days.entity_id = q.speaker_id
        """,
        """
        UPDATE entities SET articles = entities.articles - 1, times = entities.times - m.times FROM mentions m
        WHERE m.article_id = ?1 AND entities.entity_id = m.entity_id
        """,
        """
        UPDATE entities SET quotes = entities.quotes - q.count
        FROM (SELECT speaker_id, count(*) AS count FROM quotes WHERE article_id = ?1 AND speaker_id IS NOT NULL GROUP BY speaker_id) q
        WHERE entities.entity_id = q.speaker_id
        """,
        """
        UPDATE country_days SET articles = country_days.articles - 1, times = country_days.times - p.times
        FROM (SELECT country, day, sum(times) AS times FROM places WHERE article_id = ?1 GROUP BY country, day) p
        WHERE country_days.country = p.country AND country_days.day = p.day
        """,
        """
        DELETE FROM entity_days WHERE articles <= 0 AND quotes <= 0 AND (kind, day, entity_id) IN
          (SELECT kind, day, entity_id FROM mentions WHERE article_id = ?1)
        """,
        """
        DELETE FROM country_days WHERE articles <= 0 AND (country, day) IN (SELECT country, day FROM places WHERE article_id = ?1)
        """,
    ]
}
