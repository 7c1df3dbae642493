import Model

/// What one step of reading a claim gives: articles in file order, rejects, and, with the last step, how the file ended.
struct ParsedBatch: Sendable {
    let ticket: Ticket
    /// 0-based position among the claim's batches.
    let index: Int
    /// 32 bytes, known before the first record; `nil` where the file could not be read to its end.
    var sha256: [UInt8]?
    var articles: [Article] = []
    var rejects: [Reject] = []
    /// Set with the claim's last batch.
    var end: ReadingEnd?
    /// Bytes of text, and what each article costs besides.
    var textBytes = 0
}

/// The same batch after enrichment.
struct EnrichedBatch: Sendable {
    let ticket: Ticket
    let index: Int
    var sha256: [UInt8]?
    var articles: [EnrichedArticle]
    var rejects: [Reject]
    var end: ReadingEnd?
    var textBytes: Int
}

/// How reading a file ended.
struct ReadingEnd: Sendable {
    /// 32 bytes; `nil` where the file could not be read to its end.
    var sha256: [UInt8]?
    /// As recognised from the content: `json-lines+gzip`.
    var format: String?
    var charset: String?
    /// What stopped the reading; `nil` where it went to the end.
    var failure: Failure?
    /// An earlier file with the same bytes: nothing was parsed.
    var duplicateOf: FileID?
    /// Facts of the open descriptor; compared again before the commit, to see a late writer.
    var facts: FileFacts?
    /// A container that held operating systems' litter and nothing else.
    var heldOnlyLitter = false
}
