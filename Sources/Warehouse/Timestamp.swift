import Glibc

/// Times as the warehouse writes them: UTC, `YYYY-MM-DDTHH:MM:SSZ`.
public enum Timestamp {
    /// The system's clock.
    @Sendable public static func now() -> String { text(seconds: time(nil)) }

    /// - Parameter seconds: since 1970-01-01 UTC.
    public static func text(seconds: Int) -> String {
        var instant = time_t(seconds)
        var parts = tm()
        gmtime_r(&instant, &parts)
        let year = Int(parts.tm_year) + 1900
        return String(unsafeUninitializedCapacity: 20) { buffer in
            var at = 0
            func digits(_ value: Int, _ width: Int, then mark: Unicode.Scalar) {
                var rest = value
                for position in stride(from: at + width - 1, through: at, by: -1) {
                    buffer[position] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
                buffer[at + width] = UInt8(ascii: mark)
                at += width + 1
            }
            digits(min(max(year, 0), 9999), 4, then: "-")
            digits(Int(parts.tm_mon) + 1, 2, then: "-")
            digits(Int(parts.tm_mday), 2, then: "T")
            digits(Int(parts.tm_hour), 2, then: ":")
            digits(Int(parts.tm_min), 2, then: ":")
            digits(Int(parts.tm_sec), 2, then: "Z")
            return at
        }
    }
}
