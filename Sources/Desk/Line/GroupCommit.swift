/// Decides when the articles gathered by the loader are committed: at once when nothing else is on the line (a lone file must not
/// wait), else when the group is large or old enough (research: a commit for every file costs 1.8 times the CPU and a sync each).
struct GroupCommit: Sendable {
    var articlesMax: Int
    var bytesMax: Int
    var delayNs: UInt64

    enum Decision: Equatable {
        case nothing
        case commit
        /// Look again at this time (monotonic nanoseconds).
        case wait(until: UInt64)
    }

    /// - Parameters:
    ///   - articles, bytes: what the group holds; `isEmpty` where it holds nothing at all.
    ///   - firstAt: monotonic nanoseconds when its first batch came.
    ///   - isLineStill: no claim is being read or enriched, or none may go on before the group has made room.
    func decide(isEmpty: Bool, articles: Int, bytes: Int, firstAt: UInt64, now: UInt64, isLineStill: Bool) -> Decision {
        if isEmpty { return .nothing }
        if isLineStill || articles >= articlesMax || bytes >= bytesMax || now >= firstAt + delayNs { return .commit }
        return .wait(until: firstAt + delayNs)
    }
}
