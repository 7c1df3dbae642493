/// Zip archives without compression, for tests of packages.
enum StoredZip {
    static func make(_ members: [(String, String)]) -> [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        for (name, text) in members {
            let data = Array(text.utf8)
            let common =
                le(20, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(Int(crc(data)), 4) + le(data.count, 4) + le(data.count, 4)
                + le(name.utf8.count, 2) + le(0, 2)
            directory +=
                [0x50, 0x4B, 1, 2] + le(20, 2) + common + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(out.count, 4) + Array(name.utf8)
            out += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + data
        }
        let start = out.count
        return out + directory + [0x50, 0x4B, 5, 6] + le(0, 4) + le(members.count, 2) + le(members.count, 2) + le(directory.count, 4)
            + le(start, 4) + le(0, 2)
    }

    private static func le(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }

    private static func crc(_ data: [UInt8]) -> UInt32 {
        var crc: UInt32 = ~0
        for byte in data {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
