import Model

extension Settings {
    /// The line as set.
    /// - Parameter known: an earlier file with these 32 bytes of SHA-256 that was loaded.
    func lineConfiguration(known: @escaping @Sendable ([UInt8]) -> FileID?) -> Line.Configuration {
        let reading = Reading.Configuration(
            batchBytesMax: batchBytesMax, limits: limits, sourceDefaults: { [self] in sourceDefaults(for: $0) }, known: known)
        return Line.Configuration(
            workers: workerCount, bytesInFlightMax: bytesInFlightMax, largeFileBytes: largeFileBytes, reading: reading, commit: commit)
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
