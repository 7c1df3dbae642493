/// A date as it was written, without a change of zone: what the yardstick compares.
public struct WrittenDate: Sendable, Equatable {
    /// ISO 8601 at its precision, with an offset only where one is written.
    public var text: String
    /// `year`, `month`, `day`, `minute`, `second` or `millisecond`.
    public var precision: String
}

extension DateParts {
    /// The date with its wall clock and offset as written, `nil` for one that does not exist.
    var written: WrittenDate? {
        guard CivilDay.exists(year: year, month: month ?? 1, day: day ?? 1), year >= Self.yearMin else { return nil }
        let text = CivilDay.text(year: year, month: month ?? 1, day: day ?? 1)
        guard let month else { return WrittenDate(text: String(text.prefix(4)), precision: "year") }
        guard let day else { return WrittenDate(text: String(text.prefix(7)), precision: "month") }
        guard let hour else { return WrittenDate(text: text, precision: "day") }
        guard isTime(hour) else { return nil }
        var out = text
        if hour == 24 {
            let next = CivilDay.date(CivilDay.number(year: year, month: month, day: day) + 1)
            out = CivilDay.text(year: next.year, month: next.month, day: next.day)
        }
        out += "T\(Self.two(hour % 24)):\(Self.two(minute))"
        var precision = "minute"
        if let second {
            out += ":\(Self.two(min(second, 59)))"
            precision = "second"
            if let millisecond, millisecond > 0 {
                out += "." + String(String(1_000 + millisecond).dropFirst())
                precision = "millisecond"
            }
        }
        if let offset = offsetMinutes {
            out += offset == 0 ? "Z" : (offset < 0 ? "-" : "+") + "\(Self.two(abs(offset) / 60)):\(Self.two(abs(offset) % 60))"
        }
        return WrittenDate(text: out, precision: precision)
    }

    /// Hour, minute and second of a clock; 24:00 is the next day's start and :60 the minute's last second.
    func isTime(_ hour: Int) -> Bool {
        guard (0...24).contains(hour), (0...59).contains(minute), (0...60).contains(second ?? 0) else { return false }
        return hour < 24 || (minute == 0 && (second ?? 0) == 0)
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    func isSameDay(_ other: DateParts) -> Bool { year == other.year && month == other.month && day == other.day }

    /// So many units before this: seconds and minutes keep the time, days and weeks the day, months the month, years the year.
    /// - Parameter unit: 0 second, 1 minute, 2 hour, 3 day, 4 week, 5 month, 6 year.
    func before(_ count: Int, _ unit: Int) -> DateParts? {
        guard count < 100_000, let month, let day else { return nil }
        if unit == 6 { return DateParts(year: year - count) }
        if unit == 5 {
            let months = year * 12 + month - 1 - count
            return months > 0 ? DateParts(year: months / 12, month: months % 12 + 1) : nil
        }
        let number = CivilDay.number(year: year, month: month, day: day)
        if unit >= 3 {
            let date = CivilDay.date(number - count * (unit == 3 ? 1 : 7))
            return DateParts(year: date.year, month: date.month, day: date.day)
        }
        let seconds = number * 86_400 + (hour ?? 0) * 3_600 + minute * 60 + (second ?? 0) - count * [1, 60, 3_600][unit]
        var parts = HeaderDate.epochParts(seconds)
        if unit > 0 { parts.second = nil }
        parts.offsetMinutes = offsetMinutes
        return parts
    }
}
