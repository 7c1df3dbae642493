import Model

// The life of a file inside the loader. All of it runs inside the group's transaction; `pending` becomes the truth with its commit.
extension Loader {
    /// The file is read from its start.
    func begin(_ fileID: FileID, _ connection: Connection) throws(Failure) {
        try connection.run("DELETE FROM rejects WHERE file_id = ?", [.integer(fileID)])
        pending[fileID] = try Self.row(fileID, connection)
    }

    /// The file's state; read from the ledger where its first item was not a `begin`.
    func file(_ fileID: FileID, _ connection: Connection) throws(Failure) -> FileInLoad {
        if let known = pending[fileID] { return known }
        return try Self.row(fileID, connection)
    }

    private static func row(_ fileID: FileID, _ connection: Connection) throws(Failure) -> FileInLoad {
        let found = try connection.first(
            "SELECT source, received_at, previous_file_id FROM files WHERE file_id = ?", [.integer(fileID)]
        ) { row in
            FileInLoad(
                fileID: fileID, source: row.text(0), receivedAt: row.text(1), previousFileID: row.isNull(2) ? nil : row.integer(2))
        }
        guard let found else { throw Failure(.databaseCorrupt, "the ledger has no row \(fileID) to load for") }
        return found
    }

    func reject(_ rejects: [Reject], of fileID: FileID, _ batch: inout Batch, _ connection: Connection) throws(Failure) {
        var file = try file(fileID, connection)
        let statement = try connection.statement(
            "INSERT INTO rejects(file_id, item, reason, detail, line, byte_offset, context) VALUES(?,?,?,?,?,?,?)")
        for reject in rejects {
            if file.firstReject == nil { file.firstReject = reject }
            statement.bind(1, fileID)
            statement.bind(2, .text(reject.address?.description ?? "#0"))
            statement.bind(3, .text(reject.code.rawValue))
            statement.bind(4, .text(reject.detail.isEmpty ? reject.code.entry.meaning : reject.detail))
            statement.bind(5, .optional(reject.line))
            statement.bind(6, .optional(reject.byteOffset))
            statement.bind(7, .optional(reject.context))
            try statement.run()
        }
        file.rejected += rejects.count
        batch.report.rejects += rejects.count
        pending[fileID] = file
    }

    /// The file's outcome (promise P1). What is loaded stays loaded, whatever ended the reading.
    func finish(_ end: FileEnd, _ batch: inout Batch, _ connection: Connection) throws(Failure) {
        var file = try file(end.fileID, connection)
        if let previous = file.previousFileID {
            try remove(previous, batch, connection)
            file.previousFileID = nil
        }
        let outcome: FileOutcome
        if let code = end.ignore, code.kind == .ignored {
            outcome = FileOutcome(fileID: end.fileID, status: .ignored, failure: Failure(code))
        } else if let original = try original(of: end, connection) {
            outcome = try duplicate(end.fileID, of: original, connection)
        } else {
            outcome = try judge(file, failure: end.failure ?? end.ignore.map { Failure($0) }, connection)
        }
        try write(outcome, end, &batch, connection)
    }

    /// Takes the articles of a file out. Sums that this batch has not written yet come first, so that they can be taken from.
    func remove(_ fileID: FileID, _ batch: Batch, _ connection: Connection) throws(Failure) {
        try articleWriter(on: connection).finishBatch()
        try ArticleRemoval(connection, batchID: batch.batchID).removeArticles(ofFile: fileID)
    }

    /// A passing failure: the file waits in retry/.
    func postpone(
        _ fileID: FileID, _ failure: Failure, _ attempts: Int, _ at: String, _ batch: inout Batch, _ connection: Connection
    ) throws(Failure) {
        let file = try file(fileID, connection)
        var outcome = FileOutcome(fileID: fileID, status: .retry, failure: failure)
        outcome.articles = file.articles
        outcome.repeats = file.repeats
        outcome.rejected = file.rejected
        outcome.retryAt = at
        outcome.attempts = attempts
        try write(outcome, nil, &batch, connection)
    }

    /// The content changed after the claim: a new row takes the file over. The articles of the old one go with the first of the new.
    func change(_ fileID: FileID, to facts: FileFacts, _ batch: inout Batch, _ connection: Connection) throws(Failure) {
        guard let old = try Ledger.row(fileID, on: connection) else {
            throw Failure(.databaseCorrupt, "the ledger has no row \(fileID) to replace")
        }
        let newID = try Ledger.lastID(on: connection) + 1
        let draft = LedgerDraft(name: old.name, source: old.source, facts: facts, proof: old.proof)
        try Ledger.insert(draft, id: newID, status: .working, at: batch.at, previous: fileID, on: connection)
        try warehouse.reserve(newID)
        var outcome = FileOutcome(fileID: fileID, status: .withdrawn, failure: Failure(.changedAfterClaim))
        outcome.newFileID = newID
        try write(outcome, nil, &batch, connection)
    }

    private func write(_ outcome: FileOutcome, _ end: FileEnd?, _ batch: inout Batch, _ connection: Connection) throws(Failure) {
        var outcome = outcome
        outcome.sha256 = end?.sha256
        outcome.finishedAt = batch.at
        try OutcomeWriter.write(outcome, end: end, at: batch.at, on: connection)
        batch.report.outcomes[outcome.fileID] = outcome
        batch.endedFiles += 1
        pending[outcome.fileID] = nil
    }

    /// The file whose bytes these are: as found before parsing, or loaded meanwhile under another id.
    private func original(of end: FileEnd, _ connection: Connection) throws(Failure) -> FileID? {
        if let given = end.duplicateOf { return given }
        guard let sha256 = end.sha256 else { return nil }
        guard let known = try connection.integer(Ledger.knownSQL, [.blob(sha256), .integer(end.fileID)]) else { return nil }
        // With rows of its own (the other ended too early) it is no mere copy.
        return try OutcomeWriter.present(end.fileID, on: connection).articles == 0 ? known : nil
    }

    /// A copy adds nothing: what an earlier reading of it left goes over to the original, sightings and rejects are not counted twice.
    private func duplicate(_ fileID: FileID, of original: FileID, _ connection: Connection) throws(Failure) -> FileOutcome {
        try connection.run("UPDATE articles SET file_id = ? WHERE file_id = ?", [.integer(original), .integer(fileID)])
        try connection.run("DELETE FROM sightings WHERE file_id = ?", [.integer(fileID)])
        try connection.run("DELETE FROM rejects WHERE file_id = ?", [.integer(fileID)])
        var outcome = FileOutcome(fileID: fileID, status: .duplicate)
        outcome.duplicateOf = original
        return outcome
    }

    private func judge(_ file: FileInLoad, failure: Failure?, _ connection: Connection) throws(Failure) -> FileOutcome {
        var file = file
        if failure != nil {
            // An earlier attempt may have come further than this one.
            let present = try OutcomeWriter.present(file.fileID, on: connection)
            file.articles = max(file.articles, present.articles)
            file.repeats = max(file.repeats, present.repeats)
        }
        let isAnythingLoaded = file.articles + file.repeats > 0
        let reason = failure ?? file.firstReject
        let status: FileStatus
        switch (isAnythingLoaded, reason) {
        case (true, nil): status = .loaded
        case (true, _): status = .partial
        case (false, nil): status = .ignored
        case (false, _): status = .dead
        }
        var outcome = FileOutcome(
            fileID: file.fileID, status: status, failure: reason ?? (isAnythingLoaded ? nil : Failure(.nothingInside)))
        outcome.articles = file.articles
        outcome.repeats = file.repeats
        outcome.rejected = file.rejected
        return outcome
    }
}
