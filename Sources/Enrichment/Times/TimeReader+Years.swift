import Model

extension TimeReader {
    /// Years, decades and centuries: "1998", "in the early 1990s", "the sixties", "the 17th century", "150 BC".
    func year(_ i: Int) -> TimeCandidate? {
        var j = i
        var hasLead = false
        if text.says(j, .early, .late, .mid, .post, .pre) {
            j = skipDash(j + 1)
            hasLead = true
        } else if text.says(j, .the), text.says(j + 1, .end, .beginning, .start, .middle), text.says(j + 2, .of) {
            j += 3
            hasLead = true
        } else if text.says(j, .the), text.says(j + 1, .year) {
            if let spelled = number(j + 2), text.isWord(j + 2), spelled.value >= 1000, spelled.value <= 2100 {
                return found(spelled.next, .date, .year(Int(spelled.value)))
            }
            j += 2
            hasLead = true
        } else if text.says(j, .fiscal) {
            j += 1 + (text.says(j + 1, .year) ? 1 : 0)
            hasLead = true
        }
        if let decade = apostropheDecade(j) { return decade }
        if text.digits(j) > 0, text.digits(j) <= 4, text.says(j + 1, .bc, .ad), text.isUpper(j + 1) {
            return found(j + 2, .date, text.says(j + 1, .bc) ? .yearBeforeChrist(text.figure(j)) : .year(text.figure(j)))
        }
        if text.says(j, .the) {
            if yearFigure(j + 1) != nil, !text.says(j + 2, .s, .possessive) { return nil }
            j += 1
            if text.says(j, .early, .late, .mid) { j = skipDash(j + 1) }
            if let decade = text.integer(j, .decade) { return found(j + 1, .date, .decade(190 + decade)) }
        }
        guard text.isInside(j) else { return nil }
        return decade(j) ?? century(j) ?? yearAlone(i, j, hasLead) ?? yearEnd(i)
    }

    /// "the '80s".
    private func apostropheDecade(_ j: Int) -> TimeCandidate? {
        let k = text.says(j, .the) ? j + 1 : j
        guard text.says(k, .apostrophe), text.digits(k + 1) == 2, text.figure(k + 1) % 10 == 0, text.isGlued(k + 1), text.says(k + 2, .s),
            text.isGlued(k + 2)
        else { return nil }
        return found(k + 3, .date, .decade(190 + text.figure(k + 1) / 10))
    }

    /// "1990s", "the 80s".
    private func decade(_ j: Int) -> TimeCandidate? {
        let digits = text.digits(j)
        guard digits == 2 || digits == 4, text.figure(j) % 10 == 0, text.says(j + 1, .s, .possessive), text.isGlued(j + 1) else {
            return nil
        }
        var year = text.figure(j)
        if digits == 2 {
            guard text.says(j - 1, .apostrophe, .the) else { return nil }
            year += 1900
        }
        if text.says(j + 1, .possessive), !(text.says(j - 1, .the, .early, .late, .mid) || text.isDash(j - 1)) { return nil }
        return found(j + 2, .date, .decade(year / 10))
    }

    /// "the 17th century", "the twenty-first century".
    private func century(_ j: Int) -> TimeCandidate? {
        var ordinal: (Int, Int)?
        if text.isNumber(j), text.digits(j) <= 2, text.says(j + 1, .st, .nd, .rd, .th), text.isGlued(j + 1) {
            ordinal = (text.figure(j), j + 2)
        } else if let number = text.integer(j, .ordinal) {
            ordinal = (number, j + 1)
        } else if let tens = text.integer(j, .tens), text.isDash(j + 1), let unit = text.integer(j + 2, .ordinal) {
            ordinal = (tens + unit, j + 3)
        }
        guard let (number, next) = ordinal, number > 0, number < 100 else { return nil }
        let k = skipDash(next)
        return unit(k) == .century ? found(k + 1, .date, .century(number - 1)) : nil
    }

    private func yearAlone(_ i: Int, _ j: Int, _ hasLead: Bool) -> TimeCandidate? {
        guard let year = yearFigure(j) else {
            guard let short = shortYear(j), text.has(j - 1, .yearLead) || text.says(j - 1, .class) || text.has(j - 1, .season) else {
                return nil
            }
            var new = memory
            new.year = short.year
            return found(short.next, .date, .year(short.year), new)
        }
        if text.isDash(j - 1), text.isGlued(j), j > 1, yearFigure(j - 2) == nil, !hasLead { return nil }
        var isLed = hasLead || text.has(j - 1, .yearLead, .season) || text.isDash(j - 1) || text.says(j - 1, .openParen, .comma)
        isLed = isLed || text.says(j + 1, .closeParen, .comma, .dot, .and) || text.isDash(j + 1)
        if !(1400...2150).contains(year) { isLed = isLed && text.says(j - 1, .in, .year) }
        if text.has(j + 1, .units) || text.has(j + 1, .unit) && !text.says(j + 1, .quarter, .second) || text.has(j + 1, .counted)
            || text.says(j + 1, .percent)
        {
            return nil
        }
        if text.isWord(j + 1), text.has(j + 1, .currency, .measure), !text.isCapital(j + 1) || text.lexicon.style.capitalisesNouns {
            return nil
        }
        if text.lexicon.style.capitalisesNouns, !hasLead, text.isCapital(j + 1), !text.startsSentence(j + 1), !text.has(j - 1, .yearLead) {
            return nil
        }
        if text.has(j - 1, .numbered) { return nil }
        if !isLed, !(1900...2035).contains(year) { return nil }
        if text.says(j - 1, .than, .about, .around), !(1900...2030).contains(year) { return nil }
        return found(j + 1, .date, .year(year), memory.seeing(year: year))
    }

    /// "year-end", "year's end".
    private func yearEnd(_ i: Int) -> TimeCandidate? {
        guard text.says(i, .year) else { return nil }
        let k = text.says(i + 1, .possessive) || text.isDash(i + 1) ? i + 2 : i + 1
        guard text.says(k, .end) else { return nil }
        return found(k + 1, .date, today.map { .year($0.year) } ?? .unresolved)
    }

    /// "the summer of 2019", "in winter".
    func season(_ i: Int) -> TimeCandidate? {
        var j = i
        if season(at: j) == nil, text.says(i, .the, .early, .late, .mid) { j = skipDash(i + 1 + (text.says(i + 1, .early, .late) ? 1 : 0)) }
        guard let season = season(at: j) else { return nil }
        let k = j + 1
        if text.says(k, .of, .last, .this, .next, .comma) || yearFigure(k) != nil, let year = yearBehind(k) {
            return found(year.next, .date, .season(year.year, season))
        }
        let isLed = text.says(i - 1, .in, .during, .by, .until, .since)
        if text.says(j, .fall, .spring), !(text.says(i, .the) && j > i && isLed) { return nil }
        guard isLed || text.says(i - 1, .into, .every, .of, .through, .over) else { return nil }
        guard let today else { return found(k, .date, .anySeason(season)) }
        let tense = tense(i, k)
        var year = today.year
        if tense != .future, season.middleMonth > today.month { year -= 1 }
        if tense == .future, season.middleMonth + 2 < today.month { year += 1 }
        return found(k, .date, .season(year, season))
    }
}
