import Model

/// Dates as headers, keys and front matter give them: machine forms by their shape first, then words and numbers in
/// some seventy languages (`DateWords`).
///
/// Nothing is filled in (promise P11): `03/04/2021` is `nil` because nobody can say which of the two is the month; a date that
/// does not exist is `nil`; a date without a time stays a date.
public enum HeaderDate {
    /// Longer texts are no dates.
    static let bytesMax = 200

    /// - Returns: the time in the warehouse's spelling with its precision and the zone as written; `nil` where the text is no date, or
    ///   may be two.
    public static func parse(_ text: String, origin: Origin = .field) -> PublishedTime? {
        var text = text
        return text.withUTF8 { parse($0, origin: origin) }
    }

    /// The same for UTF-8 bytes.
    public static func parse(_ bytes: UnsafeBufferPointer<UInt8>, origin: Origin = .field) -> PublishedTime? {
        let cut = trimmed(bytes)
        switch shaped(cut) {
        case .parts(let parts): return parts.published(origin, in: cut)
        case .impossible: return nil
        case .otherShape: return words(cut, language: nil, order: nil, reference: nil).parts?.published(origin, in: cut)
        }
    }

    /// The same with what is known of the document.
    /// - Parameters:
    ///   - language: a tag (`de`, `en-GB`): its words are tried first, and it says which of two numbers is the month.
    ///   - order: of day and month in numbers; goes before the language's.
    ///   - reference: what "yesterday" and dates without a year count from; without it they are nothing.
    public static func parse(
        _ text: String, language: String?, order: DateOrder? = nil, reference: PublishedTime? = nil, origin: Origin = .field
    ) -> PublishedTime? {
        var text = text
        return text.withUTF8 { bytes in
            let cut = trimmed(bytes)
            switch shaped(cut) {
            case .parts(let parts): return parts.published(origin, in: cut)
            case .impossible: return nil
            case .otherShape:
                return words(cut, language: language, order: order, reference: reference).parts?.published(origin, in: cut)
            }
        }
    }

    /// A date of a record whose language and other dates are not known yet: where they decide, the text is kept with it as written
    /// (`PublishedTime.undecided`) and `ArticleMaker` reads it again.
    public static func field(_ text: String, origin: Origin = .field) -> PublishedTime? {
        var text = text
        return text.withUTF8 { field($0, origin: origin) }
    }

    /// The same for UTF-8 bytes.
    public static func field(_ bytes: UnsafeBufferPointer<UInt8>, origin: Origin = .field) -> PublishedTime? {
        let cut = trimmed(bytes)
        switch shaped(cut) {
        case .parts(let parts): return parts.published(origin, in: cut)
        case .impossible: return nil
        case .otherShape: break
        }
        let answer = words(cut, language: nil, order: nil, reference: nil)
        var time = answer.parts?.published(origin, in: cut)
        // Of an undecided date the year is known.
        if answer.isUndecided { time = DateParts(year: answer.year).published(origin) }
        if answer.isUndecided || answer.dependsOnLanguage { time?.undecided = String(decoding: cut, as: UTF8.self) }
        return time
    }

    /// The date as written, wall clock and offset.
    /// - Parameters: as of `parse`; the reference is ISO 8601.
    public static func written(
        _ text: String, language: String? = nil, order: DateOrder? = nil, reference: String? = nil
    ) -> WrittenDate? {
        var text = text
        let time = reference.flatMap { parse($0) }
        return text.withUTF8 { bytes in
            let cut = trimmed(bytes)
            switch shaped(cut) {
            case .parts(let parts): return parts.written
            case .impossible: return nil
            case .otherShape: return words(cut, language: language, order: order, reference: time).parts?.written
            }
        }
    }

    /// What programs write: recognised by its shape alone, before any language.
    private static func shaped(_ cut: UnsafeBufferPointer<UInt8>) -> Shape {
        guard cut.count >= 4, cut.count <= bytesMax else { return .otherShape }
        let shape = extended(cut)
        guard case .otherShape = shape else { return shape }
        if let parts = mail(cut) ?? digitsOnly(cut) ?? basic(cut) { return .parts(parts) }
        return machine(cut)
    }

    /// What people write.
    private static func words(
        _ cut: UnsafeBufferPointer<UInt8>, language: String?, order: DateOrder?, reference: PublishedTime?
    ) -> DateWords.Answer {
        guard cut.count >= (reference == nil ? 4 : 2), cut.count <= bytesMax else { return DateWords.Answer() }
        return DateWords(cut, language: language, order: order, reference: reference.flatMap(parts)).read()
    }

    /// A time in the warehouse's spelling as parts.
    private static func parts(_ time: PublishedTime) -> DateParts? {
        var text = time.text
        return text.withUTF8 { bytes in
            guard case .parts(let parts) = extended(bytes) else { return nil }
            return parts
        }
    }

    /// A JSON number: seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by magnitude.
    public static func epoch(_ value: Double, origin: Origin = .field) -> PublishedTime? {
        guard value.isFinite, value >= 1e8 else { return nil }
        let seconds = value < 1e11 ? value : value < 1e14 ? value / 1e3 : value < 1e17 ? value / 1e6 : value / 1e9
        guard seconds < 253_402_300_800 else { return nil }
        return epochParts(Int(seconds)).published(origin)
    }

    enum Shape {
        case parts(DateParts)
        /// The shape is ISO 8601's, the rest is not.
        case impossible
        case otherShape
    }

    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] <= 0x20 { start += 1 }
        while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    static func epochParts(_ seconds: Int) -> DateParts {
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let rest = seconds - days * 86_400
        let date = CivilDay.date(days)
        return DateParts(
            year: date.year, month: date.month, day: date.day, hour: rest / 3_600, minute: rest / 60 % 60, second: rest % 60,
            offsetMinutes: 0)
    }

    /// `20210813`, `20210813140509`, or an epoch number of 9…10, 12…13, 15…16 or 18…19 digits.
    static func digitsOnly(_ b: UnsafeBufferPointer<UInt8>) -> DateParts? {
        var end = b.count
        if let dot = b.firstIndex(of: UInt8(ascii: ".")), dot >= 9, b[(dot + 1)...].allSatisfy(isDigit) { end = dot }
        guard end <= 19, b[..<end].allSatisfy(isDigit) else { return nil }
        if end == 4 { return DateParts(year: value(b, 0, 4)) }
        let isCalendar =
            (end == 8 || end == 12 || end == 14) && (1_500...2_199).contains(value(b, 0, 4)) && (1...12).contains(value(b, 4, 2))
        if isCalendar {
            var parts = DateParts(year: value(b, 0, 4), month: value(b, 4, 2), day: value(b, 6, 2))
            if end >= 12 { (parts.hour, parts.minute) = (value(b, 8, 2), value(b, 10, 2)) }
            if end == 14 { parts.second = value(b, 12, 2) }
            return parts
        }
        switch end {
        case 9, 10: return epochParts(value(b, 0, end))
        case 12, 13:
            var parts = epochParts(value(b, 0, end) / 1_000)
            parts.millisecond = value(b, end - 3, 3)
            return parts
        case 15, 16: return epochParts(value(b, 0, end) / 1_000_000)
        case 18, 19: return epochParts(value(b, 0, end - 9))
        default: return nil
        }
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

    /// The number in `count` digits from `at`; the caller has checked that they are digits.
    @inline(__always)
    static func value(_ b: UnsafeBufferPointer<UInt8>, _ at: Int, _ count: Int) -> Int {
        var sum = 0
        for index in at..<at + count { sum = sum &* 10 &+ Int(b[index] &- 48) }
        return sum
    }

    @inline(__always)
    static func areDigits(_ b: UnsafeBufferPointer<UInt8>, _ at: Int, _ count: Int) -> Bool {
        guard at + count <= b.count else { return false }
        for index in at..<at + count where !isDigit(b[index]) { return false }
        return true
    }
}
