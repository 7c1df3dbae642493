import Model

/// One file's worth of text, as it comes out of its containers.
public struct Member {
    /// The member steps of `ItemAddress`; `""` for a plain or merely compressed file.
    public var path: String
    /// The innermost name, bytes as the archive holds them; empty for a plain file.
    public var nameBytes: [UInt8]
    /// The bytes, valid until the next call of `Unwrapper.next()`; its failures carry the member's address.
    public var stream: PeekStream
    /// Seconds since 1970 as the container says, `nil` where it says nothing.
    public var modified: Int64?
    /// What was peeled off, from the outside in: `["gzip", "tar"]`.
    public var wrapping: [String]
    /// How many containers, compressors and carriers it stands in.
    public var depth: Int
}

/// What an `Unwrapper` meets.
public enum MemberEvent {
    case member(Member)
    /// A member, or the rest of a container, that cannot be read; others may follow.
    case reject(Failure)
}
