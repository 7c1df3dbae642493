import Language

/// Finds the candidates: every word, and every run of up to three words between stop words, marks and sentence ends.
///
/// Words glued by hyphens are one; a clitic ends a run ("Anton's brother" is no term).
struct TermFinder {
    let scoring: TermScoring

    /// A word of a run, its hyphenated parts included.
    struct Unit {
        var stem: UInt64
        var first: UInt32
        var last: UInt32
        var idfTenths: Int32
        var letters: Int32
        var isCapital: Bool
        var isAtStart: Bool
        var isInHeadline: Bool
    }

    /// Words of a term at most.
    private static let wordsMax = 3
    /// Tokens that are looked at: what a text is about has been said by then, and candidates stay within 6 MB (promise P8).
    static let tokensMax = 32_768

    /// Fills `terms` from the tokens of a text.
    /// - Parameters:
    ///   - opening: the token that is the first to be looked at.
    ///   - boilerplate: stretches that are left out.
    ///   - ids: for each token the index of its word, -1 for none; `facts` are those of the words.
    ///   - run: memory for the run in hand.
    func find(
        _ tokens: [Token], from opening: Int, without boilerplate: Boilerplate, ids: [Int32], facts: [WordFact], run: inout [Unit],
        into terms: inout TermTable
    ) {
        var left = Boilerplate.Cursor(boilerplate)
        run.removeAll(keepingCapacity: true)
        var index = opening
        let end = min(tokens.count, Self.tokensMax)
        while index < end {
            let token = tokens[index]
            if token.has(.sentenceStart) { flush(&run, &terms) }
            let id = ids[index]
            guard id >= 0, !left.contains(token.start) else {
                flush(&run, &terms)
                index += 1
                continue
            }
            let start = index
            var unit = Unit(
                stem: facts[Int(id)].stem, first: UInt32(start), last: UInt32(start), idfTenths: facts[Int(id)].idfTenths,
                letters: facts[Int(id)].letters, isCapital: token.has(.initialCapital), isAtStart: token.has(.sentenceStart),
                isInHeadline: facts[Int(id)].isInHeadline)
            var isStop = facts[Int(id)].isStop
            if facts[Int(id)].elided > 0 { flush(&run, &terms) }
            while index + 2 < end, tokens[index + 2].has(.joined), ids[index + 2] >= 0 {
                index += 2
                let part = facts[Int(ids[index])]
                isStop = isStop && part.isStop
                unit.stem = WordHash.join(unit.stem, part.stem)
                unit.last = UInt32(index)
                unit.letters += part.letters
                unit.idfTenths = max(unit.idfTenths, part.idfTenths)
                unit.isInHeadline = unit.isInHeadline || part.isInHeadline
            }
            if isStop { flush(&run, &terms) } else { run.append(unit) }
            index += 1
        }
        flush(&run, &terms)
    }

    /// Counts the runs of one to three words in the run that has ended.
    @inline(__always)
    private func flush(_ run: inout [Unit], _ terms: inout TermTable) {
        if run.isEmpty { return }
        for first in run.indices {
            var gram = Gram(scoring: scoring)
            for last in first..<min(run.count, first + Self.wordsMax) {
                gram.add(run[last])
                gram.count(isWhole: first == 0 && last == run.count - 1, in: &terms)
            }
        }
        run.removeAll(keepingCapacity: true)
    }

    /// A run of words that grows at its end.
    private struct Gram {
        let scoring: TermScoring
        var key: UInt64 = 0
        var first: UInt32 = 0
        var last: UInt32 = 0
        var words = 0
        var idfTenths = 0
        var letters = 0
        var isCapital = true
        var isAtStart = false
        var isInHeadline = false

        @inline(__always)
        mutating func add(_ unit: Unit) {
            if words == 0 {
                first = unit.first
                isAtStart = unit.isAtStart
                key = unit.stem
            } else {
                key = WordHash.join(key, unit.stem)
            }
            last = unit.last
            words += 1
            idfTenths += Int(unit.idfTenths)
            letters = Int(unit.letters)
            isCapital = isCapital && unit.isCapital
            isInHeadline = isInHeadline || unit.isInHeadline
        }

        @inline(__always)
        func count(isWhole: Bool, in terms: inout TermTable) {
            guard let (index, isNew) = terms.find(key, { term(slot: $0) }) else { return }
            terms.update(index) { term in
                term.count += 1
                if isWhole { term.whole += 1 }
                if !isAtStart {
                    term.inside += 1
                    if isCapital { term.capitals += 1 }
                }
                if !isNew, term.isAtStart, !isAtStart {
                    (term.first, term.last, term.isAtStart) = (first, last, false)
                }
            }
        }

        private func term(slot: UInt32) -> TermTable.Term {
            TermTable.Term(
                key: key, slot: slot, first: first, last: last, position: first, count: 0, whole: 0, inside: 0, capitals: 0,
                words: UInt16(words), isAtStart: isAtStart, isInHeadline: isInHeadline,
                worth: scoring.worth(words: words, idfTenths: idfTenths / words, letters: letters))
        }
    }
}
