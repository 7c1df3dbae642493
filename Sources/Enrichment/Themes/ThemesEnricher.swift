import Language
import Model

/// What a text is about: themes by the words and phrases that speak for them, in the manner of GDELT's knowledge graph, in one pass.
///
/// The terms are English; a text in another language, or in none that is known, has no themes (promise P11).
struct ThemesEnricher: Enricher {
    static let name = "themes"
    static let version = 1

    private let table = ThemeTable.builtIn
    /// Halves below which a theme is not kept: one single word says too little.
    private static let halvesMin = 4
    private static let themesMax = 10

    func enrich(_ article: inout EnrichedArticle, _ scratch: EnrichmentScratch) {
        guard LanguageTag.primary(of: article.language) == "en" else { return }
        var scores = scratch.themeScores
        scratch.themeScores = []
        defer { scratch.themeScores = scores }
        scores.removeAll(keepingCapacity: true)
        scores.append(contentsOf: repeatElement(0, count: table.themes.count))
        scratch.words.withFolded { folded in
            table.automaton.scan(folded) { term in
                for weight in table.weights[term] { scores[weight.theme] += weight.halves }
            }
        }
        article.themes = themes(scores)
        article.themeGroups = groups(scores)
    }

    /// The strongest themes; of equal ones the earlier of the table.
    private func themes(_ scores: [Int]) -> [Theme] {
        scores.indices.filter { scores[$0] >= Self.halvesMin }
            .sorted { (-scores[$0], $0) < (-scores[$1], $1) }
            .prefix(Self.themesMax)
            .map { index in
                let theme = table.themes[index]
                return Theme(code: theme.code, group: table.groups[theme.group], score: Double(scores[index]) / 2)
            }
    }

    private func groups(_ scores: [Int]) -> [String] {
        var sums = Array(repeating: 0, count: table.groups.count)
        for index in scores.indices { sums[table.themes[index].group] += scores[index] }
        let weighed = sums.indices.map { Double(sums[$0]) * table.factors[$0] }
        return sums.indices.filter { sums[$0] > 0 }.sorted { (-weighed[$0], $0) < (-weighed[$1], $1) }.map { table.groups[$0] }
    }
}
