import Decoding
import Dispatch
import Enrichment
import Inbox
import Model
import Synchronization
import Warehouse

/// One run of `reprocess`: the originals of the articles that are out of date, through the line that loaded them, into `ReprocessSink`.
final class ReprocessRun: Sendable {
    private let folders: DeskFolders?
    private let reader: WarehouseReader
    private let choice: RenewalChoice
    private let sink: ReprocessSink
    private let line: Line
    private let feed: Feed
    private let failure = Mutex<Failure?>(nil)
    private let relay = EventRelay()
    private static let pageRows = 256
    /// The memory is the daemon's, and what is on the line when a signal comes is done in vain.
    private static let bytesInFlightMax = 8 << 20

    init(
        desk: String?, folders: DeskFolders?, reader: WarehouseReader, warehouse: Warehouse, choice: RenewalChoice, learned: LearnedSources,
        settings: Settings, enrichment: Enrichment, progress: @escaping @Sendable (Int, Int) -> Void
    ) {
        self.folders = folders
        self.reader = reader
        self.choice = choice
        let root = desk.map { Array($0.utf8) }
        let feed = Feed()
        self.feed = feed
        sink = ReprocessSink(
            FactRenewal(warehouse, choice: choice, crashPoint: CrashPoint.pass), reader, choice: choice,
            isDaemonAtWork: { root.map { DeskLock.holder(root: $0) != nil } ?? false }, hasStopped: { feed.hasStopped },
            progress: progress)
        let relay = relay
        var events = LineEvents()
        events.roomFreed = { feed.roomFreed() }
        events.outage = { relay.outage?($0) }
        var configuration = settings.lineConfiguration(known: { _ in nil })
        configuration.bytesInFlightMax = min(configuration.bytesInFlightMax, Self.bytesInFlightMax)
        line = Line(configuration: configuration, enrichment: enrichment, learned: learned, sink: sink, events: events)
        relay.connect(ended: { _, _ in }, committed: { _ in }, outage: { [weak self] in self?.outage($0) })
    }

    /// - Parameter summary: what is known before.
    func run(_ summary: Reprocess.Summary) throws(DeskError) -> Reprocess.Summary {
        var summary = summary
        let signals = StopSignals { [feed] in feed.stop() }
        defer { signals.end() }
        do throws(Failure) {
            try putAll()
            feed.finish(line)
            let drained = DispatchSemaphore(value: 0)
            line.drain { drained.signal() }
            drained.wait()
            if let failure = failure.withLock({ $0 }) { throw failure }
            summary.left = 0
            for (derivation, count) in try reader.articlesByDerivation(choice)
            where choice.signatures.contains(derivation.signature)
                || derivation.isBehind && choice.signaturesOfLearned.contains(derivation.signature)
            { summary.left += count }
        } catch { throw DeskError(error) }
        let tally = sink.result
        summary.files = tally.files
        summary.articles = tally.articles
        summary.problems = tally.problems.sorted { $0.fileID < $1.fileID }
        summary.problemCount = tally.problemCount
        summary.wasStopped = feed.hasStopped
        return summary
    }

    private func putAll() throws(Failure) {
        var last: FileID = 0
        while !feed.hasStopped {
            let page = try reader.filesToRenew(choice, after: last, limit: Self.pageRows)
            guard let end = page.last else { return }
            for fileID in page where !feed.hasStopped { try put(fileID) }
            last = end
        }
    }

    private func put(_ fileID: FileID) throws(Failure) {
        // Where it is not found it may have been moved since its row was read: the ledger is a step ahead.
        for attempt in 0...1 {
            guard let row = try reader.ledgerRow(fileID), row.status != .withdrawn else { return }
            guard let path = place(of: row) else {
                if attempt == 0 { continue }
                return try complain(of: row, row.name, missing(row))
            }
            // With the times that the ledger knows: a copy that was put back from elsewhere has others.
            var claim = row.claim(at: path, facts: nil)
            if let sidecar = try reader.sidecarRow(of: row) {
                claim.sidecar = place(of: sidecar).flatMap(Sidecars.read)
                guard let bytes = claim.sidecar, bytes.isEmpty || sidecar.sha256.map({ $0 == Digest.sha256(bytes) }) != false else {
                    return try complain(of: row, sidecar.name, .sidecar)
                }
            } else if row.proof == .given {
                claim.sidecar = Sidecars.beside(row)
            }
            sink.expect(fileID, ReprocessSink.File(path: path, sha256: row.sha256))
            return feed.put([(claim, nil)], on: line)
        }
    }

    private func complain(of row: LedgerRow, _ path: [UInt8], _ fault: ReprocessFault) throws(Failure) {
        let articles = try reader.articlesToRenew(choice, ofFile: row.fileID)
        // None where it was withdrawn or forgotten meanwhile.
        if articles > 0 { sink.complain(Reprocess.Problem(row.fileID, path, articles: articles, fault)) }
    }

    private func place(of row: LedgerRow) -> [UInt8]? {
        if row.proof == .given { return DeskFolders.facts(of: row.name) == nil ? nil : row.name }
        return folders?.place(of: row)
    }

    private func missing(_ row: LedgerRow) -> ReprocessFault {
        if row.proof == .given { return .missingInPlace }
        return folders == nil ? .needsDesk : .missing(day: row.finishedAt.map { String($0.prefix(10)) })
    }

    private func outage(_ failure: Failure?) {
        guard let failure else { return }
        self.failure.withLock { if $0 == nil { $0 = failure } }
        feed.stop()
    }
}
