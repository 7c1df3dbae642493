extension TimeValue {
    /// The first and the last day that it can mean; nil where it is no stretch of the calendar.
    func bounds(today: CalendarDay?) -> (first: CalendarDay, last: CalendarDay)? {
        switch self {
        case .day(let day), .dayPart(let day, _): return (day, day)
        case .clock(let day, let hour, _, _): return (day, hour == 24 ? day.adding(1) : day)
        case .week(let day): return (day.adding(1 - day.weekday), day.adding(7 - day.weekday))
        case .weekend(let day): return (day.adding(6 - day.weekday), day.adding(7 - day.weekday))
        case .month(let year, let month): return Self.months(year, month, 1)
        case .quarter(let year, let quarter): return Self.months(year, quarter * 3 - 2, 3)
        case .half(let year, let half): return Self.months(year, half * 6 - 5, 6)
        case .season(let year, let season):
            let start = CalendarDay.month(year, season.middleMonth, adding: -1)
            return Self.months(start.year, start.month, 3)
        case .year(let year): return Self.months(year, 1, 12)
        case .decade(let decade): return Self.months(decade * 10, 1, 120)
        case .century(let century): return Self.months(century * 100, 1, 1200)
        case .present: return today.map { ($0, $0) }
        default: return nil
        }
    }

    private static func months(_ year: Int, _ month: Int, _ count: Int) -> (first: CalendarDay, last: CalendarDay)? {
        let end = CalendarDay.month(year, month, adding: count)
        guard let first = CalendarDay(max(year, 1), month, 1), let after = CalendarDay(end.year, end.month, 1) else { return nil }
        return (first, after.adding(-1))
    }

    /// The stretch of a length of time that begins or ends on `today`: "the next 24 to 48 hours", "the past three months".
    /// - Parameter high: the longer length of a range, 0 where there is none.
    func stretch(_ anchor: TimeAnchor, high: Double, today: CalendarDay?) -> (first: CalendarDay, last: CalendarDay)? {
        guard let today, case .duration(let count?, let unit) = self else { return nil }
        let days = Int(min((max(count, high) * unit.days).rounded(.up), 4_000_000))
        switch anchor {
        case .free: return nil
        case .fromToday: return (today, today.adding(days))
        case .untilToday: return (today.adding(-days), today)
        }
    }
}

/// Whether a length of time is bound to the publication day.
enum TimeAnchor: Sendable {
    case free, fromToday, untilToday
}
