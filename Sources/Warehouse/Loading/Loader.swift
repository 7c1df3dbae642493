import Model

/// Loads groups of items, each group in one transaction: articles with all their rows, full text, roll-ups, rejects and the outcomes of the
/// files that ended (promise P3). Shares the writing connection with the ledger.
///
/// `@unchecked Sendable`: everything mutable is touched only inside `ConnectionQueue.run`, which lets one thread in at a time.
public final class Loader: @unchecked Sendable {
    let warehouse: Warehouse
    let withSearch: Bool
    private let crashPoint: @Sendable (String) -> Void
    /// Files between their first and their last item, as committed.
    private var files: [FileID: FileInLoad] = [:]
    private var writer: ArticleWriter?
    private weak var writerConnection: Connection?
    private var searchMerging = SearchMerging()
    /// Rows of `files` changed by the group being written.
    var pending: [FileID: FileInLoad] = [:]

    /// - Parameters:
    ///   - withSearch: false leaves the full-text tables out (`--no-search`).
    ///   - crashPoint: called with `load.before_commit` and `load.committed` once for each group, and with `final.committed`
    ///     after the commit for each file that got a final status.
    public init(_ warehouse: Warehouse, withSearch: Bool = true, crashPoint: @escaping @Sendable (String) -> Void = { _ in }) {
        self.warehouse = warehouse
        self.withSearch = withSearch
        self.crashPoint = crashPoint
    }

    /// Loads a group in one transaction.
    /// - Returns: what was written, and the outcome of every file that ended in it.
    /// - Throws: an outage, or `database-corrupt` where the warehouse is damaged or gone; nothing of the group has then been loaded.
    public func load(_ group: [LoadItem]) throws(Failure) -> LoadReport {
        try warehouse.writer.runWithLog { (connection, log) throws(Failure) in
            let writer = try articleWriter(on: connection)
            pending = files
            let batch: Batch
            do throws(Failure) {
                try connection.run("BEGIN IMMEDIATE")
                batch = try write(group, writer, connection)
                try Warehouse.checkInPlace(connection, path: warehouse.path)
                crashPoint("load.before_commit")
                try connection.run("COMMIT")
            } catch {
                connection.rollBack()
                writer.abandonBatch()
                throw error
            }
            files = pending
            crashPoint("load.committed")
            for outcome in batch.report.outcomes.values where outcome.status.isFinal { crashPoint("final.committed") }
            var report = batch.report
            report.walBytes = log?.bytes ?? 0
            afterCommit(batch, connection, log)
            return report
        }
    }

    /// A slice of the work that waits for idle time: merging of the full-text index, then emptying the write-ahead log.
    /// - Returns: true while there is more.
    public func idleStep() throws(Failure) -> Bool {
        try warehouse.writer.runWithLog { (connection, log) throws(Failure) in
            if withSearch, try searchMerging.idleStep(connection) {
                log?.checkpointIfDue()
                return true
            }
            log?.truncate()
            return false
        }
    }

    private func write(_ group: [LoadItem], _ writer: ArticleWriter, _ connection: Connection) throws(Failure) -> Batch {
        if withSearch { try searchMerging.prepare(connection) }
        var batch = try Batch(on: connection, at: warehouse.now())
        // What was read of a file that has changed since is not loaded any more.
        let changed = Set(group.compactMap { if case .changed(let fileID, _) = $0 { fileID } else { nil } })
        for item in group {
            batch.note(item.fileID)
            switch item {
            case .begin(let fileID): try begin(fileID, connection)
            case .articles(let fileID, let articles):
                if !changed.contains(fileID) { try load(articles, of: fileID, writer, &batch, connection) }
            case .rejects(let fileID, let rejects):
                if !changed.contains(fileID) { try reject(rejects, of: fileID, &batch, connection) }
            case .end(let end): try finish(end, &batch, connection)
            case .changed(let fileID, let facts): try change(fileID, to: facts, &batch, connection)
            case .retry(let fileID, let failure, let attempts, let at): try postpone(fileID, failure, attempts, at, &batch, connection)
            }
        }
        try writer.finishBatch()
        try batch.write(on: connection)
        return batch
    }

    private func load(
        _ articles: [EnrichedArticle], of fileID: FileID, _ writer: ArticleWriter, _ batch: inout Batch, _ connection: Connection
    ) throws(Failure) {
        var file = try file(fileID, connection)
        if let previous = file.previousFileID {
            try remove(previous, batch, connection)
            file.previousFileID = nil
        }
        // Taken out meanwhile, so that changing it does not copy the dictionary's storage.
        pending[fileID] = nil
        let forgotten = try writer.load(articles, file: &file, batch: &batch)
        pending[fileID] = file
        if !forgotten.isEmpty { try reject(forgotten.map { Reject(.forgotten, address: $0) }, of: fileID, &batch, connection) }
    }

    /// The article writer for this connection; a new one after the connection was opened anew.
    func articleWriter(on connection: Connection) throws(Failure) -> ArticleWriter {
        if let writer, writerConnection === connection { return writer }
        let made = try ArticleWriter(connection, withSearch: withSearch)
        writer = made
        writerConnection = connection
        searchMerging = SearchMerging()
        return made
    }

    private func afterCommit(_ batch: Batch, _ connection: Connection, _ log: WriteAheadLog?) {
        // What fails here is done again later; the commit stands.
        if withSearch && batch.report.articles > 0 { try? searchMerging.afterCommit(connection) }
        if Self.isTimeToAnalyze(batch.batchID) { try? connection.execute("PRAGMA analysis_limit = 1000; ANALYZE") }
        log?.checkpointIfDue()
    }

    /// Statistics for the planner: soon after the start, then each 1,000 batches.
    private static func isTimeToAnalyze(_ batchID: Int64) -> Bool { batchID == 10 || batchID == 100 || batchID.isMultiple(of: 1_000) }
}
