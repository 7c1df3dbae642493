import Model

extension TimeReader {
    /// A day or month of the calendar as written; without a year where none is written.
    struct WrittenDate {
        var month: Int
        var day: Int?
        var year: Int?
        var next: Int
    }

    /// 2013-03-22, 03/22/2013, 22.03.2013; also with a time of day behind it.
    func numericDate(_ i: Int) -> TimeCandidate? {
        if text.isGlued(i), text.says(i - 1, .dot, .dash, .slash, .colon) { return nil }
        let mark = text.word(i + 1)
        guard mark == .dash || mark == .slash || mark == .dot, text.word(i + 3) == mark else { return nil }
        guard (1...4).allSatisfy({ text.isGlued(i + $0) }) else { return nil }
        let lengths = (text.digits(i), text.digits(i + 2), text.digits(i + 4))
        guard lengths.0 > 0, lengths.1 == 1 || lengths.1 == 2, lengths.2 > 0 else { return nil }
        let (a, b, c) = (text.figure(i), text.figure(i + 2), text.figure(i + 4))
        var (year, month, day) = (a, b, c)
        if lengths.0 == 4, lengths.2 <= 2 {
            // year first
        } else if lengths.2 == 4 || lengths.2 == 2 && mark != .dot, lengths.0 <= 2 {
            let current = today?.year ?? 2020
            year = lengths.2 == 4 ? c : 2000 + c <= current + 5 ? 2000 + c : 1900 + c
            let isMonthFirst = mark == .slash && text.lexicon.style.putsMonthFirst && a <= 12
            (month, day) = isMonthFirst ? (a, b) : (b, a)
        } else {
            return nil
        }
        guard year > 1500, year < 2200, let date = CalendarDay(year, month, day) else { return nil }
        let e = i + 5
        let clock = text.isExactly(e, "T") && text.isGlued(e) ? clockTime(e + 1) : clockTime(e)
        guard let clock else { return found(e, .date, .day(date), memory.seeing(date)) }
        let value = TimeValue.clock(date, hour: clock.hour, minute: clock.minute, isUTC: clock.isUTC)
        return found(clock.next, .time, value, memory.seeing(date))
    }

    /// A month's name, and the stop of an abbreviation with it.
    func monthName(_ i: Int) -> (month: Int, next: Int)? {
        guard let month = text.integer(i, .month) else { return nil }
        guard text.isCapital(i) || text.lexicon.style.hasSmallNames else { return nil }
        var j = i + 1
        if text.has(i, .monthShort) {
            let hasStop = text.says(j, .dot) && text.isGlued(j)
            if hasStop { j += 1 }
            guard hasStop || text.isNumber(j) else { return nil }
            if hasStop, !(text.isNumber(j) || text.isWord(j) && !text.isCapital(j)) { return nil }
        } else if text.says(i, .april, .june) {
            let isName = text.isTitle(j) && text.length(j) > 1 && text.integer(j, .weekday) == nil
            let isLed = text.has(i - 1, .monthLead) && !text.says(i - 1, .and, .to, .for, .from)
            if isName, !isLed, !text.says(i - 1, .the) { return nil }  // April Jones
        } else if text.says(i, .march, .may, .august) {
            let digits = text.digits(j)
            let isFollowed =
                digits == 1 || digits == 2 || digits == 4 || text.says(j, .this, .last, .next) || text.says(j, .of) && yearBehind(j) != nil
            let isLed = text.has(i - 1, .monthLead) || text.isDash(i - 1) || text.isNumber(i - 1)
            if !isFollowed, !isLed || text.startsParagraph(i) { return nil }
        }
        return (month, j)
    }

    /// A day of a month: 13, 13th, thirteenth, twenty-first.
    func dayOfMonth(_ i: Int) -> (day: Int, next: Int)? {
        let digits = text.digits(i)
        if digits == 1 || digits == 2 {
            let day = text.figure(i)
            guard day >= 1, day <= 31 else { return nil }
            var j = i + 1
            if text.says(j, .st, .nd, .rd, .th), text.isGlued(j) {
                j += 1
            } else if text.isGlued(j), text.says(j, .colon, .percent, .slash), text.isGlued(j + 1) {
                return nil
            }
            return (day, j)
        }
        if let day = text.integer(i, .ordinal), day <= 31 { return (day, i + 1) }
        if let tens = text.integer(i, .tens), tens <= 30, text.isDash(i + 1), let unit = text.integer(i + 2, .ordinal), unit < 10 {
            return (tens + unit, i + 3)
        }
        return nil
    }

    /// A year as four digits that are no price, number or part of one.
    func yearFigure(_ i: Int) -> Int? {
        guard text.digits(i) == 4 else { return nil }
        let year = text.figure(i)
        guard year >= 1000, year <= 2199, !text.has(i - 1, .currencySign), !text.says(i - 1, .hash) else { return nil }
        if text.isGlued(i + 1), text.says(i + 1, .percent, .colon, .slash) { return nil }
        if text.isGlued(i), text.says(i - 1, .dot, .slash, .colon, .comma) { return nil }
        return year
    }

    /// '98, nineteen ninety-eight.
    func shortYear(_ i: Int) -> (year: Int, next: Int)? {
        if text.says(i, .apostrophe), text.digits(i + 1) == 2, text.isGlued(i + 1) {
            let current = today?.year ?? 2020
            let year = current / 100 * 100 + text.figure(i + 1)
            return (year <= current + 10 ? year : year - 100, i + 2)
        }
        guard text.says(i, .nineteen, .eighteen), let rest = number(skipDash(i + 1)) else { return nil }
        guard rest.value >= 10, rest.value <= 99, !text.has(rest.next, .multiplier) else { return nil }
        return ((text.says(i, .nineteen) ? 1900 : 1800) + Int(rest.value), rest.next)
    }

    /// The year behind a month, day, quarter or season: ", 1998", "of 1998", "last year", "'98".
    func yearBehind(_ j: Int) -> (year: Int, next: Int)? {
        let afterMark = text.says(j, .comma, .of, .in) ? j + 1 : j
        if let year = yearFigure(afterMark), year > 1500 { return (year, afterMark + 1) }
        let k = text.says(j, .of) ? j + 1 : j
        if text.says(k, .last, .this, .next), text.says(k + 1, .year), let today {
            return (today.year + (text.says(k, .last) ? -1 : text.says(k, .next) ? 1 : 0), k + 2)
        }
        if text.says(k, .that), text.says(k + 1, .year), let year = memory.year { return (year, k + 2) }
        return shortYear(j)
    }

    /// Month and day, day and month, or a month alone, each with its year if one is written.
    func writtenDate(_ i: Int) -> WrittenDate? {
        if let name = monthName(i) { return monthFirst(i, name.month, name.next) }
        guard let day = dayOfMonth(i) else { return nil }
        var j = day.next
        if text.says(j, .of) || text.lexicon.style.hasOrdinalStops && text.says(j, .dot) && text.isGlued(j) { j += 1 }
        var name = monthName(j)
        if name == nil, text.isDash(day.next), text.isGlued(day.next) { name = monthName(day.next + 1) }
        guard let name, text.isNumber(i) || j > day.next else { return nil }
        var year = yearBehind(name.next)
        if year == nil, text.isDash(name.next), let written = yearFigure(name.next + 1) { year = (written, name.next + 2) }
        return WrittenDate(month: name.month, day: day.day, year: year?.year, next: year?.next ?? name.next)
    }

    private func monthFirst(_ i: Int, _ month: Int, _ j: Int) -> WrittenDate {
        let start = text.says(j, .the) && !text.isNumber(j) ? j + 1 : j
        if let day = dayOfMonth(start), !(text.isNumber(start) && text.says(day.next, .percent, .percentWord, .million, .billion)) {
            let year = yearBehind(day.next)
            let isBareWord = year == nil && text.isWord(start) && start == j && !text.says(i - 1, .on, .of)
            if !isBareWord { return WrittenDate(month: month, day: day.day, year: year?.year, next: year?.next ?? day.next) }
        }
        if let year = yearBehind(j) { return WrittenDate(month: month, day: nil, year: year.year, next: year.next) }
        return WrittenDate(month: month, day: nil, year: nil, next: j)
    }

    /// The value of a written date, its year found by the tense where it is missing; nil where the calendar has no such day.
    /// - Parameter isDeadline: "by" stands before it, so that a month without a year is to come.
    func resolve(_ date: WrittenDate, _ end: Int, isDeadline: Bool = false, _ tense: @autoclosure () -> Tense) -> TimeCandidate? {
        if let day = date.day {
            if date.year == nil, today == nil {
                guard day <= CalendarDay.days(inMonth: date.month, of: 2000) else { return nil }
                return found(end, .date, .anyDay(month: date.month, day: day))
            }
            let resolved = date.year.map { CalendarDay($0, date.month, day) } ?? nearest(month: date.month, day: day, tense())
            guard let resolved else { return nil }
            return found(end, .date, .day(resolved), memory.seeing(resolved))
        }
        guard let year = date.year ?? nearestYear(month: date.month, isDeadline ? .future : tense()) else {
            return found(end, .date, .anyMonth(date.month))
        }
        return found(end, .date, .month(year, date.month), memory.seeing(month: date.month, of: year))
    }

    /// Dates with the month's name, with a weekday before it or not.
    func date(_ i: Int, tenseAt: Int? = nil) -> TimeCandidate? {
        var j = i
        if text.says(j, .early, .late, .mid, .earlier, .later) {
            j = skipDash(j + 1)
        } else if text.says(j, .the), text.says(j + 1, .end, .beginning, .start, .middle), text.says(j + 2, .of) {
            j += 3
        }
        if text.says(j, .last, .next, .this, .previous), let name = monthName(j + 1) {
            guard dayOfMonth(name.next) == nil, yearFigure(name.next) == nil else { return nil }
            return relativeMonth(text.word(j), name.month, name.next)
        }
        let from = tenseAt ?? i
        if let weekday = weekdayName(j) {
            var k = weekday.next + (weekday.isShort && text.says(weekday.next, .dot) ? 1 : 0)
            let hasPart = dayPart(k) != nil
            if hasPart { k += 1 }
            if text.says(k, .comma) { k += 1 }
            if text.says(k, .the) { k += 1 }
            guard let date = writtenDate(k), date.day != nil else { return nil }
            return resolve(date, date.next, tense(from, date.next))
        }
        guard let date = writtenDate(j) else { return nil }
        return resolve(date, date.next, isDeadline: text.says(i - 1, .by), tense(from, date.next))
    }

    /// "last May", "next June".
    private func relativeMonth(_ relation: Word, _ month: Int, _ end: Int) -> TimeCandidate {
        guard let today else { return found(end, .date, .anyMonth(month)) }
        var year = today.year
        switch relation {
        case .last, .previous: if month >= today.month { year -= 1 }
        case .next: if month <= today.month { year += 1 }
        default: break
        }
        return found(end, .date, .month(year, month), memory.seeing(month: month, of: year))
    }
}
