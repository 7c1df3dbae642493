import Model

/// Decides whether the daemon may tell systemd that it is alive (`WATCHDOG=1` has to be earned): the queues have
/// answered the last question, and no operation has been silent for longer than its limit. Idle, drain, outages and waiting for a lock
/// are alive.
///
/// Pure: the owner asks the queues and passes what the line says.
struct Watchdog {
    /// The queues whose answers count.
    enum Party: CaseIterable { case inbox, loader }

    /// Nanoseconds without a sign of progress after which an operation hangs.
    var silenceMaxNs: UInt64
    private var askedNs: [Party: UInt64] = [:]

    init(silenceMaxNs: UInt64 = 120_000_000_000) { self.silenceMaxNs = silenceMaxNs }

    mutating func asked(_ party: Party, nowNs: UInt64) { if askedNs[party] == nil { askedNs[party] = nowNs } }

    mutating func answered(_ party: Party) { askedNs[party] = nil }

    /// - Parameters:
    ///   - oldest: when the operation that has been silent longest last showed progress.
    ///   - isWaitingForDisk: an outage or a lock: the loader's silence is then explained.
    /// - Returns: what hangs, `nil` where all is well.
    func verdict(nowNs: UInt64, oldest: RunningOperations.Entry?, isWaitingForDisk: Bool) -> String? {
        if let oldest, nowNs > oldest.sinceNs + silenceMaxNs, !(isWaitingForDisk && oldest.stage == "load") {
            return "\(oldest.stage) of file \(oldest.fileID) has shown no progress for \((nowNs - oldest.sinceNs) / 1_000_000_000) s"
        }
        for party in Party.allCases {
            if let asked = askedNs[party], nowNs > asked + silenceMaxNs, !(isWaitingForDisk && party == .loader) {
                return "the \(party) queue has not answered for \((nowNs - asked) / 1_000_000_000) s"
            }
        }
        return nil
    }
}
