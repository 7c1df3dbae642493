import Model

extension Ledger {
    /// One row of status `claiming` for each draft, durable before it returns. Where such a row of the same name, device and inode
    /// is left from an earlier life, its id is given again.
    /// - Returns: the ids in the drafts' order.
    public func claim(_ drafts: [LedgerDraft]) throws(Failure) -> [FileID] {
        guard !drafts.isEmpty else { return [] }
        var known = try claimingRows()
        let ids = try transaction { connection throws(Failure) in
            let at = warehouse.now()
            var next = try Self.lastID(on: connection) + 1
            var ids: [FileID] = []
            for draft in drafts {
                let key = ClaimKey(device: draft.facts.device, inode: draft.facts.inode, name: draft.name)
                if let id = known[key], try renew(id, draft, on: connection) {
                    ids.append(id)
                    continue
                }
                try Self.insert(draft, id: next, status: .claiming, reason: draft.ignore, at: at, on: connection)
                known[key] = next
                ids.append(next)
                next += 1
            }
            try warehouse.reserve(next - 1)
            return ids
        }
        let renewed = known
        claiming.withLock { $0 = renewed }
        return ids
    }

    /// The files are in work/, durably. This commit itself need not be: lost in a power cut, the rows are still `claiming`, and
    /// recovery finds their files in work/ under their ids and goes on the same. So it does without a sync (synchronous=NORMAL).
    public func markWorking(_ ids: [FileID]) throws(Failure) {
        guard !ids.isEmpty else { return }
        try warehouse.writer.run { connection throws(Failure) in
            let durability = warehouse.writer.durability
            if durability == .everyCommit { try connection.run("PRAGMA synchronous = NORMAL") }
            defer { try? connection.run("PRAGMA synchronous = \(durability.synchronous)") }
            try connection.transaction { () throws(Failure) in
                for id in ids {
                    try connection.run(
                        "UPDATE files SET status = 'working', retry_at = NULL WHERE file_id = ? AND status IN ('claiming','retry')",
                        [.integer(id)])
                }
                try Warehouse.checkInPlace(connection, path: warehouse.path)
            }
        }
        forget(ids)
    }

    /// The dropper took the file back, or put another in its place, before it could be taken.
    /// - Parameter reason: `taken-back`, or why else the row ends `withdrawn`.
    public func withdraw(_ id: FileID, _ reason: FailureCode) throws(Failure) {
        try transaction { connection throws(Failure) in
            try connection.run(
                """
                UPDATE files SET status = 'withdrawn', reason = ?, finished_at = ?, retry_at = NULL, suspect = 0
                WHERE file_id = ? AND finished_at IS NULL
                """, [.text(reason.rawValue), .text(warehouse.now()), .integer(id)])
        }
        forget([id])
    }

    /// A thing that is no file (symlink, fifo …): a row that ends `ignored`. The thing stays where it is.
    /// - Returns: its id.
    @discardableResult
    public func ignore(special draft: LedgerDraft, _ reason: FailureCode) throws(Failure) -> FileID {
        try insertFresh(draft, status: .ignored, reason: reason)
    }

    /// Such a row is already there for this name, device, inode and ctime.
    public func isKnownSpecial(_ draft: LedgerDraft) throws(Failure) -> Bool {
        try warehouse.lookups.run { connection throws(Failure) in
            try connection.integer(
                """
                SELECT file_id FROM files WHERE status = 'ignored' AND reason IN ('symlink','not-a-regular-file')
                AND device = ? AND inode = ? AND ctime_ns = ? AND name = ?
                """,
                [
                    .integer(Int64(bitPattern: draft.facts.device)), .integer(Int64(bitPattern: draft.facts.inode)),
                    .integer(draft.facts.ctimeNs),
                    .blob(draft.name),
                ]) != nil
        }
    }

    /// A file in work/ that has no row (an older warehouse was put back), or one that `ingest` reads where it is: a fresh row of status `working`.
    /// - Returns: its id.
    public func adopt(_ draft: LedgerDraft) throws(Failure) -> FileID { try insertFresh(draft, status: .working, reason: nil) }

    /// The same for many at once.
    public func adopt(_ drafts: [LedgerDraft]) throws(Failure) -> [FileID] {
        guard !drafts.isEmpty else { return [] }
        return try transaction { connection throws(Failure) in
            let first = try Self.lastID(on: connection) + 1
            let at = warehouse.now()
            for (index, draft) in drafts.enumerated() {
                try Self.insert(draft, id: first + FileID(index), status: .working, at: at, on: connection)
            }
            try warehouse.reserve(first + FileID(drafts.count) - 1)
            return drafts.indices.map { first + FileID($0) }
        }
    }

    private func insertFresh(_ draft: LedgerDraft, status: FileStatus, reason: FailureCode?) throws(Failure) -> FileID {
        try transaction { connection throws(Failure) in
            let id = try Self.lastID(on: connection) + 1
            try Self.insert(draft, id: id, status: status, reason: reason, at: warehouse.now(), on: connection)
            try warehouse.reserve(id)
            return id
        }
    }

    /// Brings a left row up to the file's present size and times; false where it is not `claiming` any more.
    private func renew(_ id: FileID, _ draft: LedgerDraft, on connection: Connection) throws(Failure) -> Bool {
        try connection.run(
            "UPDATE files SET bytes = ?, mtime_ns = ?, ctime_ns = ?, proof = ?, reason = ? WHERE file_id = ? AND status = 'claiming'",
            [
                .integer(draft.facts.bytes), .integer(draft.facts.mtimeNs), .integer(draft.facts.ctimeNs), .text(draft.proof.rawValue),
                .optional(draft.ignore?.rawValue), .integer(id),
            ])
        return connection.changes > 0
    }

    /// Kept in memory, because a look-up in the table for every draft would read all open rows each time.
    private func claimingRows() throws(Failure) -> [ClaimKey: FileID] {
        if let known = claiming.withLock({ $0 }) { return known }
        var found: [ClaimKey: FileID] = [:]
        try warehouse.writer.run { connection throws(Failure) in
            try connection.forEach(
                """
                SELECT device, inode, name, file_id FROM files INDEXED BY files_open WHERE finished_at IS NULL AND status = 'claiming' ORDER BY file_id
                """
            ) { row in
                let key = ClaimKey(device: UInt64(bitPattern: row.integer(0)), inode: UInt64(bitPattern: row.integer(1)), name: row.blob(2))
                found[key] = row.integer(3)
            }
        }
        return found
    }

    private func forget(_ ids: [FileID]) {
        claiming.withLock { rows in
            guard rows != nil else { return }
            let gone = Set(ids)
            rows = rows?.filter { !gone.contains($0.value) }
        }
    }
}
