import CTables

/// The themes and their terms, read from `themes.tsv`, which says how it is written.
struct ThemeTable: Sendable {
    struct Entry: Sendable {
        let code: String
        /// Index in `groups`.
        let group: Int
    }

    /// A term counts this much for a theme, in halves.
    struct Weight: Sendable {
        let theme: Int
        let halves: Int
    }

    private(set) var themes: [Entry] = []
    private(set) var groups: [String] = []
    /// For each group by how much it is weighed against others.
    private(set) var factors: [Double] = []
    /// For each term of the automaton the themes that it speaks for.
    private(set) var weights: [[Weight]] = []
    let automaton: TermAutomaton

    /// The table that is linked into the binary; read once.
    static let builtIn = ThemeTable(TableText.lines(copydesk_themes()))

    /// - Parameter lines: of the form of `themes.tsv`; lines of another form are passed over.
    init(_ lines: [Substring]) {
        var terms: [String] = []
        var known: [String: Int] = [:]
        var groupFactors: [String: Double] = [:]
        for line in lines {
            let words = line.split(separator: " ")
            if words.count == 3, words[0] == "=" { groupFactors[String(words[1])] = Double(words[2]) }
            let fields = line.split(separator: "\t")
            guard fields.count == 3 else { continue }
            let group = String(fields[1])
            if !groups.contains(group) { groups.append(group) }
            themes.append(Entry(code: String(fields[0]), group: groups.firstIndex(of: group) ?? 0))
            for term in fields[2].split(separator: "|") {
                let (pattern, halves) = Self.pattern(term)
                let index = known[pattern] ?? terms.count
                if index == terms.count {
                    known[pattern] = index
                    terms.append(pattern)
                    weights.append([])
                }
                weights[index].append(Weight(theme: themes.count - 1, halves: halves))
            }
        }
        factors = groups.map { groupFactors[$0] ?? 1 }
        automaton = TermAutomaton(terms)
    }

    /// What the automaton looks for, and what it is worth in halves.
    private static func pattern(_ term: Substring) -> (pattern: String, halves: Int) {
        let isDouble = term.hasPrefix("^")
        let isPrefix = term.hasSuffix("*")
        let words = term.dropFirst(isDouble ? 1 : 0).dropLast(isPrefix ? 1 : 0)
        let halves = (words.contains(" ") ? 3 : 2) * (isDouble ? 2 : 1)
        return (" \(words)\(isPrefix ? "" : " ")", halves)
    }
}
