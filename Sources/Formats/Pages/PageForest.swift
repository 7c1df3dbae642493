/// Trained trees: numbers of a text block to the odds that it belongs to the article.
///
/// Layout in the file of `PageModel` (little endian): UInt32 trees; then for each tree UInt32 nodes and its nodes, 12 bytes each: Float32 threshold or, in a leaf, its value; Int16 feature, -1 in a leaf; Int16 the child for numbers up to the threshold;
/// Int16 the other child; two bytes of nothing.
public struct PageForest: Sendable {
    public struct Node: Sendable {
        public var value: Float
        public var feature: Int16
        public var low: Int16
        public var high: Int16

        public init(value: Float, feature: Int16 = -1, low: Int16 = 0, high: Int16 = 0) {
            self.value = value
            self.feature = feature
            self.low = low
            self.high = high
        }
    }

    private var nodes: [Node] = []
    /// Where each tree begins.
    private var roots: [Int32] = []

    /// - Parameter trees: each begins with its root; children are positions in their own tree.
    public init(trees: [[Node]]) {
        for tree in trees {
            roots.append(Int32(nodes.count))
            nodes += tree
        }
    }

    /// Reads one forest from `at` on, and leaves `at` behind it.
    /// - Parameter width: numbers of each row that it will judge.
    /// - Returns: `nil` where the bytes hold none for such rows.
    init?(_ bytes: UnsafeRawBufferPointer, at: inout Int, width: Int) {
        func word(_ offset: Int) -> UInt32? {
            offset + 4 <= bytes.count ? UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) : nil
        }
        func half(_ offset: Int) -> Int16 { Int16(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int16.self)) }
        guard let count = word(at) else { return nil }
        at += 4
        for _ in 0..<count {
            guard let nodeCount = word(at), nodeCount > 0, at + 4 + Int(nodeCount) * 12 <= bytes.count else { return nil }
            at += 4
            roots.append(Int32(nodes.count))
            for index in 0..<Int(nodeCount) {
                let bits = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self))
                let node = Node(value: Float(bitPattern: bits), feature: half(at + 4), low: half(at + 6), high: half(at + 8))
                // Children lie behind their parent, side by side: no walk goes round, and a step needs no branch.
                let isSound = node.feature < 0 || (node.low > index && node.high == node.low + 1 && node.high < Int(nodeCount))
                guard isSound, node.feature < width else { return nil }
                nodes.append(node)
                at += 12
            }
        }
    }

    /// The bytes of trees as they stand in a file.
    static func bytes(_ trees: [[Node]]) -> [UInt8] {
        var out: [UInt8] = []
        func put(_ value: UInt32) { withUnsafeBytes(of: value.littleEndian) { out += $0 } }
        func put(_ value: Int16) { withUnsafeBytes(of: value.littleEndian) { out += $0 } }
        put(UInt32(trees.count))
        for tree in trees {
            put(UInt32(tree.count))
            for node in tree {
                put(node.value.bitPattern)
                for half in [node.feature, node.low, node.high, 0] { put(half) }
            }
        }
        return out
    }

    /// The log odds of each row.
    /// - Parameter rows: `width` numbers for each block.
    public func odds(_ rows: [Float], width: Int, into odds: inout [Float]) {
        let count = rows.count / width
        odds = Array(repeating: 0, count: count)
        rows.withUnsafeBufferPointer { rows in
            nodes.withUnsafeBufferPointer { nodes in
                guard let row = rows.baseAddress, let first = nodes.baseAddress else { return }
                for root in roots {
                    let tree = first + Int(root)
                    for index in 0..<count {
                        let numbers = row + index &* width
                        var node = tree
                        while node.pointee.feature >= 0 {
                            let isHigh = numbers[Int(node.pointee.feature)] > node.pointee.value
                            node = tree + (Int(node.pointee.low) &+ (isHigh ? 1 : 0))
                        }
                        odds[index] += node.pointee.value
                    }
                }
            }
        }
    }
}
