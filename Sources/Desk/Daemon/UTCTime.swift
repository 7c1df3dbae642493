import Glibc

/// Times as the warehouse writes them: `YYYY-MM-DDTHH:MM:SSZ`.
public enum UTCTime {
    public static func text(_ secondsSince1970: Int) -> String {
        var seconds = time_t(secondsSince1970)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let year = Int(parts.tm_year) + 1900
        let yearText = String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year)
        return "\(yearText)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }

    public static func now() -> Int { time(nil) }

    public static func nowText() -> String { text(now()) }

    /// Seconds since 1970 of a time in the warehouse's spelling, `nil` if it is none.
    public static func seconds(_ text: String) -> Int? {
        guard text.utf8.count == 20, text.hasSuffix("Z") else { return nil }
        let numbers = text.dropLast().split(whereSeparator: { "-T:".contains($0) }).compactMap { Int32($0) }
        guard numbers.count == 6 else { return nil }
        var parts = tm()
        parts.tm_year = numbers[0] - 1900
        parts.tm_mon = numbers[1] - 1
        parts.tm_mday = numbers[2]
        parts.tm_hour = numbers[3]
        parts.tm_min = numbers[4]
        parts.tm_sec = numbers[5]
        return timegm(&parts)
    }
}
