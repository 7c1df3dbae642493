/// What an expression of time means, before it is written as a TIMEX3 value.
enum TimeValue: Sendable {
    case day(CalendarDay)
    case dayPart(CalendarDay, DayPart)
    case clock(CalendarDay, hour: UInt8, minute: UInt8, isUTC: Bool)
    /// The ISO week that holds the day.
    case week(CalendarDay)
    case weekend(CalendarDay)
    case month(Int, Int)
    case quarter(Int, Int)
    case half(Int, Int)
    case season(Int, Season)
    case year(Int)
    case yearBeforeChrist(Int)
    /// The first three digits of its years.
    case decade(Int)
    /// The first two digits of its years.
    case century(Int)
    case past, present, future
    /// nil: some, several.
    case duration(Double?, TimeUnit)
    /// Every Friday, or a Friday of an unknown week.
    case anyWeekday(Int, DayPart?)
    case anyMonth(Int)
    case anyDay(month: Int, day: Int)
    case anySeason(Season)
    case anyDayPart(DayPart)
    case anyWeekend
    case anyClock(hour: UInt8, minute: UInt8, isUTC: Bool)
    /// A date that only a publication date would tell.
    case unresolved

    /// The TIMEX3 value, nil for `unresolved`.
    var text: String? {
        switch self {
        case .day(let day): day.text
        case .dayPart(let day, let part): day.text + "T" + part.code
        case .clock(let day, let hour, let minute, let isUTC): day.text + Self.clock(hour, minute, isUTC)
        case .week(let day): Self.week(day)
        case .weekend(let day): Self.week(day) + "-WE"
        case .month(let year, let month): String(digits: year, 4) + "-" + String(digits: month, 2)
        case .quarter(let year, let quarter): String(digits: year, 4) + "-Q" + String(quarter)
        case .half(let year, let half): String(digits: year, 4) + "-H" + String(half)
        case .season(let year, let season): String(digits: year, 4) + "-" + season.code
        case .year(let year): String(digits: year, 4)
        case .yearBeforeChrist(let year): "BC" + String(digits: year, 4)
        case .decade(let decade): String(digits: decade, 3)
        case .century(let century): String(digits: century, 2)
        case .past: "PAST_REF"
        case .present: "PRESENT_REF"
        case .future: "FUTURE_REF"
        case .duration(let count, let unit): Self.duration(count, unit)
        case .anyWeekday(let day, let part): "XXXX-WXX-" + String(day) + (part.map { "T" + $0.code } ?? "")
        case .anyMonth(let month): "XXXX-" + String(digits: month, 2)
        case .anyDay(let month, let day): "XXXX-" + String(digits: month, 2) + "-" + String(digits: day, 2)
        case .anySeason(let season): "XXXX-" + season.code
        case .anyDayPart(let part): "XXXX-XX-XXT" + part.code
        case .anyWeekend: "XXXX-WXX-WE"
        case .anyClock(let hour, let minute, let isUTC): "XXXX-XX-XX" + Self.clock(hour, minute, isUTC)
        case .unresolved: nil
        }
    }

    private static func clock(_ hour: UInt8, _ minute: UInt8, _ isUTC: Bool) -> String {
        "T" + String(digits: Int(hour), 2) + ":" + String(digits: Int(minute), 2) + (isUTC ? "Z" : "")
    }

    private static func week(_ day: CalendarDay) -> String {
        let week = day.week
        return String(digits: week.year, 4) + "-W" + String(digits: week.week, 2)
    }

    /// ISO 8601 with the TIMEX3 letters beyond it; halves of years, hours and minutes are written out ("two and a half years": P2Y6M).
    private static func duration(_ count: Double?, _ unit: TimeUnit) -> String {
        let clock = unit.isClock ? "PT" : "P"
        guard let count else { return clock + "X" + unit.letter }
        switch unit {
        case .decade: return "P" + number(count * 10) + "Y"
        case .century: return "P" + number(count * 100) + "Y"
        case .millennium: return "P" + number(count * 1000) + "Y"
        case .fortnight: return "P" + number(count * 2) + "W"
        default: break
        }
        if count - count.rounded(.down) == 0.5 {
            let whole = count.rounded(.down)
            switch unit {
            case .year: return whole >= 1 ? "P" + number(whole) + "Y6M" : "P6M"
            case .hour: return whole >= 1 ? "PT" + number(whole) + "H30M" : "PT30M"
            case .minute: return "PT" + number(count * 60) + "S"
            default: break
            }
        }
        return clock + number(count) + unit.letter
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }
}
