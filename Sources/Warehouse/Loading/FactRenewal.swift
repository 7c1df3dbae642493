import Model

/// Gives articles that are in the warehouse their facts anew (`copydesk reprocess`), beside a daemon that loads: whole articles in short
/// transactions, so that a reader sees an article as it was or as it is, never between.
///
/// An article's number, uid, first arrival, sightings and file stay. What the source says is written again too, because spans are of the body
/// that was read with them (promise P6).
///
/// `@unchecked Sendable`: everything mutable is touched only inside `ConnectionQueue.run`, which lets one thread in at a time.
public final class FactRenewal: @unchecked Sendable {
    private let warehouse: Warehouse
    private let choice: RenewalChoice
    private let crashPoint: @Sendable (String) -> Void
    private var writer: FactWriter?
    private weak var writerConnection: Connection?

    /// - Parameters:
    ///   - choice: articles that are not of it are left alone; looked at again inside each transaction, for others write meanwhile.
    ///   - crashPoint: called with `load.before_commit` and `load.committed` once for each transaction that changes something.
    public init(_ warehouse: Warehouse, choice: RenewalChoice, crashPoint: @escaping @Sendable (String) -> Void = { _ in }) {
        self.warehouse = warehouse
        self.choice = choice
        self.crashPoint = crashPoint
    }

    /// Renews those of the articles, found by their uids, that are there and of the choice, in one transaction.
    /// - Returns: how many were.
    /// - Throws: an outage, or `database-corrupt` where the warehouse is damaged or gone; nothing has then been changed.
    public func renew(_ articles: some Collection<EnrichedArticle>) throws(Failure) -> Int {
        try warehouse.writer.runWithLog { (connection, log) throws(Failure) in
            let writer = try factWriter(on: connection)
            var renewed = 0
            do throws(Failure) {
                try connection.run("BEGIN IMMEDIATE")
                let batch = try Batch(on: connection, at: warehouse.now())
                for article in articles where try writer.renew(article, batchID: batch.batchID) { renewed += 1 }
                if renewed > 0 {
                    try writer.finishBatch(batchID: batch.batchID)
                    // No file is named: the order of loading stays what it was (promise P7).
                    try batch.write(on: connection)
                    try Warehouse.checkInPlace(connection, path: warehouse.path)
                    crashPoint("load.before_commit")
                }
                try connection.run("COMMIT")
            } catch {
                connection.rollBack()
                writer.abandonBatch()
                throw error
            }
            if renewed > 0 { crashPoint("load.committed") }
            log?.checkpointIfDue()
            return renewed
        }
    }

    private func factWriter(on connection: Connection) throws(Failure) -> FactWriter {
        if let writer, writerConnection === connection { return writer }
        let made = try FactWriter(connection, choice: choice)
        writer = made
        writerConnection = connection
        return made
    }
}
