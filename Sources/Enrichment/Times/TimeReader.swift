import Model

/// Reads the expressions of time of a text: at each place every rule is tried, the longest that resolves wins, and reading goes on behind it.
///
/// One pass from left to right; what was mentioned before is kept in `memory`, so that "two days later" finds its day. The rules are those of the
/// project's own prototype; their words are data (`Sources/CTables/data/expressions`).
struct TimeReader {
    let text: AtomView
    /// The day of publication where the article was published; without it nothing relative is resolved.
    let today: CalendarDay?
    var memory = TimeMemory()
    /// The atom behind the last expression found.
    var lastEnd = 0
    /// The last place at which a word of time was looked for and found.
    private var timelyAt = -1

    init(_ text: AtomView, today: CalendarDay?) {
        self.text = text
        self.today = today
    }

    /// What was found: the first atom of an expression and its reading.
    struct Found {
        var start: Int
        var candidate: TimeCandidate
    }

    /// How many atoms behind an opening word its word of time may stand.
    private static let reach = 6

    /// Reads the whole text.
    mutating func read(_ found: inout [Found]) {
        var at = 0
        while at < text.count {
            guard opens(at), let best = best(at) else {
                at += 1
                continue
            }
            memory = best.memory
            lastEnd = best.end
            found.append(Found(start: at, candidate: best))
            at = best.end
            if let day = loneDay(after: best) {
                lastEnd = day.end
                found.append(Found(start: best.end + 1, candidate: day))
                at = day.end
            }
        }
    }

    /// Whether an expression can begin here: at digits, at a word of time, and at words like "the" and "about" with one close behind.
    @inline(__always)
    private mutating func opens(_ i: Int) -> Bool {
        let atom = text.atoms[i]
        switch atom.kind {
        case .number: return true
        case .fraction: return false
        case .mark: return atom.word == .apostrophe && text.isNumber(i + 1)
        case .word:
            // Q3
            if atom.end - atom.start == 1, atom.flags.contains(.initialCapital), text.isGlued(i + 1), text.isNumber(i + 1) { return true }
            if atom.entry == 0 { return false }
            let classes = text.lexicon.entries[Int(atom.entry)].classes
            if classes & WordClass.timely.bit != 0 { return true }
            return classes & WordClass.lead.bit != 0 && nextTimely(i + 1) <= i + Self.reach
        }
    }

    /// The first word of time or number at `i` or behind it.
    @inline(__always)
    private mutating func nextTimely(_ i: Int) -> Int {
        if timelyAt >= i { return timelyAt }
        var j = i
        while j < text.count, !text.isNumber(j), !text.has(j, .timely) { j += 1 }
        timelyAt = j
        return j
    }

    /// The longest reading at a place; of equally long ones the one whose rule stands first.
    private func best(_ i: Int) -> TimeCandidate? {
        var best: TimeCandidate?
        @inline(__always) func consider(_ candidate: TimeCandidate?) {
            if let candidate, candidate.end > best?.end ?? i { best = candidate }
        }
        if text.isNumber(i) { consider(numericDate(i)) }
        consider(clock(i))
        consider(date(i))
        consider(weekday(i))
        consider(holiday(i))
        consider(deictic(i))
        consider(weekOf(i))
        consider(period(i))
        consider(quarterCode(i))
        consider(season(i))
        consider(weekend(i))
        consider(year(i))
        consider(fixedPhrase(i))
        consider(reference(i))
        return best
    }

    /// "April 24 and 25": the second day has no month of its own.
    private func loneDay(after first: TimeCandidate) -> TimeCandidate? {
        guard first.kind == .date, case .day(let day) = first.value else { return nil }
        let e = first.end
        let last = text.digits(e - 1)
        guard last == 1 || last == 2, text.says(e, .and, .or) || text.isDash(e) && text.isGlued(e) && text.isGlued(e + 1) else {
            return nil
        }
        let digits = text.digits(e + 1)
        guard digits == 1 || digits == 2, dayOfMonth(e + 1) != nil, text.figure(e + 1) > day.day else { return nil }
        if text.has(e + 2, .unit, .units) || text.isWord(e + 2) && !text.has(e + 2, .loose) && !text.says(e + 2, .of) { return nil }
        guard let second = CalendarDay(day.year, day.month, text.figure(e + 1)) else { return nil }
        return TimeCandidate(end: e + 2, kind: .date, value: .day(second), memory: memory)
    }

    // MARK: what rules share

    func found(_ end: Int, _ kind: TimeKind, _ value: TimeValue, _ memory: TimeMemory? = nil) -> TimeCandidate {
        TimeCandidate(end: end, kind: kind, value: value, memory: memory ?? self.memory)
    }

    /// A day relative to the day of publication.
    func day(_ end: Int, adding days: Int) -> TimeCandidate {
        guard let day = today?.adding(days) else { return found(end, .date, .unresolved) }
        return found(end, .date, .day(day), memory.seeing(day))
    }

    /// A duration's unit at `i`: "week", "weeks".
    @inline(__always)
    func unit(_ i: Int) -> TimeUnit? {
        guard text.has(i, .unit, .units) else { return nil }
        let value = text.value(i, .unit) ?? text.value(i, .units)
        return value.flatMap { TimeUnit(rawValue: UInt8($0)) }
    }

    func dayPart(_ i: Int) -> DayPart? { text.integer(i, .dayPart).flatMap { DayPart(rawValue: UInt8($0)) } }
    func season(at i: Int) -> Season? { text.integer(i, .season).flatMap { Season(rawValue: UInt8($0)) } }

    /// Behind a hyphen where one stands.
    @inline(__always)
    func skipDash(_ i: Int) -> Int { text.isDash(i) ? i + 1 : i }
}

extension TimeReader {
    /// Words of rules at which expressions of time are looked for, besides those of the calendar's classes.
    static let timely: Set<Word> = [
        .quarter, .quarters, .half, .weekend, .year, .fiscal, .noon, .midday, .midnight, .time, .moment, .term, .period, .past, .present,
        .future, .nineteen, .eighteen, .agoBefore, .usa,
    ]

    /// Words that open an expression only with a word of time or a number close behind them.
    static let leads: Set<Word> = [
        .the, .its, .their, .his, .last, .next, .this, .past, .previous, .coming, .following, .current, .latest, .prior, .same, .that,
        .upcoming,
        .preceding, .first, .recent, .early, .late, .later, .earlier, .mid, .sometime, .more, .most, .very, .less, .fewer, .longer,
        .greater, .better,
        .no, .at, .up, .about, .around, .approximately, .nearly, .almost, .roughly, .over, .some, .only, .just, .exactly, .a, .an, .one,
        .few, .several,
        .many, .numerous, .countless, .couple, .half, .every, .each, .post, .pre, .comparable, .from,
    ]
}
