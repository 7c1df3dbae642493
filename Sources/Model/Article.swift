/// First 16 bytes of sha256(file sha256 ‖ member ‖ ordinal): the same record of the same bytes always has the same uid (promise P3).
public struct ArticleUID: Hashable, Sendable {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// 16 bytes, big-endian, as stored in `articles.uid`.
    public var bytes: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(16)
        for word in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) { out.append(UInt8(truncatingIfNeeded: word >> UInt64(shift))) }
        }
        return out
    }
}

/// A record that has been judged and normalised: every text is NFC, the body has the warehouse's shape, days are decided.
public struct Article: Sendable {
    public var uid: ArticleUID
    public var record: Record
    /// `YYYY-MM-DD`: the published day, else the file's mtime day if plausible, else the day seen.
    public var day: String
    /// Kind and count of every repair made to the text, empty where none was: `["replaced-bytes": 2]`.
    public var repairs: [String: Int] = [:]

    public init(uid: ArticleUID, record: Record, day: String) {
        self.uid = uid
        self.record = record
        self.day = day
    }
}
