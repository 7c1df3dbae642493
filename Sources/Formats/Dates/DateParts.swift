import Model

/// What was read of a date before it is spelled: numbers as written, the zone in minutes where one is known.
struct DateParts: Equatable {
    var year: Int
    var month: Int?
    var day: Int?
    var hour: Int?
    var minute: Int = 0
    var second: Int?
    var millisecond: Int?
    /// Minutes east of UTC, `nil` where no zone is written.
    var offsetMinutes: Int?
    /// The zone as written.
    var zone: String?

    /// The time in the warehouse's spelling, or `nil` for a date that does not exist (31 June, 25 o'clock).
    /// `24:00` is the next day's start and second 60 the minute's last.
    func published(_ origin: Origin) -> PublishedTime? {
        guard CivilDay.exists(year: year, month: month ?? 1, day: day ?? 1), year >= Self.yearMin else { return nil }
        guard let hour else {
            let precision: TimePrecision = day != nil ? .day : month != nil ? .month : .year
            let text = CivilDay.text(year: year, month: month ?? 1, day: day ?? 1)
            return Self.artefacts.contains(text) ? nil : PublishedTime(text: text, precision: precision, origin: origin)
        }
        guard let month, let day, isTime(hour) else { return nil }
        let precision: TimePrecision = second == nil ? .minute : .second
        if offsetMinutes ?? 0 == 0, hour < 24 {
            return spell(year, month, day, hour, minute, min(second ?? 0, 59), precision, origin)
        }
        let minutes = CivilDay.number(year: year, month: month, day: day) * 1_440 + hour * 60 + minute - (offsetMinutes ?? 0)
        let days = minutes >= 0 ? minutes / 1_440 : (minutes - 1_439) / 1_440
        let date = CivilDay.date(days)
        guard date.year >= 1, date.year <= 9_999 else { return nil }
        let rest = minutes - days * 1_440
        return spell(date.year, date.month, date.day, rest / 60, rest % 60, min(second ?? 0, 59), precision, origin)
    }

    private func spell(
        _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, _ precision: TimePrecision, _ origin: Origin
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
        return PublishedTime(text: text, precision: precision, zone: zone, origin: origin)
    }

    /// Earlier years are what programs write that have no date (`0001-01-01`).
    static let yearMin = 1_000
    /// Dates that templates print for want of a better one.
    private static let artefacts: Set<String> = ["1970-01-01"]
}
