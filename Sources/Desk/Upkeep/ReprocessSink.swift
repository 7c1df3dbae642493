import Dispatch
import Glibc
import Inbox
import Model
import Synchronization
import Warehouse

/// The end of the line in `reprocess`: what was read again and enriched replaces the facts of the articles that are there, a few whole
/// articles in each transaction, with the warehouse left free for the daemon in between.
///
/// `@unchecked Sendable`: everything mutable but `tally` is touched on the line's load queue only.
final class ReprocessSink: LoadSink, @unchecked Sendable {
    /// What is known of a file on the line.
    struct File {
        var path: [UInt8]
        var sha256: [UInt8]?
    }

    /// What was done.
    struct Tally {
        var files = 0
        var articles = 0
        var problems: [Reprocess.Problem] = []
        var problemCount = 0

        mutating func add(_ problem: Reprocess.Problem) {
            problemCount += 1
            if problems.count < Reprocess.Summary.listedMax { problems.append(problem) }
        }
    }

    /// Articles of one transaction: some tens of milliseconds with the lock, and the commit's sync shared among them.
    private static let articlesMax = 32
    /// Bytes of text of one transaction; a longer article is one by itself.
    private static let textBytesMax = 256 << 10
    /// How often it is looked whether a daemon is at work.
    private static let lookEveryNs: UInt64 = 1_000_000_000

    private let renewal: FactRenewal
    private let warehouse: WarehouseReader
    private let choice: RenewalChoice
    private let isDaemonAtWork: @Sendable () -> Bool
    private let hasStopped: @Sendable () -> Bool
    private let progress: @Sendable (Int, Int) -> Void
    private let tally = Mutex(Tally())
    private let files = Mutex<[FileID: File]>([:])
    private var hasDaemon = false
    private var lookedNs: UInt64 = 0

    init(
        _ renewal: FactRenewal, _ warehouse: WarehouseReader, choice: RenewalChoice, isDaemonAtWork: @escaping @Sendable () -> Bool,
        hasStopped: @escaping @Sendable () -> Bool, progress: @escaping @Sendable (Int, Int) -> Void
    ) {
        self.renewal = renewal
        self.warehouse = warehouse
        self.choice = choice
        self.isDaemonAtWork = isDaemonAtWork
        self.hasStopped = hasStopped
        self.progress = progress
    }

    var result: Tally { tally.withLock { $0 } }

    /// Before the file is put on the line.
    func expect(_ fileID: FileID, _ file: File) { files.withLock { $0[fileID] = file } }

    func complain(_ problem: Reprocess.Problem) { tally.withLock { $0.add(problem) } }

    // MARK: - On the load queue

    /// A group that fails in the middle comes again: what was renewed of it is not of the choice any more.
    func load(_ group: [LoadItem]) throws(Failure) -> LoadReport {
        var report = LoadReport(batchID: 0)
        for item in group {
            switch item {
            case .begin, .rejects, .changed: break
            case .articles(_, let articles): try renew(articles)
            case .end(let end): report.outcomes[end.fileID] = try finish(end)
            case .retry(let fileID, let failure, attempts: _, at: _):
                report.outcomes[fileID] = try finish(FileEnd(fileID: fileID, failure: failure))
            }
        }
        return report
    }

    private func renew(_ articles: [EnrichedArticle]) throws(Failure) {
        var start = 0
        // After a signal what is on the line already is let go: the next run reads it again.
        while start < articles.count, !hasStopped() {
            var end = start + 1
            var bytes = articles[start].article.record.textBytes
            while end < articles.count, end - start < Self.articlesMax {
                bytes += articles[end].article.record.textBytes
                if bytes > Self.textBytesMax { break }
                end += 1
            }
            let begunNs = Monotonic.nowNs()
            let renewed = try renewal.renew(articles[start..<end])
            if renewed > 0 {
                let now = tally.withLock { tally in
                    tally.articles += renewed
                    return (tally.files, tally.articles)
                }
                progress(now.0, now.1)
                makeWay(heldNs: Monotonic.nowNs() - begunNs)
            }
            start = end
        }
    }

    /// Leaves the write lock free for as long as it was held: a daemon that waits for it asks again within milliseconds, in ever longer
    /// pauses (SQLite's busy handler), and would find it taken each time by a process that takes it back at once.
    private func makeWay(heldNs: UInt64) {
        let nowNs = Monotonic.nowNs()
        if lookedNs == 0 || nowNs - lookedNs > Self.lookEveryNs {
            lookedNs = nowNs
            hasDaemon = isDaemonAtWork()
        }
        if hasDaemon { usleep(UInt32(Self.pauseNs(heldNs: heldNs) / 1_000)) }
    }

    /// - Parameter heldNs: how long the transaction took.
    static func pauseNs(heldNs: UInt64) -> UInt64 { min(max(heldNs, 5_000_000), 200_000_000) }

    private func finish(_ end: FileEnd) throws(Failure) -> FileOutcome {
        let file = files.withLock { $0.removeValue(forKey: end.fileID) }
        if hasStopped() { return FileOutcome(fileID: end.fileID, status: .loaded) }
        let left = try warehouse.articlesToRenew(choice, ofFile: end.fileID)
        tally.withLock { tally in
            tally.files += 1
            if left > 0 {
                tally.add(Reprocess.Problem(end.fileID, file?.path, articles: left, Self.reason(end, file)))
            }
        }
        return FileOutcome(fileID: end.fileID, status: .loaded)
    }

    private static func reason(_ end: FileEnd, _ file: File?) -> ReprocessFault {
        if let sha256 = end.sha256, let known = file?.sha256, sha256 != known { return .hash }
        if let failure = end.failure { return .unreadable(failure.sentence) }
        return .records
    }
}
