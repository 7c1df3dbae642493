import Foundation
import Language

/// Trains the table of `LanguageIdentifier` from sentences of known language.
///
/// A naive Bayes model over hashed sequences of letters gives each sequence a weight for each language that uses it; then a few rounds of logistic
/// regression move these weights until languages that are near to each other come apart. While a sentence is learnt from, its own counts are taken
/// out of the naive Bayes weights, so that the rounds see what an unknown sentence would look like.
struct LanguageTrainer {
    /// What the training can be told; the values were chosen on development sentences.
    struct Options {
        /// Sequences in the table at most, the most telling first.
        var featuresMax = 110_000
        /// Languages of a sequence at most, the most frequent first.
        var languagesPerFeatureMax = 8
        /// A sequence must occur this often in the training text.
        var countMin = 3
        /// What an unseen sequence counts, in occurrences.
        var unseenCount: Float = 0.35
        var rounds = 8
        /// The length of a step in the first round, and its share of that in each further one.
        var rate: Float = 0.8
        var rateDecay: Float = 0.7
        /// Share of a sentence's sequences that are left out at random in each step.
        var dropout: Float = 0.5
        /// Logarithm of chances for one unit of score: low, because sequences overlap and so repeat each other.
        var sharpness: Float = 0.03
    }

    /// One sentence as indices of its features.
    private struct Sentence {
        var language: Int
        var features: [Int32]
    }

    let options: Options
    private let codes: [String]
    private var sentences: [Sentence] = []
    private let scripts: [[Int]]
    private var hashes: [UInt32] = []
    /// Where the entries of feature f begin; the last one is the end.
    private var offsets: [Int] = [0]
    private var entryLanguages: [UInt8] = []
    private var entryCounts: [Float] = []
    private var bayes: [Float] = []
    private var delta: [Float] = []
    private var squares: [Float] = []
    private var totals: [Float] = []
    private var random = SplitMix(state: 1)

    /// - Parameter lines: language and sentence of each line.
    init(_ lines: [(language: String, sentence: String)], options: Options = Options()) {
        self.options = options
        var letters: [String: [Int]] = [:]
        var read: [(String, [UInt32])] = []
        for line in lines {
            var text = line.sentence
            var found: [UInt32] = []
            text.withUTF8 { bytes in
                LanguageFeatures.with { features in
                    features.read(bytes, 0..<bytes.count) { found.append($0) }
                    letters[line.language] = zip(letters[line.language] ?? features.letters.map { _ in 0 }, features.letters).map {
                        $0 + $1
                    }
                }
            }
            read.append((line.language, found))
        }
        // A language with a script of its own is told by that; its foreign words would only disturb the others.
        let codes = letters.filter { Self.sharesScript($0.value) }.keys.sorted()
        let indices = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1, $0) })
        self.codes = codes
        scripts = codes.map { letters[$0] ?? [] }
        select(read.compactMap { line in indices[line.0].map { ($0, line.1) } })
    }

    private static func sharesScript(_ letters: [Int]) -> Bool {
        WritingSystem.allCases.contains { $0.isShared && LanguageTable.isScript(letters, Int($0.rawValue)) }
    }

    /// Chooses the features that tell most, and lists the languages that use each.
    private mutating func select(_ raw: [(Int, [UInt32])]) {
        var all = raw.flatMap(\.1)
        all.sort()
        var vocabulary: [UInt32] = []
        var at = 0
        while at < all.count {
            var stop = at + 1
            while stop < all.count, all[stop] == all[at] { stop += 1 }
            if stop - at >= options.countMin { vocabulary.append(all[at]) }
            at = stop
        }
        all = []
        let ids = Dictionary(uniqueKeysWithValues: vocabulary.enumerated().map { ($1, Int32($0)) })
        var counts = [UInt32](repeating: 0, count: vocabulary.count * codes.count)
        var perLanguage = [Float](repeating: 0, count: codes.count)
        for (language, features) in raw {
            perLanguage[language] += Float(features.count)
            for feature in features { if let id = ids[feature] { counts[Int(id) * codes.count + language] += 1 } }
        }
        totals = perLanguage
        let mean = totals.reduce(0, +) / Float(codes.count)
        let ranked = rank(vocabulary.count, counts, mean)
        var newIDs = [Int32](repeating: -1, count: vocabulary.count)
        for old in ranked {
            newIDs[old] = Int32(hashes.count)
            hashes.append(vocabulary[old])
            addEntries(Array(counts[(old * codes.count)..<((old + 1) * codes.count)]), mean)
        }
        for (language, features) in raw {
            let known = features.compactMap { ids[$0].flatMap { newIDs[Int($0)] >= 0 ? newIDs[Int($0)] : nil } }
            sentences.append(Sentence(language: language, features: known.sorted()))
        }
        delta = Array(repeating: 0, count: bayes.count)
        squares = Array(repeating: 1, count: bayes.count)
    }

    /// Indices of the most telling features, in ascending order: how far the languages of a feature are from all languages alike, times its frequency.
    private func rank(_ count: Int, _ counts: [UInt32], _ mean: Float) -> [Int] {
        var scores: [(score: Float, index: Int)] = []
        for feature in 0..<count {
            var rates: [Float] = []
            for language in codes.indices {
                let n = counts[feature * codes.count + language]
                if n > 0 { rates.append(Float(n) / totals[language] * mean) }
            }
            let sum = rates.reduce(0, +)
            let information = rates.reduce(Float(0)) { $0 + $1 / sum * log($1 / sum * Float(codes.count)) }
            scores.append((sum * information, feature))
        }
        scores.sort { $0.score != $1.score ? $0.score > $1.score : $0.index < $1.index }
        return scores.prefix(options.featuresMax).map(\.index).sorted()
    }

    private mutating func addEntries(_ counts: [UInt32], _ mean: Float) {
        let used = codes.indices.filter { counts[$0] > 0 }
        let best = used.sorted { left, right in
            let (a, b) = (Float(counts[left]) / totals[left], Float(counts[right]) / totals[right])
            return a != b ? a > b : left < right
        }
        for language in best.prefix(options.languagesPerFeatureMax).sorted() {
            entryLanguages.append(UInt8(language))
            entryCounts.append(Float(counts[language]))
            bayes.append(weight(Float(counts[language]), language, mean))
        }
        offsets.append(entryLanguages.count)
    }

    /// Log of the share of a feature in a language over that of an unseen one.
    private func weight(_ count: Float, _ language: Int, _ mean: Float) -> Float {
        count <= 0 ? 0 : max(0, log((count / totals[language] * mean + options.unseenCount) / options.unseenCount))
    }

    /// The rounds of logistic regression.
    /// - Parameter report: gets a line after each round.
    mutating func train(report: (String) -> Void) {
        let mean = totals.reduce(0, +) / Float(codes.count)
        var order = Array(sentences.indices)
        var rate = options.rate
        for round in 0..<options.rounds {
            for index in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(index, Int(random.next() % UInt64(index + 1))) }
            var wrong = 0
            for index in order { if !learn(sentences[index], rate, mean) { wrong += 1 } }
            report("round \(round + 1): \(wrong) of \(order.count) wrong while learning")
            rate *= options.rateDecay
        }
    }

    /// One step on one sentence; whether it was told right before.
    private mutating func learn(_ sentence: Sentence, _ rate: Float, _ mean: Float) -> Bool {
        var features: [(id: Int, count: Float)] = []
        for id in sentence.features {
            if let last = features.last, last.id == Int(id) {
                features[features.count - 1].count += 1
            } else {
                features.append((Int(id), 1))
            }
        }
        let keep = 1 - options.dropout
        features.removeAll { _ in Float(random.next() >> 40) / Float(1 << 24) >= keep }
        guard !features.isEmpty else { return false }
        let gold = UInt8(sentence.language)
        var scores = [Float](repeating: 0, count: codes.count)
        for (id, count) in features {
            for entry in offsets[id]..<offsets[id + 1] {
                let language = entryLanguages[entry]
                let base = language == gold ? weight(entryCounts[entry] - count, sentence.language, mean) : bayes[entry]
                scores[Int(language)] += (base + delta[entry]) * count
            }
        }
        let scale = options.sharpness / keep
        let top = scores.max() ?? 0
        let right = scores.firstIndex(of: top) == sentence.language
        var chances = scores.map { exp(($0 - top) * scale) }
        let sum = chances.reduce(0, +)
        for language in chances.indices { chances[language] /= sum }
        chances[sentence.language] -= 1
        for (id, count) in features {
            for entry in offsets[id]..<offsets[id + 1] {
                let gradient = chances[Int(entryLanguages[entry])] * min(count, 3)
                if abs(gradient) < 1e-4 { continue }
                squares[entry] += gradient * gradient
                delta[entry] -= rate * gradient / squares[entry].squareRoot()
            }
        }
        return right
    }

    /// The table as the identifier reads it.
    func table(header: String) -> [UInt8] {
        let rows = hashes.indices.map { feature in
            (offsets[feature]..<offsets[feature + 1]).map { (language: entryLanguages[$0], weight: bayes[$0] + delta[$0]) }
        }
        return LanguageTable.write(
            header: header, codes: codes, scripts: scripts, hashes: hashes, rows: rows, sharpness: options.sharpness)
    }
}
