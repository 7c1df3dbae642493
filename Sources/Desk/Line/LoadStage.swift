import Dispatch
import Model
import Synchronization
import Warehouse

/// The loader: puts batches into load order, gathers them into groups and commits each group in one transaction.
///
/// `@unchecked Sendable`: everything but `headPlace` is used on the line's serial load queue only; `dispatchPrecondition` checks it.
final class LoadStage: @unchecked Sendable {
    private struct Held {
        let batch: EnrichedBatch
        let slot: ReadingSlot
    }

    /// A group that could not be committed is tried again after so long, then twice as long each time, up to the second.
    private static let outageFirstNs: UInt64 = 1_000_000_000
    private static let outageMaxNs: UInt64 = 60_000_000_000

    private let sink: any LoadSink
    private let events: LineEvents
    private let policy: GroupCommit
    private let queue: DispatchQueue
    private unowned var line: Line?
    private var order = LoadOrder<Held>()
    /// A large file has no place among the others, but its own batches keep their order; by the ticket's number.
    private var largeOrders: [Int: LoadOrder<Held>] = [:]
    private let headPlace = Atomic<Int>(0)
    private var group: [Held] = []
    private var groupArticles = 0
    private var groupBytes = 0
    private var firstAtNs: UInt64 = 0
    private var timer: DispatchSourceTimer?
    private var outage: Failure?
    private var outageDelayNs: UInt64 = 0

    init(sink: any LoadSink, events: LineEvents, policy: GroupCommit, queue: DispatchQueue) {
        self.sink = sink
        self.events = events
        self.policy = policy
        self.queue = queue
    }

    func attach(to line: Line) { self.line = line }

    /// The claim is the next in load order; may be asked from any thread.
    func isHead(_ ticket: Ticket) -> Bool { ticket.place == headPlace.load(ordering: .acquiring) }

    /// Takes a batch as it comes from the workers.
    func receive(_ batch: EnrichedBatch, from slot: ReadingSlot) {
        dispatchPrecondition(condition: .onQueue(queue))
        let held = Held(batch: batch, slot: slot)
        let free: [Held]
        if let place = batch.ticket.place {
            free = order.add(.init(place: place, index: batch.index, isLast: batch.end != nil, batch: held))
            if headPlace.exchange(order.head, ordering: .acquiringAndReleasing) != order.head { line?.unpark(place: order.head) }
        } else {
            free = inOrderOfFile(held)
        }
        for held in free {
            if group.isEmpty { firstAtNs = Monotonic.nowNs() }
            group.append(held)
            groupArticles += held.batch.articles.count
            groupBytes += held.batch.textBytes
        }
        commitIfDue()
    }

    private func inOrderOfFile(_ held: Held) -> [Held] {
        let number = held.batch.ticket.number
        let free = largeOrders[number, default: LoadOrder()].add(
            .init(place: 0, index: held.batch.index, isLast: held.batch.end != nil, batch: held))
        if free.last?.batch.end != nil { largeOrders[number] = nil }
        return free
    }

    /// Commits when the policy says so; called after each batch, when the workers have gone quiet, and by the timer.
    func commitIfDue() {
        dispatchPrecondition(condition: .onQueue(queue))
        guard outage == nil else { return }
        let decision = policy.decide(
            isEmpty: group.isEmpty, articles: groupArticles, bytes: groupBytes, firstAt: firstAtNs, now: Monotonic.nowNs(),
            isLineStill: line?.isStill ?? true)
        switch decision {
        case .nothing: break
        case .commit: commitNow()
        case .wait(let until): wake(at: until)
        }
    }

    /// Commits what there is. During an outage the group is kept and tried again later.
    func commitNow() {
        dispatchPrecondition(condition: .onQueue(queue))
        timer?.cancel()
        timer = nil
        guard !group.isEmpty else { return }
        do {
            if group.contains(where: { $0.batch.end != nil }) { try events.makeDurable() }
            let report = try sink.load(group.flatMap { items(of: $0.batch) })
            loaded(report)
        } catch {
            begin(outage: error)
        }
    }

    private func loaded(_ report: LoadReport) {
        if outage != nil {
            outage = nil
            outageDelayNs = 0
            events.outage(nil)
        }
        let done = group
        group = []
        groupArticles = 0
        groupBytes = 0
        events.committed(report)
        for held in done {
            if held.batch.end != nil, let outcome = report.outcomes[held.batch.ticket.claim.fileID] {
                events.ended(held.batch.ticket.claim, outcome)
            }
            line?.loaded(held.batch, held.slot)
        }
        line?.unparkAll()
        events.roomFreed()
    }

    // MARK: - What a batch means to the warehouse

    private func items(of batch: EnrichedBatch) -> [LoadItem] {
        let claim = batch.ticket.claim
        var items: [LoadItem] = []
        if batch.index == 0 { items.append(.begin(claim.fileID)) }
        if !batch.articles.isEmpty { items.append(.articles(claim.fileID, batch.articles)) }
        if !batch.rejects.isEmpty { items.append(.rejects(claim.fileID, batch.rejects)) }
        if let end = batch.end { items.append(ending(end, of: batch.ticket)) }
        return items
    }

    private func ending(_ end: ReadingEnd, of ticket: Ticket) -> LoadItem {
        let claim = ticket.claim
        if let facts = end.facts, let now = events.factsNow(claim), !now.isSameContent(as: facts) {
            return .changed(claim.fileID, now)
        }
        if let failure = end.failure, failure.code.kind == .retry, case .retry(let at, let attempts) = events.retryPolicy(claim, failure) {
            return .retry(claim.fileID, failure, attempts: attempts, at: at)
        }
        return .end(
            FileEnd(
                fileID: claim.fileID, sha256: end.sha256, format: end.format, charset: end.charset, failure: end.failure,
                ignore: ticket.ignore ?? (end.heldOnlyLitter ? .nothingInside : nil), duplicateOf: end.duplicateOf))
    }

    // MARK: - Outages

    private func begin(outage failure: Failure) {
        if outage == nil { events.outage(failure) }
        outage = failure
        outageDelayNs = outageDelayNs == 0 ? Self.outageFirstNs : min(outageDelayNs * 2, Self.outageMaxNs)
        wake(at: Monotonic.nowNs() + outageDelayNs)
    }

    private func wake(at timeNs: UInt64) {
        guard timer == nil else { return }
        let source = DispatchSource.makeTimerSource(queue: queue)
        let now = Monotonic.nowNs()
        source.schedule(deadline: .now() + .nanoseconds(Int(timeNs > now ? timeNs - now : 0)), leeway: .milliseconds(1))
        source.setEventHandler { [weak self] in self?.timerFired() }
        timer = source
        source.resume()
    }

    private func timerFired() {
        timer?.cancel()
        timer = nil
        if outage != nil { commitNow() } else { commitIfDue() }
    }
}
