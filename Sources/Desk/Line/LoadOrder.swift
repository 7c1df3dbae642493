/// Puts the results of parallel workers back into claim order (promise P7).
///
/// Each claim holds one place. Its batches are released in their own order once every earlier claim has ended.
/// Pure: nothing happens here but sorting; `add` returns what may be loaded now.
struct LoadOrder<Batch> {
    /// One batch on its way: the claim's place in the order, the batch's index inside the claim, and whether it is the last.
    struct Arrival {
        var place: Int
        var index: Int
        var isLast: Bool
        var batch: Batch
    }

    private struct Waiting {
        var nextIndex = 0
        var batches: [Int: Arrival] = [:]
    }

    /// The place whose batches may be loaded now.
    private(set) var head: Int
    private var waiting: [Int: Waiting] = [:]

    init(firstPlace: Int = 0) { head = firstPlace }

    /// Batches that wait for an earlier claim.
    var heldCount: Int { waiting.values.reduce(0) { $0 + $1.batches.count } }

    /// Takes one arrival and gives every batch that has become free, in load order.
    mutating func add(_ arrival: Arrival) -> [Batch] {
        precondition(arrival.place >= head, "a claim that has ended cannot bring another batch")
        waiting[arrival.place, default: Waiting()].batches[arrival.index] = arrival
        var free: [Batch] = []
        while var current = waiting[head], let next = current.batches.removeValue(forKey: current.nextIndex) {
            free.append(next.batch)
            if next.isLast {
                waiting[head] = nil
                head += 1
            } else {
                current.nextIndex += 1
                waiting[head] = current
            }
        }
        return free
    }
}
