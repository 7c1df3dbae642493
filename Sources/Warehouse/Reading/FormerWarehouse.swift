import Model

/// A warehouse that is only read, and perhaps damaged: what `rebuild` takes over from the one it replaces.
public final class FormerWarehouse: Sendable {
    private let reader: ConnectionQueue

    /// Opens at the first question; each may fail by itself.
    public init(_ path: String) { reader = ConnectionQueue(path: path, isReadOnly: true) }

    deinit { reader.close() }

    /// One row of the ledger, `nil` where there is none.
    public func ledgerRow(_ id: FileID) throws(Failure) -> LedgerRow? {
        try reader.run { connection throws(Failure) in try Ledger.row(id, on: connection) }
    }

    /// Every id that has a row.
    public func fileIDs() throws(Failure) -> [FileID] {
        try reader.run { connection throws(Failure) in try connection.rows("SELECT file_id FROM files ORDER BY file_id", []) { $0.integer(0) } }
    }

    /// The ids in the order in which the files first came to the loader (promise P7: `batches` keeps it).
    public func loadOrder() throws(Failure) -> [FileID] {
        try reader.run { connection throws(Failure) in
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
        try reader.run { connection throws(Failure) in
            try connection.rows("SELECT uid, fingerprint, forgotten_at, why FROM tombstones ORDER BY uid", []) { row in
                Tombstone(uid: row.blob(0), fingerprint: row.isNull(1) ? nil : row.integer(1), forgottenAt: row.text(2), why: row.optionalText(3))
            }
        }
    }
}
