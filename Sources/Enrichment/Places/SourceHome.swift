import Model

/// Where a source is at home: the countries, divisions and the half-degree cell that its articles name, in shares.
///
/// Learned from the places of a source's earlier articles and given to the linker as an argument. The line links every article alone, because a
/// home that grows with what was loaded would make rows depend on the order of loading (promise P7). Only the yardstick gives one so far:
/// `reprocess` could, once the warehouse keeps homes.
public struct SourceHome: Sendable, Equatable {
    /// Shares by ISO 3166-1 code.
    public var countries: [String: Double] = [:]
    /// Shares by country and division: `US TX`.
    public var divisions: [String: Double] = [:]
    /// The middle of the cell that is named most, in degrees north and east, and how much it counts, 0 … 1.
    public var centre: (latitude: Double, longitude: Double)?
    public var centreShare: Double = 0

    /// Articles below which a source has no home.
    public static let articlesMin = 3
    /// Places in one cell below which there is no centre.
    private static let placesMin = 4

    public init() {}

    public static func == (one: SourceHome, other: SourceHome) -> Bool {
        one.countries == other.countries && one.divisions == other.divisions && one.centreShare == other.centreShare
            && one.centre?.latitude == other.centre?.latitude && one.centre?.longitude == other.centre?.longitude
    }

    /// Learns a home from the places of a source's articles; `nil` where there are fewer than `articlesMin`. The order of articles does not matter.
    public static func learned(from articles: [[Place]]) -> SourceHome? {
        guard articles.count >= articlesMin else { return nil }
        var home = SourceHome()
        var cells: [Cell: Int] = [:]
        for places in articles {
            for place in places where place.id != nil {
                guard let country = place.country else { continue }
                home.countries[country, default: 0] += 1
                guard let division = place.division else { continue }
                home.divisions[country + " " + division, default: 0] += 1
                cells[Cell(north: Int((place.latitude * 2).rounded()), east: Int((place.longitude * 2).rounded())), default: 0] += 1
            }
        }
        home.countries = shares(home.countries)
        home.divisions = shares(home.divisions)
        let sum = cells.values.reduce(0, +)
        if let best = cells.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value >= placesMin {
            home.centre = (Double(best.key.north) / 2, Double(best.key.east) / 2)
            home.centreShare = min(1, 2.5 * Double(best.value) / Double(sum))
        }
        return home
    }

    private static func shares(_ counts: [String: Double]) -> [String: Double] {
        let sum = counts.values.reduce(0, +)
        return sum > 0 ? counts.mapValues { $0 / sum } : [:]
    }

    private struct Cell: Hashable, Comparable {
        var north: Int
        var east: Int
        static func < (one: Cell, other: Cell) -> Bool { (one.north, one.east) < (other.north, other.east) }
    }
}

/// A source's home in the gazetteer's numbers.
struct HomeWeights: Sendable {
    private let countries: [UInt16: Float]
    private let divisions: [Int: Float]
    let centre: (latitude: Int32, longitude: Int32)?
    let centreShare: Float

    init(_ home: SourceHome) {
        var countries: [UInt16: Float] = [:]
        for (code, share) in home.countries { countries[Gazetteer.countryNumber(code)] = Float(share) }
        var divisions: [Int: Float] = [:]
        for (name, share) in home.divisions { if let number = Gazetteer.divisionNumbers[name] { divisions[number] = Float(share) } }
        self.countries = countries
        self.divisions = divisions
        centre = home.centre.map { (Int32(($0.latitude * 100).rounded()), Int32(($0.longitude * 100).rounded())) }
        centreShare = Float(home.centreShare)
    }

    /// What the home says for a candidate.
    func value(_ candidate: PlaceCandidate, _ weights: PlaceWeights) -> Float {
        switch candidate.kind {
        case .country, .continent, .sea: return 0
        default: break
        }
        var sum = weights.homeDivision * min(1, (divisions[Int(candidate.admin)] ?? 0) * 1.4)
        sum += weights.homeCountry * (countries[candidate.country] ?? 0)
        if let centre, candidate.kind != .state {
            let km = PlaceDistance.km(candidate.latitude, candidate.longitude, centre.latitude, centre.longitude)
            sum += weights.homeNear * centreShare * PlaceDistance.decay(km / weights.homeKm)
        }
        return sum
    }
}
