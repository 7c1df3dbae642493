import Model

/// The place, and sometimes a date, at the head of a story: "KABUL, Aug 13 (Reuters) -", "GLASGOW (Observer) —", "BERLIN, 3 March 2021 —".
///
/// It stays in the body as written; this only reads it.
struct Dateline: Equatable {
    /// As written: `KABUL`, `DULUTH, Minn.`
    var place: String
    /// Only where the year is written; a year is never guessed.
    var published: PublishedTime?

    /// Datelines end within so many bytes.
    private static let bytesMax = 120

    /// - Parameter body: its beginning is looked at only.
    static func find(_ body: String) -> Dateline? {
        var body = body
        return body.withUTF8 { find($0) }
    }

    static func find(_ bytes: UnsafeBufferPointer<UInt8>) -> Dateline? {
        guard let end = dash(bytes), end > 1 else { return nil }
        let head = String(decoding: UnsafeBufferPointer(rebasing: bytes[..<end]), as: UTF8.self).trimmingSpaces
        let open = head.firstIndex(of: "(")
        if let open, head[open...].firstIndex(of: ")") == nil { return nil }
        let outside = open.map { head[..<$0].trimmed } ?? head
        var parts = outside.split(separator: ",").map(\.trimmed)
        guard let first = parts.first, let letter = first.unicodeScalars.first, letter.properties.isUppercase || !isCased(letter) else {
            return nil
        }
        var published: PublishedTime?
        // "Aug 13, 2021" has a comma of its own: two last parts, then one.
        for count in [2, 1] where parts.count > count {
            let text = parts.suffix(count).joined(separator: ", ")
            if let time = HeaderDate.parse(text, origin: .dateline), time.precision == .day {
                published = time
                parts.removeLast(count)
                break
            }
            if count == 1, isDayAndMonth(text) { parts.removeLast() }
        }
        guard parts.count <= 3, isCapitals(first) || open != nil || published != nil else { return nil }
        let words = parts.reduce(0) { $0 + $1.split(separator: " ").count }
        guard words <= 7, !parts.isEmpty else { return nil }
        if open == nil, published == nil, !isCapitals(first) { return nil }
        return Dateline(place: parts.joined(separator: ", "), published: published)
    }

    /// Where the dash that ends the dateline begins: an em or en dash, a bar, `--`, or a hyphen between spaces or behind a bracket.
    private static func dash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        let end = min(bytes.count, bytesMax)
        var at = 0
        while at < end {
            let byte = bytes[at]
            if byte == 0x0A { return nil }
            if byte == 0xE2, at + 2 < bytes.count, bytes[at + 1] == 0x80, (0x93...0x95).contains(bytes[at + 2]) { return at }
            if byte == UInt8(ascii: "-"), at > 0, bytes[at - 1] == 0x20 || bytes[at - 1] == UInt8(ascii: ")") {
                let isLong = at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "-")
                if isLong || (at + 1 < bytes.count && bytes[at + 1] == 0x20) { return at }
            }
            at += 1
        }
        return nil
    }

    private static func isCapitals(_ text: String) -> Bool {
        var capitals = 0
        for scalar in text.unicodeScalars {
            if scalar.properties.isLowercase { return false }
            if scalar.properties.isUppercase { capitals += 1 }
        }
        return capitals >= 2
    }

    private static func isCased(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isUppercase || scalar.properties.isLowercase }

    /// "Aug 13", "13 August", "21 may": a date without its year.
    private static func isDayAndMonth(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard words.count == 2 else { return false }
        let isDay = words.contains { Int($0).map { (1...31).contains($0) } ?? false }
        return isDay && words.contains { MonthNames.month($0.lowercased().filter { $0 != "." }) != nil }
    }
}
