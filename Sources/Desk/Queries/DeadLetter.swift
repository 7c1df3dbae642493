/// A file that could not be understood, as its ledger row tells.
public struct DeadLetter: Codable, Sendable, Equatable {
    public var fileID: Int64
    /// As dropped, printable.
    public var name: String
    public var source: String
    public var reason: String
    public var detail: String?
    /// What the code means, and what to do next.
    public var meaning: String?
    public var advice: String?
    public var item: String?
    public var line: Int?
    public var byteOffset: Int?
    public var context: String?
    public var attempts: Int
    public var bytes: Int64
    public var format: String?
    public var receivedAt: String
    public var finishedAt: String?
    public var discardedAt: String?
    /// Where the original lies, `nil` where it is no longer there.
    public var path: String?

    public init(fileID: Int64, name: String, source: String, reason: String, attempts: Int, bytes: Int64, receivedAt: String) {
        self.fileID = fileID
        self.name = name
        self.source = source
        self.reason = reason
        self.attempts = attempts
        self.bytes = bytes
        self.receivedAt = receivedAt
    }

    enum CodingKeys: String, CodingKey {
        case fileID = "fileId"
        case name, source, reason, detail, meaning, advice, item, line, byteOffset, context, attempts, bytes, format, receivedAt, finishedAt
        case discardedAt, path
    }
}
