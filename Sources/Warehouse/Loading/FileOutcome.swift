import Model

/// What became of a file, as committed to its row in `files`.
public struct FileOutcome: Sendable, Equatable {
    public var fileID: FileID
    /// A final status, or `retry`.
    public var status: FileStatus
    /// The reason of a status that has one: the failure, or the first reject of a file of which nothing or not all was loaded.
    public var failure: Failure?
    /// Articles of this file that have a row of their own.
    public var articles: Int = 0
    /// Records whose article was already there from another file or record.
    public var repeats: Int = 0
    public var rejected: Int = 0
    /// UTC; set with `retry`.
    public var retryAt: String?
    /// Set with `retry`: how often the file has failed by now.
    public var attempts: Int = 0
    /// Set with `duplicate`: the file whose bytes these are.
    public var duplicateOf: FileID?
    /// Set with `withdrawn: changed-after-claim`: the row that took the file over, status `working`.
    public var newFileID: FileID?
    public var sha256: [UInt8]?
    /// UTC; `finished_at` of a final status, the time of the commit otherwise.
    public var finishedAt = ""

    public init(fileID: FileID, status: FileStatus, failure: Failure? = nil) {
        self.fileID = fileID
        self.status = status
        self.failure = failure
    }
}
