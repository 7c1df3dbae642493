/// Articles a second over the last minute, for status.
///
/// Pure: the owner tells of each commit and asks, both with the time.
struct ArticleRate {
    private static let windowNs: UInt64 = 60_000_000_000
    /// Commits closer together than this share an entry, so that the window stays small however often is committed.
    private static let grainNs: UInt64 = 500_000_000

    private let startNs: UInt64
    private var commits: [(atNs: UInt64, articles: Int)] = []

    /// - Parameter nowNs: monotonic nanoseconds; before that nothing was loaded, so a younger desk is averaged over its age.
    init(nowNs: UInt64) { startNs = nowNs }

    /// So many articles were committed.
    mutating func add(_ articles: Int, nowNs: UInt64) {
        if let last = commits.last, nowNs < last.atNs + Self.grainNs {
            commits[commits.count - 1].articles += articles
        } else {
            forget(nowNs)
            commits.append((nowNs, articles))
        }
    }

    mutating func perSecond(nowNs: UInt64) -> Double {
        forget(nowNs)
        let seconds = Double(min(Self.windowNs, nowNs - min(startNs, nowNs))) / 1e9
        return Double(commits.reduce(0) { $0 + $1.articles }) / max(seconds, 1)
    }

    private mutating func forget(_ nowNs: UInt64) { commits.removeAll { $0.atNs + Self.windowNs <= nowNs } }
}
