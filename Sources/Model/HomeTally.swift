/// How often the articles of one source name places of each division and half-degree cell: what a home is learned from. Sums only, so that the
/// order of the articles does not matter (promise P7).
public struct HomeTally: Sendable, Equatable {
    /// A division of a country, and a cell of half a degree in it.
    public struct Cell: Hashable, Sendable, Comparable {
        public var country: String
        /// GeoNames' code; `nil` for countries themselves.
        public var division: String?
        /// Half degrees north and east.
        public var north: Int
        public var east: Int

        public init(country: String, division: String?, north: Int, east: Int) {
            self.country = country
            self.division = division
            self.north = north
            self.east = east
        }

        public static func < (one: Cell, other: Cell) -> Bool {
            (one.north, one.east, one.country, one.division ?? "") < (other.north, other.east, other.country, other.division ?? "")
        }
    }

    /// Articles, with those that name no place.
    public var articles = 0
    /// Articles that name a place of the cell, summed over its places.
    public var places: [Cell: Int] = [:]

    public init() {}

    /// Adds one article with its places. Those that are not sure, that a home decided, that are in no list or in no country, peoples, and names
    /// inside other names say nothing.
    public mutating func add(_ article: [Place]) {
        articles += 1
        for place in article where place.id != nil && place.isSure {
            guard let country = place.country else { continue }
            switch place.via {
            case .home, .demonym, .organisation, .nearby: continue
            case .name, .container, .dateline, .context, .population: break
            }
            let (north, east) = (Int((place.latitude * 2).rounded()), Int((place.longitude * 2).rounded()))
            places[Cell(country: country, division: place.division, north: north, east: east), default: 0] += 1
        }
    }
}
