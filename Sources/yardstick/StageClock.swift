import Glibc

/// Sums the CPU time of one stage, document by document.
struct StageClock {
    /// How often each document is done; the time of the quickest run counts, so that the first run's cold caches do not.
    let runs: Int
    private(set) var documents = 0
    private(set) var totalNs: UInt64 = 0

    init(runs: Int) { self.runs = max(1, runs) }

    /// Runs the stage on one document and gives what it gives.
    mutating func measure<Result>(_ stage: () throws -> Result) rethrows -> Result {
        var begin = Self.nowNs()
        var result = try stage()
        var least = Self.nowNs() - begin
        for _ in 1..<runs {
            begin = Self.nowNs()
            result = try stage()
            least = min(least, Self.nowNs() - begin)
        }
        documents += 1
        totalNs += least
        return result
    }

    /// "12.3 µs of CPU a document".
    var report: String {
        let tenths = documents == 0 ? 0 : totalNs / UInt64(documents) / 100
        return "\(tenths / 10).\(tenths % 10) µs of CPU a document, \(documents) documents"
    }

    /// CPU time of this thread in nanoseconds.
    private static func nowNs() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
