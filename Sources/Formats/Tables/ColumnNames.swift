/// What the settings say of a source's columns: names of columns whose own names tell nothing (`Headline text: headline`).
public struct ColumnNames: Sendable, Equatable {
    /// The fields that a column can be given to, by the names that settings use.
    public static let fields: [String] = byName.map(\.0)

    private static let byName: [(String, ArticleField)] = [
        ("headline", .headline), ("subheadline", .subheadline), ("body", .body), ("html", .markupBody), ("summary", .summary),
        ("authors", .authors), ("published", .published), ("modified", .modified), ("publisher", .publisher), ("section", .section),
        ("language", .language), ("url", .url), ("id", .sourceID), ("keywords", .keywords), ("image", .image), ("caption", .caption),
        ("dateline", .dateline),
    ]

    /// As given.
    public private(set) var pairs: [Pair] = []
    private var fields: [String: ArticleField] = [:]

    /// A column's name as in the file, and one of `fields`.
    public struct Pair: Sendable, Equatable {
        public var column: String
        public var field: String
    }

    /// Nothing is said.
    public init() {}

    /// - Parameter pairs: a column's name as in the file, and one of `fields`.
    /// - Returns: `nil` where a field is unknown.
    public init?(_ pairs: [(column: String, field: String)]) {
        for (column, field) in pairs {
            guard let found = Self.byName.first(where: { $0.0 == field }) else { return nil }
            fields[Self.folded(column)] = found.1
            self.pairs.append(Pair(column: column, field: field))
        }
    }

    func field(_ column: String) -> ArticleField? { fields.isEmpty ? nil : fields[Self.folded(column)] }

    private static func folded(_ name: String) -> String { name.trimmingSpaces.lowercased() }
}
