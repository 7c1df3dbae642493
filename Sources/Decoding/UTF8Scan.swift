/// Looking at valid UTF-8 eight bytes and one code point at a time.
enum UTF8Scan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The number of printable ASCII bytes (0x20 to 0x7E) from `at` on.
    @inline(__always)
    static func printableASCII(_ bytes: UnsafeBufferPointer<UInt8>, from at: Int) -> Int {
        let raw = UnsafeRawBufferPointer(bytes)
        var end = at
        while end + 8 <= raw.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: end, as: UInt64.self))
            // A high bit for each byte below 0x20, above 0x7E, or not ASCII; exact up to the first of them, and no further one is used.
            let flags = ((word &- 0x20 &* ones) | (word &+ ones) | word) & highs
            if flags != 0 { return end + flags.trailingZeroBitCount >> 3 - at }
            end += 8
        }
        while end < bytes.count, bytes[end] >= 0x20, bytes[end] < 0x7F { end += 1 }
        return end - at
    }

    /// The code point at `at` and its length in bytes; the bytes are valid UTF-8.
    @inline(__always)
    static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at: Int) -> (value: UInt32, length: Int) {
        let lead = UInt32(bytes[at])
        if lead < 0x80 { return (lead, 1) }
        if lead < 0xE0 { return ((lead & 0x1F) << 6 | UInt32(bytes[at + 1] & 0x3F), 2) }
        if lead < 0xF0 { return ((lead & 0x0F) << 12 | UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F), 3) }
        let upper = (lead & 0x07) << 18 | UInt32(bytes[at + 1] & 0x3F) << 12
        return (upper | UInt32(bytes[at + 2] & 0x3F) << 6 | UInt32(bytes[at + 3] & 0x3F), 4)
    }

    /// Where the code point before `at` begins; `at` is above 0.
    @inline(__always)
    static func before(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        var start = at - 1
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    /// White space within a line: Unicode's space separators, and the tabulator.
    @inline(__always)
    static func isBlank(_ value: UInt32) -> Bool {
        switch value {
        case 0x20, 0x09, 0xA0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// What ends a line: LF, VT, FF, CR, NEL, line and paragraph separator.
    @inline(__always)
    static func isLineEnd(_ value: UInt32) -> Bool { (0x0A...0x0D).contains(value) || value == 0x85 || value == 0x2028 || value == 0x2029 }

    /// Controls that no text keeps. Line ends and tabulators have been asked for before.
    @inline(__always)
    static func isRefuse(_ value: UInt32) -> Bool { value < 0x20 || (value >= 0x7F && value < 0xA0) }
}
