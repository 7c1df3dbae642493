import Model

extension TimeReader {
    /// What stands before the words of a quarter.
    private struct QuarterHead {
        /// The first atom behind "the", "year-ago" and the like.
        var next: Int
        var isYearAgo = false
        var year: Int?
    }

    /// "the third quarter", "third-quarter", "the second half of 2020", "the year-ago quarter", "the quarter".
    func quarter(_ i: Int) -> TimeCandidate? {
        guard !text.says(i, .a, .each, .every, .per), let head = quarterHead(i) else { return nil }
        if let numbered = numberedQuarter(i, head) { return numbered }
        let j = head.next
        if text.says(j, .quarter, .period), text.says(i, .the) || head.isYearAgo || head.year != nil { return bareQuarter(head) }
        if head.isYearAgo, text.says(i, .year) { return yearAgo(j) }
        return nil
    }

    private func quarterHead(_ i: Int) -> QuarterHead? {
        var j = text.says(i, .the) ? i + 1 : i
        var head = QuarterHead(next: j)
        if text.says(j, .year), text.isDash(j + 1), text.says(j + 2, .ago, .earlier) {
            head.isYearAgo = true
            j += 3
        } else if text.says(j, .comparable, .same), text.says(j + 1, .year), text.isDash(j + 2), text.says(j + 3, .ago, .earlier) {
            head.isYearAgo = true
            j += 4
        } else if text.says(j, .comparable, .same, .corresponding), text.says(j + 1, .quarter, .period) {
            return nil
        }
        if let year = yearFigure(j),
            text.has(j + 1, .ordinal) && text.says(j + 2, .quarter) || text.says(j + 1, .quarter, .period) && text.says(i, .the)
        {
            head.year = year
            j += 1
        }
        if text.says(j, .fiscal) { j = skipDash(j + 1) }
        if text.says(j, .latest, .recent, .most) { j += 1 }
        head.next = j
        return head
    }

    private func numberedQuarter(_ i: Int, _ head: QuarterHead) -> TimeCandidate? {
        let j = head.next
        guard let number = text.integer(j, .ordinal), number <= 4 else { return nil }
        var k = j + 1
        if text.isDash(k), text.says(k + 1, .quarter, .half), text.isGlued(k) { k += 1 }
        guard text.says(k, .quarter, .half) else { return nil }
        let isHalf = text.says(k, .half)
        if isHalf, number > 2 { return nil }
        if isHalf, text.says(k + 1, .of), yearBehind(k + 1) == nil, !(text.says(k + 2, .the) && text.says(k + 3, .year, .fiscal)) {
            return nil
        }
        var e = k + 1
        var year = head.year
        var isYearAgo = head.isYearAgo
        if text.says(e, .of), text.says(e + 1, .fiscal), let fiscal = yearFigure(e + 2) {
            (year, e) = (fiscal, e + 3)
        } else if text.says(e, .of, .last, .this, .next, .in) || yearFigure(e) != nil, let behind = yearBehind(e) {
            (year, e) = (behind.year, behind.next)
        } else if text.says(e, .of), text.says(e + 1, .the), text.says(e + 2, .year) {
            e += 3
        } else if text.says(e, .a), text.says(e + 1, .year), text.says(e + 2, .ago, .earlier) {
            isYearAgo = true
            e += 3
        }
        if year == nil, text.says(e, .ended, .ending), !isYearAgo { year = today?.year }
        guard let resolved = year ?? quarterYear(number, isHalf, isYearAgo, i, e) else { return found(e, .date, .unresolved) }
        var new = memory
        new.year = resolved
        if isHalf {
            new.grain = .half
            return found(e, .date, .half(resolved, number), new)
        }
        return found(e, .date, .quarter(resolved, number), isYearAgo ? new : memory.seeing(quarter: number, of: resolved))
    }

    /// The year of a quarter that is named without one: the latest such quarter that is not after the present one.
    private func quarterYear(_ number: Int, _ isHalf: Bool, _ isYearAgo: Bool, _ i: Int, _ e: Int) -> Int? {
        guard let today else { return nil }
        let current = isHalf ? today.half : today.quarter
        let tense = tense(i, e)
        var year = today.year
        if number > current && tense != .future || number == current && tense == .past && today.month % 3 == 1 { year -= 1 }
        if number < current, tense == .future, current - number >= 2, text.says(i - 1, .in, .for, .by) { year += 1 }
        guard isYearAgo else { return year }
        return (memory.quarter?.quarter == number ? memory.quarter?.year ?? year : year) - 1
    }

    private func bareQuarter(_ head: QuarterHead) -> TimeCandidate? {
        let j = head.next
        let isPeriod = text.says(j, .period)
        if isPeriod, !head.isYearAgo, head.year == nil { return nil }
        var e = j + 1
        var isYearAgo = head.isYearAgo
        if text.says(e, .a), text.says(e + 1, .year), text.says(e + 2, .ago, .earlier) {
            isYearAgo = true
            e += 3
        }
        if let year = head.year {
            guard !isPeriod, let quarter = memory.quarter else { return found(e, .date, .year(year)) }
            return found(e, .date, .quarter(year, quarter.quarter))
        }
        if let quarter = memory.quarter { return found(e, .date, .quarter(quarter.year - (isYearAgo ? 1 : 0), quarter.quarter)) }
        guard let today else { return found(e, .date, .unresolved) }
        if isPeriod { return found(e, .date, .year(today.year - 1)) }
        let month = CalendarDay.month(today.year, today.month, adding: -3)
        let last = (year: month.year, quarter: (month.month + 2) / 3)
        if isYearAgo { return found(e, .date, .quarter(last.year - 1, last.quarter)) }
        var new = memory
        new.quarter = last
        new.grain = .quarter
        return found(e, .date, .quarter(last.year, last.quarter), new)
    }

    /// "year-ago results": the quarter before that of the text, or last year.
    private func yearAgo(_ end: Int) -> TimeCandidate {
        if memory.grain == .quarter, let quarter = memory.quarter { return found(end, .date, .quarter(quarter.year - 1, quarter.quarter)) }
        return found(end, .date, today.map { .year($0.year - 1) } ?? .unresolved)
    }

    /// Q3, Q3 2009, 3Q09, H1 2009.
    func quarterCode(_ i: Int) -> TimeCandidate? {
        let digitFirst = text.digits(i) == 1
        let (letter, digit) = digitFirst ? (i + 1, i) : (i, i + 1)
        guard text.isGlued(i + 1), text.digits(digit) == 1, text.length(letter) == 1 else { return nil }
        let isQuarter = text.isExactly(letter, "Q")
        guard isQuarter || text.isExactly(letter, "H") else { return nil }
        let number = text.figure(digit)
        guard number >= 1, number <= (isQuarter ? 4 : 2), !(text.isGlued(i) && text.isDash(i - 1)) else { return nil }
        let j = i + 2
        let behind = yearBehind(j)
        var year = behind?.year
        if year == nil, let today {
            let isLater = number > (isQuarter ? today.quarter : today.half)
            year = today.year - (isLater && tense(i, j) != .future ? 1 : 0)
        }
        let e = behind?.next ?? j
        guard let year else { return found(e, .date, .unresolved) }
        guard isQuarter else { return found(e, .date, .half(year, number)) }
        var new = memory
        new.quarter = (year, number)
        new.grain = .quarter
        return found(e, .date, .quarter(year, number), new)
    }
}
