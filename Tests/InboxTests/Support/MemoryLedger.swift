import Inbox
import Model
import Synchronization

/// The ledger in memory. It holds the rules that the warehouse holds with constraints, and can be told to fail.
final class MemoryLedger: ClaimLedger {
    struct Row: Equatable {
        var draft: ClaimDraft
        var status: FileStatus
        var reason: FailureCode?
    }

    /// What the warehouse says when its disk is full.
    struct Down: Error {}

    private struct Key: Hashable {
        var name: [UInt8]
        var device: UInt64
        var inode: UInt64
    }

    private struct State {
        var latest: [Key: FileID] = [:]
        var rows: [FileID: Row] = [:]
        var nextID: FileID = 1
        var failures: [String: Int] = [:]
        var complaints: [String] = []
        var claimCalls = 0
    }

    private let state = Mutex(State())

    /// The next `count` calls of `claim`, `claimed`, `withdraw` or `ignore` throw.
    func fail(_ call: String, _ count: Int) { state.withLock { $0.failures[call] = count } }

    var rows: [FileID: Row] { state.withLock { $0.rows } }
    var claimCalls: Int { state.withLock { $0.claimCalls } }
    /// Calls that broke the protocol's promises.
    var complaints: [String] { state.withLock { $0.complaints } }

    /// A row of an earlier life.
    func insert(_ row: Row) -> FileID {
        state.withLock { state in
            defer { state.nextID += 1 }
            state.rows[state.nextID] = row
            state.latest[Key(name: row.draft.name, device: row.draft.facts.device, inode: row.draft.facts.inode)] = state.nextID
            return state.nextID
        }
    }

    private static func failIfTold(_ state: inout State, _ call: String) throws {
        guard let left = state.failures[call], left > 0 else { return }
        state.failures[call] = left - 1
        throw Down()
    }

    func claim(_ drafts: [ClaimDraft]) throws -> [FileID] {
        try state.withLock { state in
            state.claimCalls += 1
            try Self.failIfTold(&state, "claim")
            return drafts.map { draft in
                let key = Key(name: draft.name, device: draft.facts.device, inode: draft.facts.inode)
                if let old = state.latest[key], state.rows[old]?.status == .claiming { return old }
                state.latest[key] = state.nextID
                defer { state.nextID += 1 }
                state.rows[state.nextID] = Row(draft: draft, status: .claiming)
                return state.nextID
            }
        }
    }

    func claimed(_ ids: [FileID]) throws {
        try state.withLock { state in
            try Self.failIfTold(&state, "claimed")
            for id in ids {
                if state.rows[id]?.status != .claiming {
                    state.complaints.append("claimed \(id), which is \(String(describing: state.rows[id]?.status))")
                }
                state.rows[id]?.status = .working
            }
        }
    }

    func withdraw(_ id: FileID, _ reason: FailureCode) throws {
        try state.withLock { state in
            try Self.failIfTold(&state, "withdraw")
            if state.rows[id]?.status != .claiming {
                state.complaints.append("withdrew \(id), which is \(String(describing: state.rows[id]?.status))")
            }
            state.rows[id]?.status = .withdrawn
            state.rows[id]?.reason = reason
        }
    }

    func ignore(_ draft: ClaimDraft, _ reason: FailureCode) throws {
        try state.withLock { state in
            try Self.failIfTold(&state, "ignore")
            state.rows[state.nextID] = Row(draft: draft, status: .ignored, reason: reason)
            state.nextID += 1
        }
    }

    func isKnownSpecial(_ draft: ClaimDraft) -> Bool {
        state.withLock { state in
            state.rows.values.contains { $0.status == .ignored && $0.draft.name == draft.name && $0.draft.facts == draft.facts }
        }
    }
}
