/// What a place is, by GeoNames' feature codes, as coarse as the linker needs it.
package enum PlaceClass: UInt8, Sendable, CaseIterable {
    case town, seat, lesserSeat, capital, quarter, postal, state, county, airport, region, water, sea, continent, island, landmark, country

    /// The class of a GeoNames feature code.
    package init(featureCode: String) {
        switch featureCode {
        case "PPLA": self = .seat
        case "PPLA2": self = .lesserSeat
        case "PPLC": self = .capital
        case "PPLX": self = .quarter
        case "PPLZ": self = .postal
        case "ADM1": self = .state
        case "ADM2": self = .county
        case "AIRP": self = .airport
        case "RGN", "ZN", "AREA", "DSRT", "VAL": self = .region
        case "STM", "LK", "CNL", "FLLS", "RF", "BAY", "STRT": self = .water
        case "OCN", "SEA", "GULF": self = .sea
        case "CONT": self = .continent
        case "ISL", "ISLS", "PEN": self = .island
        case "MTS", "MT", "PRK", "BLDG", "STDM", "HSTS", "SQR", "BDG", "ST": self = .landmark
        case "PCLI", "PCLH", "PCL": self = .country
        default: self = .town
        }
    }

    /// A settlement or a part of one.
    @inline(__always) package var isSettled: Bool { rawValue <= PlaceClass.postal.rawValue }
    /// Too wide for nearness to mean anything.
    @inline(__always) package var isWide: Bool {
        switch self {
        case .country, .continent, .sea, .state: true
        default: false
        }
    }
}
