/// Which articles get their facts anew (`copydesk reprocess`).
public struct RenewalChoice: Sendable, Equatable {
    /// Values of `articles.enrichments` that are out of date, `""` for none. What is renewed has another, so that nothing is done twice.
    public var signatures: [String]
    /// `YYYY-MM-DD`: articles of this day (`articles.day`) and later.
    public var since: String?
    /// Articles of this source and of those below it.
    public var source: String?

    public init(signatures: [String] = [], since: String? = nil, source: String? = nil) {
        self.signatures = signatures
        self.since = since
        self.source = source
    }

    /// Of a row of `articles`; with the parameters ?1 and ?2.
    static let narrowed = "(?1 IS NULL OR day >= ?1) AND (?2 IS NULL OR source = ?2 OR substr(source, 1, length(?2) + 1) = ?2 || '/')"

    /// The same, and out of date; with the parameters ?1 to ?3.
    static let condition = "\(narrowed) AND coalesce(enrichments, '') IN (SELECT value FROM json_each(?3))"

    /// For the parameters of `narrowed`.
    var narrowing: [SQLValue] { [.optional(since), .optional(source)] }

    /// For the parameters of `condition`.
    var values: [SQLValue] { narrowing + [.text(JSONText.array(signatures))] }
}
