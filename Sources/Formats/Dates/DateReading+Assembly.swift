import Foundation

/// What the parts that were read make together.
extension DateReading {
    func assemble() -> DateFinding {
        guard expected == nil else { return .nothing }
        switch calendarDate() {
        case .undecided(let year): return .undecided(year: year)
        case .nothing: return .nothing
        case .date(var parts, _):
            guard isSound(&parts) else { return .nothing }
            var agrees: Bool?
            if let weekday, let month = parts.month, let day = parts.day {
                agrees =
                    CivilDay.exists(year: parts.year, month: month, day: day)
                    && CivilDay.weekday(CivilDay.number(year: parts.year, month: month, day: day)) == weekday
            }
            return .date(parts, weekdayAgrees: agrees)
        }
    }

    // MARK: the time

    /// Adds the time; false where it can't be one.
    private func isSound(_ parts: inout DateParts) -> Bool {
        if let month = parts.month, !CivilDay.exists(year: parts.year, month: month, day: parts.day ?? 1) { return false }
        guard var hour else { return isAfternoon == nil }
        // A time without a day is no time.
        guard let month = parts.month, let day = parts.day else { return false }
        if let isAfternoon {
            if isAfternoon, hour < 12 { hour += 12 }
            if !isAfternoon {
                guard hour <= 12 else { return false }
                hour %= 12
            }
        }
        (parts.hour, parts.minute, parts.second, parts.millisecond) = (hour, minute, second, millisecond)
        parts.offsetMinutes = offset
        parts.zone = zone
        if let americanMinutes {
            parts.offsetMinutes = americanMinutes + (Self.isAmericanSummer(year: parts.year, month: month, day: day) ? 60 : 0)
        }
        if let zoneName, let zone = TimeZone(identifier: zoneName) {
            let wall = CivilDay.number(year: parts.year, month: month, day: day) * 86_400 + hour * 3_600 + minute * 60
            let moment = Date(timeIntervalSince1970: Double(wall - zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(wall)))))
            parts.offsetMinutes = zone.secondsFromGMT(for: moment) / 60
        }
        return true
    }

    /// Second Sunday of March to first Sunday of November, as in law since 2007 (earlier years differ by weeks at the ends).
    private static func isAmericanSummer(year: Int, month: Int, day: Int) -> Bool {
        func sunday(_ month: Int, from first: Int) -> Int {
            let number = CivilDay.number(year: year, month: month, day: first)
            return number + (7 - CivilDay.weekday(number)) % 7
        }
        let today = CivilDay.number(year: year, month: month, day: day)
        return today >= sunday(3, from: 8) && today < sunday(11, from: 1)
    }

    // MARK: the day

    private func calendarDate() -> DateFinding {
        if month != nil || (year != nil && day != nil) { return named() }
        if year != nil { return numbers.isEmpty ? converted(nil, nil) : .nothing }
        switch numbers.count {
        case 3: return numeric(numbers[0], numbers[1], numbers[2])
        case 2: return pair(numbers[0], numbers[1])
        case 1:
            guard numbers[0].digits == 4, eraBase != nil || (hasOnlyLabels && weekday == nil && hour == nil) else { return .nothing }
            return converted(numbers[0], nil, nil)
        default: return relative()
        }
    }

    /// The month has its name or its unit: of the numbers left one is the day and one is the year.
    private func named() -> DateFinding {
        guard let month else { return .nothing }
        var rest = numbers
        var yearNumber: Number?
        if year == nil, let index = rest.firstIndex(where: { $0.digits >= 3 }) { yearNumber = rest.remove(at: index) }
        var day = day
        let hasYear = year != nil || yearNumber != nil
        switch rest.count {
        case 0: break
        case 1:
            if day == nil, hasYear || !(rest[0].value > 31 || rest[0].isYear) {
                day = rest[0].value
            } else if !hasYear, rest[0].digits == 2 {
                yearNumber = rest[0]
            } else {
                return .nothing
            }
        case 2:
            guard !hasYear, day == nil else { return .nothing }
            let isYearFirst = rest[0].value > 31 || (order == .ymd && rest[0].value > 12 && numbersBeforeMonth == 1)
            (yearNumber, day) = isYearFirst ? (rest[0], rest[1].value) : (rest[1], rest[0].value)
            guard yearNumber?.digits == 2, rest[isYearFirst ? 1 : 0].digits <= 2 else { return .nothing }
        default: return .nothing
        }
        if year == nil, yearNumber == nil {
            guard let reference, day != nil else { return .nothing }
            return .date(DateParts(year: reference.year, month: month, day: day), weekdayAgrees: nil)
        }
        return converted(yearNumber, month, day)
    }

    private static let joints: [UInt8] = Array("/-.:".utf8)

    /// Numbers only: year first, or a part above 12 decides, or dots, which are day first; else the order, if it is known.
    private func numeric(_ a: Number, _ b: Number, _ c: Number) -> DateFinding {
        let isSame = b.separator == c.separator || b.separator == UInt8(ascii: ".")
        let isSpaced = isHinted && b.separator == 0x20 && c.separator == 0x20 && c.digits == 4
        guard isSame, Self.joints.contains(b.separator) || isSpaced || eraBase != nil else { return .nothing }
        if a.digits >= 3 || eraBase != nil {
            guard b.digits <= 2, c.digits <= 2 else { return .nothing }
            return converted(a, b.value, c.value)
        }
        guard b.digits <= 2, c.digits == 4 || c.digits == 2, b.separator != UInt8(ascii: ":") else { return .nothing }
        let isYearFirst = c.digits == 2 && (a.value > 31 || (order == .ymd && (1...12).contains(b.value) && (1...31).contains(c.value)))
        if isYearFirst { return converted(a, b.value, c.value) }
        if a.value > 12 || a.value == b.value { return converted(c, b.value, a.value) }
        if b.value > 12 { return converted(c, a.value, b.value) }
        return decided(a, b, c)
    }

    /// Both may be the month: the order says which, else the weekday, else dots.
    private func decided(_ a: Number, _ b: Number, _ c: Number) -> DateFinding {
        let dayFirst = converted(c, b.value, a.value)
        let monthFirst = converted(c, a.value, b.value)
        if let weekday {
            let isDayFirst = dayFirst.falls(on: weekday)
            if isDayFirst != monthFirst.falls(on: weekday) { return isDayFirst ? dayFirst : monthFirst }
        }
        if b.separator == UInt8(ascii: "."), order != .mdy || !isHinted { return dayFirst }
        switch order {
        case .mdy: return b.separator == UInt8(ascii: ".") ? dayFirst : monthFirst
        case .dmy, .ymd: return dayFirst
        case nil:
            guard case .date(let parts, _) = dayFirst else { return dayFirst }
            return .undecided(year: parts.year)
        }
    }

    /// `08/2021`, `2021/08`; with a reference a day and a month.
    private func pair(_ a: Number, _ b: Number) -> DateFinding {
        guard Self.joints.dropLast().contains(b.separator) || reference != nil else { return .nothing }
        if hour == nil, weekday == nil, hasOnlyLabels {
            if a.digits == 4, b.digits <= 2 { return converted(a, b.value, nil) }
            if b.digits == 4, a.digits <= 2 { return converted(b, a.value, nil) }
        }
        guard let reference, a.digits <= 2, b.digits <= 2 else { return .nothing }
        let isMonthFirst = (order == .mdy || order == .ymd) && b.separator != UInt8(ascii: ".")
        var (month, day) = isMonthFirst ? (a.value, b.value) : (b.value, a.value)
        if month > 12 { (month, day) = (day, month) }
        return .date(DateParts(year: reference.year, month: month, day: day), weekdayAgrees: nil)
    }

    /// "yesterday, 10:30", "Friday", "10:30": days that count from the reference.
    private func relative() -> DateFinding {
        guard let reference, let month = reference.month, let day = reference.day else { return .nothing }
        var number = CivilDay.number(year: reference.year, month: month, day: day)
        if let daysAway {
            number += daysAway
        } else if let weekday {
            number -= (CivilDay.weekday(number) - weekday + 7) % 7
        } else if hour == nil {
            return .nothing
        }
        let date = CivilDay.date(number)
        return .date(DateParts(year: date.year, month: date.month, day: date.day), weekdayAgrees: nil)
    }

    // MARK: years and calendars

    private var isThai: Bool { lexicon.languages[language].codes[0] == "th" }
    private var isArabic: Bool { lexicon.languages[language].codes[0] == "ar" }
    private var isPersian: Bool { ["fa", "ps"].contains(lexicon.languages[language].codes[0]) || tokens.hasPersianDigits }

    /// The date in the Gregorian calendar; `nothing` where it does not exist in its own.
    private func converted(_ number: Number?, _ month: Int?, _ day: Int?) -> DateFinding {
        guard var full = year ?? number.map(\.value) else { return .nothing }
        var calendar = calendar
        let isShort = year == nil ? number?.digits == 2 : full < 100
        if let eraBase {
            full += eraBase
        } else if calendar == .persian {
            if isShort { full += full > 50 ? 1_300 : 1_400 }
        } else if calendar == .hijri {
            if isShort { return .nothing }
        } else if isShort {
            full += isThai ? 2_500 - 543 : full < 70 ? 2_000 : 1_900
        } else if (2_400...2_700).contains(full) {
            full -= 543
        } else if self.month == nil || isPersian, (1_300...1_499).contains(full), !isCalendarSaid {
            if isPersian, full <= 1_420 {
                calendar = .persian
            } else if isArabic, full >= 1_400 {
                calendar = .hijri
            } else if self.month == nil {
                // No Gregorian year: the language would say of which calendar.
                return .undecided(year: full)
            }
        }
        guard calendar != .gregorian else { return .date(DateParts(year: full, month: month, day: day), weekdayAgrees: nil) }
        guard let month else { return .nothing }
        guard
            let days = calendar == .persian
                ? OtherCalendars.persian(year: full, month: month, day: day ?? 1)
                : OtherCalendars.hijri(year: full, month: month, day: day ?? 1)
        else { return .nothing }
        let date = CivilDay.date(days)
        return .date(DateParts(year: date.year, month: date.month, day: day == nil ? nil : date.day), weekdayAgrees: nil)
    }

    private func converted(_ month: Int?, _ day: Int?) -> DateFinding { converted(nil, month, day) }
}

extension DateFinding {
    /// True for a date that falls on this day of the week, 1 for Monday.
    fileprivate func falls(on weekday: Int) -> Bool {
        guard case .date(let parts, _) = self, let month = parts.month, let day = parts.day,
            CivilDay.exists(year: parts.year, month: month, day: day)
        else { return false }
        return CivilDay.weekday(CivilDay.number(year: parts.year, month: month, day: day)) == weekday
    }
}
