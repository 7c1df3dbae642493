/// Where a source is at home: the countries, divisions and the half-degree cell that its articles name, in percent of all places that they name.
///
/// Shares are whole steps of `stepPercent`, so that a few more articles leave a home as it was, and a table keeps it to the bit.
public struct SourceHome: Sendable, Equatable {
    /// The middle of a half-degree cell, in degrees.
    public struct Centre: Sendable, Equatable {
        public var latitude: Double
        public var longitude: Double

        public init(latitude: Double, longitude: Double) {
            self.latitude = latitude
            self.longitude = longitude
        }
    }

    /// Percent by ISO 3166-1 code.
    public var countries: [String: Int] = [:]
    /// Percent by country and division: `US TX`.
    public var divisions: [String: Int] = [:]
    /// The cell that is named most; `nil` where none is named often.
    public var centre: Centre?
    /// How much the centre counts, 0 … 100.
    public var centrePercent = 0

    public static let stepPercent = 5

    public init() {}
}
