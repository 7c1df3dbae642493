import Enrichment
import Foundation
import Model
import Synchronization

/// The line: three operation queues that hand batches on, from a claim to its outcome.
///
/// An operation never waits for anything: a claim is taken only while the flight budget has room, a reader whose batches pile up is
/// parked and goes on when the loader has made room, and results are put back into claim order by the loader.
public final class Line: Sendable {
    /// What the line needs to know, as single values.
    public struct Configuration: Sendable {
        public var workers: Int
        public var bytesInFlightMax: Int
        public var largeFileBytes: Int64
        /// Batches of one claim that may be between parse and load at a time.
        public var batchesAheadMax: Int = 16
        public var reading: Reading.Configuration
        public var commit: CommitLimits

        public init(workers: Int, bytesInFlightMax: Int, largeFileBytes: Int64, reading: Reading.Configuration, commit: CommitLimits) {
            self.workers = workers
            self.bytesInFlightMax = bytesInFlightMax
            self.largeFileBytes = largeFileBytes
            self.reading = reading
            self.commit = commit
        }
    }

    /// When the loader commits what it has gathered.
    public struct CommitLimits: Sendable {
        public var articlesMax: Int
        public var bytesMax: Int
        public var delayNs: UInt64
        /// More is on its way until `endOfInput`: a line that has gone still for an instant is no reason to commit.
        public var expectsMore: Bool

        public init(articlesMax: Int, bytesMax: Int, delayNs: UInt64, expectsMore: Bool = false) {
            self.articlesMax = articlesMax
            self.bytesMax = bytesMax
            self.delayNs = delayNs
            self.expectsMore = expectsMore
        }
    }

    private struct State {
        var nextPlace = 0
        var nextNumber = 0
        var claims = 0
        /// By place in load order; large files, which have none, by their negative number.
        var parked: [Int: ReadingSlot] = [:]
        var largeWaiting: [ReadingSlot] = []
        var isLargeRunning = false
        var isStopping = false
    }

    let configuration: Configuration
    let budget: FlightBudget
    let running = RunningOperations()
    private let state = Mutex(State())
    private let expectsMore: Atomic<Bool>
    private let parseQueue = OperationQueue()
    private let enrichQueue = OperationQueue()
    private let loadQueue = OperationQueue()
    /// Serial and on the overcommit pool, so that the loader's disk waits never starve the workers.
    let loadDispatchQueue = DispatchQueue(label: "copydesk.load")
    private let enrichment: Enrichment
    private let learned: LearnedSources
    private let scratches = ScratchPool()
    let loadStage: LoadStage

    /// - Parameters:
    ///   - enrichment: the enrichers to run; `essentialOnly` for `--no-enrich`.
    ///   - learned: what `reprocess` applies of what was learned of sources; nothing in the line that loads, where every article is read by itself
    ///     (promise P7).
    ///   - sink: where groups are loaded; called on the load queue only.
    ///   - events: what the owner of the line is told, on the load queue.
    public init(
        configuration: Configuration, enrichment: Enrichment, learned: LearnedSources = LearnedSources(), sink: any LoadSink,
        events: LineEvents
    ) {
        self.configuration = configuration
        self.enrichment = enrichment
        self.learned = learned
        expectsMore = Atomic(configuration.commit.expectsMore)
        budget = FlightBudget(bytesMax: configuration.bytesInFlightMax)
        loadStage = LoadStage(
            sink: sink, events: events,
            policy: GroupCommit(
                articlesMax: configuration.commit.articlesMax, bytesMax: configuration.commit.bytesMax,
                delayNs: configuration.commit.delayNs),
            queue: loadDispatchQueue)
        parseQueue.name = "copydesk.parse"
        parseQueue.maxConcurrentOperationCount = configuration.workers
        enrichQueue.name = "copydesk.enrich"
        enrichQueue.maxConcurrentOperationCount = configuration.workers
        loadQueue.name = "copydesk.load"
        loadQueue.maxConcurrentOperationCount = 1
        loadQueue.underlyingQueue = loadDispatchQueue
        loadStage.attach(to: self)
    }

    /// Bytes of files that may still be taken now.
    public var freeBytes: Int { state.withLock { $0.isStopping } ? 0 : budget.free }

    /// No claim is on the line.
    public var isIdle: Bool { state.withLock { $0.claims == 0 } }

    public var claimCount: Int { state.withLock { $0.claims } }

    // MARK: - Taking claims

    /// Puts claims on the line, in load order. Never blocks; the caller looks at `freeBytes` first.
    /// - Parameter ignore: the reason why the file needs no reading, for each claim.
    public func take(_ claims: [(claim: Claim, ignore: FailureCode?)]) {
        for (claim, ignore) in claims {
            let charge = Ticket.charge(forFileBytes: claim.facts.bytes, batchBytesMax: configuration.reading.batchBytesMax)
            budget.charge(charge)
            let isLarge = claim.facts.bytes > configuration.largeFileBytes
            let slot = state.withLock { state -> ReadingSlot in
                state.claims += 1
                state.nextNumber += 1
                let place = isLarge ? nil : state.nextPlace
                if !isLarge { state.nextPlace += 1 }
                let ticket = Ticket(claim: claim, place: place, number: state.nextNumber, chargedBytes: charge, ignore: ignore)
                return ReadingSlot(Reading(ticket: ticket, configuration: configuration.reading))
            }
            if isLarge { enqueueLarge(slot) } else { enqueueParse(slot) }
        }
    }

    private func enqueueLarge(_ slot: ReadingSlot) {
        let mayRun = state.withLock { state -> Bool in
            if state.isLargeRunning {
                state.largeWaiting.append(slot)
                return false
            }
            state.isLargeRunning = true
            return true
        }
        if mayRun { enqueueParse(slot) }
    }

    private func enqueueParse(_ slot: ReadingSlot) {
        running.upstreamBegins()
        parseQueue.addOperation(
            StageOperation { [self] isCancelled in
                defer { upstreamEnded() }
                if isCancelled() || isStopping { return }
                parse(slot, isCancelled)
            })
    }

    private var isStopping: Bool { state.withLock { $0.isStopping } }

    /// The first claim in load order always has room: nothing can be loaded before it.
    private func hasRoom(for ticket: Ticket) -> Bool { !budget.isOverdrawn || loadStage.isHead(ticket) }

    /// Runs a reading until it ends, must wait for the loader, or (large files) has given one batch.
    private func parse(_ slot: ReadingSlot, _ isCancelled: () -> Bool) {
        let ticket = slot.ticket
        let token = running.begin("parse", ticket.claim.fileID, nowNs: Monotonic.nowNs())
        defer { running.end(token) }
        while !isCancelled() {
            guard slot.mayGoOn(aheadMax: configuration.batchesAheadMax, hasRoom: hasRoom(for: ticket)) else {
                state.withLock { $0.parked[ticket.parkingKey] = slot }
                // The loader may have made room between the question and the parking; no later commit would then wake this reader.
                guard slot.mayGoOn(aheadMax: configuration.batchesAheadMax, hasRoom: hasRoom(for: ticket)), takeBack(ticket) else { return }
                continue
            }
            switch slot.step() {
            case .again:
                running.touch(token, nowNs: Monotonic.nowNs())
                if ticket.isLarge { return enqueueParse(slot) }
            case .batch(let batch):
                running.touch(token, nowNs: Monotonic.nowNs())
                slot.sent()
                budget.charge(ticket.excess(ofBatch: batch.index, textBytes: batch.textBytes))
                let isLast = batch.end != nil
                enqueueEnrich(batch, slot)
                if isLast { return }
                if ticket.isLarge { return enqueueParse(slot) }
            }
        }
    }

    private func enqueueEnrich(_ batch: ParsedBatch, _ slot: ReadingSlot) {
        running.upstreamBegins()
        enrichQueue.addOperation(
            StageOperation { [self] _ in
                defer { upstreamEnded() }
                let token = running.begin("enrich", batch.ticket.claim.fileID, nowNs: Monotonic.nowNs())
                CrashPoint.pass("enrich.begin")
                let source = batch.ticket.claim.source
                let articles = scratches.with { scratch in
                    batch.articles.map { enrichment.enrich($0, scratch: scratch, learned: learned.of($0, source: source)) }
                }
                running.end(token)
                enqueueLoad(
                    EnrichedBatch(
                        ticket: batch.ticket, index: batch.index, sha256: batch.sha256, articles: articles, rejects: batch.rejects,
                        end: batch.end,
                        textBytes: batch.textBytes), slot)
            })
    }

    private func enqueueLoad(_ batch: EnrichedBatch, _ slot: ReadingSlot) {
        loadQueue.addOperation(
            StageOperation { [self] _ in
                let token = running.begin("load", batch.ticket.claim.fileID, nowNs: Monotonic.nowNs())
                defer { running.end(token) }
                loadStage.receive(batch, from: slot)
            })
    }

    /// When the last worker has gone quiet the loader is told, so that a lone file is committed at once.
    private func upstreamEnded() {
        running.upstreamEnds()
        if running.isUpstreamEmpty { loadQueue.addOperation(StageOperation { [self] _ in loadStage.commitIfDue() }) }
    }

    // MARK: - Told by the loader

    /// A batch has been loaded: its bytes are free and its reader may go on.
    func loaded(_ batch: EnrichedBatch, _ slot: ReadingSlot) {
        budget.release(batch.ticket.excess(ofBatch: batch.index, textBytes: batch.textBytes))
        slot.wasLoaded()
        if batch.end != nil { ended(batch.ticket) }
    }

    /// Parked readers look again whether they may go on.
    func unparkAll() {
        let parked = state.withLock { state -> [Int: ReadingSlot] in
            defer { state.parked = [:] }
            return state.parked
        }
        for (_, slot) in parked.sorted(by: { $0.key < $1.key }) { enqueueParse(slot) }
    }

    /// The reader that is first in load order now goes on if it was parked. Only this one: thousands of others may be parked, and each head
    /// that moves on would wake them all in vain.
    func unpark(place: Int) {
        let slot = state.withLock { $0.parked.removeValue(forKey: place) }
        if let slot { enqueueParse(slot) }
    }

    /// Takes a reader out of the parked ones again, unless somebody else has woken it meanwhile.
    private func takeBack(_ ticket: Ticket) -> Bool { state.withLock { $0.parked.removeValue(forKey: ticket.parkingKey) } != nil }

    /// Nothing is being read or enriched, and nothing will be before what the loader has gathered is committed.
    var isStill: Bool { running.isUpstreamEmpty && (!expectsMore.load(ordering: .acquiring) || budget.free == 0) }

    /// The last claim has been put on a line that expected more: from here on it commits as soon as it is still.
    func endOfInput() {
        expectsMore.store(false, ordering: .releasing)
        loadQueue.addOperation(StageOperation { [self] _ in loadStage.commitIfDue() })
    }

    private func ended(_ ticket: Ticket) {
        budget.release(ticket.chargedBytes)
        let nextLarge = state.withLock { state -> ReadingSlot? in
            state.claims -= 1
            guard ticket.isLarge else { return nil }
            if state.largeWaiting.isEmpty {
                state.isLargeRunning = false
                return nil
            }
            return state.largeWaiting.removeFirst()
        }
        if let nextLarge { enqueueParse(nextLarge) }
    }

    // MARK: - Stopping

    /// Stops taking and parsing; what the loader already holds is committed. Claims that were not finished stay in work/.
    /// - Parameter done: called on the load queue after the last commit.
    public func drain(done: @escaping @Sendable () -> Void) {
        state.withLock { $0.isStopping = true }
        parseQueue.cancelAllOperations()
        parseQueue.addBarrierBlock { [self] in
            enrichQueue.addBarrierBlock { [self] in
                loadQueue.addOperation(
                    StageOperation { [self] _ in
                        loadStage.commitNow()
                        done()
                    })
            }
        }
    }
}
