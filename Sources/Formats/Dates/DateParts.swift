import Model

/// What was read of a date before it is spelled: numbers as written, the zone in minutes where one is known.
///
/// Sixteen bytes, so that it travels in registers: millions of headers are read. Numbers that don't fit are held at the nearest that
/// does, which is no date either.
struct DateParts: Equatable {
    private var years: Int16
    private var months: Int8 = 0
    private var days: Int8 = 0
    private var hours: Int8 = -1
    private var minutes: Int8 = 0
    private var seconds: Int8 = -1
    private var zoneStart: UInt8 = 0
    private var zoneEnd: UInt8 = 0
    private var milliseconds: Int16 = -1
    private var offset: Int16 = .min

    init(
        year: Int, month: Int? = nil, day: Int? = nil, hour: Int? = nil, minute: Int = 0, second: Int? = nil, offsetMinutes: Int? = nil
    ) {
        years = Int16(clamping: year)
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.offsetMinutes = offsetMinutes
    }

    var year: Int {
        get { Int(years) }
        set { years = Int16(clamping: newValue) }
    }
    var month: Int? {
        get { months == 0 ? nil : Int(months) }
        // 0 is no month, but one that is written.
        set { months = newValue.map { $0 == 0 ? -1 : Int8(clamping: $0) } ?? 0 }
    }
    var day: Int? {
        get { days == 0 ? nil : Int(days) }
        set { days = newValue.map { $0 == 0 ? -1 : Int8(clamping: $0) } ?? 0 }
    }
    var hour: Int? {
        get { hours < 0 ? nil : Int(hours) }
        set { hours = newValue.map { Int8(clamping: $0) } ?? -1 }
    }
    var minute: Int {
        get { Int(minutes) }
        set { minutes = Int8(clamping: newValue) }
    }
    var second: Int? {
        get { seconds < 0 ? nil : Int(seconds) }
        set { seconds = newValue.map { Int8(clamping: $0) } ?? -1 }
    }
    var millisecond: Int? {
        get { milliseconds < 0 ? nil : Int(milliseconds) }
        set { milliseconds = newValue.map { Int16(clamping: $0) } ?? -1 }
    }
    /// Minutes east of UTC, `nil` where no zone is written.
    var offsetMinutes: Int? {
        get { offset == .min ? nil : Int(offset) }
        set { offset = newValue.map { Int16(clamping: $0) } ?? .min }
    }
    /// Where the zone stands in the text, bytes.
    var zone: Range<Int>? {
        get { zoneEnd > zoneStart ? Int(zoneStart)..<Int(zoneEnd) : nil }
        set { (zoneStart, zoneEnd) = (UInt8(clamping: newValue?.lowerBound ?? 0), UInt8(clamping: newValue?.upperBound ?? 0)) }
    }

    /// The time in the warehouse's spelling, or `nil` for a date that does not exist (31 June, 25 o'clock).
    /// `24:00` is the next day's start and second 60 the minute's last.
    /// - Parameter source: the text that was read, for the zone as written.
    func published(_ origin: Origin, in source: UnsafeBufferPointer<UInt8>? = nil) -> PublishedTime? {
        guard year >= Self.yearMin, CivilDay.exists(year: year, month: month ?? 1, day: day ?? 1) else { return nil }
        guard let hour else {
            let precision: TimePrecision = day != nil ? .day : month != nil ? .month : .year
            let text = CivilDay.text(year: year, month: month ?? 1, day: day ?? 1)
            // What templates print for want of a date.
            return text == "1970-01-01" ? nil : PublishedTime(text: text, precision: precision, origin: origin)
        }
        guard let month, let day, isTime(hour) else { return nil }
        let precision: TimePrecision = second == nil ? .minute : .second
        if offsetMinutes ?? 0 == 0, hour < 24 {
            return spell(year, month, day, hour, minute, min(second ?? 0, 59), precision, origin, source)
        }
        let minutes = CivilDay.number(year: year, month: month, day: day) * 1_440 + hour * 60 + minute - (offsetMinutes ?? 0)
        let days = minutes >= 0 ? minutes / 1_440 : (minutes - 1_439) / 1_440
        let date = CivilDay.date(days)
        guard date.year >= 1, date.year <= 9_999 else { return nil }
        let rest = minutes - days * 1_440
        return spell(date.year, date.month, date.day, rest / 60, rest % 60, min(second ?? 0, 59), precision, origin, source)
    }

    private func spell(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, _ precision: TimePrecision, _ origin: Origin,
        _ source: UnsafeBufferPointer<UInt8>?
    ) -> PublishedTime? {
        if year == 1970, month == 1, day == 1, hour == 0, minute == 0, second == 0 { return nil }
        let length = offsetMinutes == nil ? 19 : 20
        let text = String(unsafeUninitializedCapacity: 20) { out in
            CivilDay.write(year: year, month: month, day: day, to: out)
            out[10] = UInt8(ascii: "T")
            CivilDay.two(hour, out, 11)
            out[13] = UInt8(ascii: ":")
            CivilDay.two(minute, out, 14)
            out[16] = UInt8(ascii: ":")
            CivilDay.two(second, out, 17)
            if length == 20 { out[19] = UInt8(ascii: "Z") }
            return length
        }
        let written = zoneEnd > zoneStart ? source.map { UnsafeBufferPointer(rebasing: $0[Int(zoneStart)..<Int(zoneEnd)]) } : nil
        return PublishedTime(
            text: text, precision: precision, zone: written.map { String(decoding: $0, as: UTF8.self) }, origin: origin)
    }

    /// Earlier years are what programs write that have no date (`0001-01-01`).
    static let yearMin = 1_000
}
