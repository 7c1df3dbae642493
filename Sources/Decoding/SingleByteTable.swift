import Glibc
import Synchronization

/// What each of the 256 bytes of a charset is in UTF-8, asked of glibc's iconv once.
struct SingleByteTable: Sendable {
    /// The UTF-8 bytes in the lower 24 bits, first byte lowest; their number in the top 8 bits, 0 where the byte is no character.
    let entries: [UInt32]

    private static let built = Mutex<[Charset: SingleByteTable]>([:])

    /// The table of a single-byte charset; made at its first use.
    static func of(_ charset: Charset) -> SingleByteTable {
        built.withLock { tables in
            if let table = tables[charset] { return table }
            let table = SingleByteTable(charset)
            tables[charset] = table
            return table
        }
    }

    private init(_ charset: Charset) {
        let iconv = Iconv(charset)
        var entries = (0..<256).map { byte in Self.entry(iconv.decodeOne(UInt8(byte))) }
        for byte in 0..<128 where entries[byte] >> 24 == 0 { entries[byte] = Self.entry([UInt8(byte)]) }
        // Where glibc's tables are older than the sets: U+2206, the apple and the euro sign.
        if charset == .macintosh {
            entries[0xC6] = Self.entry([0xE2, 0x88, 0x86])
            entries[0xF0] = Self.entry([0xEF, 0xA3, 0xBF])
        }
        if charset == .macCyrillic { entries[0xFF] = Self.entry([0xE2, 0x82, 0xAC]) }
        self.entries = entries
    }

    /// The character of a byte, `nil` where it is none.
    func scalar(_ byte: UInt8) -> Unicode.Scalar? {
        let entry = entries[Int(byte)]
        let count = Int(entry >> 24)
        guard count > 0 else { return nil }
        let utf8 = (0..<count).map { UInt8(truncatingIfNeeded: entry >> (8 * UInt32($0))) }
        return String(decoding: utf8, as: UTF8.self).unicodeScalars.first
    }

    private static func entry(_ utf8: [UInt8]) -> UInt32 {
        guard (1...3).contains(utf8.count) else { return 0 }
        var entry = UInt32(utf8.count) << 24
        for (index, byte) in utf8.enumerated() { entry |= UInt32(byte) << (8 * UInt32(index)) }
        return entry
    }
}
