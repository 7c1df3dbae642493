import Formats
import Foundation

/// Gradient-boosted trees for yes or no (Friedman 2001; histograms and growth by the best leaf as in LightGBM). The same input and seed give
/// the same trees.
struct ForestTrainer {
    struct Settings {
        var trees = 220
        var leavesMax = 24
        var depthMax = 7
        var rate: Float = 0.06
        var leafRowsMin = 60
        var ridge: Float = 5
        var featureShare = 0.4
        var rowShare = 0.8
        var binsMax = 127
        var seed: UInt64 = 7
    }

    private let settings: Settings
    private let width: Int
    private let rowCount: Int
    /// Upper bounds of each feature's bins.
    private var bounds: [[Float]] = []
    /// The bin of each number, feature by feature.
    private var bins: [[UInt8]] = []
    private let labels: [Bool]
    private let weights: [Float]

    /// - Parameters:
    ///   - rows: `width` numbers for each block.
    ///   - weights: how much each block counts.
    init(rows: [Float], width: Int, labels: [Bool], weights: [Float], settings: Settings = Settings()) {
        self.settings = settings
        self.width = width
        rowCount = labels.count
        self.labels = labels
        let mean = weights.reduce(0, +) / Float(max(1, weights.count))
        self.weights = weights.map { $0 / mean }
        for feature in 0..<width {
            let column = (0..<labels.count).map { rows[$0 * width + feature] }
            let bounds = Self.bounds(column, settings.binsMax)
            self.bounds.append(bounds)
            bins.append(column.map { value in UInt8(Self.bin(value, bounds)) })
        }
    }

    /// Bounds so that each bin holds about as many rows; between two values that occur, in the middle.
    private static func bounds(_ column: [Float], _ binsMax: Int) -> [Float] {
        let sorted = column.sorted()
        var distinct: [(value: Float, count: Int)] = []
        for value in sorted {
            if distinct.last?.value == value { distinct[distinct.count - 1].count += 1 } else { distinct.append((value, 1)) }
        }
        guard distinct.count > 1 else { return [] }
        let share = max(3, column.count / binsMax)
        var bounds: [Float] = []
        var filled = 0
        for index in 0..<distinct.count - 1 {
            filled += distinct[index].count
            if filled >= share || distinct.count <= binsMax, bounds.count < binsMax - 1 {
                bounds.append((distinct[index].value + distinct[index + 1].value) / 2)
                filled = 0
            }
        }
        return bounds
    }

    private static func bin(_ value: Float, _ bounds: [Float]) -> Int {
        var low = 0
        var high = bounds.count
        while low < high {
            let middle = (low + high) / 2
            if value <= bounds[middle] { high = middle } else { low = middle + 1 }
        }
        return low
    }

    // MARK: training

    private struct Leaf {
        var rows: [Int32]
        var node: Int
        var depth: Int
        var gradient: Float
        var hessian: Float
        var split: Split?
    }

    private struct Split {
        var feature: Int
        var bin: Int
        var gain: Float
    }

    /// The trees, each for all rows.
    mutating func train() -> [[PageForest.Node]] {
        var random = SplitMix(state: settings.seed)
        var odds = [Float](repeating: 0, count: rowCount)
        var gradients = odds
        var hessians = odds
        var trees: [[PageForest.Node]] = []
        for _ in 0..<settings.trees {
            for row in 0..<rowCount {
                let chance = 1 / (1 + expf(-odds[row]))
                gradients[row] = (chance - (labels[row] ? 1 : 0)) * weights[row]
                hessians[row] = max(1e-6, chance * (1 - chance)) * weights[row]
            }
            let features = (0..<width).filter { _ in Double(random.next() >> 11) / Double(1 << 53) < settings.featureShare }
            let rows = (0..<Int32(rowCount)).filter { _ in Double(random.next() >> 11) / Double(1 << 53) < settings.rowShare }
            let tree = grow(rows, features, gradients, hessians)
            apply(tree.binned, to: &odds)
            trees.append(tree.nodes)
        }
        return trees
    }

    private func grow(
        _ rows: [Int32], _ features: [Int], _ gradients: [Float], _ hessians: [Float]
    ) -> (nodes: [PageForest.Node], binned: [PageForest.Node]) {
        var nodes = [PageForest.Node(value: 0)]
        var binned = nodes
        var leaves = [leaf(rows, 0, 0, features, gradients, hessians)]
        var closed: [Leaf] = []
        while leaves.count + closed.count < settings.leavesMax {
            guard let best = leaves.indices.max(by: { (leaves[$0].split?.gain ?? 0) < (leaves[$1].split?.gain ?? 0) }),
                let split = leaves[best].split
            else { break }
            let parent = leaves.remove(at: best)
            let column = bins[split.feature]
            let low = parent.rows.filter { Int(column[Int($0)]) <= split.bin }
            let high = parent.rows.filter { Int(column[Int($0)]) > split.bin }
            let lowNode = nodes.count
            nodes[parent.node] = PageForest.Node(
                value: bounds[split.feature][split.bin], feature: Int16(split.feature), low: Int16(lowNode), high: Int16(lowNode + 1))
            binned[parent.node] = nodes[parent.node]
            binned[parent.node].value = Float(split.bin)
            nodes += [PageForest.Node(value: 0), PageForest.Node(value: 0)]
            binned += [PageForest.Node(value: 0), PageForest.Node(value: 0)]
            for (side, node) in [(low, lowNode), (high, lowNode + 1)] {
                let child = leaf(side, node, parent.depth + 1, features, gradients, hessians)
                if child.split == nil { closed.append(child) } else { leaves.append(child) }
            }
        }
        for leaf in leaves + closed {
            let value = -leaf.gradient / (leaf.hessian + settings.ridge) * settings.rate
            nodes[leaf.node].value = value
            binned[leaf.node].value = value
        }
        return (nodes, binned)
    }

    private func leaf(
        _ rows: [Int32], _ node: Int, _ depth: Int, _ features: [Int], _ gradients: [Float], _ hessians: [Float]
    ) -> Leaf {
        var gradient: Float = 0
        var hessian: Float = 0
        for row in rows {
            gradient += gradients[Int(row)]
            hessian += hessians[Int(row)]
        }
        var leaf = Leaf(rows: rows, node: node, depth: depth, gradient: gradient, hessian: hessian)
        guard depth < settings.depthMax, rows.count >= settings.leafRowsMin * 2 else { return leaf }
        for feature in features where !bounds[feature].isEmpty {
            if let split = best(feature, leaf, gradients, hessians), split.gain > leaf.split?.gain ?? 1e-3 { leaf.split = split }
        }
        return leaf
    }

    private func best(_ feature: Int, _ leaf: Leaf, _ gradients: [Float], _ hessians: [Float]) -> Split? {
        var sums = [(gradient: Float, hessian: Float, count: Int32)](repeating: (0, 0, 0), count: bounds[feature].count + 1)
        bins[feature].withUnsafeBufferPointer { column in
            sums.withUnsafeMutableBufferPointer { sums in
                for row in leaf.rows {
                    let bin = Int(column[Int(row)])
                    sums[bin].gradient += gradients[Int(row)]
                    sums[bin].hessian += hessians[Int(row)]
                    sums[bin].count += 1
                }
            }
        }
        let ridge = settings.ridge
        let whole = leaf.gradient * leaf.gradient / (leaf.hessian + ridge)
        var low: (gradient: Float, hessian: Float, count: Int) = (0, 0, 0)
        var found: Split?
        for bin in 0..<sums.count - 1 {
            low.gradient += sums[bin].gradient
            low.hessian += sums[bin].hessian
            low.count += Int(sums[bin].count)
            guard low.count >= settings.leafRowsMin, leaf.rows.count - low.count >= settings.leafRowsMin else { continue }
            let high = (gradient: leaf.gradient - low.gradient, hessian: leaf.hessian - low.hessian)
            let gain =
                low.gradient * low.gradient / (low.hessian + ridge) + high.gradient * high.gradient / (high.hessian + ridge) - whole
            if gain > found?.gain ?? 0 { found = Split(feature: feature, bin: bin, gain: gain) }
        }
        return found
    }

    private func apply(_ tree: [PageForest.Node], to odds: inout [Float]) {
        for row in 0..<rowCount {
            var node = tree[0]
            while node.feature >= 0 {
                node = tree[Int(Float(bins[Int(node.feature)][row]) <= node.value ? node.low : node.high)]
            }
            odds[row] += node.value
        }
    }
}
