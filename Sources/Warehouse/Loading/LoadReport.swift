import Model

/// What one transaction of the loader wrote.
public struct LoadReport: Sendable {
    /// `batches.batch_id`.
    public var batchID: Int64
    /// By the file that the group named; files that did not end in this group are missing.
    public var outcomes: [FileID: FileOutcome] = [:]
    /// New rows in `articles`.
    public var articles: Int = 0
    /// New rows in `sightings`.
    public var sightings: Int = 0
    /// New rows in `rejects`.
    public var rejects: Int = 0
    /// Bytes of body and headline of the new articles.
    public var textBytes: Int = 0
    /// Size of the write-ahead log after the commit; large values mean that a reader holds it.
    public var walBytes: Int64 = 0

    public init(batchID: Int64) { self.batchID = batchID }
}
