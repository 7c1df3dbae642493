import Model

// What `reprocess` has to do, and what `audit` says of it.
extension WarehouseReader {
    /// Articles that are alike in what their facts were made by.
    public struct Derivation: Hashable, Sendable {
        /// `articles.enrichments`, `""` for none.
        public var signature: String
        /// More is known of their source than was used for them.
        public var isBehind: Bool

        public init(signature: String, isBehind: Bool) {
            self.signature = signature
            self.isBehind = isBehind
        }
    }

    /// How many articles there are of each derivation.
    /// - Parameter choice: only those of its day and source, judged by its generation; signatures do not matter.
    public func articlesByDerivation(_ choice: RenewalChoice) throws(Failure) -> [Derivation: Int] {
        let isBehind = try hasLearnings() ? RenewalChoice.isBehind : "?3 < 0"
        return try connections.run { connection throws(Failure) in
            var found: [Derivation: Int] = [:]
            try connection.forEach(
                """
                SELECT coalesce(enrichments, ''), \(isBehind), count(*) FROM articles WHERE \(RenewalChoice.narrowed) GROUP BY 1, 2
                """, choice.narrowing
            ) { found[Derivation(signature: $0.text(0), isBehind: $0.int(1) == 1)] = $0.int(2) }
            return found
        }
    }

    /// Files with articles of the choice, in the order of their ids, in pages: at most `limit` after the id `after`.
    public func filesToRenew(_ choice: RenewalChoice, after: FileID, limit: Int) throws(Failure) -> [FileID] {
        try connections.run { connection throws(Failure) in
            try connection.rows(
                """
                SELECT DISTINCT file_id FROM articles INDEXED BY articles_by_file
                WHERE file_id > ?6 AND \(RenewalChoice.condition) ORDER BY file_id LIMIT ?7
                """, choice.values + [.integer(after), .integer(Int64(limit))]
            ) { $0.integer(0) }
        }
    }

    /// Articles of the choice that came from a file.
    public func articlesToRenew(_ choice: RenewalChoice, ofFile fileID: FileID) throws(Failure) -> Int {
        try connections.run { connection throws(Failure) in
            Int(
                try connection.integer(
                    "SELECT count(*) FROM articles WHERE file_id = ?6 AND \(RenewalChoice.condition)", choice.values + [.integer(fileID)])
                    ?? 0)
        }
    }
}
