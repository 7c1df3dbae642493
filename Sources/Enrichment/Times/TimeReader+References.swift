import Model

extension TimeReader {
    /// Past, present and future without a date: "now", "the future", "recently", "at the time".
    func reference(_ i: Int) -> TimeCandidate? {
        if let phrase = text.phrase(i, .reference) {
            return Self.reference(phrase.phrase.text).map { found(phrase.next, .date, $0) }
        }
        if let fixed = fixedReference(i) { return fixed }
        if text.says(i, .the), text.says(i + 1, .past, .future, .present), isLoose(i + 2) {
            return found(i + 2, .date, text.says(i + 1, .past) ? .past : text.says(i + 1, .future) ? .future : .present)
        }
        if text.says(i, .more, .most, .very), text.says(i + 1, .recently) { return found(i + 2, .date, .past) }
        guard let code = text.text(i, .reference), let value = Self.reference(code), isReference(i) else { return nil }
        return found(i + 1, .date, value)
    }

    private static func reference(_ code: String) -> TimeValue? {
        switch code {
        case "past": .past
        case "present": .present
        case "future": .future
        default: nil
        }
    }

    private func isReference(_ i: Int) -> Bool {
        switch text.word(i) {
        case .soon:
            if text.says(i - 1, .as) || text.says(i + 1, .after, .as, .to) || text.isDash(i + 1) || isPast(i + 1) { return false }
        case .future: if !text.says(i - 1, .near) { return false }
        case .current:
            if text.says(i + 1, .account, .events, .affairs) { return false }
            if text.says(i - 1, .possessive) || text.isDash(i + 1) && text.isGlued(i + 1) { return false }
        case .recent: if unit(i + 1) != nil { return false }
        case .now: if text.isDash(i + 1), text.isGlued(i + 1) { return false }
        default: break
        }
        return !(text.isUpper(i) && text.length(i) > 2)
    }

    /// Whether "the past" at the atoms before `i` has no noun behind it.
    private func isLoose(_ i: Int) -> Bool {
        guard text.isInside(i) else { return true }
        if text.isNumber(i) || unit(i) != nil || text.has(i, .cardinal, .tens) || text.has(i, .season) { return false }
        if text.says(i, .few, .several, .many, .couple, .some) || text.says(i, .numerous, .countless) { return false }
        return !text.isLower(i) || text.has(i, .loose) || text.has(i, .present, .scheduled)
    }

    private func fixedReference(_ i: Int) -> TimeCandidate? {
        switch text.word(i) {
        case .the:
            if text.says(i + 1, .short, .long, .medium, .near), text.says(i + 2, .term), text.says(i - 1, .in, .over, .for) {
                return found(i + 3, .date, .future)
            }
            if text.says(i + 1, .time), text.says(i - 1, .at), !text.says(i + 2, .of, .when, .that), !text.isCapital(i + 2) {
                return found(i + 2, .date, .past)
            }
            if text.says(i + 1, .moment), text.says(i - 1, .at) { return found(i + 2, .date, .present) }
            if text.says(i + 1, .full), text.says(i + 2, .year) { return found(i + 3, .date, today.map { .year($0.year) } ?? .unresolved) }
        case .some: if text.says(i + 1, .time), text.says(i - 1, .for, .in) { return found(i + 2, .duration, .duration(nil, .month)) }
        case .this:
            if text.says(i + 1, .moment, .point) { return found(i + 2, .date, .present) }
            if text.says(i + 2, .moment) { return found(i + 3, .date, .present) }
        case .over:
            if text.says(i + 1, .the), text.has(i + 2, .units), let unit = unit(i + 2), unit == .year || unit == .decade || unit == .century
            {
                return found(i + 3, .duration, .duration(nil, .year))
            }
        case .from:
            if text.says(i + 1, .time), text.says(i + 2, .to), text.says(i + 3, .time) { return found(i + 4, .set, .future) }
        case .one:
            if text.says(i + 1, .day), text.has(i - 1, .future) || text.says(i - 1, .could, .might) { return found(i + 2, .date, .future) }
        default: break
        }
        return nil
    }

    /// "the end of the year", "late in the month", "the next day", "for the year".
    func fixedPhrase(_ i: Int) -> TimeCandidate? {
        if text.says(i, .early, .late), text.says(i + 1, .in), text.says(i + 2, .the), let unit = unit(i + 3), text.has(i + 3, .unit),
            unit == .year || unit == .month || unit == .week
        {
            return shifted(i + 4, 0, unit, 1)
        }
        guard text.says(i, .the) else { return nil }
        if text.says(i + 1, .year), text.says(i - 1, .for, .during, .in, .of), text.says(i + 2, .comma, .dot, .ended, .ending, .to) {
            return found(i + 2, .duration, .duration(1, .year))
        }
        if text.says(i + 1, .end, .beginning, .start, .middle) || text.says(i + 1, .close), text.says(i + 2, .of),
            text.says(i + 3, .the, .this, .last, .next), let unit = unit(i + 4), text.has(i + 4, .unit), !unit.isClock, unit != .day
        {
            let sign = text.says(i + 3, .last) ? -1 : text.says(i + 3, .next) ? 1 : 0
            return shifted(i + 5, Double(abs(sign)), unit, sign < 0 ? -1 : 1)
        }
        if text.says(i + 1, .fiscal, .financial), text.says(i + 2, .year) { return found(i + 3, .duration, .duration(1, .year)) }
        return nextDay(i)
    }

    /// "the next day", "the same morning", "the previous night".
    private func nextDay(_ i: Int) -> TimeCandidate? {
        guard text.says(i + 1, .next, .following, .same, .previous) else { return nil }
        let part = dayPart(i + 2)
        guard part != nil || text.says(i + 2, .day) else { return nil }
        let shift = text.says(i + 1, .same) ? 0 : text.says(i + 1, .previous) ? -1 : 1
        guard let day = (memory.day ?? today)?.adding(shift) else { return found(i + 3, part == nil ? .date : .time, .unresolved) }
        return part.map { found(i + 3, .time, .dayPart(day, $0)) } ?? found(i + 3, .date, .day(day))
    }
}
