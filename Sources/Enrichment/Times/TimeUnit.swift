/// Units of time.
enum TimeUnit: UInt8, Sendable {
    case second, minute, hour, day, week, fortnight, month, quarter, year, decade, century, millennium

    /// By the code that the lists write.
    init?(code: String) {
        switch code {
        case "TS": self = .second
        case "TM": self = .minute
        case "TH": self = .hour
        case "D": self = .day
        case "W": self = .week
        case "2W": self = .fortnight
        case "M": self = .month
        case "Q": self = .quarter
        case "Y": self = .year
        case "E": self = .decade
        case "C": self = .century
        case "L": self = .millennium
        default: return nil
        }
    }

    /// Its letter in an ISO 8601 duration; `T` before those of the clock.
    var letter: String {
        switch self {
        case .second: "S"
        case .minute, .month: "M"
        case .hour: "H"
        case .day: "D"
        case .week, .fortnight: "W"
        case .quarter: "Q"
        case .year: "Y"
        case .decade: "E"
        case .century: "C"
        case .millennium: "L"
        }
    }

    var isClock: Bool { rawValue <= Self.hour.rawValue }

    /// Days in one, as far as a span of days needs to know.
    var days: Double {
        switch self {
        case .second: 1.0 / 86400
        case .minute: 1.0 / 1440
        case .hour: 1.0 / 24
        case .day: 1
        case .week: 7
        case .fortnight: 14
        case .month: 30.44
        case .quarter: 91.31
        case .year: 365.24
        case .decade: 3652.4
        case .century: 36524
        case .millennium: 365_243
        }
    }
}

/// Parts of a day as TIMEX3 writes them.
enum DayPart: UInt8, Sendable {
    case morning, afternoon, evening, night

    init?(code: String) {
        switch code {
        case "MO": self = .morning
        case "AF": self = .afternoon
        case "EV": self = .evening
        case "NI": self = .night
        default: return nil
        }
    }

    var code: String {
        switch self {
        case .morning: "MO"
        case .afternoon: "AF"
        case .evening: "EV"
        case .night: "NI"
        }
    }
}

/// Seasons of the northern half as TIMEX3 writes them.
enum Season: UInt8, Sendable {
    case spring, summer, fall, winter

    init?(code: String) {
        switch code {
        case "SP": self = .spring
        case "SU": self = .summer
        case "FA": self = .fall
        case "WI": self = .winter
        default: return nil
        }
    }

    var code: String {
        switch self {
        case .spring: "SP"
        case .summer: "SU"
        case .fall: "FA"
        case .winter: "WI"
        }
    }

    /// Its middle month.
    var middleMonth: Int {
        switch self {
        case .spring: 4
        case .summer: 7
        case .fall: 10
        case .winter: 1
        }
    }
}
