/// By which evidence a place was told from its namesakes.
public enum PlaceEvidence: String, Sendable, CaseIterable {
    /// There is no other place of that name that counts.
    case name
    /// The text says in which country or division it lies: "Paris, Texas".
    case container
    /// The article begins there: "KABUL, Aug 13 (Reuters)".
    case dateline
    /// Other places of the article lie in the same country or division, or near.
    case context
    /// The source's home: the article alone would have named another place or none, or would not have been sure.
    case home
    /// The best known of its namesakes.
    case population
    /// Named by its people only: "Afghan forces".
    case demonym
    /// Named inside an organisation's name: "Kentucky State Police".
    case organisation
    /// The name is in no list; the place lies near others that the text names with it.
    case nearby
}

/// A place that an article names, found on the map.
public struct Place: Hashable, Sendable {
    /// GeoNames' number; negative numbers are of places that GeoNames' lists lack (NOTICE names their sources); `nil` where the place itself is in no list.
    public var id: Int?
    /// The list's name, or the text's where the place is in no list.
    public var name: String
    /// ISO 3166-1, two letters; `nil` for seas and continents.
    public var country: String?
    /// GeoNames' code of the country's division: `13`, `TX`.
    public var division: String?
    /// Degrees north, to a hundredth.
    public var latitude: Double
    /// Degrees east, to a hundredth.
    public var longitude: Double
    /// Inhabitants, to at least three digits; `nil` where they are not known, as of all divisions of countries.
    public var population: Int?
    /// Index in `EnrichedArticle.entities` of this place; `nil` where it is named by its people or inside another name only.
    public var entity: Int?
    /// Where the body names it, in code points, in order; never empty. Those where it names its people or something that is called after it
    /// count too; the entity's mentions leave them out.
    public var spans: [Span]
    /// The article's dateline names it.
    public var isDateline: Bool
    /// How sure the choice is, 0 … 1: the lead over the second best namesake.
    public var score: Double
    public var via: PlaceEvidence

    /// How often the body names it.
    public var times: Int { spans.count }

    /// What tells it from its namesakes outside this program: `geonames:1138958`, `copydesk:2000428` for what GeoNames' lists lack.
    public var outsideID: String? { id.map { $0 < 0 ? "copydesk:\(-$0)" : "geonames:\($0)" } }

    /// The article names this place itself, and the map has it: what the warehouse keeps.
    public var isNamed: Bool { entity != nil && id != nil }

    /// Sure enough for a source's home to be learned from it: below, the development texts gave worse homes.
    public static let sureScore = 0.7

    /// See `sureScore`.
    public var isSure: Bool { score >= Self.sureScore }

    public init(
        id: Int?, name: String, country: String? = nil, division: String? = nil, latitude: Double, longitude: Double,
        population: Int? = nil,
        entity: Int? = nil, spans: [Span], isDateline: Bool = false, score: Double, via: PlaceEvidence
    ) {
        self.id = id
        self.name = name
        self.country = country
        self.division = division
        self.latitude = latitude
        self.longitude = longitude
        self.population = population
        self.entity = entity
        self.spans = spans
        self.isDateline = isDateline
        self.score = score
        self.via = via
    }
}
