import Model
import Synchronization

/// What runs on the line's queues at this moment, for the watchdog and for the question "is anything still on its way?".
final class RunningOperations: Sendable {
    /// One operation that has begun and not ended.
    struct Entry: Sendable {
        var stage: String
        var fileID: FileID
        var sinceNs: UInt64
    }

    private struct State {
        var next = 0
        var running: [Int: Entry] = [:]
        /// Parse and enrich operations that were enqueued and have not ended.
        var upstream = 0
    }

    private let state = Mutex(State())

    func begin(_ stage: String, _ fileID: FileID, nowNs: UInt64) -> Int {
        state.withLock {
            $0.next += 1
            $0.running[$0.next] = Entry(stage: stage, fileID: fileID, sinceNs: nowNs)
            return $0.next
        }
    }

    /// A sign of progress: the operation's silence begins anew.
    func touch(_ token: Int, nowNs: UInt64) { state.withLock { $0.running[token]?.sinceNs = nowNs } }

    func end(_ token: Int) { _ = state.withLock { $0.running.removeValue(forKey: token) } }

    /// The operation that has run longest.
    var oldest: Entry? { state.withLock { $0.running.values.min { $0.sinceNs < $1.sinceNs } } }

    func upstreamBegins() { state.withLock { $0.upstream += 1 } }

    func upstreamEnds() {
        state.withLock {
            $0.upstream -= 1
            precondition($0.upstream >= 0)
        }
    }

    var isUpstreamEmpty: Bool { state.withLock { $0.upstream == 0 } }
}
