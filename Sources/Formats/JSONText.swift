/// Strings out of the bytes between JSON's quotes.
enum JSONText {
    /// - Parameter repairs: counts what had to be changed: lone surrogates and bytes that are no UTF-8.
    static func string(_ bytes: UnsafePointer<UInt8>, _ span: JSONStringSpan, repairs: inout ByteRepairs) -> String {
        let raw = UnsafeBufferPointer(start: bytes + span.start, count: span.count)
        if !span.hasEscapes { return text(raw, repairs: &repairs) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: span.count) { out in
            let count = unescape(raw, into: out, repairs: &repairs)
            return text(UnsafeBufferPointer(rebasing: out[..<count]), repairs: &repairs)
        }
    }

    static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 48...57: UInt32(byte - 48)
        case 65...70: UInt32(byte - 55)
        case 97...102: UInt32(byte - 87)
        default: nil
        }
    }

    private static func text(_ raw: UnsafeBufferPointer<UInt8>, repairs: inout ByteRepairs) -> String {
        if let text = String(validating: raw, as: UTF8.self) { return text }
        return StrayBytes.decode(raw, repairs: &repairs)
    }

    /// Escapes never grow: `out` holds as many bytes as there are.
    private static func unescape(_ raw: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<UInt8>, repairs: inout ByteRepairs)
        -> Int
    {
        guard let source = raw.baseAddress, let target = out.baseAddress else { return 0 }
        var at = 0
        var to = 0
        while at < raw.count {
            let run = nextSlash(source, at, raw.count)
            (target + to).update(from: source + at, count: run - at)
            to += run - at
            at = run
            guard at + 1 < raw.count else { break }
            let letter = source[at + 1]
            at += 2
            switch letter {
            case UInt8(ascii: "n"): target[to] = 0x0A
            case UInt8(ascii: "t"): target[to] = 0x09
            case UInt8(ascii: "r"): target[to] = 0x0D
            case UInt8(ascii: "b"): target[to] = 0x08
            case UInt8(ascii: "f"): target[to] = 0x0C
            case UInt8(ascii: "u"):
                to += encode(codePoint(raw, &at, repairs: &repairs), target + to)
                continue
            default: target[to] = letter
            }
            to += 1
        }
        return to
    }

    @inline(__always)
    private static func nextSlash(_ source: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int {
        var at = from
        let ones: UInt64 = 0x0101_0101_0101_0101
        while at &+ 8 <= end {
            let word = UnsafeRawPointer(source + at).loadUnaligned(as: UInt64.self).littleEndian ^ (ones &* 0x5C)
            let hit = (word &- ones) & ~word & 0x8080_8080_8080_8080
            if hit != 0 { return at &+ hit.trailingZeroBitCount >> 3 }
            at &+= 8
        }
        while at < end, source[at] != 0x5C { at &+= 1 }
        return at
    }

    /// The code point of `\uXXXX` (the cursor stands on its digits), two of them for a surrogate pair; U+FFFD for half a pair.
    private static func codePoint(_ raw: UnsafeBufferPointer<UInt8>, _ at: inout Int, repairs: inout ByteRepairs) -> UInt32 {
        func unit(_ from: Int) -> UInt32? {
            guard from + 4 <= raw.count else { return nil }
            var value: UInt32 = 0
            for index in from..<from + 4 {
                guard let digit = hexValue(raw[index]) else { return nil }
                value = value << 4 | digit
            }
            return value
        }
        guard let first = unit(at) else {
            at = raw.count
            return 0xFFFD
        }
        at += 4
        guard (0xD800...0xDFFF).contains(first) else { return first }
        if first < 0xDC00, at + 6 <= raw.count, raw[at] == 0x5C, raw[at + 1] == UInt8(ascii: "u"), let second = unit(at + 2),
            (0xDC00...0xDFFF).contains(second)
        {
            at += 6
            return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
        }
        repairs.replaced += 1
        return 0xFFFD
    }

    private static func encode(_ value: UInt32, _ out: UnsafeMutablePointer<UInt8>) -> Int {
        switch value {
        case 0..<0x80:
            out[0] = UInt8(truncatingIfNeeded: value)
            return 1
        case 0x80..<0x800:
            out[0] = UInt8(truncatingIfNeeded: 0xC0 | value >> 6)
            out[1] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
            return 2
        case 0x800..<0x10000:
            out[0] = UInt8(truncatingIfNeeded: 0xE0 | value >> 12)
            out[1] = UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F)
            out[2] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
            return 3
        default:
            out[0] = UInt8(truncatingIfNeeded: 0xF0 | value >> 18)
            out[1] = UInt8(truncatingIfNeeded: 0x80 | value >> 12 & 0x3F)
            out[2] = UInt8(truncatingIfNeeded: 0x80 | value >> 6 & 0x3F)
            out[3] = UInt8(truncatingIfNeeded: 0x80 | value & 0x3F)
            return 4
        }
    }
}
