/// Days and calendar dates of the proleptic Gregorian calendar, by arithmetic alone: no calendar object, no locale.
///
/// The conversion is Howard Hinnant's `days_from_civil` / `civil_from_days` (public domain).
enum CivilDay {
    /// Days since 1970-01-01.
    static func number(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The date of a day number.
    static func date(_ number: Int) -> (year: Int, month: Int, day: Int) {
        let z = number + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// 1 for Monday … 7 for Sunday.
    static func weekday(_ number: Int) -> Int { ((number + 3) % 7 + 7) % 7 + 1 }

    /// The day number of an ISO week's day, 1 for Monday; `nil` where the year has no such week.
    static func number(year: Int, week: Int, weekday: Int) -> Int? {
        let fourth = number(year: year, month: 1, day: 4)
        let day = fourth - self.weekday(fourth) + 1 + (week - 1) * 7
        // The week belongs to the year that its Thursday is in.
        guard (1...53).contains(week), (1...7).contains(weekday), date(day + 3).year == year else { return nil }
        return day + weekday - 1
    }

    /// True for dates that exist: month 1…12, day within the month.
    static func exists(year: Int, month: Int, day: Int) -> Bool {
        guard year >= 1, year <= 9_999, month >= 1, month <= 12, day >= 1 else { return false }
        switch month {
        case 2: return day <= (isLeap(year) ? 29 : 28)
        case 4, 6, 9, 11: return day <= 30
        default: return day <= 31
        }
    }

    static func isLeap(_ year: Int) -> Bool { (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 }

    /// `YYYY-MM-DD`.
    static func text(year: Int, month: Int, day: Int) -> String {
        String(unsafeUninitializedCapacity: 10) { out in
            write(year: year, month: month, day: day, to: out)
            return 10
        }
    }

    /// The day (UTC) of a moment in nanoseconds since 1970, as `YYYY-MM-DD`.
    static func text(nanoseconds: Int64) -> String {
        let (days, rest) = nanoseconds.quotientAndRemainder(dividingBy: 86_400_000_000_000)
        let date = date(Int(rest < 0 ? days - 1 : days))
        return text(year: date.year, month: date.month, day: date.day)
    }

    /// Ten ASCII bytes into `out`, which must hold them.
    static func write(year: Int, month: Int, day: Int, to out: UnsafeMutableBufferPointer<UInt8>) {
        two(year / 100, out, 0)
        two(year % 100, out, 2)
        out[4] = UInt8(ascii: "-")
        two(month, out, 5)
        out[7] = UInt8(ascii: "-")
        two(day, out, 8)
    }

    @inline(__always)
    static func two(_ value: Int, _ out: UnsafeMutableBufferPointer<UInt8>, _ at: Int) {
        out[at] = UInt8(truncatingIfNeeded: 48 + value / 10)
        out[at + 1] = UInt8(truncatingIfNeeded: 48 + value % 10)
    }
}
