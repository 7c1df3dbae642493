/// What `copydesk explain` says of one file: every step and every decision, nothing stored.
public struct Explanation: Codable, Sendable, Equatable {
    public var file: String
    public var bytes: Int64
    /// UTC.
    public var modifiedAt: String
    /// Hexadecimal SHA-256; `nil` where the file was not read.
    public var sha256: String?
    public var completeness: Completeness
    /// `NAME.meta.json` beside it: `none`, `read`, `unreadable`.
    public var sidecar: String
    public var members: [Member] = []
    /// The first of them; `recordCount` counts all.
    public var records: [Record] = []
    public var recordCount = 0
    public var rejects: [Reject] = []
    public var rejectCount = 0
    /// What ended the file before its end.
    public var failure: Reject?
    /// How the line would end it: `loaded`, `partial`, `dead`, `retry`, `ignored`; `duplicate` only the ledger can know.
    public var outcome = ""

    /// Whether the line would take the file now, and why.
    public struct Completeness: Codable, Sendable, Equatable {
        /// `article`, `temporary`, `sidecar`, `marker`: what its name says.
        public var role: String
        /// `lease`, `quiet`, or `nil` where nothing proves yet that the file is complete.
        public var proof: String?
        public var why: String
    }

    /// One member, or the plain file itself.
    public struct Member: Codable, Sendable, Equatable {
        /// `""` for a plain file.
        public var path: String
        public var wrapping: [String]
        /// What it was taken for, `nil` where nothing fitted.
        public var format: String?
        /// Every format that fitted, best first.
        public var scores: [Score]
        public var charset: String
        /// `bom`, `utf8`, `declared`, `detected`, `fallback`.
        public var charsetFrom: String
    }

    public struct Score: Codable, Sendable, Equatable {
        public var format: String
        public var score: Int
    }

    /// One article with its fields in the order of `extract`.
    public struct Record: Codable, Sendable, Equatable {
        public var record: String
        public var fields: [Field]
        /// Kinds of repair with their counts.
        public var repairs: [String: Int]
    }

    public struct Field: Codable, Sendable, Equatable {
        public var name: String
        public var value: String
        /// Where it was found: a key, an element, a place in the text, the sidecar, the settings.
        public var from: String?
    }

    public struct Reject: Codable, Sendable, Equatable {
        public var record: String
        public var code: String
        public var sentence: String
        public var advice: String
    }
}
