import Synchronization

/// Bytes that may be on the line at once: the back-pressure of the desk (promise P8).
///
/// The claim step asks before it takes a file; no operation ever waits here. A reader that unpacks more than its file's size
/// charges the difference as it goes, and may overdraw: the claim step then stops until loads have brought the sum down.
final class FlightBudget: Sendable {
    private let bytesMax: Int
    private let bytesInFlight = Mutex<Int>(0)

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    /// Bytes that may still be taken; 0 when overdrawn.
    var free: Int { bytesInFlight.withLock { max(0, bytesMax - $0) } }

    var isOverdrawn: Bool { bytesInFlight.withLock { $0 > bytesMax } }

    var inFlight: Int { bytesInFlight.withLock { $0 } }

    func charge(_ bytes: Int) { bytesInFlight.withLock { $0 += bytes } }

    func release(_ bytes: Int) {
        bytesInFlight.withLock {
            $0 -= bytes
            precondition($0 >= 0, "released more bytes than were charged")
        }
    }
}
