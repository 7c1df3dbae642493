import Model

/// A file of the inbox that cannot be taken yet.
final class Waiter {
    /// Why it waits, for `status`.
    enum Standing: Equatable {
        case waiting
        case busy(sinceNs: UInt64)
        case unreadable
        /// Its folder does not let us take it (sticky bit, permissions), or the rename failed.
        case stuck(String)
    }

    /// Always the same name; its folder's rules may change.
    var place: Place
    var ladder = CompletenessLadder()
    var sighting: Sighting
    var standing = Standing.waiting
    /// Monotonic; `nil` where only an event or a rescan brings another look.
    var dueNs: UInt64?
    var lastLookNs: UInt64 = 0
    /// Events since it was first found busy: many mean somebody plays with it.
    var busyEvents = 0
    /// Failed attempts to take it, for the back-off.
    var failures = 0
    /// A ledger row that was made for it, when the rename failed afterwards; for exactly this inode.
    var pendingRow: (fileID: FileID, node: Node)?
    /// What the last comparison with a checksum marker said, and of which two files.
    var comparison: (data: FileFacts, marker: FileFacts, isEqual: Bool)?
    /// The rescan that saw it last.
    var generation: UInt32 = 0

    init(place: Place, sighting: Sighting) {
        self.place = place
        self.sighting = sighting
    }
}

/// The files that wait, by name and by when to look again. Holds only what waits: names that were taken leave no trace.
struct WaitingRoom {
    private(set) var waiters: [Place: Waiter] = [:]
    // A binary heap of promises to look; one that no longer fits its waiter is dropped when it comes up.
    private var heap: [(dueNs: UInt64, waiter: Waiter)] = []

    var count: Int { waiters.count }

    subscript(place: Place) -> Waiter? { waiters[place] }

    mutating func add(_ waiter: Waiter) { waiters[waiter.place] = waiter }

    mutating func remove(_ waiter: Waiter) {
        waiter.dueNs = nil
        if waiters[waiter.place] === waiter { waiters[waiter.place] = nil }
    }

    /// Promises a look at the time; an earlier promise is replaced.
    mutating func schedule(_ waiter: Waiter, atNs: UInt64) {
        if waiter.dueNs == atNs { return }
        waiter.dueNs = atNs
        heap.append((atNs, waiter))
        var child = heap.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            if heap[parent].dueNs <= heap[child].dueNs { break }
            heap.swapAt(parent, child)
            child = parent
        }
        if heap.count > 2 * waiters.count + 1_024 { rebuild() }
    }

    /// When the next look is due, `nil` where none is.
    mutating func nextDueNs() -> UInt64? {
        while let first = heap.first {
            if first.waiter.dueNs == first.dueNs { return first.dueNs }
            removeFirst()
        }
        return nil
    }

    /// Takes one waiter whose look is due; it stays in the room, without a promise.
    mutating func popDue(_ nowNs: UInt64) -> Waiter? {
        guard let due = nextDueNs(), due <= nowNs, let waiter = heap.first?.waiter else { return nil }
        removeFirst()
        waiter.dueNs = nil
        return waiter
    }

    private mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in 2 * parent + 1...2 * parent + 2 where child < heap.count && heap[child].dueNs < heap[least].dueNs { least = child }
            if least == parent { return }
            heap.swapAt(parent, least)
            parent = least
        }
    }

    private mutating func rebuild() {
        heap = heap.filter { $0.waiter.dueNs == $0.dueNs }.sorted { $0.dueNs < $1.dueNs }
    }
}
