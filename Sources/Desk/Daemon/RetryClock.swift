import Model

/// When a file in retry/ is due, with the wall clock not to be trusted: due times are kept in UTC in the ledger, and one
/// that lies further ahead than its delay could have put it was written before the clock was set back.
struct RetryClock {
    var policy: RetryPolicy

    /// Seconds from `now` until the file is due, 0 where it is.
    /// - Parameters:
    ///   - dueAt, now: seconds since 1970.
    ///   - attempts: failures so far, at least 1.
    func secondsLeft(dueAt: Int, now: Int, attempts: Int) -> Int {
        let delays = policy.delaysSeconds
        let delay = delays.isEmpty ? 0 : delays[min(max(attempts, 1), delays.count) - 1]
        let longest = Int((delay * (1 + policy.jitter)).rounded(.up)) + 1
        return min(max(0, dueAt - now), longest)
    }
}
