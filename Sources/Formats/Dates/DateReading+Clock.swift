import Foundation

/// Times and their zones: `14:05:09`, `14h05`, `14.05 Uhr`, `2 p.m. ET`, `午後2時5分`, `+02:00`, `GMT+2`, `Europe/Paris`.
extension DateReading {
    /// A time that begins with the number at `at`.
    mutating func readTime() -> Bool {
        let token = tokens[at]
        guard token.value <= 24 else { return false }
        if isMark(at + 1, ":"), isNumber(at + 2), tokens[at + 2].digits == 2 { return readMarked(":") }
        if isMark(at + 1, "."), isNumber(at + 2), tokens[at + 2].digits == 2, isDotted { return readMarked(".") }
        if let end = end(of: .hour, at: at + 1) { return readHour(end) }
        guard token.value <= 12, token.digits <= 2 else { return readBare() }
        if let (meaning, end) = phrase(at: at + 1), meaning.isA(.am) || meaning.isA(.pm), !meaning.isA(.month), !meaning.isA(.filler) {
            setTime(token.value, 0, end)
            isAfternoon = meaning.isA(.pm)
            return true
        }
        if token.value == 12, let (meaning, end) = phrase(at: at + 1), meaning.isA(.noon) || meaning.isA(.midnight) {
            setTime(meaning.isA(.noon) ? 12 : 0, 0, end)
            return true
        }
        return readBare()
    }

    private mutating func setTime(_ hour: Int, _ minute: Int, _ end: Int) {
        (self.hour, self.minute, at, timeEnd) = (hour, minute, end, end)
    }

    /// `14:05`, `14:05:09.250`, `14.05`.
    private mutating func readMarked(_ mark: Unicode.Scalar) -> Bool {
        guard tokens[at + 2].value < 60 else { return false }
        setTime(tokens[at].value, tokens[at + 2].value, at + 3)
        guard isMark(at, mark) || isMark(at, ":"), isNumber(at + 1), tokens[at + 1].digits == 2, isGlued(at), isGlued(at + 1) else {
            return true
        }
        second = tokens[at + 1].value
        at += 2
        if isMark(at, ".") || isMark(at, ",") || isMark(at, ":"), isGlued(at), isNumber(at + 1), isGlued(at + 1) {
            var fraction = tokens[at + 1].value
            for _ in 0..<max(0, 3 - tokens[at + 1].digits) { fraction *= 10 }
            for _ in 0..<max(0, tokens[at + 1].digits - 3) { fraction /= 10 }
            millisecond = fraction
            at += 2
        }
        timeEnd = at
        return true
    }

    /// `14.05` is a time where a word says so, or where the date is complete without it.
    private var isDotted: Bool {
        guard tokens[at + 2].value < 60, isGlued(at + 1), isGlued(at + 2) else { return false }
        let next = at + 3
        if next + 1 < tokens.count, tokens[next].kind == .mark, isGlued(next), isNumber(next + 1), isGlued(next + 1) { return false }
        if tokens[at].isSpaced == false, at > 0, tokens[at - 1].kind == .mark, !isMark(at - 1, "("), !isMark(at - 1, ",") { return false }
        if clockEnd == at { return true }
        if let (meaning, _) = phrase(at: next), meaning.isA(.hour) || meaning.isA(.am) || meaning.isA(.pm) || meaning.isA(.zone),
            !meaning.isA(.month)
        {
            return true
        }
        let isComplete = month != nil ? numbers.count + (day == nil ? 0 : 1) + (year == nil ? 0 : 1) >= 2 : numbers.count == 3
        return isComplete || (day != nil && year != nil && month != nil)
    }

    /// `14h05`, `14 Uhr`, `14時5分`, `8 horas am`.
    private mutating func readHour(_ end: Int) -> Bool {
        setTime(tokens[at].value, 0, end)
        guard isNumber(at), tokens[at].value < 60 else { return true }
        let next = tokens[at]
        if let minuteEnd = self.end(of: .minute, at: at + 1) {
            setTime(hour ?? 0, next.value, minuteEnd)
            if isNumber(at), let end = self.end(of: .second, at: at + 1) {
                second = tokens[at].value
                at = end
            }
            timeEnd = at
        } else if next.digits == 2, !next.isSpaced || isLast(at) {
            setTime(hour ?? 0, next.value, at + 1)
            if isMark(at, ":") || self.end(of: .minute, at: at) != nil, isNumber(at + 1), isGlued(at + 1), tokens[at + 1].digits == 2 {
                second = tokens[at + 1].value
                at += 2
                timeEnd = at
            }
        }
        return true
    }

    private func isLast(_ index: Int) -> Bool {
        index + 1 == tokens.count && (numbers.count >= 2 || year != nil)
    }

    /// `kl. 14`, `ساعت 18`: an hour behind its word.
    private mutating func readBare() -> Bool {
        guard clockEnd == at, tokens[at].digits <= 2 else { return false }
        let next = at + 1
        if next < tokens.count, tokens[next].kind == .mark, isGlued(next), isNumber(next + 1) { return false }
        if let (meaning, _) = phrase(at: next), meaning.isA(.month) || meaning.isA(.persian) || meaning.isA(.hijri) { return false }
        setTime(tokens[at].value, 0, next)
        return true
    }

    /// `6月2911:30`: the day and the hour have run together.
    mutating func readJoinedTime() -> Bool {
        let token = tokens[at]
        guard hour == nil, month != nil, day == nil, token.digits == 3 || token.digits == 4, isMark(at + 1, ":"), isNumber(at + 2),
            tokens[at + 2].digits == 2, tokens[at + 2].value < 60, (1...31).contains(token.value / 100), token.value % 100 <= 24,
            year != nil || numbers.contains(where: { $0.digits == 4 })
        else { return false }
        day = token.value / 100
        setTime(token.value % 100, tokens[at + 2].value, at + 3)
        return true
    }

    // MARK: zones

    /// An offset right behind the time or behind the zone's name.
    mutating func readOffset() -> Bool {
        guard hour != nil, timeEnd == at, isMark(at, "+") || isMark(at, "-"), isNumber(at + 1), isGlued(at + 1) else { return false }
        let token = tokens[at + 1]
        var end = at + 2
        var minutes: Int
        switch token.digits {
        case 1, 2:
            minutes = token.value * 60
            if isMark(end, ":"), isNumber(end + 1), tokens[end + 1].digits == 2, isGlued(end + 1) {
                minutes += tokens[end + 1].value
                end += 2
            } else if tokens[at].isSpaced, zone == nil, isMark(at, "-") {
                // "14:05 -13 August": a day.
                return false
            }
        case 3, 4: minutes = token.value / 100 * 60 + token.value % 100
        default: return false
        }
        if end < tokens.count, tokens[end].kind == .mark, isGlued(end), isNumber(end + 1), isGlued(end + 1) { return false }
        guard minutes <= 15 * 60 else { return false }
        offset = isMark(at, "-") ? -minutes : minutes
        zone = (zone?.lowerBound ?? tokens[at].source.lowerBound)..<tokens[end - 1].source.upperBound
        americanMinutes = nil
        at = end
        timeEnd = -1
        return true
    }

    /// A zone's name right behind the time.
    mutating func readZone(_ meaning: WordMeaning, end: Int) -> Bool {
        guard meaning.isA(.zone), offset == nil, americanMinutes == nil, !meaning.isA(.month), !meaning.isA(.weekday) else { return false }
        let minutes = meaning.zone
        if abs(minutes) > 5_000 { americanMinutes = minutes - DateLexicon.americanMark } else { offset = minutes }
        zone = tokens[at].source.lowerBound..<tokens[end - 1].source.upperBound
        at = end
        timeEnd = at
        return true
    }

    /// `Europe/Paris` behind the time; the system's table of zones knows it.
    mutating func readZoneName() -> Bool {
        guard hour != nil, offset == nil, zoneName == nil, tokens[at].kind == .word, isMark(at + 1, "/"), at + 2 < tokens.count,
            tokens[at + 2].kind == .word, isGlued(at + 1), isGlued(at + 2)
        else { return false }
        var end = at + 3
        while isMark(end, "_") || isMark(end, "/") || isMark(end, "-"), end + 1 < tokens.count, tokens[end + 1].kind == .word { end += 2 }
        var name = ""
        for index in at..<end {
            if tokens[index].kind == .mark {
                name.unicodeScalars.append(Unicode.Scalar(tokens[index].mark))
            } else {
                name += String(decoding: tokens.folded[tokens[index].letters], as: UTF8.self).capitalized
            }
        }
        guard TimeZone(identifier: name) != nil else { return false }
        zoneName = name
        zone = tokens[at].source.lowerBound..<tokens[end - 1].source.upperBound
        at = end
        return true
    }
}
