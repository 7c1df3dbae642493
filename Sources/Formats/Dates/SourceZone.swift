import Foundation

/// The time zone that a source's settings name, for times that are written without one.
public struct SourceZone: Sendable, Equatable {
    private let zone: TimeZone

    /// - Parameter name: an IANA name (`Europe/Berlin`), an offset (`+04:30`) or `UTC`. `nil` where it is none of them.
    public init?(_ name: String) {
        var text = name
        if let offset = text.withUTF8({ bytes in HeaderDate.zone(bytes, 0).flatMap { $0.end == bytes.count ? $0.minutes : nil } }) {
            guard let zone = TimeZone(secondsFromGMT: offset * 60) else { return nil }
            self.zone = zone
        } else {
            guard name.contains("/"), let zone = TimeZone(identifier: name) else { return nil }
            self.zone = zone
        }
    }

    /// A wall clock time of this zone as UTC.
    /// - Parameter text: `YYYY-MM-DDTHH:MM:SS`; anything else comes back unchanged.
    public func utc(_ text: String) -> String {
        var copy = text
        let parts: DateParts? = copy.withUTF8 { bytes in
            guard bytes.count == 19, case .parts(let parts) = HeaderDate.extended(bytes) else { return nil }
            return parts
        }
        guard var parts, let month = parts.month, let day = parts.day, let hour = parts.hour else { return text }
        let wall =
            CivilDay.number(year: parts.year, month: month, day: day) * 86_400 + hour * 3_600 + parts.minute * 60 + (parts.second ?? 0)
        // Twice, because the offset belongs to the moment that is only known with it.
        var seconds = wall - zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(wall)))
        seconds = wall - zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        parts = HeaderDate.epochParts(seconds)
        return parts.published(.field)?.text ?? text
    }
}
