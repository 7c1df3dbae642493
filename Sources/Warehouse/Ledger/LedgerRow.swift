import Model

/// One row of the ledger `files`.
public struct LedgerRow: Sendable, Equatable {
    public var fileID: FileID
    /// As dropped: bytes, not text.
    public var name: [UInt8]
    public var source: String
    public var facts: FileFacts
    public var proof: Proof
    public var status: FileStatus
    /// `files.reason`; `nil` also where the row was written by a program that knows more codes.
    public var reason: FailureCode?
    /// One sentence for a person.
    public var detail: String?
    /// Member and record of the failure: `a/one.json#1`.
    public var item: String?
    public var byteOffset: Int?
    public var line: Int?
    public var context: String?
    public var sha256: [UInt8]?
    public var format: String?
    public var charset: String?
    /// In work at an unclean exit: runs alone.
    public var isSuspect: Bool
    /// Unclean exits in a row while it ran alone.
    public var soloCrashes: Int
    public var attempts: Int
    /// UTC.
    public var retryAt: String?
    public var articles: Int
    public var repeats: Int
    public var rejected: Int
    public var duplicateOf: FileID?
    public var previousFileID: FileID?
    /// UTC.
    public var receivedAt: String
    /// UTC; `nil` while the status is not final.
    public var finishedAt: String?
    /// UTC; set once a dead letter's original was thrown away on request.
    public var discardedAt: String?

    /// The failure as kept in the row, `nil` where it has no reason.
    public var failure: Failure? {
        guard let reason else { return nil }
        return Failure(
            reason, detail ?? "", address: item.map(ItemAddress.init(parsing:)), byteOffset: byteOffset, line: line, context: context)
    }
}

extension ItemAddress {
    /// The address as written in `rejects.item`: what follows the last `#` is the record's number.
    init(parsing text: String) {
        guard let hash = text.lastIndex(of: "#"), let ordinal = Int(text[text.index(after: hash)...]) else {
            self.init(member: text, ordinal: 0)
            return
        }
        self.init(member: String(text[..<hash]), ordinal: ordinal)
    }
}
