import Model

/// How the reading of a file ended, for the ledger to draw the outcome from.
public struct FileEnd: Sendable {
    public var fileID: FileID
    /// 32 bytes; `nil` where the file was not read to its end.
    public var sha256: [UInt8]?
    /// As recognised from the content: `json-lines+gzip`.
    public var format: String?
    public var charset: String?
    /// What stopped the reading for good; `nil` where it went to the end.
    public var failure: Failure?
    /// Set where the file is no article (`empty-file`, `marker`, `sidecar`); a code of another kind (`checksum`) makes it dead.
    public var ignore: FailureCode?
    /// An earlier file with the same bytes: nothing was parsed.
    public var duplicateOf: FileID?

    public init(
        fileID: FileID, sha256: [UInt8]? = nil, format: String? = nil, charset: String? = nil, failure: Failure? = nil,
        ignore: FailureCode? = nil, duplicateOf: FileID? = nil
    ) {
        self.fileID = fileID
        self.sha256 = sha256
        self.format = format
        self.charset = charset
        self.failure = failure
        self.ignore = ignore
        self.duplicateOf = duplicateOf
    }
}
