import Model

// The ledger as `audit` and `rebuild` read it: beside a daemon, and of a warehouse that may be damaged, so that each question may fail
// by itself.
extension WarehouseReader {
    /// One row of the ledger, `nil` where there is none.
    public func ledgerRow(_ id: FileID) throws(Failure) -> LedgerRow? {
        try connections.run { connection throws(Failure) in try Ledger.row(id, on: connection) }
    }

    /// The row of the sidecar that was taken with a file, `nil` where there was none. A desk claims it right behind its file; `ingest` takes
    /// files in the order of their names, among which a few may stand between the two.
    public func sidecarRow(of row: LedgerRow) throws(Failure) -> LedgerRow? {
        try connections.run { connection throws(Failure) in
            try connection.first(
                """
                SELECT \(LedgerRow.columns) FROM files
                WHERE file_id BETWEEN ?1 AND ?2 AND name = ?3 AND reason = 'sidecar' ORDER BY file_id LIMIT 1
                """,
                [
                    .integer(row.fileID + 1), .integer(row.fileID + (row.proof == .given ? 256 : 1)),
                    .blob(row.name + Array(".meta.json".utf8)),
                ], LedgerRow.init)
        }
    }

    /// All rows in the order of their ids, in pages: at most `limit` rows after the id `after`.
    public func ledgerRows(after: FileID, limit: Int) throws(Failure) -> [LedgerRow] {
        try connections.run { connection throws(Failure) in
            try connection.rows(
                "SELECT \(LedgerRow.columns) FROM files WHERE file_id > ? ORDER BY file_id LIMIT ?",
                [.integer(after), .integer(Int64(limit))],
                LedgerRow.init)
        }
    }

    /// The highest id that has a row, 0 where there is none.
    public func lastFileID() throws(Failure) -> FileID {
        try connections.run { connection throws(Failure) in try connection.integer("SELECT max(file_id) FROM files") ?? 0 }
    }

    /// Every id that has a row.
    public func fileIDs() throws(Failure) -> [FileID] {
        try connections.run { connection throws(Failure) in
            try connection.rows("SELECT file_id FROM files ORDER BY file_id", []) { $0.integer(0) }
        }
    }

    /// The ids in the order in which the files first came to the loader (promise P7: `batches` keeps it).
    public func loadOrder() throws(Failure) -> [FileID] {
        try connections.run { connection throws(Failure) in
            var seen: Set<FileID> = []
            var order: [FileID] = []
            try connection.forEach("SELECT value FROM batches, json_each(batches.file_ids) ORDER BY batch_id, key") { row in
                if seen.insert(row.integer(0)).inserted { order.append(row.integer(0)) }
            }
            return order
        }
    }

    /// What was forgotten.
    public func tombstones() throws(Failure) -> [Tombstone] {
        try connections.run { connection throws(Failure) in
            try connection.rows("SELECT uid, fingerprint, forgotten_at, why FROM tombstones ORDER BY uid", []) { row in
                Tombstone(
                    uid: row.blob(0), fingerprint: row.isNull(1) ? nil : row.integer(1), forgottenAt: row.text(2), why: row.optionalText(3))
            }
        }
    }
}
