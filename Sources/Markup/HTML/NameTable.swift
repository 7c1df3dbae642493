/// Names of elements or attributes by their hash, letters folded to lower case.
struct NameTable {
    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// FNV-1a, 64 bits: equal hashes are taken for equal names.
    @inline(__always)
    static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        let folded = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
        return (hash ^ UInt64(folded)) &* 0x100_0000_01B3
    }

    static let tags: NameTable = {
        let elements = HTMLTag.allCases.filter { $0.rawValue > HTMLTag.unknown.rawValue }
        return NameTable(elements.map { ("\($0)", $0.rawValue) } + [("image", HTMLTag.img.rawValue)])
    }()
    static let attributes = NameTable(HTMLAttributeName.allCases.map { ($0.spelling, $0.rawValue) })

    private static let slots = 1_024
    private var hashes = [UInt64](repeating: 0, count: slots)
    private var values = [UInt8](repeating: 0, count: slots)

    private init(_ names: [(String, UInt8)]) {
        for (name, value) in names {
            let hash = name.utf8.reduce(Self.seed, Self.step)
            var slot = Self.slot(hash)
            while hashes[slot] != 0 { slot = (slot + 1) & (Self.slots - 1) }
            (hashes[slot], values[slot]) = (hash, value)
        }
    }

    @inline(__always)
    private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: (hash ^ hash >> 32) & UInt64(slots - 1)) }

    /// The raw value of the name with this hash.
    @inline(__always)
    func find(_ hash: UInt64) -> UInt8? {
        var slot = Self.slot(hash)
        while hashes[slot] != 0 {
            if hashes[slot] == hash { return values[slot] }
            slot = (slot + 1) & (Self.slots - 1)
        }
        return nil
    }
}
