import Model

/// What happens to a file after a failure: another attempt, later and later, or the dead letters.
struct RetryPolicy: Sendable {
    /// Waiting times in seconds before the second, third … attempt; after the last the file is dead.
    var delaysSeconds: [Double]
    /// Share by which a delay is varied, so that files that failed together don't come back together.
    var jitter: Double

    enum Decision: Equatable {
        /// Try again after this many seconds.
        case retry(afterSeconds: Double)
        case dead
    }

    /// - Parameters:
    ///   - attempts: how often the file has failed for a passing reason, this time included (1 = first failure).
    ///   - random: a number in 0 ..< 1, passed in so that tests are exact.
    func decide(_ failure: Failure, attempts: Int, random: Double) -> Decision {
        guard failure.code.kind == .retry else { return .dead }
        let attemptsMax = failure.code == .timeLimit ? 1 : delaysSeconds.count
        guard attempts <= attemptsMax, attempts >= 1 else { return .dead }
        let delay = failure.code == .timeLimit ? 0 : delaysSeconds[attempts - 1]
        return .retry(afterSeconds: delay * (1 + jitter * (2 * random - 1)))
    }
}
