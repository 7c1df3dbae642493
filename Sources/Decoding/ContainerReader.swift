import Model

/// One archive that is read from front to back, member by member.
protocol ContainerReader: AnyObject {
    var wrapping: Wrapping { get }
    /// Members met so far, the current one included.
    var entryCount: Int { get }

    /// Goes to the next member; what was not read of the current one is passed over.
    /// - Throws: the failure that ends the archive: damage that cannot be passed, or a failure of the stream below. Thrown once.
    func next() throws(Failure) -> ContainerStep

    /// The next bytes of the current member, 0 at its end.
    /// - Throws: the member's damage; `next()` can be called afterwards.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int
}

/// The header of a member.
struct ContainerEntry {
    var name: [UInt8]
    var kind: Kind
    var modified: Int64?

    enum Kind {
        case file, directory, special, encrypted
        /// The member cannot be read, for a reason that its header shows.
        case refused(Failure)
    }
}

/// What comes next in an archive.
enum ContainerStep {
    case entry(ContainerEntry)
    /// Something was unreadable; the archive goes on behind it.
    case damage(Failure)
    case end
}
