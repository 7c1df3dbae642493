import Model

extension TimeReader {
    /// A weekday's name; short forms only with a stop or a date behind them.
    func weekdayName(_ i: Int) -> (weekday: Int, isShort: Bool, next: Int)? {
        guard text.isCapital(i) || text.lexicon.style.hasSmallNames else { return nil }
        if let weekday = text.integer(i, .weekday) { return (weekday, false, i + 1) }
        if let phrase = text.phrase(i, .weekday) { return (Int(phrase.phrase.number), false, phrase.next) }
        guard let weekday = text.integer(i, .weekdayShort) else { return nil }
        let isFollowed = text.says(i + 1, .dot, .comma) && (text.has(i + 2, .month) || text.isNumber(i + 2))
        return isFollowed || text.has(i + 1, .month) ? (weekday, true, i + 1) : nil
    }

    /// "Friday", "next Monday", "Thursday morning", "Fridays", "every Tuesday".
    func weekday(_ i: Int, tenseAt: Int? = nil) -> TimeCandidate? {
        var j = i
        if text.says(j, .early, .late, .earlier, .later, .mid) { j += 1 }
        var relation = Word.none
        if text.says(j, .last, .next, .this, .past, .previous, .coming, .following) {
            relation = text.word(j)
            j += 1
        }
        if relation == .this, text.says(j, .coming, .past) {
            relation = text.word(j)
            j += 1
        }
        if relation == .none, text.says(j, .early, .late) { j += 1 }
        guard let name = weekdayName(j) else { return everyWeekday(i) }
        let next = name.next
        if let parts = text.integer(next, .dayParts).flatMap({ DayPart(rawValue: UInt8($0)) }) {
            return found(next + 1, .set, .anyWeekday(name.weekday, parts))
        }
        let part = dayPart(next)
        var k = part == nil ? next : next + 1
        var weeks: Int?
        if text.says(k, .last, .next, .this), text.says(k + 1, .week) {
            weeks = text.says(k, .last) ? -1 : text.says(k, .next) ? 1 : 0
            k += 2
        } else if relation == .none, text.says(k, .last, .next, .past, .coming), text.lexicon.style.putsModifiersBehind {
            relation = text.word(k)
            k += 1
        }
        guard let today else { return found(k, part == nil ? .date : .time, .anyWeekday(name.weekday, part)) }
        let day: CalendarDay
        let ahead = (name.weekday - today.weekday + 7) % 7
        if let weeks {
            day = today.adding(name.weekday - today.weekday + weeks * 7)
        } else {
            switch relation {
            case .last, .past, .previous: day = today.adding(ahead == 0 ? -7 : ahead - 7)
            case .next, .coming, .following: day = today.adding(ahead == 0 ? 7 : ahead)
            default: day = nearest(weekday: name.weekday, tense(tenseAt ?? i, k)) ?? today
            }
        }
        if let part { return found(k, .time, .dayPart(day, part), memory.seeing(day)) }
        return found(k, .date, .day(day), memory.seeing(day))
    }

    private func everyWeekday(_ i: Int) -> TimeCandidate? {
        if text.says(i, .every, .each), let name = weekdayName(i + 1) {
            let part = dayPart(name.next)
            return found(part == nil ? name.next : name.next + 1, .set, .anyWeekday(name.weekday, part))
        }
        if let weekday = text.integer(i, .weekdays), text.isCapital(i) { return found(i + 1, .set, .anyWeekday(weekday, nil)) }
        return nil
    }

    /// "the week of Aug. 9", "the week ending Friday".
    func weekOf(_ i: Int) -> TimeCandidate? {
        guard text.says(i, .the), text.says(i + 1, .week), text.says(i + 2, .of, .ending, .ended), let date = writtenDate(i + 3),
            date.day != nil,
            let resolved = resolve(date, date.next, tense(i, date.next)), case .day(let day) = resolved.value
        else { return nil }
        return found(date.next, .date, .week(day), resolved.memory)
    }

    /// "the weekend": the last one, or the coming one in the future.
    func weekend(_ i: Int) -> TimeCandidate? {
        guard text.says(i, .the), text.says(i + 1, .weekend) else { return nil }
        guard let today else { return found(i + 2, .date, .unresolved) }
        let isNow = today.weekday >= 6 || tense(i, i + 2) == .future
        return found(i + 2, .date, .weekend(today.adding(isNow ? 0 : -7)))
    }

    /// "Christmas", "last Thanksgiving", "Good Friday 2021".
    func holiday(_ i: Int) -> TimeCandidate? {
        let j = i + (text.says(i, .last, .next, .this) ? 1 : 0)
        guard text.isCapital(j) || text.lexicon.style.hasSmallNames else { return nil }
        let rule: String
        let e: Int
        if let phrase = text.phrase(j, .holiday) {
            (rule, e) = (phrase.phrase.text, phrase.next)
        } else if let single = text.text(j, .holiday) {
            (rule, e) = (single, j + 1)
        } else {
            return nil
        }
        if let year = yearBehind(e) {
            return CalendarDay.holiday(rule, year.year).map { found(year.next, .date, .day($0), memory.seeing($0)) }
        }
        guard let today else { return found(e, .date, .unresolved) }
        let tense: Tense = text.says(i, .last) ? .past : text.says(i, .next) ? .future : tense(i, e)
        let isCertain = text.says(i, .last, .next)
        var best: (cost: Int, day: CalendarDay)?
        for year in today.year - 1...today.year + 1 {
            guard let day = CalendarDay.holiday(rule, year) else { continue }
            let distance = Int(day.number - today.number)
            let isAgainst = tense == .past && distance > 0 || tense == .future && distance < 0
            let cost = abs(distance) + (isAgainst ? isCertain ? 1000 : 200 : 0)
            if cost < best?.cost ?? Int.max { best = (cost, day) }
        }
        guard let day = best?.day else { return nil }
        if text.says(e, .week) { return found(e + 1, .date, .week(day), memory.seeing(day)) }
        return found(e, .date, .day(day), memory.seeing(day))
    }

    /// "today", "yesterday morning", "last night", "this afternoon", "the day before yesterday".
    func deictic(_ i: Int) -> TimeCandidate? {
        let at = text.says(i, .early, .late, .later, .earlier) && text.has(i + 1, .deictic) ? i + 1 : i
        guard let days = text.integer(at, .deictic), !isMorning(at) else { return partOfToday(i) }
        if text.isUpper(at), text.length(at) > 2, !text.says(i - 1, .openParen), text.says(i - 1, .usa) { return nil }
        if text.says(at, .today), text.says(i - 1, .usa) { return nil }
        if text.says(at, .tonight) { return part(.night, 0, at + 1) }
        if let part = dayPart(at + 1) { return self.part(part, days, at + 2) }
        return day(at + 1, adding: days)
    }

    private func part(_ part: DayPart, _ days: Int, _ end: Int) -> TimeCandidate {
        guard let today else { return found(end, .time, .anyDayPart(part)) }
        return found(end, .time, .dayPart(today.adding(days), part))
    }

    private func partOfToday(_ i: Int) -> TimeCandidate? {
        let q = text.says(i, .mid, .early, .late) ? skipDash(i + 1) : i
        if let part = dayPart(q), let days = text.integer(q + 1, .deictic), !text.says(q + 1, .tonight) {
            return self.part(part, days, q + 2)
        }
        if text.says(i, .the), text.says(i + 1, .day), text.says(i + 2, .before, .after), text.says(i + 3, .yesterday, .tomorrow) {
            return day(i + 4, adding: text.says(i + 2, .before) ? -2 : 2)
        }
        if let shifted = dayBeside(i) { return shifted }
        if text.says(i, .last), text.says(i + 1, .night, .evening) { return part(text.says(i + 1, .night) ? .night : .evening, -1, i + 2) }
        let j = text.says(i, .early, .late, .later, .earlier) ? i + 1 : i
        guard text.says(j, .this), let part = dayPart(j + 1) else { return nil }
        return self.part(part, 0, j + 2)
    }

    /// "the day before last Tuesday", "the day after Christmas".
    private func dayBeside(_ i: Int) -> TimeCandidate? {
        let j = text.says(i, .the) ? i + 1 : i
        guard text.says(j, .day), text.says(j + 1, .before, .after), let base = date(j + 2) ?? weekday(j + 2) ?? holiday(j + 2),
            case .day(let day) = base.value
        else { return nil }
        let beside = day.adding(text.says(j + 1, .before) ? -1 : 1)
        return found(base.end, .date, .day(beside), memory.seeing(beside))
    }

    /// Words for tomorrow that mean the morning here: "Morgen", "la mañana".
    private func isMorning(_ i: Int) -> Bool {
        guard text.has(i, .dayPart) else { return false }
        if text.lexicon.style.capitalisesNouns { return text.isCapital(i) && !text.startsSentence(i) }
        return text.says(i - 1, .the, .this) || text.has(i - 1, .deictic)
    }
}
