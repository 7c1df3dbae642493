import Model

extension TimeReader {
    /// A time of day.
    struct ClockTime {
        var hour: UInt8
        var minute: UInt8
        var isUTC = false
        var next: Int
    }

    /// Which half of the day a clock time says it means.
    private enum HalfDay { case unsaid, said, am, pm }

    /// 10:35, 6 a.m., six o'clock, noon, 1400 GMT, each with its zone.
    func clockTime(_ i: Int) -> ClockTime? {
        if text.says(i, .noon, .midday) { return text.says(i - 1, .high) ? nil : ClockTime(hour: 12, minute: 0, next: i + 1) }
        if text.says(i, .midnight) { return ClockTime(hour: 24, minute: 0, next: i + 1) }
        guard text.isNumber(i) || text.has(i, .cardinal), let start = hourAndMinute(i) else { return nil }
        var j = start.next
        let half = halfDay(&j)
        let isExact = start.hasMinute
        if half == .unsaid, !isExact {
            let hasPart = text.says(j, .in) && text.says(j + 1, .the) && dayPart(j + 2) != nil
            guard hasPart, text.says(i - 1, .at, .around, .about, .by, .until, .since) else { return nil }
        }
        let isZoned = text.has(j, .zone)
        if half == .unsaid, !isZoned, text.isDash(i - 1) || text.says(i - 1, .colon) { return nil }
        var time = ClockTime(hour: start.hour, minute: start.minute, next: j)
        zone(&time)
        if half == .pm, time.hour < 12 { time.hour += 12 }
        if half == .am, time.hour == 12 { time.hour = 0 }
        return time
    }

    private func hourAndMinute(_ i: Int) -> (hour: UInt8, minute: UInt8, hasMinute: Bool, next: Int)? {
        let digits = text.digits(i)
        let j = i + 1
        if digits == 1 || digits == 2, text.figure(i) <= 24 {
            let hour = UInt8(text.figure(i))
            let mark = text.word(j)
            guard mark == .colon || mark == .dot || mark == .hourMark, text.isGlued(j), text.digits(j + 1) == 2, text.isGlued(j + 1),
                text.figure(j + 1) < 60
            else {
                if mark == .hourMark, text.isGlued(j) || text.says(j, .hourMark) { return (hour, 0, true, j + 1) }
                return (hour, 0, false, j)
            }
            var next = j + 2
            if mark == .dot, !text.says(next, .am, .pm, .oclock) { return nil }
            if text.has(i - 1, .currencySign) || text.says(i - 1, .hash) { return nil }
            if text.says(next, .colon), text.isGlued(next), text.isNumber(next + 1) { next += 2 }
            return (hour, UInt8(text.figure(j + 1)), true, next)
        }
        if digits == 4, text.has(j, .zone), text.figure(i) / 100 < 25, text.figure(i) % 100 < 60 {
            return (UInt8(text.figure(i) / 100), UInt8(text.figure(i) % 100), true, j)
        }
        if text.says(j, .oclock), let hour = text.integer(i, .cardinal), hour <= 24 { return (UInt8(hour), 0, false, j) }
        return nil
    }

    private func halfDay(_ j: inout Int) -> HalfDay {
        switch text.word(j) {
        case .am, .pm:
            let half: HalfDay = text.says(j, .am) ? .am : .pm
            j += 1
            return half
        case .oclock:
            j += 1
            return .said
        default:
            // "a. m." and "p.m" in pieces.
            guard text.says(j, .a, .p), text.says(j + 1, .dot), text.says(j + 2, .m), text.isGlued(j + 1) else { return .unsaid }
            let half: HalfDay = text.says(j, .a) ? .am : .pm
            j += 3
            if text.says(j, .dot), text.isGlued(j) { j += 1 }
            return half
        }
    }

    /// The zone behind a clock time: "EST", "(0735 GMT)" not, "local time", "(GMT +8)".
    private func zone(_ time: inout ClockTime) {
        let j = time.next
        let k = text.says(j, .openParen) ? j + 1 : j
        if text.has(k, .zone), text.isUpper(k) {
            var e = k + 1
            let hasOffset = (text.says(e, .plus) || text.isDash(e)) && text.isNumber(e + 1)
            if hasOffset { e += 2 }
            time.isUTC = text.says(k, .gmt, .utc) && !hasOffset
            time.next = e + (k > j && text.says(e, .closeParen) ? 1 : 0)
        } else if text.says(j, .local, .eastern, .pacific, .central), text.says(j + 1, .time) || text.says(j + 2, .time) {
            time.next = j + (text.says(j + 1, .time) ? 2 : 3)
        }
    }

    /// A clock time with the day beside it.
    func clock(_ i: Int) -> TimeCandidate? {
        guard var time = clockTime(i) else { return nil }
        if text.says(time.next, .in), text.says(time.next + 1, .the), let part = dayPart(time.next + 2) {
            time.next += 3
            if part != .morning, time.hour < 12 { time.hour += 12 }
        }
        let j = time.next
        let k = j + (text.says(j, .on, .comma) ? 1 : 0)
        if let day = dayBeside(k, i) { return at(time, day, day.end) }
        if text.says(j, .openParen), let close = (j + 1..<j + 8).first(where: { text.says($0, .closeParen) }) {
            let behind = close + 1 + (text.says(close + 1, .on, .comma) ? 1 : 0)
            if let day = date(behind, tenseAt: i) ?? weekday(behind, tenseAt: i), day.kind == .date { return at(time, day, j) }
        }
        let day = isDayMentionedInSentence(i) ? memory.day : today
        guard let day else {
            return found(j, .time, .anyClock(hour: time.hour, minute: time.minute, isUTC: time.isUTC))
        }
        return found(j, .time, .clock(day, hour: time.hour, minute: time.minute, isUTC: time.isUTC))
    }

    private func dayBeside(_ k: Int, _ i: Int) -> TimeCandidate? {
        guard text.isInside(k) else { return nil }
        return [date(k, tenseAt: i), weekday(k, tenseAt: i), deictic(k)].lazy.compactMap { $0 }.first {
            $0.kind == .date || $0.kind == .time
        }
    }

    private func at(_ time: ClockTime, _ day: TimeCandidate, _ end: Int) -> TimeCandidate? {
        switch day.value {
        case .day(let value), .dayPart(let value, _), .clock(let value, _, _, _):
            return found(end, .time, .clock(value, hour: time.hour, minute: time.minute, isUTC: time.isUTC), day.memory)
        default: return found(end, .time, .anyClock(hour: time.hour, minute: time.minute, isUTC: time.isUTC), day.memory)
        }
    }

    /// A day was mentioned earlier in this sentence.
    private func isDayMentionedInSentence(_ i: Int) -> Bool {
        guard lastEnd > 0, memory.day != nil else { return false }
        return !(lastEnd...max(lastEnd, i)).contains { text.startsSentence($0) }
    }
}
