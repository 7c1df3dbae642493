/// Which articles get their facts anew (`copydesk reprocess`).
public struct RenewalChoice: Sendable, Equatable {
    /// Values of `articles.enrichments` that are out of date, `""` for none. What is renewed has another, so that nothing is done twice.
    public var signatures: [String]
    /// Values of `articles.enrichments` that are out of date only where more was learned of the article's source since (`articles.learned`).
    public var signaturesOfLearned: [String]
    /// The generation that is applied: what is learned while a run goes on is the next run's.
    public var generation: Int64
    /// `YYYY-MM-DD`: articles of this day (`articles.day`) and later.
    public var since: String?
    /// Articles of this source and of those below it.
    public var source: String?

    public init(
        signatures: [String] = [], signaturesOfLearned: [String] = [], generation: Int64 = 0, since: String? = nil, source: String? = nil
    ) {
        self.signatures = signatures
        self.signaturesOfLearned = signaturesOfLearned
        self.generation = generation
        self.since = since
        self.source = source
    }

    /// Of a row of `articles`; with the parameters ?1 and ?2.
    static let narrowed = "(?1 IS NULL OR day >= ?1) AND (?2 IS NULL OR source = ?2 OR substr(source, 1, length(?2) + 1) = ?2 || '/')"

    /// More is known of the source of a row of `articles` than was used for it; with the parameter ?3.
    static let isBehind = """
        (?3 > 0 AND coalesce(learned, 0) < coalesce(
          (SELECT max(l.generation) FROM learned_sources l WHERE l.origin = \(Schema.origin) AND l.generation <= ?3), 0))
        """

    /// Narrowed, and out of date; with the parameters ?1 to ?5.
    static let condition = """
        \(narrowed) AND (coalesce(enrichments, '') IN (SELECT value FROM json_each(?4))
          OR (coalesce(enrichments, '') IN (SELECT value FROM json_each(?5)) AND \(isBehind)))
        """

    /// For the parameters of `narrowed` and `isBehind`.
    var narrowing: [SQLValue] { [.optional(since), .optional(source), .integer(generation)] }

    /// For the parameters of `condition`.
    var values: [SQLValue] {
        narrowing + [.text(JSONText.array(signatures)), .text(JSONText.array(signaturesOfLearned))]
    }
}
