import Model
import Synchronization

/// A reading on its way through the parse queue, with the count of its batches that the loader has not loaded yet.
///
/// `@unchecked Sendable`: `reading` is used by one operation at a time. A slot is enqueued once by `take`, and again only by the operation
/// that has just used it or, after that operation has put it into the parked list, by whoever takes it out of that list.
final class ReadingSlot: @unchecked Sendable {
    private let reading: Reading
    let ticket: Ticket
    private let ahead = Mutex(0)

    init(_ reading: Reading) {
        self.reading = reading
        ticket = reading.ticket
    }

    /// Reads on; only for the operation that holds the slot.
    func step() -> Reading.Step { reading.step() }

    func sent() { ahead.withLock { $0 += 1 } }

    func wasLoaded() { ahead.withLock { $0 -= 1 } }

    /// Whether the next batch may be read: not too many are waiting for the loader, and there is room for its text.
    func mayGoOn(aheadMax: Int, hasRoom: Bool) -> Bool {
        let waiting = ahead.withLock { $0 }
        return waiting < aheadMax && hasRoom
    }
}
