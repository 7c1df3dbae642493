import Model

/// What can be set about the inbox. Sizes in bytes, times in seconds.
public struct IntakeSettings: Sendable {
    public var ladder = LadderRules()
    public var names = NameRules()
    /// What a source (an inbox sub-folder's path, `""` for the inbox itself) asks for.
    public var sourceRules: @Sendable (String) -> SourceRules = { _ in SourceRules() }
    /// The rescan that catches what no event told.
    public var rescanSeconds: Double = 60
    /// The same where events cannot be trusted or had: network and FUSE, no watches left.
    public var pollSeconds: Double = 5
    /// Files taken in one ledger transaction.
    public var batchFilesMax = 256
    /// Names looked at before the queue gets a breath.
    public var sliceNamesMax = 4_096
    /// Files remembered as waiting; others are found again by the next rescan.
    public var waitingMax = 65_536
    /// Folders watched; others are polled.
    public var watchesMax = 65_536
    /// Bytes of a sidecar that are read.
    public var sidecarBytesMax = Claim.sidecarBytesMax
    /// Bytes of a file that is claimed by copying.
    public var copyBytesMax: Int64 = 64 << 30
    /// All looks rest so long when descriptors or memory have run out.
    public var crowdedSeconds: Double = 1
    /// A file that could not be taken is tried again after `stuckFirstSeconds`, then twice as long each time.
    public var stuckFirstSeconds: Double = 1
    public var stuckMaxSeconds: Double = 600

    public init() {}

    var crowdedNs: UInt64 { UInt64(max(0, crowdedSeconds) * 1e9) }

    /// How long a file rests after so many failed attempts to take it.
    func stuckNs(failures: Int) -> UInt64 {
        UInt64(max(0, min(stuckFirstSeconds * Double(1 << min(max(failures - 1, 0), 30)), stuckMaxSeconds)) * 1e9)
    }
}

/// How intake speaks to the daemon. All are called on the intake's queue, and must not wait for it.
public struct IntakeCallbacks: Sendable {
    /// Bytes that may still be taken; at 0 intake stops until `capacityFreed()`: the inbox itself is the queue.
    public var capacity: @Sendable () -> Int
    /// Files that are in work/, in claim order.
    public var deliver: @Sendable ([ClaimedFile]) -> Void
    /// The ledger or the disk failed: nothing is taken until `resume()`.
    public var onOutage: @Sendable (any Error) -> Void
    /// One line for the log: the inbox was lost or is back, events were lost, polling started.
    public var notice: @Sendable (String) -> Void
    /// Crash points: `claim.row` for each file after its row is committed, `claim.renamed` after each rename into work/.
    public var crashPoint: @Sendable (String) -> Void

    public init(
        capacity: @escaping @Sendable () -> Int = { .max }, deliver: @escaping @Sendable ([ClaimedFile]) -> Void,
        onOutage: @escaping @Sendable (any Error) -> Void = { _ in }, notice: @escaping @Sendable (String) -> Void = { _ in },
        crashPoint: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.capacity = capacity
        self.deliver = deliver
        self.onOutage = onOutage
        self.notice = notice
        self.crashPoint = crashPoint
    }
}
