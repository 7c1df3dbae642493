import Enrichment
import Foundation

/// Forward and backward sums over one run, in memory that is used again.
final class ChainMemory {
    typealias Row = SIMD16<Float>

    /// Numbers of the features of all tokens of the run, and where each token's end.
    private(set) var numbers: [Int32] = []
    private(set) var ends: [Int] = [0]
    private(set) var gradients: [Row] = []
    private(set) var moveGradients = [Row](repeating: Row(repeating: 0), count: 16)
    private var emissions: [Row] = []
    private var forward: [Row] = []
    private var backward: [Row] = []
    private var scales: [Float] = []

    /// Forgets the last run; the next has `count` tokens.
    func clear(_ count: Int) {
        numbers.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        ends.append(0)
        emissions.removeAll(keepingCapacity: true)
        let zero = Row(repeating: 0)
        if gradients.count < count {
            gradients = Array(repeating: zero, count: count)
            forward = gradients
            backward = gradients
            scales = Array(repeating: 0, count: count)
        }
    }

    func add(_ number: Int32) { numbers.append(number) }

    /// Sums the rows of the features added since the last token.
    func endToken(_ weights: UnsafeMutablePointer<Row>) {
        var sum = Row(repeating: 0)
        for index in (ends.last ?? 0)..<numbers.count { sum += weights[Int(numbers[index])] }
        emissions.append(sum)
        ends.append(numbers.count)
    }

    /// Gradients of the run's log-likelihood, by token and label and by pair of labels.
    func gradient(_ gold: UnsafeBufferPointer<UInt8>, _ moves: [Row]) {
        let count = emissions.count
        let zero = Row(repeating: 0)
        var odds = [Row](repeating: zero, count: 16)
        var across = odds
        for from in 0..<16 {
            for to in 0..<16 where MentionLabel.allows(from, to) {
                let value = exp(moves[from][to])
                odds[from][to] = value
                across[to][from] = value
            }
        }
        for at in 0..<count { emissions[at] = Self.exponentials(emissions[at]) }
        sumForward(count, odds)
        sumBackward(count, odds, across)
        for from in 0..<16 { moveGradients[from] = zero }
        for at in 0..<count {
            var row = forward[at] * backward[at]
            row = row / -row.sum()
            row[Int(gold[at])] += 1
            gradients[at] = row
            if at == 0 {
                moveGradients[0] += row
            } else {
                addPairs(at, odds)
                moveGradients[Int(gold[at - 1])][Int(gold[at])] += 1
            }
        }
        for label in 0..<16 { moveGradients[label][0] += gradients[count - 1][label] }
        for from in 0..<16 { for to in 0..<16 where !MentionLabel.allows(from, to) { moveGradients[from][to] = 0 } }
    }

    private static func exponentials(_ row: Row) -> Row {
        var most = row[0]
        for label in 1..<MentionLabel.count { most = max(most, row[label]) }
        var out = Row(repeating: 0)
        for label in 0..<MentionLabel.count { out[label] = exp(row[label] - most) }
        return out
    }

    private func sumForward(_ count: Int, _ odds: [Row]) {
        for at in 0..<count {
            var row = odds[0]
            if at > 0 {
                row = Row(repeating: 0)
                for from in 0..<MentionLabel.count { row += forward[at - 1][from] * odds[from] }
            }
            row *= emissions[at]
            scales[at] = row.sum()
            forward[at] = row / scales[at]
        }
    }

    private func sumBackward(_ count: Int, _ odds: [Row], _ across: [Row]) {
        var last = Row(repeating: 0)
        for label in 0..<MentionLabel.count where MentionLabel.mayEnd(label) { last[label] = odds[label][0] }
        backward[count - 1] = last
        for at in stride(from: count - 2, through: 0, by: -1) {
            let next = emissions[at + 1] * backward[at + 1]
            var row = Row(repeating: 0)
            for to in 0..<MentionLabel.count { row += next[to] * across[to] }
            backward[at] = row / scales[at + 1]
        }
    }

    /// Takes the expected pairs of labels of tokens `at - 1` and `at` off.
    private func addPairs(_ at: Int, _ odds: [Row]) {
        let next = emissions[at] * backward[at]
        var total: Float = 0
        for from in 0..<MentionLabel.count { total += (forward[at - 1][from] * odds[from] * next).sum() }
        for from in 0..<MentionLabel.count { moveGradients[from] -= forward[at - 1][from] / total * odds[from] * next }
    }

    /// The best labels (Viterbi).
    func best(_ moves: [Row]) -> [UInt8] {
        let count = emissions.count
        var pointers: [[UInt8]] = []
        var score = moves[0] + emissions[0]
        for at in 1..<max(1, count) {
            var row = Row(repeating: -1e18)
            var from = [UInt8](repeating: 0, count: 16)
            for to in 0..<MentionLabel.count {
                for label in 0..<MentionLabel.count where score[label] + moves[label][to] > row[to] {
                    row[to] = score[label] + moves[label][to]
                    from[to] = UInt8(label)
                }
            }
            pointers.append(from)
            score = row + emissions[at]
        }
        var label = 0
        var most: Float = -1e18
        for last in 0..<MentionLabel.count where MentionLabel.mayEnd(last) && score[last] + moves[last][0] > most {
            most = score[last] + moves[last][0]
            label = last
        }
        var labels = [UInt8(label)]
        for from in pointers.reversed() {
            label = Int(from[label])
            labels.append(UInt8(label))
        }
        return labels.reversed()
    }
}
