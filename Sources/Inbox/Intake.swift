import Dispatch
import Glibc
import Model

/// Takes complete files out of the inbox: hints and rescans lead to looks, looks climb the ladder, complete files are claimed
/// in batches.
///
/// Everything happens on one serial queue of its own; the public methods may be called from anywhere.
// @unchecked Sendable: every stored property that changes is touched on `queue` only; each public method goes there first.
public final class Intake: @unchecked Sendable {
    let queue: DispatchQueue
    let folders: DeskFolders
    let ledger: any ClaimLedger
    let callbacks: IntakeCallbacks
    let system: SystemCalls
    var settings: IntakeSettings
    let userID = geteuid()
    private static let queueKey = DispatchSpecificKey<ObjectIdentifier>()

    // The inbox and work/.
    var root: (fd: Int32, node: Node)?
    var rootFolder: Folder
    var rootRetries = 0
    var workFD: Int32 = -1
    var deskDevice: UInt64 = 0
    var fileSystems: [UInt64: FileSystemKind] = [:]
    var watcher: Watcher?
    var opener: FolderOpener

    // Files between notice and claim.
    var room = WaitingRoom()
    var batch: [ReadyFile] = []
    var batchFiles: Set<FileKey> = []
    var recentClaims = RecentNames()
    var specials: [FileFacts: UInt32] = [:]

    // Walks.
    var rescanWalk: TreeWalk?
    var folderWalk: TreeWalk?
    var pendingFolders: [Folder] = []
    var rescanWanted = false
    /// Names were let go because too many wait: read the inbox again when fewer do.
    var hasForgotten = false
    var generation: UInt32 = 0
    var rescanStartedNs: UInt64 = 0
    var rescanTookNs: UInt64 = 0
    var stalePartials: [[UInt8]] = []
    var stalePartialCount = 0
    var unreadFolders: [IntakeStatus.Blocked] = []
    var refusal: String?
    var lastRefusal: String?

    // Back-pressure and outages.
    var bytesFree = 0
    var batchFilesMax = 1
    /// No looks before this time: out of descriptors, or folders keep moving.
    var notBeforeNs: UInt64 = 0
    var isPaused = false
    var isStopped = false
    var isTurnQueued = false
    /// In work/, but the ledger could not be told yet.
    var held: [ClaimedFile] = []
    /// In work/, though no proof was of them, and could not be put back: with their rows and their names there.
    var strays: [(entry: ReadyFile, fileID: FileID, target: [UInt8])] = []
    var withdrawals: [(FileID, FailureCode)] = []
    private var dueTimer: (any DispatchSourceTimer)?
    private var rescanTimer: (any DispatchSourceTimer)?

    /// - Parameters:
    ///   - folders: a desk that is there.
    ///   - ledger: called on the intake's queue.
    public init(
        folders: DeskFolders, settings: IntakeSettings = IntakeSettings(), ledger: any ClaimLedger, callbacks: IntakeCallbacks,
        system: SystemCalls = .live
    ) {
        self.folders = folders
        self.settings = settings
        self.ledger = ledger
        self.callbacks = callbacks
        self.system = system
        queue = DispatchQueue(label: "copydesk.inbox")
        opener = FolderOpener(system: system)
        rootFolder = Folder(path: [], rules: settings.sourceRules)
        queue.setSpecific(key: Self.queueKey, value: ObjectIdentifier(self))
    }

    /// Opens work/ and the inbox, listens and rescans. SIGIO, which the kernel sends when a writer runs into one of our leases, is
    /// ignored from here on (its default would end the process).
    /// - Throws: the failure of work/; a missing inbox is waited for.
    public func start() throws(Failure) {
        signal(SIGIO, SIG_IGN)
        _ = try folders.removeUnfinishedCopies()
        let fd: Int32
        let device: UInt64
        do throws(SystemError) {
            fd = try system.open(workingFolder, folders.work, folderFlags, 0)
            do throws(SystemError) { device = try system.node(fd).facts.device } catch {
                system.close(fd)
                throw error
            }
        } catch { throw error.failure("open", folders.work) }
        onQueue {
            workFD = fd
            deskDevice = device
            readLimits()
            makeTimers()
            makeWatcher()
            rescanWanted = true
            turn()
        }
    }

    /// Looks through the whole inbox, as on SIGHUP.
    public func rescan() {
        queue.async {
            self.rescanWanted = true
            self.turn()
        }
    }

    /// Takes other settings; folders' rules and the number of watches hold from the next rescan, which starts at once.
    public func update(_ settings: IntakeSettings) {
        queue.async {
            self.settings = settings
            self.readLimits()
            self.rootFolder = Folder(path: [], rules: settings.sourceRules)
            self.rescanWanted = true
            self.turn()
        }
    }

    /// `capacity()` gives more than before.
    public func capacityFreed() { queue.async { if self.bytesFree <= 0 { self.turn() } } }

    /// The outage is over: what was held is finished first.
    public func resume() {
        queue.async {
            guard self.isPaused, !self.isStopped else { return }
            self.isPaused = false
            self.settleDebts()
            // What came and went from memory meanwhile.
            self.rescanWanted = true
            self.turn()
        }
    }

    /// Ends listening and taking; `completion` is called on the intake's queue when no file is in its hands any more. Files that
    /// wait stay in the inbox; what is in work/ already is handed over first, if the ledger can be told now (else recovery at the
    /// next start finds it there with its row).
    public func stop(_ completion: @escaping @Sendable () -> Void) {
        queue.async {
            self.shutDown()
            completion()
        }
    }

    /// Calls back from the intake's queue: the proof that it is alive.
    public func ping(_ reply: @escaping @Sendable () -> Void) { queue.async(execute: reply) }

    /// How the inbox stands. Waits for the turn that is under way.
    public func status() -> IntakeStatus { onQueue { currentStatus() } }

    private func onQueue<R>(_ body: () -> R) -> R {
        if DispatchQueue.getSpecific(key: Self.queueKey) == ObjectIdentifier(self) { return body() }
        return queue.sync(execute: body)
    }

    // MARK: A turn

    /// One go: looks that are due, a slice of a walk, the claims that came of them. Short enough to let others on the queue.
    func turn() {
        guard !isStopped, !isPaused, workFD >= 0 else { return }
        let capacity = callbacks.capacity()
        bytesFree = capacity
        startRescanIfWanted()
        guard root != nil else { return arm() }
        let now = system.monotonicNs()
        var names = 0
        while names < settings.sliceNamesMax, canTake(now), let waiter = room.popDue(now) {
            names += 1
            look(waiter)
        }
        walk(names, now)
        flush()
        opener.closeAll()
        arm()
    }

    func canTake(_ nowNs: UInt64) -> Bool { bytesFree > 0 && !isPaused && nowNs >= notBeforeNs }

    /// Sees to it that a turn comes when there is something to do, and none before.
    func arm() {
        guard !isPaused, !isStopped else { return }
        let now = system.monotonicNs()
        guard root != nil, bytesFree > 0 else {
            dueTimer?.schedule(deadline: .distantFuture)
            return
        }
        let isWalking = rescanWalk != nil || folderWalk != nil || !pendingFolders.isEmpty || rescanWanted
        var next = room.nextDueNs()
        if isWalking { next = now }
        guard let next else {
            dueTimer?.schedule(deadline: .distantFuture)
            return
        }
        let at = max(next, notBeforeNs)
        if at <= now {
            guard !isTurnQueued else { return }
            isTurnQueued = true
            queue.async {
                self.isTurnQueued = false
                self.turn()
            }
        } else {
            dueTimer?.schedule(deadline: .now() + .nanoseconds(Int(clamping: at - now)), leeway: .milliseconds(1))
        }
    }

    /// The next rescan by the clock.
    func armRescan() {
        var seconds = refusal == nil ? settings.rescanSeconds : settings.pollSeconds
        if root == nil { seconds = min(Double(1 << min(max(rootRetries - 1, 0), 5)), settings.pollSeconds) }
        // A walk that takes long must not become all that is done.
        seconds = max(seconds, Double(rescanTookNs) * 10 / 1e9)
        rescanTimer?.schedule(deadline: .now() + seconds, leeway: .milliseconds(Int(seconds * 50)))
    }

    private func makeTimers() {
        let due = DispatchSource.makeTimerSource(queue: queue)
        due.setEventHandler(handler: DispatchWorkItem { [weak self] in self?.turn() })
        due.schedule(deadline: .distantFuture)
        due.resume()
        dueTimer = due
        let rescan = DispatchSource.makeTimerSource(queue: queue)
        rescan.setEventHandler(
            handler: DispatchWorkItem { [weak self] in
                guard let self else { return }
                rescanWanted = true
                armRescan()
                turn()
            })
        rescan.schedule(deadline: .distantFuture)
        rescan.resume()
        rescanTimer = rescan
    }

    private func makeWatcher() {
        let watcher = Watcher(
            queue: queue, system: system, watchesMax: settings.watchesMax, onHint: { [weak self] in self?.take($0) },
            onDrained: { [weak self] in self?.turn() })
        watcher.start()
        self.watcher = watcher
    }

    private func readLimits() {
        batchFilesMax = min(settings.batchFilesMax, descriptorsForBatches())
        watcher?.watchesMax = settings.watchesMax
    }

    /// Descriptors that a batch may hold at least, and where the system does not tell its limit.
    private static let batchDescriptorsMin = 8
    private static let batchDescriptorsUnknown = 64
    /// Of the inbox's half: what folders, watches and timers hold.
    private static let otherDescriptors = 24

    /// Half of the descriptors less what else the inbox holds: the other half is the line's.
    private func descriptorsForBatches() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return Self.batchDescriptorsUnknown }
        return max(Self.batchDescriptorsMin, Int(clamping: limit.rlim_cur) / 2 - Self.otherDescriptors)
    }

    func pause(_ error: any Error) {
        guard !isPaused else { return }
        isPaused = true
        dueTimer?.schedule(deadline: .distantFuture)
        callbacks.onOutage(error)
    }

    deinit {
        // Nobody is left to stop it: only descriptors have to go.
        if let root { system.close(root.fd) }
        if workFD >= 0 { system.close(workFD) }
    }

    private func shutDown() {
        guard !isStopped else { return }
        isStopped = true
        settleDebts()
        watcher?.stop()
        watcher = nil
        for timer in [dueTimer, rescanTimer] { timer?.cancel() }
        dueTimer = nil
        rescanTimer = nil
        rescanWalk = nil
        folderWalk = nil
        opener.closeAll()
        if let root { system.close(root.fd) }
        root = nil
        if workFD >= 0 { system.close(workFD) }
        workFD = -1
    }
}
