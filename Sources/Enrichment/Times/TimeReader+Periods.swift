import Model

extension TimeReader {
    /// "last week", "the next three months", "this summer", "that year"; quarters; counted lengths; sets.
    func period(_ i: Int) -> TimeCandidate? {
        relativePeriod(i) ?? modifierBehind(i) ?? quarter(i) ?? countedPeriod(i) ?? everyPeriod(i) ?? barePeriod(i)
    }

    /// A word that places a period, and what stands around it.
    private struct Relation {
        var word: Word
        var hasArticle: Bool
        /// The atom behind the word and "fiscal" and the like.
        var next: Int
    }

    private func relation(_ i: Int) -> Relation? {
        let hasArticle = text.says(i, .the, .its, .their, .his)
        var j = i + (text.says(i, .the, .its) ? 1 : 0)
        if text.says(j, .early, .late, .later, .earlier, .mid, .sometime), text.says(j + 1, .last, .next, .this, .in) {
            j += 1
        } else if hasArticle, text.says(j, .end, .beginning, .start, .middle), text.says(j + 1, .of) {
            j += 2 + (text.says(j + 2, .the) ? 1 : 0)
        }
        var word = text.word(j)
        switch word {
        case .last, .past, .previous, .next, .coming, .this, .following, .current, .latest, .prior, .same, .that, .upcoming, .preceding,
            .first, .recent:
            break
        default: return nil
        }
        var k = j + 1
        if word == .this, text.says(k, .past, .coming, .current) {
            word = text.says(k, .past) ? .last : text.says(k, .coming) ? .next : .this
            k += 1
        }
        if text.says(k, .fiscal, .financial, .calendar, .full) { k += 1 }
        return Relation(word: word, hasArticle: hasArticle, next: k)
    }

    private func relativePeriod(_ i: Int) -> TimeCandidate? {
        guard let relation = relation(i) else { return nil }
        let k = relation.next
        let word = relation.word
        if let length = relativeLength(relation) { return length }
        if let unit = unit(k), !(text.isCapital(k) && text.says(i - 1, .apostrophe, .quoteMark, .inchMark)) {
            let isPlural = text.has(k, .units)
            if isPlural, [.coming, .recent, .past, .last, .upcoming, .next, .previous].contains(word) {
                return found(k + 1, .duration, .duration(nil, unit))
            }
            if text.has(k, .unit), word != .first {
                if word == .recent { return nil }
                return single(relation, unit)
            }
        }
        if text.says(k, .weekend), let shift = Self.weekendShift(word) {
            guard let today else { return found(k + 1, .date, .unresolved) }
            return found(k + 1, .date, .weekend(today.adding(7 * shift)))
        }
        if let season = season(at: k), [.last, .next, .this, .past, .coming, .previous, .following].contains(word) {
            return self.season(season, word, k + 1)
        }
        return nil
    }

    private static func weekendShift(_ word: Word) -> Int? {
        switch word {
        case .last, .past, .previous: -1
        case .next: 1
        case .this, .coming: 0
        default: nil
        }
    }

    /// "the past three months": a length that begins or ends today.
    private func relativeLength(_ relation: Relation) -> TimeCandidate? {
        let k = relation.next
        guard !text.says(k, .a, .an), let quantity = quantity(k), let unit = unit(quantity.next) else { return nil }
        var e = quantity.next + 1
        switch relation.word {
        case .last, .past, .next, .coming, .previous, .following, .first, .latest, .preceding, .prior, .recent, .this: break
        default: return nil
        }
        guard quantity.count != 1 || [.past, .last, .next].contains(relation.word) else { return nil }
        if text.says(e, .or), text.says(e + 1, .so) { e += 2 }
        var candidate = found(e, .duration, .duration(quantity.count, unit))
        candidate.high = quantity.high ?? 0
        switch relation.word {
        case .next, .coming: candidate.anchor = .fromToday
        case .last, .past, .latest, .recent: candidate.anchor = .untilToday
        default: break
        }
        return candidate
    }

    /// "last week", "the past year", "that day", "this century".
    private func single(_ relation: Relation, _ unit: TimeUnit) -> TimeCandidate? {
        let word = relation.word
        let end = relation.next + 1
        if word == .past, relation.hasArticle, unit != .year { return found(end, .duration, .duration(1, unit)) }
        if unit.isClock {
            return relation.hasArticle && [.last, .past, .next].contains(word) ? found(end, .duration, .duration(1, unit)) : nil
        }
        if word == .that || word == .same { return mentioned(unit).map { found(end, .date, $0) } }
        let sign: Int
        switch word {
        case .last, .previous, .prior, .past, .preceding, .latest: sign = -1
        case .next, .coming, .following, .upcoming: sign = 1
        default: sign = 0
        }
        if unit == .year, text.says(end, .possessive), let quarter = text.integer(end + 1, .ordinal), quarter <= 4,
            text.says(end + 2, .quarter)
        {
            guard let year = today.map({ $0.year + sign }) else { return found(end + 3, .date, .unresolved) }
            return found(end + 3, .date, .quarter(year, quarter), memory.seeing(quarter: quarter, of: year))
        }
        var base: CalendarDay?
        let isTold = [.following, .previous, .preceding, .prior].contains(word) || relation.hasArticle && word == .next
        if isTold {
            switch unit {
            case .day: base = memory.day
            case .year: base = memory.year.flatMap { CalendarDay($0, 1, 1) }
            case .month: base = memory.month.flatMap { CalendarDay($0.year, $0.month, 1) }
            default: break
            }
        }
        if unit == .decade || unit == .century, let today {
            return found(end, .date, unit == .decade ? .decade(today.year / 10 + sign) : .century(today.year / 100 + sign))
        }
        return shifted(end, Double(abs(sign)), unit, sign < 0 ? -1 : 1, base)
    }

    /// The period of this length that was mentioned last.
    private func mentioned(_ unit: TimeUnit) -> TimeValue? {
        switch unit {
        case .year: memory.year.map { .year($0) }
        case .quarter: memory.quarter.map { .quarter($0.year, $0.quarter) }
        case .day: memory.day.map { .day($0) }
        case .month: memory.month.map { .month($0.year, $0.month) }
        case .week: memory.day.map { .week($0) }
        default: nil
        }
    }

    private func season(_ season: Season, _ word: Word, _ end: Int) -> TimeCandidate {
        guard let today else { return found(end, .date, .anySeason(season)) }
        var year = today.year
        switch word {
        case .last, .past, .previous:
            if season == .winter { year -= today.month > 3 ? 1 : 0 } else if season.middleMonth >= today.month - 1 { year -= 1 }
        case .next: if season.middleMonth <= today.month { year += 1 }
        default: break
        }
        return found(end, .date, .season(year, season))
    }

    /// A moment some units before (`sign` -1) or behind the publication day or another base, as exactly as the unit is.
    func shifted(_ end: Int, _ count: Double?, _ unit: TimeUnit, _ sign: Int, _ base: CalendarDay? = nil) -> TimeCandidate? {
        guard let count else { return found(end, .date, sign < 0 ? .past : .future) }
        if unit.isClock { return nil }
        guard let from = base ?? today else { return found(end, .date, .unresolved) }
        let steps = Int(max(-1e7, min(1e7, count))) * sign
        switch unit {
        case .day:
            let day = from.adding(steps)
            return found(end, .date, .day(day), memory.seeing(day))
        case .week: return found(end, .date, .week(from.adding(7 * steps)))
        case .fortnight: return found(end, .date, .week(from.adding(14 * steps)))
        case .month, .quarter:
            let month = CalendarDay.month(from.year, from.month, adding: unit == .month ? steps : 3 * steps)
            if unit == .month {
                return found(end, .date, .month(month.year, month.month), memory.seeing(month: month.month, of: month.year))
            }
            var new = memory
            new.quarter = (month.year, (month.month + 2) / 3)
            return found(end, .date, .quarter(month.year, (month.month + 2) / 3), new)
        case .year, .decade, .millennium:
            let years = unit == .year ? steps : unit == .decade ? steps * 10 : steps * 1000
            let year = from.year + years
            if year < 1 { return found(end, .date, .yearBeforeChrist(1 - year)) }
            if unit == .decade, count != count.rounded() { return found(end, .date, .decade(year / 10)) }
            var new = memory
            if unit == .year { new.year = year }
            return found(end, .date, .year(year), new)
        case .century: return found(end, .date, .century((from.year + 100 * steps) / 100))
        default: return nil
        }
    }

    /// "la semana pasada", "l'année prochaine", "el 3 de mayo pasado": languages that put such words behind the noun.
    private func modifierBehind(_ i: Int) -> TimeCandidate? {
        guard text.lexicon.style.putsModifiersBehind else { return nil }
        let j = text.says(i, .the) ? i + 1 : i
        let relation = Relation(word: text.word(j + 1), hasArticle: false, next: j)
        switch relation.word {
        case .last, .past, .next, .coming, .previous, .following, .current: break
        default: return nil
        }
        if let unit = unit(j), text.has(j, .unit), var candidate = single(relation, unit) {
            candidate.end = j + 2
            return candidate
        }
        if let season = season(at: j) { return self.season(season, relation.word, j + 2) }
        if let name = monthName(j) {
            guard let year = nearestYear(month: name.month, relation.word == .next || relation.word == .coming ? .future : .past) else {
                return nil
            }
            return found(j + 2, .date, .month(year, name.month), memory.seeing(month: name.month, of: year))
        }
        if text.says(j, .weekend), let shift = Self.weekendShift(relation.word), let today {
            return found(j + 2, .date, .weekend(today.adding(7 * shift)))
        }
        return nil
    }
}
