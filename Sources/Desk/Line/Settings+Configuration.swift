import Inbox
import Model

extension Settings {
    /// The line as set.
    /// - Parameters:
    ///   - known: an earlier file with these 32 bytes of SHA-256 that was loaded.
    ///   - isBulk: nobody waits for a single row, so groups are as large as memory allows: pages that every group touches again are then
    ///     written to the log, and from there to the file, more rarely.
    ///   - system: opens the files.
    func lineConfiguration(
        known: @escaping @Sendable ([UInt8]) -> FileID?, isBulk: Bool = false, system: SystemCalls = .live
    ) -> Line.Configuration {
        let reading = Reading.Configuration(
            batchBytesMax: batchBytesMax, limits: limits, sourceDefaults: { [self] in sourceDefaults(for: $0) }, known: known,
            system: system)
        return Line.Configuration(
            workers: workerCount, bytesInFlightMax: bytesInFlightMax, largeFileBytes: largeFileBytes, reading: reading,
            commit: isBulk ? bulkCommit : commit)
    }

    /// Articles and nanoseconds after which bulk loading commits at the latest, unless more is set.
    private static let bulkArticlesMax = 16_384
    private static let bulkDelayNs: UInt64 = 5_000_000_000

    /// A quarter of what may be in flight: the facts of a group take several times the memory of its text.
    private var bulkCommit: Line.CommitLimits {
        Line.CommitLimits(
            articlesMax: max(commitArticlesMax, Self.bulkArticlesMax), bytesMax: max(commitBytesMax, bytesInFlightMax / 4),
            delayNs: max(commitDelayNs, Self.bulkDelayNs), expectsMore: true)
    }
}

extension RetryPolicy {
    /// The answer of the line's owner to a passing failure.
    var verdict: @Sendable (Claim, Failure) -> RetryVerdict {
        { claim, failure in
            switch decide(failure, attempts: claim.attempts + 1, random: Double.random(in: 0..<1)) {
            case .retry(let seconds): .retry(at: UTCTime.text(UTCTime.now() + Int(seconds.rounded(.up))), attempts: claim.attempts + 1)
            case .dead: .dead
            }
        }
    }
}
