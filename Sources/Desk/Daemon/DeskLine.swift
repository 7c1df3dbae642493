import Dispatch
import Enrichment
import Formats
import Inbox
import Logging
import Model
import Synchronization
import Warehouse

/// The line of one desk, with everything that happens at its end: outcomes carried out on disk, counters, outages of the loader, the
/// work put off until the line is idle. Daemon, `ingest --move` and `rebuild` use the same.
final class DeskLine: Sendable {
    /// What the owner hears.
    struct Hooks: Sendable {
        /// Bytes have become free, or something that stopped intake has ended.
        var roomFreed: @Sendable () -> Void = {}
        var ended: @Sendable (Claim, FileOutcome) -> Void = { _, _ in }
        var outage: @Sendable (Failure?) -> Void = { _ in }
        var committed: @Sendable (LoadReport) -> Void = { _ in }
        /// False where the owner sees to the files of the outcomes himself.
        var movesFiles = true
    }

    let line: Line
    let desk: OpenDesk
    private let log: Logger
    private let isIdleWorkPlanned = Atomic<Bool>(false)

    /// Moves that failed after their outcome was committed; recovery would finish them at the next start, this tries earlier.
    private let owedMoves: OwedMoves

    init(desk: OpenDesk, settings: Settings, enrichment: Enrichment, log: Logger, isBulk: Bool = false, hooks: Hooks) {
        self.desk = desk
        self.log = log
        let owed = OwedMoves(endings: Endings(folders: desk.folders), log: log)
        owedMoves = owed
        let idle = IdleSignal()
        var events = LineEvents()
        let folders = desk.folders
        events.makeDurable = { () throws(Failure) in try folders.syncFileSystem() }
        events.factsNow = { folders.facts($0.path) }
        events.retryPolicy = settings.retryPolicy.verdict
        events.ended = { claim, outcome in
            if hooks.movesFiles { owed.carryOut(claim, outcome) }
            hooks.ended(claim, outcome)
        }
        events.committed = { report in
            hooks.committed(report)
            idle.wake()
        }
        events.outage = hooks.outage
        events.roomFreed = hooks.roomFreed
        line = Line(
            configuration: settings.lineConfiguration(known: desk.ledger.knownBytes, isBulk: isBulk, system: desk.system),
            enrichment: enrichment,
            sink: desk.loader, events: events)
        idle.connect { [weak self] in self?.planIdleWork() }
    }

    // MARK: - While idle

    /// Time after the last commit before merges and checkpoints begin, and between their steps.
    private static let idleDelayMs = 1_000
    private static let idleStepPauseMs = 5
    private static let owedMovesPauseMs = 30_000

    private func planIdleWork(afterMs: Int = idleDelayMs) {
        guard !isIdleWorkPlanned.exchange(true, ordering: .acquiringAndReleasing) else { return }
        line.loadDispatchQueue.asyncAfter(deadline: .now() + .milliseconds(afterMs)) { [weak self] in self?.idleWork() }
    }

    /// One slice of what bulk loading put off: merging the search index, the checkpoint.
    private func idleWork() {
        isIdleWorkPlanned.store(false, ordering: .releasing)
        guard line.isIdle else { return }
        owedMoves.tryAgain()
        do throws(Failure) {
            if try desk.loader.idleStep() {
                planIdleWork(afterMs: Self.idleStepPauseMs)
            } else if owedMoves.count > 0 {
                planIdleWork(afterMs: Self.owedMovesPauseMs)
            }
        } catch { log.warning("work put off until the desk is idle failed: \(error.sentence)") }
    }
}

/// Tells the line's owner, once it exists, that something was committed.
private final class IdleSignal: Sendable {
    private let target = Mutex<(@Sendable () -> Void)?>(nil)

    func connect(_ body: @escaping @Sendable () -> Void) { target.withLock { $0 = body } }

    func wake() { target.withLock { $0 }?() }
}
