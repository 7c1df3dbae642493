import Model

/// ISO 8601 and RFC 3339 in their usual and their sloppy spellings.
extension HeaderDate {
    /// `YYYY-MM`, `YYYY-MM-DD`, then `T` or a space, `HH:MM[:SS[.f]]` and a zone.
    static func extended(_ b: UnsafeBufferPointer<UInt8>) -> Shape {
        guard b.count >= 7, areDigits(b, 0, 4), b[4] == UInt8(ascii: "-"), areDigits(b, 5, 2) else { return .otherShape }
        var parts = DateParts(year: value(b, 0, 4), month: value(b, 5, 2))
        if b.count == 7 { return .parts(parts) }
        guard b.count >= 10, b[7] == UInt8(ascii: "-"), areDigits(b, 8, 2) else { return .otherShape }
        parts.day = value(b, 8, 2)
        if b.count == 10 { return .parts(parts) }
        var at = 11
        let mark = b[10]
        guard mark == UInt8(ascii: "T") || mark == UInt8(ascii: "t") || mark == 0x20 else { return .otherShape }
        while at < b.count, b[at] == 0x20 { at += 1 }
        guard areDigits(b, at, 2), at + 2 == b.count || b[at + 2] == UInt8(ascii: ":") || mark != 0x20 else { return .otherShape }
        return clock(b, at, &parts) ? .parts(parts) : isMachine(b, at, mark) ? .impossible : .otherShape
    }

    /// What begins as ISO 8601 and goes on as it: what follows the time is a zone or nothing that people write.
    private static func isMachine(_ b: UnsafeBufferPointer<UInt8>, _ from: Int, _ mark: UInt8) -> Bool {
        mark != 0x20 || b[from...].allSatisfy { isDigit($0) || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
    }

    /// `20210813T140509Z`, `20210813T1405+0200`.
    static func basic(_ b: UnsafeBufferPointer<UInt8>) -> DateParts? {
        guard areDigits(b, 0, 8), b.count >= 13, b[8] == UInt8(ascii: "T") || b[8] == UInt8(ascii: "t"), areDigits(b, 9, 4) else {
            return nil
        }
        var parts = DateParts(
            year: value(b, 0, 4), month: value(b, 4, 2), day: value(b, 6, 2), hour: value(b, 9, 2), minute: value(b, 11, 2))
        var at = 13
        if areDigits(b, 13, 2) {
            parts.second = value(b, 13, 2)
            at = fraction(b, 15, &parts)
        }
        return zoned(b, at, &parts) ? parts : nil
    }

    /// Skips `.123456789` and keeps its milliseconds.
    static func fraction(_ b: UnsafeBufferPointer<UInt8>, _ from: Int, _ parts: inout DateParts) -> Int {
        guard from + 1 < b.count, b[from] == UInt8(ascii: ".") || b[from] == UInt8(ascii: ",") || b[from] == UInt8(ascii: ":"),
            isDigit(b[from + 1])
        else { return from }
        var at = from + 1
        var value = 0
        while at < b.count, isDigit(b[at]) {
            if at <= from + 3 { value = value * 10 + Int(b[at] - 48) }
            at += 1
        }
        for _ in 0..<max(0, from + 4 - at) { value *= 10 }
        parts.millisecond = value
        return at
    }

    /// The zone to the end of the text; false where something else follows.
    static func zoned(_ b: UnsafeBufferPointer<UInt8>, _ from: Int, _ parts: inout DateParts) -> Bool {
        var at = from
        while at < b.count, b[at] == 0x20 { at += 1 }
        if at == b.count { return true }
        if at == b.count - 1, b[at] | 0x20 == UInt8(ascii: "z") {
            parts.offsetMinutes = 0
            parts.zone = at..<at + 1
            return true
        }
        guard let (minutes, end) = zone(b, at) else { return false }
        // "+02:00[Europe/Paris]" (RFC 9557) and "+0200 (CEST)": the offset decides, the comment is dropped.
        var rest = end
        while rest < b.count, b[rest] == 0x20 { rest += 1 }
        guard rest == b.count || b[rest] == UInt8(ascii: "[") || b[rest] == UInt8(ascii: "(") else { return false }
        parts.offsetMinutes = minutes
        parts.zone = at..<end
        return true
    }

    /// An offset (`+02`, `+0200`, `+02:00`, U+2212 for the minus), `Z`, or a zone's name, alone or with an offset (`GMT+2`).
    /// - Returns: minutes east of UTC and where the zone ends.
    static func zone(_ b: UnsafeBufferPointer<UInt8>, _ from: Int) -> (minutes: Int, end: Int)? {
        var at = from
        while at < b.count, b[at] | 0x20 >= UInt8(ascii: "a"), b[at] | 0x20 <= UInt8(ascii: "z") { at += 1 }
        if at > from {
            guard at - from <= 5, let named = ZoneNames.minutes(UnsafeBufferPointer(rebasing: b[from..<at])) else { return nil }
            if named == 0, let offset = offset(b, at) { return offset }
            return (named, at)
        }
        return offset(b, from)
    }

    private static func offset(_ b: UnsafeBufferPointer<UInt8>, _ from: Int) -> (minutes: Int, end: Int)? {
        guard from < b.count else { return nil }
        var at = from + 1
        let sign: Int
        switch b[from] {
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        case 0xE2 where from + 2 < b.count && b[from + 1] == 0x88 && b[from + 2] == 0x92:
            sign = -1
            at = from + 3
        default: return nil
        }
        guard at < b.count, isDigit(b[at]) else { return nil }
        let isOneDigit = !areDigits(b, at, 2)
        let hours = value(b, at, isOneDigit ? 1 : 2)
        at += isOneDigit ? 1 : 2
        var minutes = 0
        if !isOneDigit {
            if areDigits(b, at, 2) {
                minutes = value(b, at, 2)
                at += 2
            } else if at < b.count, b[at] == UInt8(ascii: ":"), areDigits(b, at + 1, 2) {
                minutes = value(b, at + 1, 2)
                at += 3
            }
        }
        guard hours <= 15, minutes < 60 else { return nil }
        return (sign * (hours * 60 + minutes), at)
    }
}
