import Model

// What `rebuild` needs: rows under the numbers that they had.
extension Ledger {
    /// Writes a row as it is, under its own id; one that is there already is replaced.
    public func restore(_ row: LedgerRow) throws(Failure) {
        try transaction { connection throws(Failure) in
            try connection.run(
                """
                INSERT OR REPLACE INTO files(\(LedgerRow.columns))
                VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
                """, row.values)
            try warehouse.reserve(row.fileID)
        }
    }

    /// Gives files that have ended the times back at which they ended at first.
    public func restore(endings: [(fileID: FileID, at: String)]) throws(Failure) {
        guard !endings.isEmpty else { return }
        try transaction { connection throws(Failure) in
            for (fileID, at) in endings {
                try connection.run(
                    "UPDATE files SET finished_at = ? WHERE file_id = ? AND finished_at IS NOT NULL", [.text(at), .integer(fileID)])
            }
        }
    }

    /// Takes over what was forgotten, so that no rebuild resurrects it.
    public func restore(tombstones: [Tombstone]) throws(Failure) {
        guard !tombstones.isEmpty else { return }
        try transaction { connection throws(Failure) in
            for stone in tombstones {
                try connection.run(
                    "INSERT OR REPLACE INTO tombstones(uid, fingerprint, forgotten_at, why) VALUES(?,?,?,?)",
                    [.blob(stone.uid), stone.fingerprint.map { .integer($0) } ?? .null, .text(stone.forgottenAt), .optional(stone.why)])
            }
        }
    }

    /// The highest id that has a row, 0 where there is none.
    public func lastRowID() throws(Failure) -> FileID {
        try warehouse.lookups.run { connection throws(Failure) in try connection.integer("SELECT max(file_id) FROM files") ?? 0 }
    }

    /// A row that was `working` whose file stands in the inbox again (power loss undid the rename): intake takes it anew, under this id.
    public func markClaiming(_ ids: [FileID]) throws(Failure) {
        try change("status = 'claiming'", ids)
        claiming.withLock { $0 = nil }
    }
}

/// What `forget` leaves: neither these bytes nor this text comes back.
public struct Tombstone: Sendable, Equatable {
    /// 16 bytes, of the article.
    public var uid: [UInt8]
    /// Of its text.
    public var fingerprint: Int64?
    /// UTC.
    public var forgottenAt: String
    public var why: String?
}

extension LedgerRow {
    /// A row of a file of which nothing is known yet but what a claim knows.
    public init(
        fileID: FileID, name: [UInt8], source: String, facts: FileFacts, proof: Proof, status: FileStatus, reason: FailureCode? = nil,
        receivedAt: String
    ) {
        self.fileID = fileID
        self.name = name
        self.source = source
        self.facts = facts
        self.proof = proof
        self.status = status
        self.reason = reason
        self.receivedAt = receivedAt
        isSuspect = false
        soloCrashes = 0
        attempts = 0
        articles = 0
        repeats = 0
        rejected = 0
    }

    /// In the order of `columns`.
    fileprivate var values: [SQLValue] {
        func number(_ value: Int?) -> SQLValue { value.map { .integer(Int64($0)) } ?? .null }
        return [
            .integer(fileID), .blob(name), .text(source), .integer(Int64(bitPattern: facts.device)),
            .integer(Int64(bitPattern: facts.inode)),
            .integer(facts.bytes), .integer(facts.mtimeNs), .integer(facts.ctimeNs), .text(proof.rawValue), .text(status.rawValue),
            .optional(reason?.rawValue), .optional(detail), .optional(item), number(byteOffset), number(line), .optional(context),
            .optional(sha256),
            .optional(format), .optional(charset), .integer(isSuspect ? 1 : 0), number(soloCrashes), number(attempts), .optional(retryAt),
            number(articles), number(repeats), number(rejected), .optional(duplicateOf), .optional(previousFileID), .text(receivedAt),
            .optional(finishedAt), .optional(discardedAt),
        ]
    }
}
