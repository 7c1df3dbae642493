import Model

/// How the name came to notice, weakest first.
public enum Sighting: UInt8, Sendable {
    /// A rescan found it, or an event that says nothing of its writer.
    case scan
    case event
    /// A rename brought it here: whoever made it thinks it finished.
    case renamedIn
}

/// One look at a name of the inbox: everything the ladder may know. Values only.
public struct Look: Sendable {
    /// What F_SETLEASE said.
    public enum Lease: Sendable, Equatable {
        case notTried
        /// No writer and no writable mapping.
        case granted
        case busy
        /// Not our file and no CAP_LEASE, or a file system where a lease proves nothing.
        case unavailable
    }

    /// What the markers beside an article say, in a source that asks for them.
    public enum Marker: Sendable, Equatable {
        case notAsked, missing
        /// `NAME.done` or `.ok`, not older than the last change of NAME.
        case present
        /// `NAME.done` or `.ok`, older than the last change of NAME: the marker came first.
        case early
        /// `.md5` or `.sha256`, not compared yet.
        case checksum
        case verified
        case wrong
    }

    /// What the name is for.
    public enum Subject: Sendable, Equatable {
        case article(Marker)
        case temporary
        case sidecar(ownerIsThere: Bool)
        case marker(ownerIsThere: Bool, ownerWasClaimed: Bool, isAsked: Bool)
    }

    /// Monotonic.
    public var nowNs: UInt64
    public var node: Node
    /// Wall clock minus ctime; `nil` where that is negative: the clock jumped or the stamp is foreign.
    public var ageNs: UInt64?
    public var sighting: Sighting
    public var subject: Subject
    public var lease: Lease
    /// open() said EACCES.
    public var isUnreadable: Bool

    public init(
        nowNs: UInt64, node: Node, ageNs: UInt64?, sighting: Sighting, subject: Subject = .article(.notAsked), lease: Lease = .notTried,
        isUnreadable: Bool = false
    ) {
        self.nowNs = nowNs
        self.node = node
        self.ageNs = ageNs
        self.sighting = sighting
        self.subject = subject
        self.lease = lease
        self.isUnreadable = isUnreadable
    }
}
