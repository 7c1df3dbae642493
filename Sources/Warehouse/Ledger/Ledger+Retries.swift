import Model

extension Ledger {
    /// Rows whose time to be tried again has come, the longest due first. Costs what is due, however many wait.
    /// - Parameter at: UTC, `YYYY-MM-DDTHH:MM:SSZ`.
    public func dueRetries(at: String, limit: Int = 256) throws(Failure) -> [LedgerRow] {
        try warehouse.lookups.run { connection throws(Failure) in
            try connection.rows(
                "SELECT \(LedgerRow.columns) FROM files WHERE status = 'retry' AND retry_at <= ? ORDER BY retry_at, file_id LIMIT ?",
                [.text(at), .integer(Int64(limit))], LedgerRow.init)
        }
    }

    // MARK: - Dead letters

    /// Dead letters in the order of their ids, at most `limit` after the id `after`.
    /// - Parameter reason: only those with this reason.
    public func deadLetters(after: FileID = 0, limit: Int = 1_000, reason: FailureCode? = nil) throws(Failure) -> [LedgerRow] {
        try warehouse.lookups.run { connection throws(Failure) in
            let filter = reason == nil ? "" : "AND reason = ?3"
            let values: [SQLValue] = [.integer(after), .integer(Int64(limit))] + (reason.map { [.text($0.rawValue)] } ?? [])
            return try connection.rows(
                "SELECT \(LedgerRow.columns) FROM files WHERE status = 'dead' AND file_id > ?1 \(filter) ORDER BY file_id LIMIT ?2", values,
                LedgerRow.init)
        }
    }

    /// What could not be loaded of a file, in the order of reading.
    public func rejects(of id: FileID, limit: Int = 1_000) throws(Failure) -> [Reject] {
        try warehouse.lookups.run { connection throws(Failure) in
            try connection.rows(
                "SELECT item, reason, detail, line, byte_offset, context FROM rejects WHERE file_id = ? ORDER BY rowid LIMIT ?",
                [.integer(id), .integer(Int64(limit))]
            ) { row in
                Reject(
                    FailureCode(rawValue: row.text(1)) ?? .notAnArticle, row.text(2), address: ItemAddress(parsing: row.text(0)),
                    byteOffset: row.optionalInt(4), line: row.optionalInt(3), context: row.optionalText(5))
            }
        }
    }

    /// Puts a dead letter back: its row waits in `retry`, due at once, with a fresh count of attempts. The move to retry/ follows.
    /// - Returns: false where there is no such dead letter, or its original was thrown away.
    public func markRetry(_ id: FileID) throws(Failure) -> Bool {
        try transaction { connection throws(Failure) in
            try connection.run(
                """
                UPDATE files SET status = 'retry', retry_at = ?, attempts = 0, suspect = 0, solo_crashes = 0, finished_at = NULL
                WHERE file_id = ? AND status = 'dead' AND discarded_at IS NULL
                """, [.text(warehouse.now()), .integer(id)])
            return connection.changes > 0
        }
    }

    /// Notes that a dead letter's original is thrown away on request; the row stays `dead`. The removal follows.
    /// - Returns: false where there is no such dead letter, or it was thrown away before.
    public func discard(_ id: FileID) throws(Failure) -> Bool {
        try transaction { connection throws(Failure) in
            try connection.run(
                "UPDATE files SET discarded_at = ? WHERE file_id = ? AND status = 'dead' AND discarded_at IS NULL",
                [.text(warehouse.now()), .integer(id)])
            return connection.changes > 0
        }
    }

    // MARK: - Bytes that are known

    /// The first file with these bytes of which something was loaded. May be asked by many threads; costs one look into an index.
    public func known(sha256: [UInt8]) throws(Failure) -> FileID? {
        try warehouse.lookups.run { connection throws(Failure) in
            try connection.integer(Self.knownSQL, [.blob(sha256), .integer(0)])
        }
    }

    /// Repeats the condition of the index `files_by_sha`; the second parameter is an id to leave out.
    static let knownSQL =
        "SELECT file_id FROM files WHERE sha256 = ? AND status IN ('loaded','partial') AND file_id <> ? ORDER BY file_id LIMIT 1"
}
