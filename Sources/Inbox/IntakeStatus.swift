/// What `copydesk status` says of the inbox. Lists hold at most `listedMax` entries; the counts are whole.
public struct IntakeStatus: Sendable {
    /// Entries of each list.
    public static let listedMax = 100

    public enum Mode: Sendable, Equatable {
        case inotify
        /// Why events are not relied on.
        case polling(String)
        /// The inbox is not there.
        case lost
    }

    public struct Busy: Sendable, Equatable {
        public var path: [UInt8]
        /// Seconds since somebody was first seen to have it open.
        public var seconds: Double
    }

    /// A file that waits for a person.
    public struct Blocked: Sendable, Equatable {
        public var path: [UInt8]
        /// The command that helps, or what the system said.
        public var hint: String
    }

    public var mode: Mode = .inotify
    public var watchCount = 0
    /// Files that are remembered because they cannot be taken yet, of whatever kind below.
    public var waitingCount = 0
    public var busyCount = 0
    public var busy: [Busy] = []
    public var unreadableCount = 0
    public var unreadable: [Blocked] = []
    public var stuckCount = 0
    public var stuck: [Blocked] = []
    public var stalePartialCount = 0
    public var stalePartials: [[UInt8]] = []
    /// Folders that could not be read or watched at the last rescan.
    public var unreadFolders: [Blocked] = []
    public var isFull = false
    public var isPaused = false

    public init() {}
}
