import Dispatch
import Enrichment
import Foundation
import Glibc
import Inbox
import Logging
import Model
import Synchronization
import Warehouse

/// `copydesk run`: the inbox, the line and the warehouse of one desk, until a signal ends it.
public enum Daemon {
    /// Runs the daemon and comes back when it has stopped.
    /// - Parameters:
    ///   - reload: reads the settings again, on SIGHUP; what it throws leaves the old ones in force.
    /// - Throws: why it could not start or had to stop, with its exit code.
    public static func run(desk: String, settings: Settings, reload: @escaping @Sendable () throws(DeskError) -> Settings) throws(DeskError)
    {
        for signal in [SIGPIPE, SIGIO] { Glibc.signal(signal, SIG_IGN) }
        // Blocked before there is any other thread: what arrives before the sources exist waits for them instead of being lost.
        var handled = sigset_t()
        sigemptyset(&handled)
        for signal in [SIGTERM, SIGINT, SIGHUP, SIGUSR1] { sigaddset(&handled, signal) }
        pthread_sigmask(SIG_BLOCK, &handled, nil)
        let notifier = Notifier(environment: ProcessInfo.processInfo.environment)
        let log = Logger(label: "copydesk")
        let running = try RunningDaemon(desk: desk, settings: settings, notifier: notifier, log: log, reload: reload)
        try running.start()
        if let error = running.waitUntilStopped() { throw error }
    }
}

/// A daemon at work. Signals, timers, suspects, retries and shutdown are seen to on one serial queue, `control`; the inbox and the
/// loader have their own.
///
/// `@unchecked Sendable`: the `var`s are used on `control` only, once `start` has returned; everything else is a constant or in a `Mutex`.
final class RunningDaemon: @unchecked Sendable {
    /// Crashes while a file ran alone after which it is a dead letter. With the crash before and the start after them that is five starts,
    /// which the unit's StartLimitBurst allows.
    private static let soloCrashesMax = 3
    /// Opening, migrating and recovering may take so long before systemd gives up.
    private static let openingMaxUs: UInt64 = 600_000_000

    let control = DispatchQueue(label: "copydesk.control")
    let desk: OpenDesk
    let notifier: Notifier
    let log: Logger
    let settings: Mutex<Settings>
    let reloadSettings: @Sendable () throws(DeskError) -> Settings
    let counters = Mutex(Counters())
    let outages = Mutex(Outages())
    let solo = Mutex(SoloRun())
    /// Why the last reload was refused, for `copydesk status`; `nil` once one has succeeded.
    let settingsProblem = Mutex<String?>(nil)
    let isStopping = Atomic<Bool>(false)
    /// What recovery found has not all been put on the line yet; the inbox waits.
    let isSettling = Atomic<Bool>(false)
    /// What the callbacks of inbox and line reach; set once in `init`.
    let links = Links()
    let startedAt = UTCTime.nowText()
    private let stopped = DispatchSemaphore(value: 0)
    private let ending = Mutex<DeskError?>(nil)

    // On `control`.
    /// Claims that recovery found and that are no suspects: they wait until the suspects have run.
    var followers: [(claim: Claim, ignore: FailureCode?)] = []
    var sources: [any DispatchSourceProtocol] = []
    var retryTimer: (any DispatchSourceTimer)?
    var probeTimer: (any DispatchSourceTimer)?
    var probeDelaySeconds = RunningDaemon.probeSecondsFirst
    var terminations = 0
    var hasDrained = false
    var watchdog: Watchdog
    var statusSocket: StatusSocket?

    /// The parts that exist once the daemon has been made.
    final class Links: Sendable {
        private let state = Mutex<(line: DeskLine?, intake: Intake?)>((nil, nil))
        var line: Line? { state.withLock { $0.line?.line } }
        var intake: Intake? { state.withLock { $0.intake } }
        func set(_ line: DeskLine, _ intake: Intake) { state.withLock { $0 = (line, intake) } }
    }

    /// Since the start.
    struct Counters: Sendable {
        var articles = 0
        var files = 0
        var rejects = 0
        /// Of the write-ahead log, after the last commit.
        var walBytes: Int64 = 0
        /// The log was longer than checkpoints leave it, when last looked at.
        var isLogLong = false
        var rate = ArticleRate(nowNs: Monotonic.nowNs())
    }

    init(
        desk root: String, settings: Settings, notifier: Notifier, log: Logger, system: SystemCalls = .live,
        reload: @escaping @Sendable () throws(DeskError) -> Settings
    ) throws(DeskError) {
        self.settings = Mutex(settings)
        watchdog = Watchdog(silenceMaxNs: UInt64(settings.operationSecondsMax * 1e9))
        self.notifier = notifier
        self.log = log
        reloadSettings = reload
        notifier.send(.extendTimeout(us: Self.openingMaxUs))
        desk = try OpenDesk(root, settings: settings, opening: .makeIfNew, system: system)
        if desk.isOlderThanDesk {
            log.warning("the warehouse has fewer rows than ids were given: an older one was put back. Run: copydesk rebuild --check")
        }
        var hooks = DeskLine.Hooks()
        hooks.roomFreed = { [weak self] in self?.roomFreed() }
        hooks.ended = { [weak self] claim, outcome in self?.ended(claim, outcome) }
        hooks.outage = { [weak self] failure in self?.announce(.loader, failure) }
        hooks.committed = { [weak self] report in self?.committed(report) }
        let line = DeskLine(desk: desk, settings: settings, enrichment: .full, log: log, hooks: hooks)
        let claims: LedgerOfClaims
        do throws(Failure) { claims = try LedgerOfClaims(desk.ledger, wasClean: desk.wasClean) } catch { throw DeskError(error) }
        let callbacks = IntakeCallbacks(
            capacity: { [weak self] in self?.capacity() ?? 0 },
            deliver: { [weak self] files in self?.take(files, claims) },
            onOutage: { [weak self] error in self?.intakeFailed(error) }, notice: { [log] in log.notice("\($0)") },
            crashPoint: CrashPoint.pass)
        let intake = Intake(
            folders: desk.folders, settings: settings.intake, ledger: claims, callbacks: callbacks, system: system)
        links.set(line, intake)
    }

    /// Recovers, then listens. READY comes when the first walk through the inbox has begun.
    func start() throws(DeskError) {
        do throws(Failure) {
            let found = try Recovery(desk: desk, soloCrashesMax: Self.soloCrashesMax, log: log).run()
            solo.withLock { $0 = SoloRun(found.suspects) }
            if !found.suspects.isEmpty {
                log.notice("\(found.suspects.count) files were being read when the last process ended; each runs alone now")
            }
            followers = found.claims
            isSettling.store(true, ordering: .releasing)
            try control.sync { () -> Result<Void, Failure> in
                makeSignalSources()
                planRetries()
                runNextSuspect()
                startWatchdog()
                startStatusSocket()
                guard let intake = links.intake else { return .success(()) }
                do throws(Failure) { return .success(try intake.start()) } catch { return .failure(error) }
            }.get()
        } catch { throw DeskError(error, otherwise: .configuration) }
        notifier.send(.ready, .status(statusText()))
        log.notice("ready: \(printable(desk.folders.inbox))")
    }

    /// Blocks the calling thread.
    func waitUntilStopped() -> DeskError? {
        stopped.wait()
        return ending.withLock { $0 }
    }

    /// Ends `waitUntilStopped`; the first reason counts.
    func finish(_ error: DeskError?) {
        ending.withLock { if $0 == nil { $0 = error } }
        stopped.signal()
    }

    // MARK: - Asked and told by the inbox and the line

    /// Bytes that may be claimed now; asked on the inbox's queue at every turn.
    private func capacity() -> Int {
        if isStopping.load(ordering: .acquiring) || isSettling.load(ordering: .acquiring) || solo.withLock({ $0.isActive }) { return 0 }
        if outages.withLock({ $0.failure(of: .loader) }) != nil { return 0 }
        let minimum = settings.withLock { $0.minFreeBytes }
        let shortage = FreeSpace.shortage(at: desk.folders.root, minimum: minimum)
        announce(.space, shortage)
        if shortage != nil {
            control.async { self.planProbe() }
            return 0
        }
        return links.line?.freeBytes ?? 0
    }

    /// Puts what the inbox has claimed on the line; on the inbox's queue.
    private func take(_ files: [ClaimedFile], _ claims: LedgerOfClaims) {
        var taken: [(claim: Claim, ignore: FailureCode?)] = []
        for file in files {
            if claims.returned(file.claim.fileID) {
                do throws(Failure) {
                    if let claim = try ReturnedFile(desk: desk).settle(file.claim) { taken.append((claim, file.ignore)) }
                } catch { log.error("\(printable(file.claim.name)) came back to the inbox: \(error.sentence)") }
            } else {
                taken.append((file.claim, file.ignore))
            }
        }
        links.line?.take(taken)
    }

    private func ended(_ claim: Claim, _ outcome: FileOutcome) {
        counters.withLock { $0.files += 1 }
        if let failure = outcome.failure, outcome.status == .dead || outcome.status == .retry {
            log.warning("\(Endings.logText(claim, outcome.status, failure))")
        }
        if let newID = outcome.newFileID { resumeChanged(claim, newID) }
        if outcome.status == .retry { control.async { self.planRetries() } }
        _ = solo.withLock { $0.ended(claim.fileID) }
    }

    private func roomFreed() {
        if solo.withLock({ $0.isActive }) || isSettling.load(ordering: .acquiring) {
            control.async { self.runNextSuspect() }
        } else {
            links.intake?.capacityFreed()
        }
    }

    private func committed(_ report: LoadReport) {
        counters.withLock {
            $0.articles += report.articles
            $0.rejects += report.rejects
            $0.walBytes = report.walBytes
            $0.rate.add(report.articles, nowNs: Monotonic.nowNs())
        }
        warnOfLongLog(report.walBytes)
    }

    func announce(_ party: Outages.Party, _ failure: Failure?) {
        switch outages.withLock({ $0.set(party, failure, at: UTCTime.nowText()) }) {
        case .began(let failure):
            log.error("outage \(failure.code.rawValue): \(failure.sentence) \(failure.code.entry.advice)")
            notifier.send(.status("paused: \(failure.sentence)"))
            if failure.code == .databaseCorrupt { stopForGood(failure) }
        case .ended:
            log.notice("the outage is over")
            notifier.send(.status(statusText()))
        case nil: break
        }
        if failure == nil, party == .loader { links.intake?.capacityFreed() }
    }

    private func intakeFailed(_ error: any Error) {
        let failure = error as? Failure ?? Failure(.ioError, "\(error)")
        announce(.intake, failure)
        control.async { self.planProbe() }
    }

    /// The bytes of a claim changed after it was taken: its new row goes on the line with the file as it is now.
    private func resumeChanged(_ claim: Claim, _ newID: FileID) {
        var claim = claim
        do throws(Failure) {
            claim.path = try desk.folders.renameInWork(claim.path, to: newID, name: claim.name)
            claim.fileID = newID
            if let facts = desk.folders.facts(claim.path) { claim.facts = facts }
        } catch { return log.error("changed after claim: \(error.sentence)") }
        links.line?.take([(claim, nil)])
    }

    /// The warehouse is damaged: nothing more is moved, the process ends with 70.
    private func stopForGood(_ failure: Failure) {
        isStopping.store(true, ordering: .releasing)
        notifier.send(.stopping)
        finish(DeskError(.software, failure.sentence))
    }
}
