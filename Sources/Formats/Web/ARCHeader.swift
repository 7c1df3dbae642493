/// The line that begins a record of an ARC file: `URL address date type length` (version 1), more fields in between in version 2.
struct ARCHeader {
    var url: String
    /// `YYYY-MM-DD`, `nil` where the date is none.
    var day: String?
    var contentType: String
    /// Bytes of the block.
    var length: Int

    /// Reads a line. URLs may hold blanks, so that it is taken apart from its end.
    /// - Parameters:
    ///   - line: without its end.
    ///   - isVersion2: ten fields instead of five.
    /// - Returns: `nil` where the line begins no record.
    init?(_ line: UnsafeBufferPointer<UInt8>, isVersion2: Bool) {
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
        let tail = isVersion2 ? 9 : 4
        guard words.count > tail, let length = Self.number(words[words.count - 1]) else { return nil }
        let date = words[words.count - tail + 1]
        guard date.count >= 8, date.allSatisfy(HeaderDate.isDigit) else { return nil }
        guard let urlEnd = words.prefix(words.count - tail).last?.endIndex else { return nil }
        url = String(decoding: line[..<urlEnd], as: UTF8.self)
        guard url.contains(":") else { return nil }
        let digits = String(decoding: date.prefix(8), as: UTF8.self)
        day = HeaderDate.parse(digits)?.day
        contentType = String(decoding: words[words.count - tail + 2], as: UTF8.self)
        self.length = length
    }

    private static func number(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard !word.isEmpty, word.count <= 18, word.allSatisfy(HeaderDate.isDigit) else { return nil }
        return word.reduce(0) { $0 * 10 + Int($1 - 48) }
    }
}
