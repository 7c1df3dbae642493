import Model

/// Dates that programs write: mail headers, weeks and ordinals of ISO 8601, EXIF, PDF, JSON of .NET.
extension HeaderDate {
    /// RFC 2822 as most feeds and mails have it: `Fri, 13 Aug 2021 14:05:09 +0000`, read without a look at any table.
    /// - Returns: `nil` where a byte is otherwise; the date is then read in words.
    static func mail(_ b: UnsafeBufferPointer<UInt8>) -> DateParts? {
        var at = 0
        if b.count > 4, !isDigit(b[0]) {
            guard isLetter(b[0]), isLetter(b[1]), isLetter(b[2]), b[3] == UInt8(ascii: ",") else { return nil }
            at = 4
            while at < b.count, b[at] == 0x20 { at += 1 }
        }
        guard at + 1 < b.count, isDigit(b[at]) else { return nil }
        let dayDigits = isDigit(b[at + 1]) ? 2 : 1
        let day = value(b, at, dayDigits)
        at += dayDigits
        guard at + 14 <= b.count, b[at] == 0x20, let month = englishMonth(b, at + 1), b[at + 4] == 0x20, areDigits(b, at + 5, 4),
            b[at + 9] == 0x20, areDigits(b, at + 10, 2), b[at + 12] == UInt8(ascii: ":"), areDigits(b, at + 13, 2)
        else { return nil }
        var parts = DateParts(
            year: value(b, at + 5, 4), month: month, day: day, hour: value(b, at + 10, 2), minute: value(b, at + 13, 2))
        at += 15
        if at < b.count, b[at] == UInt8(ascii: ":") {
            guard areDigits(b, at + 1, 2) else { return nil }
            parts.second = value(b, at + 1, 2)
            at += 3
        }
        if at == b.count { return parts }
        guard b[at] == 0x20, at + 1 < b.count, let (minutes, end) = zone(b, at + 1), end == b.count else { return nil }
        parts.offsetMinutes = minutes
        parts.zone = at + 1..<end
        return parts
    }

    private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") }

    private static func englishMonth(_ b: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
        switch UInt32(b[at] | 0x20) << 16 | UInt32(b[at + 1] | 0x20) << 8 | UInt32(b[at + 2] | 0x20) {
        case 0x6A_616E: 1
        case 0x66_6562: 2
        case 0x6D_6172: 3
        case 0x61_7072: 4
        case 0x6D_6179: 5
        case 0x6A_756E: 6
        case 0x6A_756C: 7
        case 0x61_7567: 8
        case 0x73_6570: 9
        case 0x6F_6374: 10
        case 0x6E_6F76: 11
        case 0x64_6563: 12
        default: nil
        }
    }

    /// The rarer forms. `impossible` where the shape fits and the date does not exist.
    static func machine(_ b: UnsafeBufferPointer<UInt8>) -> Shape {
        if areDigits(b, 0, 4) {
            if b.count >= 7, let shape = weekOrOrdinal(b) { return shape }
            if b.count >= 19, b[4] == UInt8(ascii: ":"), b[7] == UInt8(ascii: ":"), areDigits(b, 5, 2), areDigits(b, 8, 2), b[10] == 0x20 {
                return cameraDate(b)
            }
            return .otherShape
        }
        if b.count >= 6, b[0] == UInt8(ascii: "D"), b[1] == UInt8(ascii: ":"), areDigits(b, 2, 4) { return documentDate(b) }
        let slashes = b.firstIndex(of: UInt8(ascii: "D")) ?? b.count
        let isDotNet = slashes <= 2 && slashes > 0 && b.count > slashes + 6
        if isDotNet, UnsafeBufferPointer(rebasing: b[slashes..<slashes + 5]).elementsEqual("Date(".utf8) {
            return scriptDate(b, slashes + 5)
        }
        return .otherShape
    }

    /// `2021-W32-5`, `2021W325`, `2021-225`.
    private static func weekOrOrdinal(_ b: UnsafeBufferPointer<UInt8>) -> Shape? {
        var at = b[4] == UInt8(ascii: "-") ? 5 : 4
        let year = value(b, 0, 4)
        var number: Int?
        if b[at] == UInt8(ascii: "W") {
            guard areDigits(b, at + 1, 2) else { return nil }
            let week = value(b, at + 1, 2)
            at += 3
            if at < b.count, b[at] == UInt8(ascii: "-") { at += 1 }
            guard at < b.count, isDigit(b[at]) else { return nil }
            number = CivilDay.number(year: year, week: week, weekday: Int(b[at] - 48))
            at += 1
        } else {
            guard at == 5, areDigits(b, 5, 3), b.count == 8 || b[8] | 0x20 == UInt8(ascii: "t") else { return nil }
            let day = value(b, 5, 3)
            if (1...(CivilDay.isLeap(year) ? 366 : 365)).contains(day) { number = CivilDay.number(year: year, month: 1, day: 1) + day - 1 }
            at = 8
        }
        guard let number else { return .impossible }
        let date = CivilDay.date(number)
        var parts = DateParts(year: date.year, month: date.month, day: date.day)
        if at == b.count { return .parts(parts) }
        guard b[at] | 0x20 == UInt8(ascii: "t"), clock(b, at + 1, &parts) else { return .impossible }
        return .parts(parts)
    }

    /// EXIF: `2021:08:13 14:05:09`.
    private static func cameraDate(_ b: UnsafeBufferPointer<UInt8>) -> Shape {
        var parts = DateParts(year: value(b, 0, 4), month: value(b, 5, 2), day: value(b, 8, 2))
        return clock(b, 11, &parts) ? .parts(parts) : .impossible
    }

    /// PDF: `D:20210813140509+02'00'`, each part but the year optional.
    private static func documentDate(_ b: UnsafeBufferPointer<UInt8>) -> Shape {
        var parts = DateParts(year: value(b, 2, 4))
        var at = 6
        var found: [Int] = []
        while found.count < 5, areDigits(b, at, 2) {
            found.append(value(b, at, 2))
            at += 2
        }
        if found.count > 0 { parts.month = found[0] }
        if found.count > 1 { parts.day = found[1] }
        if found.count > 2 { parts.hour = found[2] }
        if found.count > 3 { parts.minute = found[3] }
        if found.count > 4 { parts.second = found[4] }
        guard at < b.count else { return .parts(parts) }
        if b[at] | 0x20 == UInt8(ascii: "z") {
            (parts.offsetMinutes, parts.zone) = (0, at..<at + 1)
            return .parts(parts)
        }
        guard b[at] == UInt8(ascii: "+") || b[at] == UInt8(ascii: "-"), areDigits(b, at + 1, 2) else { return .impossible }
        var minutes = value(b, at + 1, 2) * 60
        if at + 5 < b.count, b[at + 3] == UInt8(ascii: "'"), areDigits(b, at + 4, 2) { minutes += value(b, at + 4, 2) }
        parts.offsetMinutes = b[at] == UInt8(ascii: "-") ? -minutes : minutes
        parts.zone = at..<b.count
        return .parts(parts)
    }

    /// `/Date(1628863509000)/`, milliseconds.
    private static func scriptDate(_ b: UnsafeBufferPointer<UInt8>, _ from: Int) -> Shape {
        var end = from
        while end < b.count, isDigit(b[end]) { end += 1 }
        guard end > from, end - from <= 15, end < b.count, b[end] == UInt8(ascii: ")") || b[end] == UInt8(ascii: "+") else {
            return .impossible
        }
        let milliseconds = value(b, from, end - from)
        var parts = epochParts(milliseconds / 1_000)
        parts.millisecond = milliseconds % 1_000
        return .parts(parts)
    }

    /// `HH[:MM[:SS[.f]]]` and a zone to the end of the text.
    static func clock(_ b: UnsafeBufferPointer<UInt8>, _ from: Int, _ parts: inout DateParts) -> Bool {
        guard areDigits(b, from, 2) else { return false }
        parts.hour = value(b, from, 2)
        var at = from + 2
        if at < b.count, b[at] == UInt8(ascii: ":") {
            guard areDigits(b, at + 1, 2) else { return false }
            parts.minute = value(b, at + 1, 2)
            at += 3
            if at < b.count, b[at] == UInt8(ascii: ":") {
                guard areDigits(b, at + 1, 2) else { return false }
                parts.second = value(b, at + 1, 2)
                at = fraction(b, at + 3, &parts)
            }
        }
        return zoned(b, at, &parts)
    }
}
