/// Which blocks of a page are its gold text: a block that is a line of gold, or most of whose runs of four words stand in it.
struct PageLabels {
    /// For each block; empty where gold is not in the page at all.
    let isBody: [Bool]
    /// How much each block counts in training: long ones more, every page the same.
    let weights: [Float]

    private static let run = 4
    private static let shareMin = 0.6

    init(texts: [String], gold: String) {
        let goldWords = Self.words(gold)
        var runs: Set<[Substring]> = []
        if goldWords.count >= Self.run { for at in 0...goldWords.count - Self.run { runs.insert(Array(goldWords[at..<at + Self.run])) } }
        let lines = Set(gold.split(separator: "\n").map { Self.key(String($0)) }).subtracting([""])
        let labels = texts.map { text in
            if lines.contains(Self.key(text)) { return true }
            let words = Self.words(text)
            guard words.count >= Self.run else { return false }
            let hits = (0...words.count - Self.run).count { runs.contains(Array(words[$0..<$0 + Self.run])) }
            return Double(hits) >= Self.shareMin * Double(words.count - Self.run + 1)
        }
        let counts = texts.map { Float($0.utf8.count { $0 == 0x20 } + 1) }
        let total = zip(counts, labels).reduce(Float(0)) { $1.1 ? $0 + $1.0 : $0 }
        isBody = total > 0 ? labels : []
        weights = counts.map { min(1, ($0 + 2) / max(1, total)) * 100 }
    }

    private static func words(_ text: String) -> [Substring] {
        let lower = Substring(text.lowercased())
        return lower.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    }

    private static func key(_ text: String) -> String { String(text.lowercased().filter { $0.isLetter || $0.isNumber }) }
}
