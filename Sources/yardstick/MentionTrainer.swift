import Enrichment
import Foundation

/// Trains the weights of names: a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) by AdaGrad (Duchi, Hazan and Singer 2011),
/// with half of the features left out at random in each update, and the mean of the weights of the later epochs as result.
///
/// Deterministic: one thread, own random numbers, sums in a fixed order.
struct MentionTrainer {
    struct Settings {
        var epochs = 14
        /// Part of the epochs before weights are averaged.
        var warmUp: Float = 0.3
        var rate: Float = 0.15
        var decay: Float = 2e-5
        /// Features left out at each update, of 256.
        var dropped: UInt32 = 128
        /// Parts of the corpus of which each is read by a model that did not see it, for the second pass.
        var folds = 4
        /// Trainings with other random numbers whose weights are averaged: one alone is up to half a point of F1 better or worse by chance.
        var runs = 3
        /// Rows that are kept.
        var rowsMax = 120_000
    }

    typealias Row = SIMD16<Float>

    let corpus: MentionCorpus
    let settings: Settings
    /// Every known feature, ascending; a feature's number is its place here.
    private let keys: [UInt32]
    private var random = XorShift(state: 12_345)
    private let weights: UnsafeMutablePointer<Row>
    private let squares: UnsafeMutablePointer<Row>
    private let sums: UnsafeMutablePointer<Row>
    private var moves = [Row](repeating: Row(repeating: 0), count: 16)
    private var moveSquares = [Row](repeating: Row(repeating: 10), count: 16)
    private var moveSums = [Row](repeating: Row(repeating: 0), count: 16)
    /// For each active token the numbers of its features of the second pass, -1 where there are none.
    private var votes: [(Int32, Int32, Int32)] = []
    private let chain = ChainMemory()
    private let say: (String) -> Void

    /// Makes a trainer; `corpus` is taken over, its feature hashes become numbers.
    init(_ corpus: MentionCorpus, _ settings: Settings, say: @escaping (String) -> Void) {
        var corpus = corpus
        var unique = corpus.features + MentionFeatures.allVoteFeatures
        unique.sort()
        var keys: [UInt32] = []
        for key in unique where keys.last != key { keys.append(key) }
        corpus.features.withUnsafeMutableBufferPointer { features in
            for index in features.indices { features[index] = UInt32(Self.number(of: features[index], keys) ?? 0) }
        }
        self.corpus = corpus
        self.settings = settings
        self.keys = keys
        self.say = say
        weights = .allocate(capacity: keys.count)
        squares = .allocate(capacity: keys.count)
        sums = .allocate(capacity: keys.count)
        votes = Array(repeating: (-1, -1, -1), count: corpus.gold.count)
        say("\(corpus.documents.count) documents, \(corpus.runs.count) runs, \(corpus.gold.count) active tokens, \(keys.count) features")
        say("\(corpus.namesTotal) names, \(corpus.namesLost) of them beyond tokens and gate")
    }

    private static func number(of key: UInt32, _ keys: [UInt32]) -> Int? {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == key ? low : nil
    }

    /// Trains, and gives the bytes of the weights file.
    mutating func train(head: String) -> [UInt8] {
        vote()
        let total = UnsafeMutablePointer<Row>.allocate(capacity: keys.count)
        defer { total.deallocate() }
        total.initialize(repeating: Row(repeating: 0), count: keys.count)
        var totalMoves = [Row](repeating: Row(repeating: 0), count: 16)
        for run in 1...settings.runs {
            reset()
            self.run(epochs: settings.epochs, withVotes: true, name: "all, \(run) of \(settings.runs)") { _ in true }
            for index in keys.indices { total[index] += weights[index] }
            for from in 0..<16 { totalMoves[from] += moves[from] }
        }
        for index in keys.indices { weights[index] = total[index] / Float(settings.runs) }
        for from in 0..<16 { moves[from] = totalMoves[from] / Float(settings.runs) }
        let bytes = quantised(head)
        weights.deallocate()
        squares.deallocate()
        sums.deallocate()
        return bytes
    }

    /// Reads each part of the corpus with a model of the other parts, and keeps what the second pass will see.
    private mutating func vote() {
        var labels = [UInt8](repeating: 0, count: corpus.gold.count)
        let folds = settings.folds
        for fold in 0..<folds {
            reset()
            run(epochs: settings.epochs / 2, withVotes: false, name: "part \(fold + 1) of \(folds)") { $0 % folds != fold }
            for run in corpus.runs where run.document % folds == fold { decode(run, &labels) }
        }
        let space = MentionWorkspace()
        let keys = keys
        var votes = votes
        for document in corpus.documents {
            MentionCorpus.open(document.text, space) { features, _, _ in
                let own = Array(labels[document.tokens])
                own.withUnsafeBufferPointer { own in
                    guard let own = own.baseAddress else { return }
                    features.collectVotes(own)
                    let out = UnsafeMutablePointer<UInt32>.allocate(capacity: 3)
                    defer { out.deallocate() }
                    for at in 0..<features.activeCount where features.voteFeatures(at, own, out) == 3 {
                        let numbers = (0..<3).map { Int32(Self.number(of: out[$0], keys) ?? -1) }
                        votes[document.tokens.lowerBound + at] = (numbers[0], numbers[1], numbers[2])
                    }
                }
            }
        }
        self.votes = votes
    }

    private mutating func reset() {
        weights.initialize(repeating: Row(repeating: 0), count: keys.count)
        squares.initialize(repeating: Row(repeating: 1), count: keys.count)
        for from in 0..<16 {
            moves[from] = Row((0..<16).map { MentionLabel.allows(from, $0) ? 0 : -1e9 })
            moveSquares[from] = Row(repeating: 10)
        }
    }

    /// Some epochs over the documents that `isIn` names, and the mean of the weights at the ends of the later ones.
    private mutating func run(epochs: Int, withVotes: Bool, name: String, _ isIn: (Int) -> Bool) {
        sums.initialize(repeating: Row(repeating: 0), count: keys.count)
        moveSums = Array(repeating: Row(repeating: 0), count: 16)
        let averagedFrom = Int(Float(epochs) * settings.warmUp)
        var order: [(run: Int, votes: Bool)] = []
        for index in corpus.runs.indices where isIn(corpus.runs[index].document) {
            order.append((index, false))
            if withVotes { order.append((index, true)) }
        }
        for epoch in 0..<epochs {
            for index in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(index, Int(random.next() % UInt32(index + 1))) }
            let rate = settings.rate * (1 - 0.8 * Float(epoch) / Float(epochs))
            for (run, votes) in order { update(corpus.runs[run], votes, rate) }
            guard epoch >= averagedFrom else { continue }
            for index in keys.indices { sums[index] += weights[index] }
            for from in 0..<16 { moveSums[from] += moves[from] }
        }
        let count = Float(max(1, epochs - averagedFrom))
        for index in keys.indices { weights[index] = sums[index] / count }
        for from in 0..<16 { moves[from] = moveSums[from] / count }
        say("\(name): \(epochs) epochs over \(order.count) runs")
    }

    /// The most heavy rows, as small integers.
    private func quantised(_ head: String) -> [UInt8] {
        let order = keys.indices.map { (number: $0, most: Self.most(weights[$0])) }
            .sorted { ($0.most, $1.number) > ($1.most, $0.number) }
        let kept = order.prefix(settings.rowsMax).prefix { $0.most >= 0.02 }
        guard let cut = kept.last else { return [] }
        // The few heaviest rows are clipped: one in two thousand.
        let scale = kept[kept.count / 2_000].most / 127
        say("\(kept.count) of \(keys.count) rows kept, from \(cut.most) on; unit \(scale)")
        let rows = kept.sorted { $0.number < $1.number }.map { row in
            (
                keys[row.number],
                (0..<16).map { $0 < MentionLabel.count ? Int8(max(-127, min(127, (weights[row.number][$0] / scale).rounded()))) : 0 }
            )
        }
        let transitions = (0..<16).flatMap { from in
            (0..<16).map { to in
                MentionLabel.allows(from, to) ? Int32((moves[from][to] / scale).rounded()) : MentionWeights.forbidden
            }
        }
        return MentionWeights.bytes(head: head, transitions: transitions, rows: rows)
    }

    private static func most(_ row: Row) -> Float {
        var most: Float = 0
        for label in 0..<MentionLabel.count { most = max(most, abs(row[label])) }
        return most
    }
}

extension MentionTrainer {
    /// The rows of the features of one run: all, or, in an update, those that are not left out.
    private mutating func emit(_ run: MentionCorpus.Run, _ withVotes: Bool, isUpdate: Bool) {
        chain.clear(run.tokens.count)
        for token in run.tokens {
            for index in corpus.firstFeature[token]..<corpus.firstFeature[token + 1] {
                if isUpdate, random.next() & 255 < settings.dropped { continue }
                chain.add(Int32(corpus.features[index]))
            }
            if withVotes {
                let vote = votes[token]
                if vote.0 >= 0 { chain.add(vote.0) }
                if vote.1 >= 0 { chain.add(vote.1) }
                if vote.2 >= 0 { chain.add(vote.2) }
            }
            chain.endToken(weights)
        }
    }

    /// One step along the gradient of one run.
    private mutating func update(_ run: MentionCorpus.Run, _ withVotes: Bool, _ rate: Float) {
        emit(run, withVotes, isUpdate: true)
        corpus.gold.withUnsafeBufferPointer { gold in
            chain.gradient(UnsafeBufferPointer(rebasing: gold[run.tokens]), moves)
        }
        for token in 0..<run.tokens.count {
            let gradient = chain.gradients[token] * run.weight
            for index in chain.ends[token]..<chain.ends[token + 1] {
                let row = Int(chain.numbers[index])
                let step = gradient - settings.decay * weights[row]
                squares[row] += step * step
                weights[row] += rate * step / squares[row].squareRoot()
            }
        }
        for from in 0..<16 {
            let step = chain.moveGradients[from] * run.weight
            moveSquares[from] += step * step
            moves[from] += 0.5 * rate * step / moveSquares[from].squareRoot()
        }
    }

    /// The best labels of one run, first pass.
    private mutating func decode(_ run: MentionCorpus.Run, _ labels: inout [UInt8]) {
        emit(run, false, isUpdate: false)
        for (index, label) in chain.best(moves).enumerated() { labels[run.tokens.lowerBound + index] = label }
    }
}

/// Marsaglia's xorshift: the same numbers on every machine.
struct XorShift {
    var state: UInt32

    mutating func next() -> UInt32 {
        state ^= state << 13
        state ^= state >> 17
        state ^= state << 5
        return state
    }
}
