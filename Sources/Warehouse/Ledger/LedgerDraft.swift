import Model

/// What the ledger must know of a file before it is taken.
public struct LedgerDraft: Sendable, Equatable {
    /// Relative to the inbox (or as given to `ingest`): bytes as dropped.
    public var name: [UInt8]
    /// The inbox sub-folder's path as text, `""` for the inbox itself.
    public var source: String
    /// Before the rename, which moves the ctime.
    public var facts: FileFacts
    public var proof: Proof
    /// The verdict of the claim step where the file is no article: kept as the row's reason until it has its outcome.
    public var ignore: FailureCode?

    public init(name: [UInt8], source: String, facts: FileFacts, proof: Proof, ignore: FailureCode? = nil) {
        self.name = name
        self.source = source
        self.facts = facts
        self.proof = proof
        self.ignore = ignore
    }
}
