import Model

extension TimeReader {
    /// A counted length: "more than two years", "three days ago", "a year earlier", "in five minutes".
    func countedPeriod(_ i: Int) -> TimeCandidate? {
        var a = behindApproximation(i)
        var length = quantity(a)
        if text.says(i, .the), let counted = quantity(i + 1), counted.count != 1, text.has(counted.next, .units) {
            (a, length) = (i, counted)
        }
        if length == nil, let candidate = agoBefore(i) { return candidate }
        guard let length else { return nil }
        var k = length.next
        let isHyphened = text.isDash(k) && unit(k + 1) != nil
        if isHyphened { k += 1 }
        if text.says(a, .one), text.says(k, .day), text.has(i - 1, .future) { return nil }  // will one day
        if text.isCapital(k), text.says(i - 1, .apostrophe, .quoteMark, .inchMark) { return nil }  // "60 Minutes"
        guard let unit = unit(k), isLength(a, k, length, isHyphened: isHyphened) else { return nil }
        var e = k + 1
        if text.says(e, .or), text.says(e + 1, .so) || text.says(e + 1, .two, .more) && length.count == 1 { e += 2 }
        if isHyphened && text.isDash(e) && text.says(e + 1, .old) || text.says(e, .old, .older, .younger)
            || text.says(e, .of) && text.says(e + 1, .age)
        {
            return nil  // ages are amounts
        }
        if isHyphened, text.says(e, .period) { e += 1 }
        if !isHyphened, text.says(e, .ago, .before, .earlier, .hence, .later, .previously, .beforehand),
            !(text.says(e, .before) && text.isWord(e + 1))
        {
            return ago(e + 1, length.count, unit, text.says(e, .later, .hence) ? 1 : -1, text.word(e))
        }
        if text.says(e, .from), text.says(e + 1, .now, .today) { return shifted(e + 2, length.count, unit, 1) }
        if text.says(a, .a, .an), length.count == 1, unit != .decade, unit != .century {
            let isRate =
                text.says(a - 1, .once, .twice, .times, .percent, .percentWord, .million, .billion) || text.says(a - 1, .barrels, .share)
            if isRate || text.isNumber(a - 1) { return found(e, .set, .duration(1, unit)) }
        }
        // 24 hours a day
        if text.says(e, .a), text.has(e + 1, .unit), self.unit(e + 1).map({ $0.rawValue > unit.rawValue }) ?? false { return nil }
        var candidate = found(e, .duration, .duration(length.count, unit))
        candidate.high = length.high ?? 0
        return candidate
    }

    /// Whether a quantity and the unit at `k` are a length of time and no ordinal, fraction or rate.
    private func isLength(_ a: Int, _ k: Int, _ length: Quantity, isHyphened: Bool) -> Bool {
        let count = length.count
        if text.has(k, .unit), !isHyphened, let count, count != 1, count != 0.5, !text.says(k, .hour, .year, .day, .month, .week, .minute) {
            return false
        }
        if text.says(k, .quarters), isHyphened || count == 3 && text.says(k + 1, .of) { return false }
        if text.says(k, .quarter) || text.says(k, .second) && (count == 1 || count == nil) { return false }
        if text.says(a, .a, .an), text.says(k, .second, .minute, .quarter) { return false }
        return true
    }

    /// "vor drei Tagen", "hace 3 días", "il y a deux ans": languages that say "ago" before the length.
    private func agoBefore(_ i: Int) -> TimeCandidate? {
        var j = i + 1
        if let phrase = text.phrase(i, .word), phrase.phrase.text == "agoBefore" {
            j = phrase.next
        } else if !text.says(i, .agoBefore) {
            return nil
        }
        guard let length = quantity(behindApproximation(j)), let unit = unit(length.next) else { return nil }
        return ago(length.next + 1, length.count, unit, -1, .ago)
    }

    /// Some units before or behind: from what was mentioned for "earlier" and "later", else from the publication day. A year earlier beside a
    /// quarter means the same quarter of the other year.
    private func ago(_ end: Int, _ count: Double?, _ unit: TimeUnit, _ sign: Int, _ word: Word) -> TimeCandidate? {
        guard let count else { return found(end, .date, sign < 0 ? .past : .future) }
        if unit == .year, count == 1, memory.grain == .quarter, let quarter = memory.quarter, [.earlier, .ago, .before].contains(word) {
            return found(end, .date, .quarter(quarter.year - 1, quarter.quarter))
        }
        var base: CalendarDay?
        if [.earlier, .later, .before, .beforehand].contains(word) {
            switch unit {
            case .day, .week: base = memory.day
            case .year: base = word == .later ? memory.year.flatMap { CalendarDay($0, 1, 1) } : nil
            case .month: base = memory.month.flatMap { CalendarDay($0.year, $0.month, 1) }
            default: break
            }
        }
        if unit.isClock { return found(end, .date, .duration(count, unit)) }
        return shifted(end, count, unit, sign, base)
    }

    /// "every two weeks", "each spring", "daily", "half-hour".
    func everyPeriod(_ i: Int) -> TimeCandidate? {
        if text.says(i, .half), text.isDash(i + 1), text.says(i + 2, .hour) { return found(i + 3, .duration, .duration(0.5, .hour)) }
        if text.says(i, .every, .each) {
            let number = number(i + 1)
            let k = number?.next ?? i + 1 + (text.says(i + 1, .other, .single) ? 1 : 0)
            if let unit = unit(k), unit != .century {
                return found(k + 1, .set, .duration(number?.value ?? (text.says(i + 1, .other) ? 2 : 1), unit))
            }
            if let name = monthName(i + 1) { return found(i + 2, .set, .anyMonth(name.month)) }
            if let season = season(at: i + 1) { return found(i + 2, .set, .anySeason(season)) }
            if let part = dayPart(i + 1) { return found(i + 2, .set, .anyDayPart(part)) }
            if text.says(i + 1, .weekend) { return found(i + 2, .set, .anyWeekend) }
        }
        guard let value = text.text(i, .every), let every = Self.every(value) else { return nil }
        let isName =
            text.isCapital(i) && i > 0 && !text.startsSentence(i) && !text.startsParagraph(i) && !text.lexicon.style.capitalisesNouns
        return isName || text.says(i - 1, .average) ? nil : found(i + 1, .set, every)
    }

    /// A set by its code in the lists: `P1D`, `P2W`, `PT1H`.
    private static func every(_ code: String) -> TimeValue? {
        let isClock = code.hasPrefix("PT")
        let digits = code.dropFirst(isClock ? 2 : 1).dropLast()
        guard let count = Double(digits), let letter = code.last else { return nil }
        return TimeUnit(code: isClock ? "T" + String(letter) : String(letter)).map { .duration(count, $0) }
    }

    /// Units without a number: "for years", "years ago", "in the days before the vote", "months-long".
    func barePeriod(_ i: Int) -> TimeCandidate? {
        guard let unit = unit(i) else { return nil }
        let isPlural = text.has(i, .units)
        if text.isDash(i + 1), text.isGlued(i + 1), text.says(i + 2, .long, .old) {
            guard isPlural || text.says(i + 2, .long) else { return nil }
            return found(i + 3, .duration, .duration(isPlural ? nil : 1, unit))
        }
        if text.says(i - 1, .the),
            text.says(i + 1, .before, .after, .following, .ahead, .since) || isPlural && text.says(i + 1, .that, .leading)
        {
            if isPlural { return found(i + 1, .duration, .duration(nil, unit)) }
            if unit == .day, text.says(i + 1, .before, .after),
                text.says(i - 2, .on, .comma, .from, .until, .semicolon) || text.startsSentence(i - 1)
            {
                // "Oct. 12, the day before the crash" says once more which day it was.
                if text.says(i - 2, .comma), lastEnd == i - 2, let day = memory.day { return found(i + 1, .date, .day(day)) }
                return found(i + 1, .date, .past)
            }
        }
        guard isPlural, unit != .quarter, unit != .millennium, unit != .second, unit != .fortnight else { return nil }
        if text.says(i + 1, .ago, .earlier) { return found(i + 2, .date, .past) }
        if text.says(i + 1, .later) { return found(i + 2, .date, .future) }
        if text.says(i - 1, .of, .for, .in, .over, .within, .after, .took, .take, .takes, .last, .lasted), !text.says(i + 1, .of) {
            return found(i + 1, .duration, .duration(nil, unit))
        }
        return nil
    }
}
