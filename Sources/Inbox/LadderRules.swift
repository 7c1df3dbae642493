/// The waiting times of the completeness ladder, in nanoseconds.
public struct LadderRules: Sendable, Equatable {
    /// A name that did not come by rename must be this old: covers the temporary names without a dot of `sed -i` and `tempfile`.
    public var minAgeNs: UInt64 = 50_000_000
    /// Without a lease: size, times and inode still for so long; doubled at each change up to `settleMaxNs`.
    public var settleNs: UInt64 = 2_000_000_000
    public var settleMaxNs: UInt64 = 60_000_000_000
    /// An empty file is taken for empty after so long.
    public var settleEmptyNs: UInt64 = 10_000_000_000
    /// A temporary name this old is reported.
    public var stalePartialNs: UInt64 = 86_400_000_000_000
    /// A sidecar without its article waits so long before it counts as late.
    public var lateSidecarNs: UInt64 = 60_000_000_000
    /// An article whose source asks for a sidecar, or whose sidecar is still being written, waits for it at most so long.
    public var sidecarWaitNs: UInt64 = 60_000_000_000
    /// A file that does not match its checksum marker stays in the inbox so long before it is taken as damaged.
    public var checksumWaitNs: UInt64 = 600_000_000_000
    /// Looks at a file that somebody writes: from `busyFirstNs` doubling up to `busyMaxNs`.
    public var busyFirstNs: UInt64 = 100_000_000
    public var busyMaxNs: UInt64 = 60_000_000_000

    public init() {}
}

/// What one source (an inbox sub-folder) asks for.
public struct SourceRules: Sendable, Equatable {
    /// Files are taken only with a marker: `NAME.done`, `.ok`, or `.md5`/`.sha256`, which are verified.
    public var asksForMarker: Bool
    /// Articles wait for `NAME.meta.json`.
    public var awaitsSidecar: Bool

    public init(asksForMarker: Bool = false, awaitsSidecar: Bool = false) {
        self.asksForMarker = asksForMarker
        self.awaitsSidecar = awaitsSidecar
    }
}
