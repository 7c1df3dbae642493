import Model
import Warehouse

/// Where the loader puts its groups: the warehouse, or (for `extract`) standard output. Called on the line's load queue only.
public protocol LoadSink: AnyObject, Sendable {
    /// Loads a group in one transaction.
    /// - Returns: the outcome of every file that ended in it.
    /// - Throws: an outage; nothing of the group has then been loaded.
    func load(_ group: [LoadItem]) throws(Failure) -> LoadReport
}

/// What the owner of a line (daemon, `ingest`, `rebuild`) is asked and told, always on the load queue.
public struct LineEvents: Sendable {
    /// Before a commit that ends files: makes their originals durable.
    public var makeDurable: @Sendable () throws(Failure) -> Void = { () throws(Failure) in }
    /// The facts of a claim's file at this moment, to see a writer that held it open across the claim; `nil` skips the comparison.
    public var factsNow: @Sendable (Claim) -> FileFacts? = { _ in nil }
    /// What to do after a failure that may pass.
    public var retryPolicy: @Sendable (Claim, Failure) -> RetryVerdict = { _, _ in .dead }
    /// A file has its outcome, committed; the move out of work/ follows here.
    public var ended: @Sendable (Claim, FileOutcome) -> Void = { _, _ in }
    /// A group was committed.
    public var committed: @Sendable (LoadReport) -> Void = { _ in }
    /// The desk cannot load (`nil`: it can again). Told once for each outage.
    public var outage: @Sendable (Failure?) -> Void = { _ in }
    /// Bytes have become free, or the line has become empty.
    public var roomFreed: @Sendable () -> Void = {}

    public init() {}
}

/// The answer to a passing failure.
public enum RetryVerdict: Sendable, Equatable {
    /// UTC, `YYYY-MM-DDTHH:MM:SSZ`, and how often the file has failed by now.
    case retry(at: String, attempts: Int)
    case dead
}
