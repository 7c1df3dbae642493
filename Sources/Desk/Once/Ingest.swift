import Dispatch
import Enrichment
import Glibc
import Inbox
import Logging
import Model
import Synchronization
import Warehouse

/// `copydesk ingest`: the daemon's line, run once over files where they are.
public enum Ingest {
    /// What is to be loaded where.
    public struct Options: Sendable {
        /// The desk whose warehouse is filled; `nil` with `warehouse`.
        public var desk: String?
        /// A warehouse without a desk.
        public var warehouse: String?
        /// Takes the files into the desk, as the inbox does.
        public var move = false
        public var noEnrich = false
        public var noSearch = false

        public init() {}
    }

    /// How far it is.
    public struct Progress: Sendable {
        public var files = 0
        public var articles = 0
        /// Bytes of the files that have ended.
        public var bytes: Int64 = 0
        /// Bytes of all files found so far.
        public var bytesFound: Int64 = 0
        /// No more files will be found: `bytesFound` is the whole.
        public var isWholeKnown = false

        public init() {}
    }

    /// What became of everything.
    public struct Summary: Sendable {
        public var progress = Progress()
        /// Files by outcome.
        public var outcomes: [FileStatus: Int] = [:]
        public var rejects = 0
        public var repeats = 0
        /// A signal ended it before all was loaded; running it again goes on.
        public var wasStopped = false

        public init() {}
    }

    /// Loads everything below the paths and comes back when it is loaded, merged and checkpointed.
    /// - Parameter progress: called on the load queue after each commit.
    /// - Throws: `.noInput`, `.temporary` where another process has the desk, `.configuration`, `.software` where the warehouse is damaged.
    public static func run(
        paths: [String], options: Options, settings: Settings, progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) throws(DeskError) -> Summary {
        let run = try IngestRun(options: options, settings: settings, progress: progress)
        try run.feed(paths)
        return try run.finish()
    }
}

/// One run of `ingest`.
final class IngestRun: Sendable {
    private let options: Ingest.Options
    private let target: IngestTarget
    private let line: Line
    private let feed: Feed
    private let summary = Mutex(Ingest.Summary())
    private let failure = Mutex<Failure?>(nil)
    private let relay: EventRelay
    private let names: NameRules
    private let log = Logger(label: "copydesk.ingest")
    private static let claimsMax = 256

    init(options: Ingest.Options, settings: Settings, progress: @escaping @Sendable (Ingest.Progress) -> Void) throws(DeskError) {
        self.options = options
        target = try IngestTarget(options, settings)
        names = NameRules(temporaryPatterns: settings.temporaryNames)
        let feed = Feed()
        self.feed = feed
        let relay = EventRelay()
        self.relay = relay
        var events = LineEvents()
        events.makeDurable = target.makeDurable
        events.factsNow = { DeskFolders.facts(of: $0.path) }
        events.retryPolicy = target.retryPolicy(settings)
        events.roomFreed = { feed.roomFreed() }
        events.ended = { relay.ended?($0, $1) }
        events.committed = { relay.committed?($0) }
        events.outage = { relay.outage?($0) }
        line = Line(
            configuration: settings.lineConfiguration(known: target.ledger.knownBytes, isBulk: true),
            enrichment: options.noEnrich ? .essentialOnly : .full, sink: target.loader, events: events)
        relay.connect(
            ended: { [weak self] in self?.ended($0, $1, progress) }, committed: { [weak self] in self?.committed($0, progress) },
            outage: { [weak self] in self?.outage($0) })
    }

    /// Finds the files and puts them on the line, a ledger transaction for every few hundred.
    func feed(_ paths: [String]) throws(DeskError) {
        let signals = StopSignals { [feed] in feed.stop() }
        defer { signals.end() }
        try takeLeftovers()
        var walk = PathWalk(paths, names: names)
        var files: [PathWalk.File] = []
        while let file = try walk.next(), !feed.hasStopped {
            files.append(file)
            if files.count == Self.claimsMax {
                try take(&files, walk.bytesSeen)
            }
        }
        if !feed.hasStopped { try take(&files, walk.bytesSeen) }
        summary.withLock { $0.progress.isWholeKnown = true }
        feed.finish(line)
    }

    private func takeLeftovers() throws(DeskError) {
        do throws(Failure) {
            let found = try target.leftovers(log)
            for suspect in found.suspects where !feed.hasStopped {
                _ = try target.ledger.soloBegins(suspect.fileID)
                feed.put([(suspect, nil)], on: line)
                feed.finish(line)
            }
            for claim in found.claims { feed.put([claim], on: line) }
        } catch { throw DeskError(error) }
    }

    private func take(_ files: inout [PathWalk.File], _ bytesSeen: Int64) throws(DeskError) {
        guard !files.isEmpty else { return }
        summary.withLock { $0.progress.bytesFound = bytesSeen }
        do throws(Failure) {
            let claims = try target.claim(files)
            // One by one, so that a line that is full holds back the next file and not the next hundred.
            for claim in claims { feed.put([claim], on: line) }
        } catch { throw DeskError(error) }
        files.removeAll(keepingCapacity: true)
    }

    /// Waits for the last commit, then merges what bulk loading put off.
    func finish() throws(DeskError) -> Ingest.Summary {
        let drained = DispatchSemaphore(value: 0)
        line.drain { drained.signal() }
        drained.wait()
        if let failure = failure.withLock({ $0 }) { throw DeskError(failure) }
        do throws(Failure) {
            while try target.loader.idleStep() {}
            if feed.hasStopped, !options.move { _ = try target.leftovers(log) }
            try target.close()
        } catch { throw DeskError(error) }
        summary.withLock { $0.wasStopped = feed.hasStopped }
        return summary.withLock { $0 }
    }

    // MARK: - On the load queue

    private func ended(_ claim: Claim, _ outcome: FileOutcome, _ progress: (Ingest.Progress) -> Void) {
        summary.withLock {
            $0.outcomes[outcome.status, default: 0] += 1
            $0.repeats += outcome.repeats
            $0.progress.files += 1
            $0.progress.bytes += claim.facts.bytes
        }
        if outcome.status == .dead, let failure = outcome.failure {
            log.warning("\(Endings.logText(claim, outcome.status, failure))")
        }
        target.ended(claim, outcome)
        if let newID = outcome.newFileID, let again = target.changed(claim, newID) { line.take([(again, nil)]) }
    }

    private func committed(_ report: LoadReport, _ progress: (Ingest.Progress) -> Void) {
        let now = summary.withLock { summary in
            summary.progress.articles += report.articles
            summary.rejects += report.rejects
            return summary.progress
        }
        progress(now)
    }

    /// `ingest` does not wait for space or a lock for ever: what cannot be loaded after a while ends it.
    private func outage(_ failure: Failure?) {
        guard let failure else { return }
        self.failure.withLock { $0 = failure }
        feed.stop()
    }
}

/// Where the line's events go, once the run exists that wants them.
final class EventRelay: Sendable {
    private struct Targets {
        var ended: (@Sendable (Claim, FileOutcome) -> Void)?
        var committed: (@Sendable (LoadReport) -> Void)?
        var outage: (@Sendable (Failure?) -> Void)?
    }

    private let targets = Mutex(Targets())

    var ended: (@Sendable (Claim, FileOutcome) -> Void)? { targets.withLock { $0.ended } }
    var committed: (@Sendable (LoadReport) -> Void)? { targets.withLock { $0.committed } }
    var outage: (@Sendable (Failure?) -> Void)? { targets.withLock { $0.outage } }

    func connect(
        ended: @escaping @Sendable (Claim, FileOutcome) -> Void, committed: @escaping @Sendable (LoadReport) -> Void,
        outage: @escaping @Sendable (Failure?) -> Void
    ) {
        targets.withLock { $0 = Targets(ended: ended, committed: committed, outage: outage) }
    }
}

/// SIGINT and SIGTERM while a command runs once: what is under way is finished, nothing new is begun.
struct StopSignals {
    private let sources: [any DispatchSourceSignal]

    init(_ stop: @escaping @Sendable () -> Void) {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue(label: "copydesk.signals"))
            source.setEventHandler(handler: DispatchWorkItem(block: stop))
            source.resume()
            return source
        }
    }

    func end() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
}
