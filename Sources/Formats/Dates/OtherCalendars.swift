/// Days of the calendars that news of Iran, Afghanistan and the Arab countries are dated by.
enum OtherCalendars {
    /// A date of the Persian solar calendar, as a day number (`CivilDay`). The 33-year rule: right for the years 1304 to 1467 (1925 to 2088).
    static func persian(year: Int, month: Int, day: Int) -> Int? {
        guard (1...12).contains(month), day >= 1, day <= (month <= 6 ? 31 : 30) else { return nil }
        let y = year + 1_595
        let before = month < 7 ? (month - 1) * 31 : (month - 7) * 30 + 186
        let days = -355_668 + 365 * y + y / 33 * 8 + (y % 33 + 3) / 4 + day + before
        // Day 1 of that count is the first of the year 0; 719,528 days lie between it and 1970.
        return days - 719_528
    }

    /// A date of the tabular Hijri calendar; it may be a day off the one that is announced.
    static func hijri(year: Int, month: Int, day: Int) -> Int? {
        guard (1...12).contains(month), (1...30).contains(day) else { return nil }
        let julian = day + (59 * (month - 1) + 1) / 2 + (year - 1) * 354 + (3 + 11 * year) / 30 + 1_948_440 - 1
        return julian - 2_440_588
    }
}
