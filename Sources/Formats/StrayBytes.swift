/// What had to be changed to make text of bytes.
struct ByteRepairs {
    /// Became U+FFFD.
    var replaced = 0
    /// Were read as windows-1252 amid UTF-8.
    var windows1252 = 0
    /// Members and elements of a tree, authors and keywords beyond what is kept of them.
    var leftOut = 0
}

/// UTF-8 with a few bytes of something else in it, as old editors and careless concatenation leave it.
enum StrayBytes {
    /// Keeps what is UTF-8 and reads every other byte as windows-1252, which is what it nearly always is.
    /// - Parameter repairs: counts both kinds of bytes.
    static func decode(_ raw: UnsafeBufferPointer<UInt8>, repairs: inout ByteRepairs) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(raw.count + raw.count / 8)
        var at = 0
        while at < raw.count {
            let length = sequenceLength(raw, at)
            if length > 0 {
                out.append(contentsOf: raw[at..<at + length])
                at += length
                continue
            }
            let scalar = windows1252(raw[at])
            if scalar == 0xFFFD { repairs.replaced += 1 } else { repairs.windows1252 += 1 }
            if scalar < 0x800 {
                out += [UInt8(0xC0 | scalar >> 6), UInt8(0x80 | scalar & 0x3F)]
            } else {
                out += [UInt8(0xE0 | scalar >> 12), UInt8(0x80 | scalar >> 6 & 0x3F), UInt8(0x80 | scalar & 0x3F)]
            }
            at += 1
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// Bytes of the well-formed UTF-8 sequence at `at` (Unicode, table 3-7), 0 where there is none.
    static func sequenceLength(_ raw: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        let lead = raw[at]
        if lead < 0x80 { return 1 }
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, lead <= 0xF4, at + length <= raw.count else { return 0 }
        let second = raw[at + 1]
        let low: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
        let high: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
        guard second >= low, second <= high else { return 0 }
        for index in stride(from: at + 2, to: at + length, by: 1) where raw[index] & 0xC0 != 0x80 { return 0 }
        return length
    }

    private static func windows1252(_ byte: UInt8) -> Int {
        guard byte >= 0x80, byte < 0xA0 else { return Int(byte) }
        return Int(c1[Int(byte - 0x80)])
    }

    private static let c1: [UInt16] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]
}
