/// The charsets that UTF-8 is misread in, turned round: from a character to the byte that it was.
struct MojibakeCodecs: Sendable {
    /// In the order in which they are believed where two explain a text equally well.
    static let charsets: [Charset] = [
        .windows1252, .macintosh, .windows1250, .windows1251, .ibm437, .ibm850, .windows1254, .windows1253, .windows1257, .iso8859x2,
        .koi8R, .ibm866, .macCyrillic,
    ]
    /// windows-1252, which also stands for Latin-1: it has that set's controls.
    static let western = 0

    static let shared = MojibakeCodecs()

    // A few characters lie beyond what the tables hold: two ligatures and the apple.
    private static let limit: UInt32 = 0x2600
    private static let strays: [UInt32] = [0xFB01, 0xFB02, 0xF8FF]
    private static let size = Int(limit) + strays.count

    /// For each codec and character the byte, 0 where there is none beyond ASCII.
    private var bytes: [UInt8]
    /// For each character the codecs (one bit each) in which it begins a sequence of UTF-8, and in the upper half those in which it continues one.
    private(set) var masks: [UInt32]

    private init() {
        bytes = [UInt8](repeating: 0, count: Self.size * Self.charsets.count)
        masks = [UInt32](repeating: 0, count: Self.size)
        for (codec, charset) in Self.charsets.enumerated() {
            let table = SingleByteTable.of(charset)
            for byte in UInt8(0x80)...0xFF {
                // Bytes that the set leaves free pass as Latin-1 in careless decoders; windows-1252 gets all of its controls.
                let scalar = table.scalar(byte)
                if let scalar { enter(scalar.value, byte, codec) }
                if scalar == nil || (byte < 0xA0 && codec == Self.western) { enter(UInt32(byte), byte, codec) }
            }
        }
    }

    private mutating func enter(_ value: UInt32, _ byte: UInt8, _ codec: Int) {
        guard let slot = Self.slot(value), bytes[codec * Self.size + slot] == 0 else { return }
        bytes[codec * Self.size + slot] = byte
        if byte < 0xC0 { masks[slot] |= 1 << UInt32(16 + codec) } else if byte >= 0xC2, byte <= 0xF4 { masks[slot] |= 1 << UInt32(codec) }
    }

    @inline(__always)
    private static func slot(_ value: UInt32) -> Int? {
        if value < limit { return Int(value) }
        return strays.firstIndex(of: value).map { Int(limit) + $0 }
    }

    /// The byte that the character was, 0 where it was none beyond ASCII.
    @inline(__always)
    func byte(_ value: UInt32, codec: Int) -> UInt8 {
        guard let slot = Self.slot(value) else { return 0 }
        return bytes[codec * Self.size + slot]
    }

    /// The codecs in which the character begins (lower half) and continues (upper half) a sequence.
    @inline(__always)
    func mask(_ value: UInt32) -> UInt32 {
        if value < Self.limit { return masks[Int(value)] }
        return value >= 0xF8FF && value <= 0xFB02 ? Self.slot(value).map { masks[$0] } ?? 0 : 0
    }
}
