import Model

/// What the ledger must know of a file before it is taken.
public struct ClaimDraft: Sendable, Equatable {
    /// Relative to the inbox, bytes as dropped.
    public var name: [UInt8]
    /// The inbox sub-folder's path as text, `""` for the inbox itself.
    public var source: String
    /// Before the rename (which moves the ctime): device and inode tell whether a row of an earlier life is meant.
    public var facts: FileFacts
    public var proof: Proof
    /// The verdict of the claim step where the file is no article, kept in the row so that a restart knows it too.
    public var ignore: FailureCode?

    public init(name: [UInt8], source: String, facts: FileFacts, proof: Proof, ignore: FailureCode? = nil) {
        self.name = name
        self.source = source
        self.facts = facts
        self.proof = proof
        self.ignore = ignore
    }
}

/// A file in work/, ready for the line.
public struct ClaimedFile: Sendable {
    public var claim: Claim
    /// Set where it is no article: it ends `ignored` with this code (`empty-file`, `marker`, `sidecar`, `late-sidecar`), or, for
    /// `checksum`, dead.
    public var ignore: FailureCode?

    public init(claim: Claim, ignore: FailureCode? = nil) {
        self.claim = claim
        self.ignore = ignore
    }
}

/// The part of the ledger that claiming needs. Called on the intake's queue only; what it throws is an outage: intake gives
/// everything back, says so and waits for `resume()`.
public protocol ClaimLedger: AnyObject, Sendable {
    /// One row of status `claiming` for each draft, committed durably before it returns.
    /// Where a `claiming` row of the same name, device and inode is left from an earlier life, its id is given again.
    func claim(_ drafts: [ClaimDraft]) throws -> [FileID]
    /// The files are in work/, durably (T-B).
    func claimed(_ ids: [FileID]) throws
    /// The file was gone, or another, when it was to be taken.
    func withdraw(_ id: FileID, _ reason: FailureCode) throws
    /// A thing that is no file: a row that ends `ignored`; the thing stays where it is.
    func ignore(_ draft: ClaimDraft, _ reason: FailureCode) throws
    /// Such a row is already there for this name, device, inode and ctime.
    func isKnownSpecial(_ draft: ClaimDraft) -> Bool
}
