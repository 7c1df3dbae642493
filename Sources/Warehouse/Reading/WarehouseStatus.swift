import Model

/// Sums over the ledger, as `status` shows them.
public struct WarehouseStatus: Sendable, Equatable {
    /// Sums over the files of one status.
    public struct Counts: Sendable, Equatable {
        public var files = 0
        public var articles = 0
        public var repeats = 0
        public var rejected = 0
        public var bytes: Int64 = 0
    }

    public var byStatus: [FileStatus: Counts] = [:]
    /// Dead letters by reason, the most frequent first.
    public var deadByReason: [(reason: String, files: Int)] = []
    /// When the next waiting file is due, UTC.
    public var nextRetryAt: String?
    /// When the last batch was committed, UTC.
    public var lastBatchAt: String?
    /// `batches.batch_id` of the last commit: from here an export goes on.
    public var lastBatchID: Int64 = 0
    public var databaseBytes: Int64 = 0

    public init() {}

    /// Files of this status.
    public func files(_ status: FileStatus) -> Int { byStatus[status]?.files ?? 0 }

    /// Articles of files that have their outcome.
    public var articles: Int { byStatus.values.reduce(0) { $0 + $1.articles } }

    public var files: Int { byStatus.values.reduce(0) { $0 + $1.files } }

    public static func == (left: WarehouseStatus, right: WarehouseStatus) -> Bool {
        left.byStatus == right.byStatus && left.nextRetryAt == right.nextRetryAt && left.lastBatchID == right.lastBatchID
            && left.deadByReason.elementsEqual(right.deadByReason, by: ==)
    }
}

extension WarehouseReader {
    /// Counts by status and what is notable. Reads a few pages, however many files there are.
    public func status() throws(Failure) -> WarehouseStatus {
        try snapshot { connection throws(Failure) in
            var status = WarehouseStatus()
            try connection.forEach("SELECT status, files, articles, repeats, rejected, bytes FROM file_counts") { row in
                guard let name = FileStatus(rawValue: row.text(0)) else { return }
                status.byStatus[name] = WarehouseStatus.Counts(
                    files: row.int(1), articles: row.int(2), repeats: row.int(3), rejected: row.int(4), bytes: row.integer(5))
            }
            status.deadByReason = try connection.rows(
                "SELECT coalesce(reason, ''), count(*) FROM files WHERE status = 'dead' GROUP BY reason ORDER BY 2 DESC, 1"
            ) { (reason: $0.text(0), files: $0.int(1)) }
            status.nextRetryAt = try connection.text("SELECT min(retry_at) FROM files WHERE status = 'retry'")
            let last = try connection.first("SELECT batch_id, committed_at FROM batches ORDER BY batch_id DESC LIMIT 1") {
                ($0.integer(0), $0.text(1))
            }
            status.lastBatchID = last?.0 ?? 0
            status.lastBatchAt = last?.1
            status.databaseBytes = try (connection.integer("PRAGMA page_count") ?? 0) * (connection.integer("PRAGMA page_size") ?? 0)
            return status
        }
    }
}
