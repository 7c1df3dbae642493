import Model

/// What stands under a name, as `lstat` or `fstat` tells it.
public struct Node: Hashable, Sendable {
    /// The kinds that matter here.
    public enum Kind: Sendable {
        case file, folder, symlink
        /// Pipe, socket or device.
        case other
    }

    public var facts: FileFacts
    public var kind: Kind
    /// Names of this inode.
    public var links: UInt64
    public var owner: UInt32
    public var group: UInt32
    /// Permission bits with set-id and sticky bits.
    public var mode: UInt32

    public init(facts: FileFacts, kind: Kind, links: UInt64 = 1, owner: UInt32 = 0, group: UInt32 = 0, mode: UInt32 = 0o644) {
        self.facts = facts
        self.kind = kind
        self.links = links
        self.owner = owner
        self.group = group
        self.mode = mode
    }

    /// The same file, whatever happened to its content.
    func isSameFile(as other: Node) -> Bool { facts.device == other.facts.device && facts.inode == other.facts.inode }

    /// The same file with the same content as far as size and modification time can tell. A rename moves the ctime, so it is left out.
    func hasSameContent(as other: Node) -> Bool {
        isSameFile(as: other) && facts.bytes == other.facts.bytes && facts.mtimeNs == other.facts.mtimeNs
    }
}
