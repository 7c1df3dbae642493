import Glibc
import Warehouse

/// Times as the warehouse writes them: `YYYY-MM-DDTHH:MM:SSZ`.
public enum UTCTime {
    /// - Parameter secondsSince1970: years beyond 9999 stay 9999.
    public static func text(_ secondsSince1970: Int) -> String { Timestamp.text(seconds: secondsSince1970) }

    /// Seconds since 1970 by the wall clock.
    public static func now() -> Int { time(nil) }

    /// The wall clock as the warehouse writes it.
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
