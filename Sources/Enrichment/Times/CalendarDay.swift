/// A day of the proleptic Gregorian calendar. Conversions after Howard Hinnant's "chrono-compatible low-level date algorithms".
struct CalendarDay: Hashable, Sendable, Comparable {
    /// Days since 1970-01-01.
    let number: Int32
    let yearNumber: Int16
    let monthNumber: UInt8
    let dayNumber: UInt8

    var year: Int { Int(yearNumber) }
    var month: Int { Int(monthNumber) }
    var day: Int { Int(dayNumber) }

    /// A day by its number; beyond the years 1…9999 the nearest day inside.
    init(number: Int) {
        let inside = min(max(number, -719_162), 2_932_896)
        let shifted = inside + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let ofEra = shifted - era * 146_097
        let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * ofYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.number = Int32(inside)
        yearNumber = Int16(yearOfEra + era * 400 + (month <= 2 ? 1 : 0))
        monthNumber = UInt8(month)
        dayNumber = UInt8(ofYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// A day by year (1…9999), month and day; nil where the calendar has none.
    init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        number = Int32(era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468)
        yearNumber = Int16(year)
        monthNumber = UInt8(month)
        dayNumber = UInt8(day)
    }

    /// A day from text that begins with `YYYY-MM-DD`.
    init?(iso text: String) {
        let parts = text.utf8.prefix(10).split(separator: UInt8(ascii: "-")).compactMap { Int(Substring($0)) }
        guard parts.count == 3, text.utf8.count >= 10 else { return nil }
        self.init(parts[0], parts[1], parts[2])
    }

    static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    static func < (left: CalendarDay, right: CalendarDay) -> Bool { left.number < right.number }

    /// The day `days` later (earlier where negative).
    func adding(_ days: Int) -> CalendarDay { CalendarDay(number: Int(number) + max(-5_000_000, min(5_000_000, days))) }

    /// Monday 1 … Sunday 7.
    var weekday: Int { (Int(number) % 7 + 10) % 7 + 1 }

    var quarter: Int { (month + 2) / 3 }
    var half: Int { (month + 5) / 6 }

    /// ISO 8601 week and the year that it belongs to.
    var week: (year: Int, week: Int) {
        let thursday = adding(4 - weekday)
        guard let first = CalendarDay(thursday.year, 1, 1) else { return (year, 1) }
        return (thursday.year, Int(thursday.number - first.number) / 7 + 1)
    }

    /// The first day of the month `months` later.
    static func month(_ year: Int, _ month: Int, adding months: Int) -> (year: Int, month: Int) {
        let count = year * 12 + month - 1 + months
        return (Int((Double(count) / 12).rounded(.down)), ((count % 12) + 12) % 12 + 1)
    }

    /// `YYYY-MM-DD`.
    var text: String { String(digits: year, 4) + "-" + String(digits: month, 2) + "-" + String(digits: day, 2) }

    /// Easter Sunday (the anonymous Gregorian computus).
    static func easter(_ year: Int) -> CalendarDay? {
        let a = year % 19
        let (b, c) = (year / 100, year % 100)
        let (d, e) = (b / 4, b % 4)
        let g = (b - (b + 8) / 25 + 1) / 3
        let h = (19 * a + b - d - g + 15) % 30
        let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4) % 7
        let m = (a + 11 * h + 22 * l) / 451
        let count = h + l - 7 * m + 114
        return CalendarDay(year, count / 31, count % 31 + 1)
    }

    /// A holiday of a year by its rule in the lists: `12-25`, `E-2` (days from Easter), `11:4:4` (month, which, weekday; -1 the last, `2e` the first
    /// after the first Monday's week began: election day).
    static func holiday(_ rule: String, _ year: Int) -> CalendarDay? {
        if rule.utf8.first == UInt8(ascii: "E") { return Int(rule.dropFirst()).flatMap { easter(year)?.adding($0) } }
        let parts = rule.split(separator: ":")
        guard parts.count == 3, let month = Int(parts[0]), let weekday = Int(parts[2]) else {
            let date = rule.split(separator: "-").compactMap { Int($0) }
            return date.count == 2 ? CalendarDay(year, date[0], date[1]) : nil
        }
        if parts[1] == "-1" {
            guard let last = CalendarDay(year, month, days(inMonth: month, of: year)) else { return nil }
            return last.adding(-((last.weekday - weekday + 7) % 7))
        }
        let isElection = parts[1] == "2e"
        guard let first = CalendarDay(year, month, isElection ? 2 : 1) else { return nil }
        let found = first.adding((weekday - first.weekday + 7) % 7)
        return isElection ? found : found.adding(7 * ((Int(parts[1]) ?? 1) - 1))
    }
}

extension String {
    /// A number with at least `width` digits.
    init(digits number: Int, _ width: Int) {
        let text = String(number)
        self = text.utf8.count < width ? String(repeating: "0", count: width - text.utf8.count) + text : text
    }
}
