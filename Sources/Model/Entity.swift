/// What an entity is. Facilities (airports, stadiums, bridges) are places; governments, courts, clubs and armed groups are organisations.
public enum EntityKind: String, Sendable, CaseIterable {
    case person, organisation, place
}

/// What the text tells of a person's sex, by titles, pronoun-like nouns and given names; a hint for pronouns, never a fact that is stored.
public enum GenderHint: UInt8, Sendable {
    case unknown, male, female
}

/// One place where the body names an entity.
public struct Mention: Hashable, Sendable {
    /// The name as written, titles left out, in code points of the body.
    public var span: Span
    /// The title or office that stands with the name ("Secretary of State"), in code points of the body.
    public var role: Span?

    public init(span: Span, role: Span? = nil) {
        self.span = span
        self.role = role
    }
}

/// One name's bearer in one article, with all its mentions. Across articles an entity is one *name*, not a proven person.
public struct Entity: Hashable, Sendable {
    public var kind: EntityKind
    /// The longest form that the article gives, without titles: "Antony Blinken", not "Blinken".
    public var name: String
    /// The first title or office that stands with a mention: "Secretary of State".
    public var role: String?
    /// Other forms, in order of appearance.
    public var aliases: [String]
    /// In the order of the body, never empty.
    public var mentions: [Mention]
    /// Mentions in the body and in the headline.
    public var count: Int
    public var gender: GenderHint

    public init(
        kind: EntityKind, name: String, role: String? = nil, aliases: [String] = [], mentions: [Mention], count: Int,
        gender: GenderHint = .unknown
    ) {
        self.kind = kind
        self.name = name
        self.role = role
        self.aliases = aliases
        self.mentions = mentions
        self.count = count
        self.gender = gender
    }
}
