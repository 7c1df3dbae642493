import Model

/// Writes outcomes into the ledger, inside the caller's transaction.
enum OutcomeWriter {
    /// What a file has in the tables already.
    struct Present: Equatable {
        var articles = 0
        var repeats = 0
        var rejected = 0
    }

    /// Counts the rows that lead back to a file.
    static func present(_ id: FileID, on connection: Connection) throws(Failure) -> Present {
        let value = [SQLValue.integer(id)]
        return Present(
            articles: Int(try connection.integer("SELECT count(*) FROM articles WHERE file_id = ?", value) ?? 0),
            repeats: Int(try connection.integer("SELECT count(*) FROM sightings WHERE file_id = ?", value) ?? 0),
            rejected: Int(try connection.integer("SELECT count(*) FROM rejects WHERE file_id = ?", value) ?? 0))
    }

    /// Sets a file's row to its outcome. What the reading found (hash, format, charset) is kept where `end` gives it.
    /// - Parameter at: UTC; becomes `finished_at` of a final status.
    static func write(_ outcome: FileOutcome, end: FileEnd?, at: String, on connection: Connection) throws(Failure) {
        let statement = try connection.statement(sql)
        statement.bind(1, .text(outcome.status.rawValue))
        bind(outcome.failure, to: statement, from: 2)
        statement.bind(8, .optional(end?.format))
        statement.bind(9, .optional(end?.charset))
        statement.bind(10, .optional(end?.sha256))
        statement.bind(11, outcome.articles)
        statement.bind(12, outcome.repeats)
        statement.bind(13, outcome.rejected)
        statement.bind(14, outcome.status.isFinal ? .text(at) : .null)
        statement.bind(15, outcome.status == .retry ? .integer(Int64(outcome.attempts)) : .null)
        statement.bind(16, .optional(outcome.retryAt))
        statement.bind(17, .optional(outcome.duplicateOf))
        statement.bind(18, outcome.fileID)
        try statement.run()
        guard connection.changes == 1 else { throw Failure(.databaseCorrupt, "the ledger has no row \(outcome.fileID) to end") }
    }

    /// Binds code, detail, item, byte offset, line and context at `first` and the five parameters after it.
    private static func bind(_ failure: Failure?, to statement: Statement, from first: Int32) {
        statement.bind(first, .optional(failure?.code.rawValue))
        statement.bind(first + 1, .optional(failure.map { $0.detail.isEmpty ? $0.code.entry.meaning : $0.detail }))
        statement.bind(first + 2, .optional(failure?.address?.description))
        statement.bind(first + 3, .optional(failure?.byteOffset))
        statement.bind(first + 4, .optional(failure?.line))
        statement.bind(first + 5, .optional(failure?.context))
    }

    private static let sql = """
        UPDATE files SET status = ?1, reason = ?2, detail = ?3, item = ?4, byte_offset = ?5, line = ?6, context = ?7,
          format = coalesce(?8, format), charset = coalesce(?9, charset), sha256 = coalesce(?10, sha256),
          articles = ?11, repeats = ?12, rejected = ?13, finished_at = ?14, attempts = coalesce(?15, attempts), retry_at = ?16,
          duplicate_of = ?17, suspect = CASE WHEN ?1 = 'retry' THEN suspect ELSE 0 END, solo_crashes = 0
        WHERE file_id = ?18
        """
}
