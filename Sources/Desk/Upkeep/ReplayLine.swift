import Dispatch
import Inbox
import Logging
import Model
import Synchronization
import Warehouse

/// A line over a held desk whose claims are originals that lie in their folders already; what both kinds of rebuild share.
///
/// Nothing is moved while it runs: an original that lies where its outcome says stays there, with the time that it ended at first, so that
/// the former warehouse stays true until the new one has its place. The few others are moved at the end (`moveFiles`).
final class ReplayLine: Sendable {
    private let desk: OpenDesk
    private let line: DeskLine
    private let feed: Feed
    private let state: Mutex<State>
    private let progress: @Sendable (Int, Int) -> Void
    private static let endingsMax = 1_000

    private struct State {
        var files = 0
        var articles = 0
        var failure: Failure?
        /// When the files on the line ended before.
        var endedBefore: [FileID: String] = [:]
        /// Rows of the ledger that get their former time back.
        var endings: [(fileID: FileID, at: String)] = []
        var moves: [(Claim, FileOutcome)] = []
    }

    /// - Parameter progress: files and articles so far, on the load queue.
    init(desk: OpenDesk, settings: Settings, progress: @escaping @Sendable (Int, Int) -> Void) {
        self.desk = desk
        self.progress = progress
        state = Mutex(State())
        let feed = Feed()
        self.feed = feed
        let relay = EventRelay()
        var hooks = DeskLine.Hooks()
        hooks.movesFiles = false
        hooks.roomFreed = { feed.roomFreed() }
        hooks.ended = { relay.ended?($0, $1) }
        hooks.committed = { relay.committed?($0) }
        hooks.outage = { relay.outage?($0) }
        line = DeskLine(
            desk: desk, settings: settings, enrichment: .full, log: Logger(label: "copydesk.rebuild"), isBulk: true, hooks: hooks)
        relay.connect(
            ended: { [weak self] in self?.ended($0, $1) }, committed: { [weak self] in self?.committed($0) },
            outage: { [weak self] in self?.outage($0) })
    }

    var hasStopped: Bool { feed.hasStopped }

    func stop() { feed.stop() }

    /// Puts one original on the line and waits while that is full.
    /// - Parameter endedAt: when the file got its outcome at first, UTC; `nil` where that is not known.
    func put(_ row: LedgerRow, at path: [UInt8], sidecar: [UInt8]?, ignore: FailureCode?, endedAt: String?) {
        var claim = row.claim(at: path, facts: desk.folders.facts(path))
        claim.sidecar = sidecar
        if let endedAt { state.withLock { $0.endedBefore[row.fileID] = endedAt } }
        feed.put([(claim, ignore)], on: line.line)
    }

    /// Waits for the last commit and merges what was put off.
    func finish() throws(Failure) -> (files: Int, articles: Int) {
        feed.finish(line.line)
        let drained = DispatchSemaphore(value: 0)
        line.line.drain { drained.signal() }
        drained.wait()
        if let failure = state.withLock({ $0.failure }) { throw failure }
        try writeEndings()
        while try desk.loader.idleStep() {}
        return state.withLock { ($0.files, $0.articles) }
    }

    /// Moves the originals that lie elsewhere than their new outcome says: those of another outcome than before, and those from work/ and retry/.
    func moveFiles() throws(Failure) {
        for (claim, outcome) in state.withLock({ $0.moves }) { try Endings(folders: desk.folders).carryOut(claim, outcome) }
    }

    // MARK: - On the load queue

    private func ended(_ claim: Claim, _ outcome: FileOutcome) {
        let isEnough = state.withLock { state in
            state.files += 1
            let before = state.endedBefore.removeValue(forKey: claim.fileID)
            if claim.proof == .given || desk.folders.isPlaced(claim.path, outcome.status) {
                if let before { state.endings.append((claim.fileID, before)) }
            } else {
                state.moves.append((claim, outcome))
            }
            return state.endings.count >= Self.endingsMax
        }
        if isEnough { do throws(Failure) { try writeEndings() } catch { outage(error) } }
    }

    private func writeEndings() throws(Failure) {
        let endings = state.withLock { state in
            defer { state.endings = [] }
            return state.endings
        }
        try desk.ledger.restore(endings: endings)
    }

    private func committed(_ report: LoadReport) {
        let now = state.withLock { state in
            state.articles += report.articles
            return (state.files, state.articles)
        }
        progress(now.0, now.1)
    }

    private func outage(_ failure: Failure?) {
        guard let failure else { return }
        state.withLock { if $0.failure == nil { $0.failure = failure } }
        feed.stop()
    }
}
