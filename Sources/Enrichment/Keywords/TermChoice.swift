/// Chooses keywords among the best candidates: where a word nearly always stands inside a longer term, only the longer one is kept,
/// so that "Antony Blinken" is not followed by "Antony" and "Blinken".
struct TermChoice {
    let scratch: EnrichmentScratch
    /// The share of a word's occurrences in the longer term from which on it is left out, in percent.
    static let insidePercent = 70

    /// At most `countMax` of the candidates, in their order.
    func choose(_ candidates: [TermTable.Term], _ countMax: Int) -> [TermTable.Term] {
        var chosen: [TermTable.Term] = []
        for term in candidates {
            if chosen.count == countMax { break }
            if chosen.contains(where: { lies(term, in: $0) }) { continue }
            chosen.removeAll { lies($0, in: term) }
            chosen.append(term)
        }
        return chosen
    }

    private func lies(_ term: TermTable.Term, in longer: TermTable.Term) -> Bool {
        guard term.words < longer.words, longer.count * 100 >= term.count * UInt32(Self.insidePercent) else { return false }
        return (term.first...term.last).allSatisfy { token in
            guard let wanted = stem(token) else { return true }
            return (longer.first...longer.last).contains { stem($0) == wanted }
        }
    }

    private func stem(_ token: UInt32) -> UInt64? {
        let id = scratch.words.ids[Int(token)]
        return id < 0 ? nil : scratch.facts[Int(id)].stem
    }
}
