/// Scores candidates in whole numbers: sums of weighed logarithms.
struct TermScoring: Sendable {
    private let count: Int
    private let idf: Int
    private let letters: Int
    private let lettersMax: Int
    private let position: Int
    private let lengthCost: [Int]
    private let whole: Int
    private let capitals: Int
    private let headline: Int
    /// Words before a term that count as nothing, nearly.
    private static let positionFloor = 25

    init(_ rules: KeywordRules) {
        count = FixedLog.unit(rules.count)
        idf = FixedLog.unit(rules.idf)
        letters = FixedLog.unit(rules.letters)
        lettersMax = rules.lettersMax
        position = FixedLog.unit(rules.position)
        lengthCost = [0, 0, FixedLog.unit(rules.two), FixedLog.unit(rules.three)]
        whole = FixedLog.unit(rules.whole)
        capitals = FixedLog.unit(rules.capitals)
        headline = FixedLog.unit(rules.headline)
    }

    /// The part of the score that does not depend on how often and where a term occurs.
    @inline(__always)
    func worth(words: Int, idfTenths: Int, letters count: Int) -> Int32 {
        let rare = idf * FixedLog.of(idfTenths)
        let long = letters * FixedLog.of(min(count, lettersMax))
        return Int32((rare + long) / FixedLog.scale - lengthCost[words])
    }

    /// The whole score.
    @inline(__always)
    func score(_ term: TermTable.Term) -> Int {
        var score = Int(term.worth)
        score += (count * FixedLog.of(Int(term.count)) - position * FixedLog.of(Self.positionFloor + Int(term.position))) / FixedLog.scale
        if term.words > 1 {
            score += whole * Int(term.whole) / Int(term.count)
            if term.inside > 0 { score += capitals * Int(term.capitals) / Int(term.inside) }
        }
        return term.isInHeadline ? score + headline : score
    }

    /// The best terms, best first; of equal ones the earlier.
    func best(_ terms: [TermTable.Term], _ countMax: Int) -> [TermTable.Term] {
        var best: [(score: Int, index: Int)] = []
        best.reserveCapacity(countMax + 1)
        for index in terms.indices {
            let score = score(terms[index])
            if best.count == countMax, let worst = best.last, score <= worst.score { continue }
            var at = best.count
            while at > 0, best[at - 1].score < score { at -= 1 }
            best.insert((score, index), at: at)
            if best.count > countMax { best.removeLast() }
        }
        return best.map { terms[$0.index] }
    }
}
