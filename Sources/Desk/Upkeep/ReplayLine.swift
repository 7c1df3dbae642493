import Dispatch
import Inbox
import Logging
import Model
import Synchronization
import Warehouse

/// A line over a held desk whose claims are originals that lie in their folders already; what both kinds of rebuild share.
final class ReplayLine: Sendable {
    private let desk: OpenDesk
    private let line: DeskLine
    private let feed: Feed
    private let counts: Counts

    /// - Parameter progress: files and articles so far, on the load queue.
    init(desk: OpenDesk, settings: Settings, progress: @escaping @Sendable (Int, Int) -> Void) {
        self.desk = desk
        let counts = Counts()
        let feed = Feed()
        self.counts = counts
        self.feed = feed
        var hooks = DeskLine.Hooks()
        hooks.roomFreed = { feed.roomFreed() }
        hooks.ended = { _, _ in counts.add(files: 1, articles: 0) }
        hooks.committed = { report in
            counts.add(files: 0, articles: report.articles)
            let now = counts.now
            progress(now.files, now.articles)
        }
        hooks.outage = { failure in
            guard let failure else { return }
            counts.fail(failure)
            feed.stop()
        }
        line = DeskLine(desk: desk, settings: settings, enrichment: .full, log: Logger(label: "copydesk.rebuild"), isBulk: true, hooks: hooks)
    }

    var hasStopped: Bool { feed.hasStopped }

    func stop() { feed.stop() }

    /// Puts one original on the line and waits while that is full.
    func put(_ row: LedgerRow, at path: [UInt8], sidecar: [UInt8]?, ignore: FailureCode?) {
        var claim = row.claim(at: path, facts: desk.folders.facts(path))
        claim.sidecar = sidecar
        feed.put([(claim, ignore)], on: line.line)
    }

    /// Waits for the last commit and merges what was put off.
    func finish() throws(Failure) -> (files: Int, articles: Int) {
        feed.finish(line.line)
        let drained = DispatchSemaphore(value: 0)
        line.line.drain { drained.signal() }
        drained.wait()
        if let failure = counts.failure { throw failure }
        while try desk.loader.idleStep() {}
        return counts.now
    }

    private final class Counts: Sendable {
        private let state = Mutex<(files: Int, articles: Int, failure: Failure?)>((0, 0, nil))

        var now: (files: Int, articles: Int) { state.withLock { ($0.files, $0.articles) } }
        var failure: Failure? { state.withLock { $0.failure } }

        func add(files: Int, articles: Int) {
            state.withLock {
                $0.files += files
                $0.articles += articles
            }
        }

        func fail(_ failure: Failure) { state.withLock { if $0.failure == nil { $0.failure = failure } } }
    }
}
