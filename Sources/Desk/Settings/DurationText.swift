/// Durations as people write them: `500ms`, `30s`, `1m30s`, `2h`, `1d`. A unit is asked for, except after 0.
public enum DurationText {
    private static let units: [(name: String, ns: Int64)] = [
        ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000),
        ("ns", 1),
    ]

    /// - Returns: nanoseconds, `nil` where the text is no duration or does not fit.
    public static func nanoseconds(_ text: String) -> UInt64? {
        var rest = Substring(text)
        if rest == "0" { return 0 }
        guard !rest.isEmpty else { return nil }
        var sum: Int64 = 0
        while !rest.isEmpty {
            guard let number = NumberText.take(&rest) else { return nil }
            while rest.first == " " { rest.removeFirst() }
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let factor = units.first(where: { $0.name == unit.lowercased() || (unit == "min" && $0.name == "m") })?.ns,
                let part = number.times(factor)
            else { return nil }
            let (total, overflow) = sum.addingReportingOverflow(part)
            if overflow { return nil }
            sum = total
        }
        return UInt64(sum)
    }

    /// The spelling with one unit, the largest that is exact: `90s`, `2h`, `1500ms`.
    public static func text(_ nanoseconds: UInt64) -> String {
        if nanoseconds == 0 { return "0s" }
        let exact = units.first { nanoseconds % UInt64($0.ns) == 0 } ?? ("ns", 1)
        return "\(nanoseconds / UInt64(exact.ns))\(exact.name)"
    }

    /// For people: two units at most (`2 h 5 min`, `41 s`).
    public static func rough(seconds: Double) -> String {
        let whole = Int(max(0, min(seconds, 1e9)).rounded())
        switch whole {
        case ..<60: return "\(whole) s"
        case ..<3_600: return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s"
        case ..<86_400: return whole / 60 % 60 == 0 ? "\(whole / 3_600) h" : "\(whole / 3_600) h \(whole / 60 % 60) min"
        default: return whole / 3_600 % 24 == 0 ? "\(whole / 86_400) d" : "\(whole / 86_400) d \(whole / 3_600 % 24) h"
        }
    }
}
