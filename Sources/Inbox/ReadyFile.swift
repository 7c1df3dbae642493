import Model

/// A complete file on its way into work/. Its descriptor holds the lease until it is there.
struct ReadyFile {
    let waiter: Waiter
    let fd: Int32
    /// As the leased descriptor showed it when the proof held.
    let node: Node
    let proof: Proof
    let ignore: FailureCode?
    var sidecar: [UInt8]?
    /// Set for a sidecar: the article that has its content. It goes only where that one goes.
    var article: Waiter?
    /// The inbox is elsewhere, or others hold links to the inode.
    let mustCopy: Bool
}

/// A file whatever its name.
struct FileKey: Hashable {
    let device: UInt64
    let inode: UInt64

    init(_ node: Node) {
        device = node.facts.device
        inode = node.facts.inode
    }
}

/// The names claimed last, as hashes: enough to know a marker whose file has gone ahead.
struct RecentNames {
    static let countMax = 65_536

    private var hashes: Set<Int> = []
    private var order: [Int] = []
    private var next = 0

    mutating func add(_ place: Place) {
        let hash = place.hashValue
        guard hashes.insert(hash).inserted else { return }
        if order.count < Self.countMax {
            order.append(hash)
        } else {
            hashes.remove(order[next])
            order[next] = hash
            next = (next + 1) % Self.countMax
        }
    }

    func contains(_ place: Place) -> Bool { hashes.contains(place.hashValue) }
}
