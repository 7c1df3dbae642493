import Model

/// A file that got its outcome not long ago, by what a directory entry shows of it.
public struct RecentFile: Sendable, Hashable {
    public var fileID: FileID
    public var device: UInt64
    public var inode: UInt64
    public var bytes: Int64
    public var mtimeNs: Int64
    public var status: FileStatus
    public var sha256: [UInt8]?

    /// The same file as far as `fstat` can tell; compare the hashes before believing it, inodes are used again.
    public func isSameFile(as facts: FileFacts) -> Bool {
        device == facts.device && inode == facts.inode && bytes == facts.bytes && mtimeNs == facts.mtimeNs
    }
}

extension Ledger {
    /// Rows in claiming, working or retry, in the order of their ids. Reads these rows only, however many have ended
    /// (the planner would read the whole table to have them in order).
    public func openRows() throws(Failure) -> [LedgerRow] {
        try warehouse.writer.run { connection throws(Failure) in
            try connection.rows(
                "SELECT \(LedgerRow.columns) FROM files INDEXED BY files_open WHERE finished_at IS NULL ORDER BY file_id", [],
                LedgerRow.init)
        }
    }

    /// The rows of these ids; ids without a row are left out.
    public func rows(_ ids: [FileID]) throws(Failure) -> [LedgerRow] {
        try warehouse.lookups.run { connection throws(Failure) in
            var found: [LedgerRow] = []
            for id in ids { if let row = try Self.row(id, on: connection) { found.append(row) } }
            return found
        }
    }

    /// One row, `nil` where there is none.
    public func row(_ id: FileID) throws(Failure) -> LedgerRow? { try rows([id]).first }

    static func row(_ id: FileID, on connection: Connection) throws(Failure) -> LedgerRow? {
        try connection.first("SELECT \(LedgerRow.columns) FROM files WHERE file_id = ?", [.integer(id)], LedgerRow.init)
    }

    /// All rows in the order of their ids, in pages: at most `limit` rows after the id `after`.
    public func rows(after: FileID, limit: Int) throws(Failure) -> [LedgerRow] {
        try warehouse.lookups.run { connection throws(Failure) in
            try connection.rows(
                "SELECT \(LedgerRow.columns) FROM files WHERE file_id > ? ORDER BY file_id LIMIT ?",
                [.integer(after), .integer(Int64(limit))],
                LedgerRow.init)
        }
    }

    /// Files that ended among the last `countMax` ids. After a power cut a rename out of the inbox may be undone although the row is
    /// final; only files renamed since the last sync of the folders are concerned, so the newest rows suffice, and no index over
    /// the whole history has to be kept. Read once at start, and matched in memory with `isSameFile`.
    public func recentlyEnded(countMax: Int = 20_000) throws(Failure) -> [RecentFile] {
        try warehouse.lookups.run { connection throws(Failure) in
            let last = try Self.lastID(on: connection)
            return try connection.rows(
                """
                SELECT file_id, device, inode, bytes, mtime_ns, status, sha256 FROM files WHERE file_id > ?
                AND finished_at IS NOT NULL AND status <> 'withdrawn' ORDER BY file_id
                """, [.integer(last - Int64(countMax))]
            ) { row in
                RecentFile(
                    fileID: row.integer(0), device: UInt64(bitPattern: row.integer(1)), inode: UInt64(bitPattern: row.integer(2)),
                    bytes: row.integer(3), mtimeNs: row.integer(4), status: FileStatus(rawValue: row.text(5)) ?? .withdrawn,
                    sha256: row.optionalBlob(6))
            }
        }
    }

    /// The highest id ever given, for the lock file's ceiling.
    public func lastID() throws(Failure) -> FileID {
        try warehouse.lookups.run { connection throws(Failure) in try Self.lastID(on: connection) }
    }

    // MARK: - Suspects

    /// In work at an unclean exit: each of these runs alone.
    public func setSuspect(_ ids: [FileID]) throws(Failure) { try change("suspect = 1", ids) }

    /// Before a suspect runs alone: should the process end abnormally now, it has counted. Durable.
    /// - Returns: how often it has run alone without coming back, this time included.
    public func soloBegins(_ id: FileID) throws(Failure) -> Int {
        try transaction { connection throws(Failure) in
            try connection.run("UPDATE files SET suspect = 1, solo_crashes = solo_crashes + 1 WHERE file_id = ?", [.integer(id)])
            return Int(try connection.integer("SELECT solo_crashes FROM files WHERE file_id = ?", [.integer(id)]) ?? 0)
        }
    }

    /// The process ends by itself while a suspect runs alone: nothing is proved, the count goes back.
    public func soloInterrupted(_ id: FileID) throws(Failure) { try change("solo_crashes = max(0, solo_crashes - 1)", [id]) }

    /// Ends an open row `dead` outside the loader: it crashed the desk, or its file is nowhere.
    public func bury(_ id: FileID, _ failure: Failure) throws(Failure) {
        try transaction { connection throws(Failure) in
            let counts = try OutcomeWriter.present(id, on: connection)
            var outcome = FileOutcome(fileID: id, status: counts.articles + counts.repeats > 0 ? .partial : .dead, failure: failure)
            outcome.articles = counts.articles
            outcome.repeats = counts.repeats
            outcome.rejected = counts.rejected
            try OutcomeWriter.write(outcome, end: nil, at: warehouse.now(), on: connection)
        }
    }

    func change(_ assignment: String, _ ids: [FileID]) throws(Failure) {
        guard !ids.isEmpty else { return }
        try transaction { connection throws(Failure) in
            for id in ids { try connection.run("UPDATE files SET \(assignment) WHERE file_id = ?", [.integer(id)]) }
        }
    }
}
