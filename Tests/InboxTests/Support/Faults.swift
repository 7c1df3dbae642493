import Glibc
import Synchronization

@testable import Inbox

/// Makes system calls fail: by a plan for the n-th call of a kind, or by a rule over its arguments.
final class Faults: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case open, node, nodeAt, takeLease, rename, unlink, read, write, sync, fileSystemType, makeNotifier, addWatch
    }

    private struct State {
        var counts: [Kind: Int] = [:]
        var plan: (kind: Kind, numbers: ClosedRange<Int>, code: Int32)?
        var rules: [Kind: @Sendable ([UInt8]) -> Int32?] = [:]
        var hasFailed = false
    }

    private let state = Mutex(State())

    /// The n-th call (1 is the first from now on) of the kind fails, and so many after it.
    func plan(_ kind: Kind, _ number: Int, _ code: Int32, times: Int = 1) {
        state.withLock {
            $0.counts = [:]
            $0.hasFailed = false
            $0.plan = (kind, number...(number + times - 1), code)
        }
    }

    /// Every call of the kind fails for which the rule gives a code; it is asked with the name, where the call has one.
    func rule(_ kind: Kind, _ rule: (@Sendable ([UInt8]) -> Int32?)?) { state.withLock { $0.rules[kind] = rule } }

    /// Whether the planned call came.
    var hasFailed: Bool { state.withLock { $0.hasFailed } }

    func count(_ kind: Kind) -> Int { state.withLock { $0.counts[kind, default: 0] } }

    private func check(_ kind: Kind, _ name: [UInt8] = []) throws(SystemError) {
        let code = state.withLock { state -> Int32? in
            state.counts[kind, default: 0] += 1
            if let plan = state.plan, plan.kind == kind, let count = state.counts[kind], plan.numbers.contains(count) {
                state.hasFailed = true
                return plan.code
            }
            return state.rules[kind]?(name)
        }
        if let code { throw SystemError(code) }
    }

    /// The real system behind the faults.
    var system: SystemCalls {
        let live = SystemCalls.live
        var calls = live
        calls.open = { (folder, name, flags, mode) throws(SystemError) in
            try self.check(.open, name)
            return try live.open(folder, name, flags, mode)
        }
        calls.node = { (fd) throws(SystemError) in
            try self.check(.node)
            return try live.node(fd)
        }
        calls.nodeAt = { (folder, name) throws(SystemError) in
            try self.check(.nodeAt, name)
            return try live.nodeAt(folder, name)
        }
        calls.takeLease = { (fd) throws(SystemError) in
            try self.check(.takeLease)
            try live.takeLease(fd)
        }
        calls.rename = { (from, name, to, target) throws(SystemError) in
            try self.check(.rename, name)
            try live.rename(from, name, to, target)
        }
        calls.unlink = { (folder, name) throws(SystemError) in
            try self.check(.unlink, name)
            try live.unlink(folder, name)
        }
        calls.read = { (fd, buffer) throws(SystemError) in
            try self.check(.read)
            return try live.read(fd, buffer)
        }
        calls.write = { (fd, buffer) throws(SystemError) in
            try self.check(.write)
            return try live.write(fd, buffer)
        }
        calls.sync = { (fd) throws(SystemError) in
            try self.check(.sync)
            try live.sync(fd)
        }
        calls.fileSystemType = { (fd) throws(SystemError) in
            try self.check(.fileSystemType)
            return try live.fileSystemType(fd)
        }
        calls.makeNotifier = { () throws(SystemError) in
            try self.check(.makeNotifier)
            return try live.makeNotifier()
        }
        calls.addWatch = { (notifier, folder, mask) throws(SystemError) in
            try self.check(.addWatch)
            return try live.addWatch(notifier, folder, mask)
        }
        return calls
    }
}
