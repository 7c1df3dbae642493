/// What a `ClaimReader` decided about one member, for `explain`.
public struct MemberTrace: Sendable {
    /// The member steps of its records' addresses, `""` for a plain file.
    public var path: String
    /// What was peeled off, from the outside in: `["gzip", "tar"]`.
    public var wrapping: [String]
    /// The formats that fitted and the charset.
    public var verdict: Recogniser.Verdict
}
