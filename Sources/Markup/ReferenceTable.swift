import CTables

/// The named character references (Sources/CTables/data/markup/references.txt) by the hash of their names.
struct ReferenceTable: Sendable {
    /// Bytes of the longest name, and of the longest that may lack its semicolon.
    static let nameBytesMax = 32
    static let legacyBytesMax = 6

    static let shared: ReferenceTable = {
        let table = copydesk_references()
        return ReferenceTable(UnsafeBufferPointer(start: table.start, count: table.count))
    }()

    private struct Entry: Sendable {
        /// 0 for an empty slot: no name of the table hashes to it.
        var hash: UInt64 = 0
        var codes: (UInt32, UInt32) = (0, 0)
        var isLegacy = false
    }

    private static let slots = 8_192
    private var entries = [Entry](repeating: Entry(), count: slots)

    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// FNV-1a, 64 bits: equal hashes are taken for equal names.
    @inline(__always)
    static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    /// - Parameter text: lines of name and code points; `#` begins a remark, `*` a name that may lack its semicolon.
    private init(_ text: UnsafeBufferPointer<UInt8>) {
        for line in text.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
            let parts = line.split(separator: 0x20)
            guard parts.count == 2, let first = parts[0].first else { continue }
            let isLegacy = first == UInt8(ascii: "*")
            let codes = parts[1].split(separator: UInt8(ascii: ",")).map {
                UInt32(String(decoding: $0, as: UTF8.self), radix: 16) ?? 0xFFFD
            }
            let hash = parts[0].dropFirst(isLegacy ? 1 : 0).reduce(Self.seed, Self.step)
            insert(Entry(hash: hash, codes: (codes[0], codes.count > 1 ? codes[1] : 0), isLegacy: isLegacy))
        }
    }

    private mutating func insert(_ entry: Entry) {
        var slot = Self.slot(entry.hash)
        while entries[slot].hash != 0 { slot = (slot + 1) & (Self.slots - 1) }
        entries[slot] = entry
    }

    @inline(__always)
    private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: (hash ^ hash >> 32) & UInt64(slots - 1)) }

    /// The code points of the name with this hash.
    @inline(__always)
    func find(_ hash: UInt64, isLegacy: Bool) -> (UInt32, UInt32)? {
        var slot = Self.slot(hash)
        while entries[slot].hash != 0 {
            if entries[slot].hash == hash { return entries[slot].isLegacy || !isLegacy ? entries[slot].codes : nil }
            slot = (slot + 1) & (Self.slots - 1)
        }
        return nil
    }
}
