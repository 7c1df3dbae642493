import Foundation
import Inbox

/// What `copydesk status` says: the answer of the daemon's status socket and, with less in it, what the warehouse alone tells.
/// In JSON the names are in snake_case (`in_flight`).
public struct StatusReport: Codable, Sendable, Equatable {
    /// Of the daemon; `nil` while none runs. The same holds for everything that only a daemon knows.
    public var pid: Int32?
    public var version: String
    public var desk: String
    /// ISO 8601, UTC.
    public var startedAt: String?
    public var inbox: Inbox?
    /// Files in the inbox that are not complete yet.
    public var waiting: Int?
    /// Files between claim and outcome.
    public var inFlight: Int?
    /// Files in retry/ and when the next one is due.
    public var retry = 0
    public var nextRetryAt: String?
    public var dead = 0
    public var totals = Totals()
    /// Over the last minute.
    public var articlesPerSecond: Double?
    /// Why nothing is taken at the moment.
    public var outage: Outage?
    public var walBytes: Int64?
    public var freeBytes: Int64?
    /// The lock knows of higher ids than the warehouse: an older one was put back, `rebuild --check` tells what is missing.
    public var rebuildCheckWanted = false
    /// Why the last reload of the settings was refused.
    public var settingsProblem: String?

    public struct Totals: Codable, Sendable, Equatable {
        public var files = 0
        public var articles = 0
        public var rejects = 0
        /// Files by their status in the ledger.
        public var byStatus: [String: Int] = [:]

        public init() {}
    }

    public struct Outage: Codable, Sendable, Equatable {
        public var code: String
        public var sentence: String
        public var since: String

        public init(code: String, sentence: String, since: String) {
            self.code = code
            self.sentence = sentence
            self.since = since
        }
    }

    /// The state of the watched folder. Lists are cut, counts are whole.
    public struct Inbox: Codable, Sendable, Equatable {
        /// inotify, polling or lost.
        public var mode: String
        /// Why it polls.
        public var why: String?
        public var watches = 0
        /// All names that are remembered because they cannot be taken yet.
        public var remembered = 0
        public var busy: [Busy] = []
        public var busyCount = 0
        public var unreadable: [Blocked] = []
        public var unreadableCount = 0
        public var stuck: [Blocked] = []
        public var stuckCount = 0
        public var stalePartials: [String] = []
        public var stalePartialCount = 0
        public var unreadFolders: [Blocked] = []
        /// No more is taken until what is in flight has become less.
        public var isFull = false
        public var isPaused = false

        public struct Busy: Codable, Sendable, Equatable {
            public var path: String
            public var seconds: Double
        }

        public struct Blocked: Codable, Sendable, Equatable {
            public var path: String
            public var hint: String
        }
    }

    public init(version: String = CopydeskVersion.text, desk: String) {
        self.version = version
        self.desk = desk
    }

    /// The report as one line of JSON, without its line end.
    public var jsonLine: [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { Array($0) } ?? Array("{}".utf8)
    }

    /// - Returns: `nil` where the bytes are no report, as of a daemon of another version.
    public init?(jsonLine: [UInt8]) {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let report = try? decoder.decode(StatusReport.self, from: Foundation.Data(jsonLine)) else { return nil }
        self = report
    }
}

extension StatusReport.Inbox {
    public init(_ status: IntakeStatus) {
        switch status.mode {
        case .inotify: mode = "inotify"
        case .polling(let reason): (mode, why) = ("polling", reason)
        case .lost: (mode, why) = ("lost", "the inbox is not there")
        }
        func blocked(_ list: [IntakeStatus.Blocked]) -> [Blocked] { list.map { Blocked(path: printable($0.path), hint: $0.hint) } }
        watches = status.watchCount
        remembered = status.waitingCount
        busy = status.busy.map { Busy(path: printable($0.path), seconds: $0.seconds) }
        busyCount = status.busyCount
        unreadable = blocked(status.unreadable)
        unreadableCount = status.unreadableCount
        stuck = blocked(status.stuck)
        stuckCount = status.stuckCount
        stalePartials = status.stalePartials.map { printable($0) }
        stalePartialCount = status.stalePartialCount
        unreadFolders = blocked(status.unreadFolders)
        isFull = status.isFull
        isPaused = status.isPaused
    }
}
