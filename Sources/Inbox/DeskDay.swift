/// A day of the UTC calendar: the folder `YYYY/MM/DD` under done/ and dead-letter/.
public struct DeskDay: Hashable, Sendable, Comparable {
    public var year: Int
    public var month: Int
    public var day: Int

    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The UTC day of a moment, in seconds since 1970.
    public init(unixSeconds: Int64) {
        // Days to civil date, after Howard Hinnant's chrono-compatible algorithms: exact for every year, no locale, no lock.
        let days = (unixSeconds >= 0 ? unixSeconds : unixSeconds - 86_399) / 86_400 + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        self.init(
            year: Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), month: Int(month), day: Int(dayOfYear - (153 * shifted + 2) / 5 + 1))
    }

    /// `YYYY/MM/DD`.
    public var path: [UInt8] { levels.reduce(into: []) { $0 += $0.isEmpty ? $1 : [UInt8(ascii: "/")] + $1 } }

    var levels: [[UInt8]] {
        func digits(_ number: Int, _ width: Int) -> [UInt8] {
            let text = Array(String(max(0, number)).utf8)
            return Array(repeating: UInt8(ascii: "0"), count: max(0, width - text.count)) + text
        }
        return [digits(year, 4), digits(month, 2), digits(day, 2)]
    }

    public static func < (left: DeskDay, right: DeskDay) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}
