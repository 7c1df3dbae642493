import Model

/// Finds a date amid other words: "Updated: Dec 17, 2023 at 9:30 am | 5 min read".
enum PageDate {
    private static let wordsMax = 60
    private static let windowMax = 9

    /// The first date with a day in the text, with its time where one stands beside it.
    static func find(_ text: String) -> PublishedTime? {
        var text = text
        return text.withUTF8 { find($0) }
    }

    /// The same for UTF-8 bytes.
    static func find(_ bytes: UnsafeBufferPointer<UInt8>) -> PublishedTime? {
        var words: [Range<Int>] = []
        var at = 0
        while at < bytes.count, words.count < wordsMax {
            while at < bytes.count, isGap(bytes[at]) { at += 1 }
            let start = at
            while at < bytes.count, !isGap(bytes[at]) { at += 1 }
            if at > start { words.append(start..<at) }
        }
        for first in words.indices {
            // A window without a digit in its first three words is no date.
            let head = bytes[words[first].lowerBound..<words[min(first + 3, words.count - 1)].upperBound]
            guard head.contains(where: HeaderDate.isDigit) else { continue }
            for last in stride(from: min(first + windowMax, words.count) - 1, through: first, by: -1) {
                let window = UnsafeBufferPointer(rebasing: bytes[words[first].lowerBound..<words[last].upperBound])
                // A number alone is an identifier.
                guard window.count >= 8, window.count <= 60, !window.allSatisfy(HeaderDate.isDigit), let time = HeaderDate.parse(window)
                else { continue }
                if time.precision != .year, time.precision != .month, time.text >= "1990", time.text < "2100" { return time }
            }
        }
        return nil
    }

    private static func isGap(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
    }
}
