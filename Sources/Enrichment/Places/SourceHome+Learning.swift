import Model

// The recipe: a histogram of divisions and countries, and the cell named most. The line links every article alone (promise P7); only `reprocess`
// gives homes, from a stored table.
extension SourceHome {
    /// Articles below which a source has no home.
    public static let articlesMin = 3
    /// Places in one cell below which there is no centre.
    private static let placesMin = 4
    /// A cell with this share of all places counts as much as a centre can.
    private static let wholeCentreShare = 0.4

    /// Learns a home from the places of a source's articles; `nil` where there are fewer than `articlesMin`, or they name nothing.
    public static func learned(from tally: HomeTally) -> SourceHome? {
        guard tally.articles >= articlesMin else { return nil }
        var countries: [String: Int] = [:]
        var divisions: [String: Int] = [:]
        var cells: [HomeTally.Cell: Int] = [:]
        for (cell, count) in tally.places {
            countries[cell.country, default: 0] += count
            guard let division = cell.division else { continue }
            divisions[cell.country + " " + division, default: 0] += count
            // A cell on a border is one, whatever lies in it.
            cells[HomeTally.Cell(country: "", division: nil, north: cell.north, east: cell.east), default: 0] += count
        }
        var home = SourceHome()
        home.countries = percent(countries)
        home.divisions = percent(divisions)
        let sum = cells.values.reduce(0, +)
        if let best = cells.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value >= placesMin {
            home.centre = Centre(latitude: Double(best.key.north) / 2, longitude: Double(best.key.east) / 2)
            home.centrePercent = steps(min(1, Double(best.value) / Double(sum) / wholeCentreShare))
        }
        return home == SourceHome() ? nil : home
    }

    /// Shares in percent; those that are less than half a step go.
    private static func percent(_ counts: [String: Int]) -> [String: Int] {
        let sum = counts.values.reduce(0, +)
        return counts.mapValues { steps(Double($0) / Double(sum)) }.filter { $0.value > 0 }
    }

    private static func steps(_ share: Double) -> Int { Int((share * 100 / Double(stepPercent)).rounded()) * stepPercent }
}
