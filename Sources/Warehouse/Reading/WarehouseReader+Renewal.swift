import Model

// What `reprocess` has to do, and what `audit` says of it.
extension WarehouseReader {
    /// How many articles have each `enrichments`, `""` for none.
    public func articlesBySignature(since: String? = nil, source: String? = nil) throws(Failure) -> [String: Int] {
        try connections.run { connection throws(Failure) in
            var found: [String: Int] = [:]
            try connection.forEach(
                "SELECT coalesce(enrichments, ''), count(*) FROM articles WHERE \(RenewalChoice.narrowed) GROUP BY 1",
                RenewalChoice(since: since, source: source).narrowing
            ) { found[$0.text(0)] = $0.int(1) }
            return found
        }
    }

    /// Files with articles of the choice, in the order of their ids, in pages: at most `limit` after the id `after`.
    public func filesToRenew(_ choice: RenewalChoice, after: FileID, limit: Int) throws(Failure) -> [FileID] {
        try connections.run { connection throws(Failure) in
            try connection.rows(
                """
                SELECT DISTINCT file_id FROM articles INDEXED BY articles_by_file
                WHERE file_id > ?4 AND \(RenewalChoice.condition) ORDER BY file_id LIMIT ?5
                """, choice.values + [.integer(after), .integer(Int64(limit))]
            ) { $0.integer(0) }
        }
    }

    /// Articles of the choice that came from a file.
    public func articlesToRenew(_ choice: RenewalChoice, ofFile fileID: FileID) throws(Failure) -> Int {
        try connections.run { connection throws(Failure) in
            Int(
                try connection.integer(
                    "SELECT count(*) FROM articles WHERE file_id = ?4 AND \(RenewalChoice.condition)", choice.values + [.integer(fileID)])
                    ?? 0)
        }
    }
}
