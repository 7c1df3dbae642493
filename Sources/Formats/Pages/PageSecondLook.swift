/// The numbers by which blocks are judged again: how likely each was found to be the article's, and how likely those beside it and in the
/// same containers were. So a box of promotion falls as one, and a paragraph in doubt stands with its neighbours.
public struct PageSecondLook {
    /// Numbers for each block: those of the first look behind those made here.
    public static let count = ownCount + PageFeatures.count

    private static let ownCount = 1 + neighbours.count + levels.count * 5 + 6
    private static let neighbours = [-4, -3, -2, -1, 1, 2, 3, 4]
    /// How many elements above a block its containers lie.
    static let levels = [0, 1, 2, 3, 5]

    public private(set) var rows: [Float] = []

    private let chances: [Float]
    private let lengths: [Float]

    /// What the blocks under one element come to.
    private struct Sum {
        var length: Float = 0
        var chance: Float = 0
        var kept: Float = 0
        var least: Float = 2
        var most: Float = -1
        var count: Float = 0
    }

    /// - Parameters:
    ///   - odds: of the first look.
    ///   - lengths: bytes of each block.
    ///   - above: for each level the element above each block.
    ///   - firstRows: the numbers of the first look.
    public init(odds: [Float], lengths: [Float], above: [[Int]], firstRows: [Float]) {
        chances = odds.map { 1 / (1 + PageMath.exp(-$0)) }
        self.lengths = lengths
        let count = odds.count
        let sums = above.map { Self.sums($0, chances, lengths) }
        let before = Self.running(zip(chances, lengths).map { $0 * $1 })
        let lengthBefore = Self.running(lengths)
        let total = before[count] + 1
        let nextKept = Self.nextKept(chances)
        var lastKept = -99
        rows.reserveCapacity(count * Self.count)
        for index in 0..<count {
            rows.append(chances[index])
            for step in Self.neighbours {
                let other = index + step
                rows.append(other >= 0 && other < count ? chances[other] : -1)
            }
            for (level, nodes) in above.enumerated() {
                let sum = sums[level][nodes[index]]
                rows.append(sum.chance / sum.length)
                rows.append(sum.kept / sum.length)
                rows.append(sum.least)
                rows.append(sum.most)
                rows.append(sum.count)
            }
            rows.append(before[index + 1] / total)
            rows.append((total - before[index + 1]) / total)
            if chances[index] > 0.5 { lastKept = index }
            rows.append(Float(index - lastKept))
            rows.append(Float(min(99, nextKept[index] - index)))
            for reach in [5, 15] {
                let from = max(0, index - reach)
                let to = min(count, index + reach + 1)
                rows.append((before[to] - before[from]) / max(1, lengthBefore[to] - lengthBefore[from]))
            }
            rows += firstRows[index * PageFeatures.count..<(index + 1) * PageFeatures.count]
        }
    }

    /// By node.
    private static func sums(_ nodes: [Int], _ chances: [Float], _ lengths: [Float]) -> [Sum] {
        var sums = [Sum](repeating: Sum(), count: (nodes.max() ?? 0) + 1)
        for (index, node) in nodes.enumerated() {
            let chance = chances[index]
            sums[node].length += lengths[index]
            sums[node].chance += lengths[index] * chance
            if chance > 0.5 { sums[node].kept += lengths[index] }
            sums[node].least = min(sums[node].least, chance)
            sums[node].most = max(sums[node].most, chance)
            sums[node].count += 1
        }
        return sums
    }

    private static func running(_ values: [Float]) -> [Float] {
        var sums: [Float] = [0]
        sums.reserveCapacity(values.count + 1)
        for value in values { sums.append(sums[sums.count - 1] + value) }
        return sums
    }

    /// For each block the next one, itself included, that the first look would keep.
    private static func nextKept(_ chances: [Float]) -> [Int] {
        var next = [Int](repeating: 9_999, count: chances.count)
        var kept = 9_999
        for index in chances.indices.reversed() {
            if chances[index] > 0.5 { kept = index }
            next[index] = kept
        }
        return next
    }
}
