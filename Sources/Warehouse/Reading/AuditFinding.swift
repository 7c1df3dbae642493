/// Something that is not as it must be.
public struct AuditFinding: Sendable, Equatable {
    /// Stable name of the check: `file-counts`.
    public var check: String
    /// What is wrong, for a person, with an example.
    public var sentence: String
    /// How many rows are concerned.
    public var count: Int
}
