import Model

/// Dates with month names, slashes and dots: `Fri, 13 Aug 2021 14:05:09 GMT`, `August 13, 2021 3:04 PM EDT`, `13.08.2021, 14:05 Uhr`.
extension HeaderDate {
    /// Reads the text word by word; a word that is neither a month, a weekday, a zone nor filler means that this is no date.
    static func words(_ b: UnsafeBufferPointer<UInt8>) -> DateParts? {
        var reading = DateWords(b)
        return reading.read()
    }
}

/// One reading of a date in words, from left to right.
struct DateWords {
    private let b: UnsafeBufferPointer<UInt8>
    private var at = 0
    /// Numbers that are no part of the time, in order: value, digits as written, the separator before it.
    private var numbers: [(value: Int, digits: Int, separator: UInt8)] = []
    private var month: Int?
    /// How many numbers stood before the month's name.
    private var numbersBeforeMonth = 0
    private var hour: Int?
    private var minute = 0
    private var second: Int?
    private var isAfternoon: Bool?
    private var offset: Int?
    private var zone: String?
    /// `ET`, `CT`, `MT`, `PT`: standard or summer time is decided by the date.
    private var americanHours: Int?

    init(_ bytes: UnsafeBufferPointer<UInt8>) { b = bytes }

    mutating func read() -> DateParts? {
        var separator: UInt8 = 0
        while at < b.count {
            let byte = b[at]
            if HeaderDate.isDigit(byte) {
                guard readNumber(separator) else { return nil }
                separator = 0
            } else if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == 0xE2, hour != nil, offset == nil, readZone() {
                separator = 0
            } else if byte == UInt8(ascii: "("), hour != nil {
                // "(CEST)", "(Central European Summer Time)": a comment behind the time.
                guard let close = b[at...].firstIndex(of: UInt8(ascii: ")")) else { return nil }
                if offset == nil, let named = ZoneNames.minutes(UnsafeBufferPointer(rebasing: b[(at + 1)..<close])) { offset = named }
                at = close + 1
            } else if byte <= 0x20 || Self.marks.contains(byte) {
                if separator == 0 || separator == 0x20 { separator = byte <= 0x20 ? 0x20 : byte }
                at += 1
            } else if byte | 0x20 >= UInt8(ascii: "a"), byte | 0x20 <= UInt8(ascii: "z") || byte >= 0x80 {
                guard readWord() else { return nil }
                separator = 0
            } else {
                return nil
            }
        }
        return assemble()
    }

    private static let marks: [UInt8] = Array(",./-:|·".utf8)

    /// A number, or a time if it goes on as one (`14:05:09`, `14h05`, `2 pm`).
    private mutating func readNumber(_ separator: UInt8) -> Bool {
        let start = at
        while at < b.count, HeaderDate.isDigit(b[at]) { at += 1 }
        guard at - start <= 4 else { return false }
        let value = HeaderDate.value(b, start, at - start)
        let isShort = at - start <= 2
        if hour == nil, isShort, at + 1 < b.count, b[at] == UInt8(ascii: ":") || b[at] | 0x20 == UInt8(ascii: "h"),
            HeaderDate.areDigits(b, at + 1, 2)
        {
            hour = value
            minute = HeaderDate.value(b, at + 1, 2)
            at += 3
            if at < b.count, b[at] == UInt8(ascii: ":"), HeaderDate.areDigits(b, at + 1, 2) {
                second = HeaderDate.value(b, at + 1, 2)
                at += 3
                if at + 1 < b.count, b[at] == UInt8(ascii: "."), HeaderDate.isDigit(b[at + 1]) {
                    at += 1
                    while at < b.count, HeaderDate.isDigit(b[at]) { at += 1 }
                }
            }
            return true
        }
        // "14.05 Uhr", "14.05 BST": a time with a dot only once the date is complete.
        if hour == nil, isShort, isDateComplete, at + 2 < b.count, b[at] == UInt8(ascii: "."), HeaderDate.areDigits(b, at + 1, 2),
            at + 3 == b.count || !HeaderDate.isDigit(b[at + 3]), value <= 24
        {
            (hour, minute) = (value, HeaderDate.value(b, at + 1, 2))
            at += 3
            return true
        }
        guard numbers.count < 3 else { return false }
        numbers.append((value, at - start, separator))
        return true
    }

    private var isDateComplete: Bool { month != nil ? numbers.count >= 2 : numbers.count >= 3 }

    private mutating func readZone() -> Bool {
        guard let (minutes, end) = HeaderDate.zone(b, at) else { return false }
        (offset, zone) = (minutes, String(decoding: UnsafeBufferPointer(rebasing: b[at..<end]), as: UTF8.self))
        at = end
        return true
    }

    private mutating func readWord() -> Bool {
        let start = at
        while at < b.count, b[at] | 0x20 >= UInt8(ascii: "a"), b[at] | 0x20 <= UInt8(ascii: "z") || b[at] >= 0x80 { at += 1 }
        // "p.m.": a letter, a dot and "m".
        if at - start == 1, at + 1 < b.count, b[at] == UInt8(ascii: "."), b[at + 1] | 0x20 == UInt8(ascii: "m") {
            let isPM = b[start] | 0x20 == UInt8(ascii: "p")
            guard isPM || b[start] | 0x20 == UInt8(ascii: "a") else { return false }
            isAfternoon = isPM
            at += 2
            return true
        }
        let word = String(decoding: UnsafeBufferPointer(rebasing: b[start..<at]), as: UTF8.self)
        let lower = word.lowercased()
        if let found = MonthNames.month(lower) {
            guard month == nil else { return false }
            (month, numbersBeforeMonth) = (found, numbers.count)
            return true
        }
        if lower == "am" || lower == "pm" {
            isAfternoon = lower == "pm"
            return true
        }
        if MonthNames.isFiller(lower) { return true }
        if hour != nil, offset == nil {
            if let hours = Self.american[lower] {
                (americanHours, zone) = (hours, word)
                return true
            }
            let end = at
            at = start
            if readZone() { return true }
            at = end
        }
        return false
    }

    private static let american = ["et": -5, "ct": -6, "mt": -7, "pt": -8]

    private func assemble() -> DateParts? {
        guard var parts = month == nil ? numeric() : named() else { return nil }
        // "3 PM" alone: the number before am/pm was taken for a part of the date and no date comes out; such texts are rare.
        parts.hour = hour
        parts.minute = minute
        parts.second = hour == nil ? nil : second
        if let isAfternoon {
            guard let hour, (1...12).contains(hour) else { return nil }
            parts.hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        parts.offsetMinutes = hour == nil ? nil : offset
        if let americanHours, let month = parts.month, let day = parts.day {
            let isSummer = Self.isAmericanSummer(year: parts.year, month: month, day: day)
            parts.offsetMinutes = (americanHours + (isSummer ? 1 : 0)) * 60
        }
        parts.zone = hour == nil ? nil : zone
        return parts
    }

    /// With a month's name: the four-digit number is the year, else the later one; a two-digit year turns at 70.
    private func named() -> DateParts? {
        guard let month else { return nil }
        switch numbers.count {
        case 1:
            guard numbers[0].digits == 4 else { return nil }
            return DateParts(year: numbers[0].value, month: month)
        case 2:
            let yearFirst = numbers[0].digits == 4
            let (year, day) = yearFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
            guard day.digits <= 2, year.digits == 4 || (year.digits == 2 && numbersBeforeMonth >= 1) else { return nil }
            return DateParts(year: Self.fullYear(year.value, year.digits), month: month, day: day.value)
        default: return nil
        }
    }

    /// Numbers only: year first, or a part above 12 decides, or dots, which are day first; else nobody can tell.
    private func numeric() -> DateParts? {
        guard numbers.count == 3, numbers[1].separator == numbers[2].separator || numbers[1].separator == UInt8(ascii: ".") else {
            return nil
        }
        let (a, b, c) = (numbers[0], numbers[1], numbers[2])
        guard [UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":")].contains(b.separator) else { return nil }
        if a.digits == 4 {
            guard b.digits <= 2, c.digits <= 2 else { return nil }
            return DateParts(year: a.value, month: b.value, day: c.value)
        }
        guard a.digits <= 2, b.digits <= 2, c.digits == 4 || c.digits == 2, b.separator != UInt8(ascii: ":") else { return nil }
        let year = Self.fullYear(c.value, c.digits)
        if a.value > 12 || b.separator == UInt8(ascii: ".") || a.value == b.value {
            return DateParts(year: year, month: b.value, day: a.value)
        }
        if b.value > 12 { return DateParts(year: year, month: a.value, day: b.value) }
        return nil
    }

    private static func fullYear(_ value: Int, _ digits: Int) -> Int { digits == 2 ? value + (value < 70 ? 2_000 : 1_900) : value }

    /// Second Sunday of March to first Sunday of November, as in law since 2007 (earlier years differ by weeks at the ends).
    private static func isAmericanSummer(year: Int, month: Int, day: Int) -> Bool {
        guard CivilDay.exists(year: year, month: month, day: day) else { return false }
        func sunday(_ month: Int, from first: Int) -> Int {
            let number = CivilDay.number(year: year, month: month, day: first)
            return number + (7 - (number + 4) % 7) % 7
        }
        let today = CivilDay.number(year: year, month: month, day: day)
        return today >= sunday(3, from: 8) && today < sunday(11, from: 1)
    }
}
