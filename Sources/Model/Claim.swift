/// A row of the ledger `files` and the number in a claim's name: `work/FID__NAME`.
public typealias FileID = Int64

/// Which proof showed that a file's writer had finished (`files.proof`).
public enum Proof: String, Sendable {
    case marker, lease, quiet
    /// `copydesk ingest` reads files where they are and asks for no proof.
    case given
}

/// What `fstat` says of a file at a moment: enough to see later that it changed.
public struct FileFacts: Hashable, Sendable {
    public var device: UInt64
    public var inode: UInt64
    public var bytes: Int64
    public var mtimeNs: Int64
    public var ctimeNs: Int64

    public init(device: UInt64, inode: UInt64, bytes: Int64, mtimeNs: Int64, ctimeNs: Int64) {
        self.device = device
        self.inode = inode
        self.bytes = bytes
        self.mtimeNs = mtimeNs
        self.ctimeNs = ctimeNs
    }

    /// The same file with the same content, as far as size and modification time can tell. A rename moves the ctime, so it is left out.
    public func isSameContent(as other: FileFacts) -> Bool {
        device == other.device && inode == other.inode && bytes == other.bytes && mtimeNs == other.mtimeNs
    }
}

/// A file that the desk has taken, on its way through the line.
public struct Claim: Sendable {
    public var fileID: FileID
    /// Name as dropped, relative to the inbox (or as given to `ingest`): bytes, not text.
    public var name: [UInt8]
    /// The inbox sub-folder's path, `""` for the inbox itself.
    public var source: String
    /// Where its bytes are now.
    public var path: [UInt8]
    public var facts: FileFacts
    public var proof: Proof
    /// After an unclean exit: runs alone.
    public var isSuspect: Bool = false
    public var attempts: Int = 0
    /// A longer sidecar is none: its contents are taken for empty and told as unreadable.
    public static let sidecarBytesMax = 1 << 20
    /// Contents of `NAME.meta.json`, if it was there at claim.
    public var sidecar: [UInt8]?
    /// `YYYY-MM-DD`, UTC: the day the ledger first saw the file, which serves as `day` where nothing else does; `nil` is today.
    public var seenDay: String?

    public init(fileID: FileID, name: [UInt8], source: String, path: [UInt8], facts: FileFacts, proof: Proof) {
        self.fileID = fileID
        self.name = name
        self.source = source
        self.path = path
        self.facts = facts
        self.proof = proof
    }
}

/// `files.status`.
public enum FileStatus: String, Sendable, CaseIterable {
    case claiming, working, retry, loaded, partial, duplicate, ignored, dead, withdrawn

    /// One of promise P1's outcomes.
    public var isFinal: Bool {
        switch self {
        case .claiming, .working, .retry: false
        case .loaded, .partial, .duplicate, .ignored, .dead, .withdrawn: true
        }
    }
}
