import Foundation
import Model

/// Hands claims to a line from the caller's own thread, which waits while the line is full and, in the end, until it is empty.
///
/// `@unchecked Sendable`: `isStopping` is read and written under `condition`'s lock only.
final class Feed: @unchecked Sendable {
    private let condition = NSCondition()
    private var isStopping = false

    /// From `LineEvents.roomFreed`.
    func roomFreed() {
        condition.lock()
        condition.broadcast()
        condition.unlock()
    }

    /// From a signal: `put` and `finish` come back.
    func stop() {
        condition.lock()
        isStopping = true
        condition.broadcast()
        condition.unlock()
    }

    var hasStopped: Bool {
        condition.lock()
        defer { condition.unlock() }
        return isStopping
    }

    /// Waits for room, then puts the claims on the line.
    func put(_ claims: [(claim: Claim, ignore: FailureCode?)], on line: Line) {
        wait { line.freeBytes > 0 }
        if !hasStopped { line.take(claims) }
    }

    /// Waits until the line is empty or the feed was stopped.
    func finish(_ line: Line) {
        line.endOfInput()
        wait { line.isIdle }
    }

    /// A file for which the line has already told that room became free cannot be missed: the line changes its state before it tells.
    private func wait(until isTrue: () -> Bool) {
        condition.lock()
        defer { condition.unlock() }
        while !isStopping, !isTrue() { condition.wait() }
    }
}
