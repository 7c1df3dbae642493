/// UTF-16 and UTF-32 without a byte order mark, known by where their NULs and upper bytes stand.
enum WideCharsetPattern {
    private static let sampleBytes = 8 << 10

    /// The charset, `nil` for everything that may be single bytes.
    static func recognise(_ bytes: UnsafeRawBufferPointer) -> Charset? {
        let sample = UnsafeRawBufferPointer(rebasing: bytes[..<(min(bytes.count, sampleBytes) & ~3)])
        if let wide = utf32(sample) { return wide }
        let even = UnsafeRawBufferPointer(rebasing: bytes[..<(min(bytes.count, sampleBytes) & ~1)])
        return utf16(even)
    }

    private static func utf32(_ bytes: UnsafeRawBufferPointer) -> Charset? {
        guard bytes.count >= 8 else { return nil }
        var little = true
        var big = true
        var at = 0
        while at + 4 <= bytes.count, little || big {
            let unit = bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)
            let asLittle = UInt32(littleEndian: unit)
            let asBig = UInt32(bigEndian: unit)
            if asLittle == 0 || asLittle >= 0x110000 { little = false }
            if asBig == 0 || asBig >= 0x110000 { big = false }
            at += 4
        }
        return little ? .utf32LE : big ? .utf32BE : nil
    }

    private static func utf16(_ bytes: UnsafeRawBufferPointer) -> Charset? {
        let units = bytes.count / 2
        guard units >= 4 else { return nil }
        var nuls = (even: 0, odd: 0)
        var controls = 0
        // How often each byte value below 32 stands at even and at odd places.
        var low = [[Int]](repeating: [Int](repeating: 0, count: 32), count: 2)
        for index in 0..<units {
            let first = bytes[2 * index]
            let second = bytes[2 * index + 1]
            if first == 0 { nuls.even += 1 }
            if second == 0 { nuls.odd += 1 }
            if first < 32 { low[0][Int(first)] += 1 }
            if second < 32 { low[1][Int(second)] += 1 }
            controls += (isOddControl(first) ? 1 : 0) + (isOddControl(second) ? 1 : 0)
        }
        if nuls.odd * 10 > units * 3, nuls.even * 50 < units { return .utf16LE }
        if nuls.even * 10 > units * 3, nuls.odd * 50 < units { return .utf16BE }
        // An alphabet lies in one block: the same upper byte again and again, and 0 for spaces and marks.
        let shares = low.map { counts in (counts[0] + (counts[1..<9].max() ?? 0) + (counts[14..<27].max() ?? 0)) * 10 / units }
        if shares[1] >= 8, shares[0] < 4 { return .utf16LE }
        if shares[0] >= 8, shares[1] < 4 { return .utf16BE }
        // Other scripts have few NULs, but upper bytes that no single-byte text has.
        guard controls * 50 >= units else { return nil }
        let little = concentration(bytes, isBig: false)
        let big = concentration(bytes, isBig: true)
        let best = max(little, big)
        guard best > 0.9, best > min(little, big) + 0.1 else { return nil }
        return little > big ? .utf16LE : .utf16BE
    }

    /// Control bytes that text files do not hold.
    private static func isOddControl(_ byte: UInt8) -> Bool { byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32) }

    /// The share of characters in the two commonest blocks and the Latin one, less three times that of characters that should not be there.
    private static func concentration(_ bytes: UnsafeRawBufferPointer, isBig: Bool) -> Double {
        var blocks = [Int](repeating: 0, count: 256)
        var bad = 0
        var count = 0
        var at = 0
        while at + 2 <= bytes.count {
            let unit = bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self)
            let value = isBig ? UInt16(bigEndian: unit) : UInt16(littleEndian: unit)
            at += 2
            count += 1
            switch value {
            case 0..<0x250, 0x2000..<0x2070: blocks[0] += 1
            case 0x3000..<0xA000, 0xFF00..<0xFFF0: blocks[3] += 1
            case 0xAC00..<0xD7A4: blocks[4] += 1
            default: blocks[Int(value >> 8)] += 1
            }
            guard let scalar = Unicode.Scalar(value) else {
                bad += 1
                continue
            }
            switch scalar.properties.generalCategory {
            case .unassigned, .privateUse: bad += 1
            case .control where value != 10 && value != 13 && value != 9: bad += 1
            default: break
            }
        }
        let latin = blocks[0]
        blocks[0] = 0
        blocks.sort(by: >)
        return (Double(latin + blocks[0] + blocks[1]) - 3 * Double(bad)) / Double(count)
    }
}
