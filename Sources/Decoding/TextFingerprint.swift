/// A 64-bit hash of a text in which every run of ASCII white space counts as one space: a re-wrapped copy has the same fingerprint.
///
/// Multiply-and-fold mixing as in the public-domain wyhash family; without a seed, and the same on every machine. Parts that are added one after
/// the other are told apart. Not against forgery.
public struct TextFingerprint: Sendable {
    private var state: (UInt64, UInt64) = (0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F)
    private var length: UInt64 = 0

    public init() {}

    /// One more part of the text. White space at its ends does not count.
    public mutating func add(_ utf8: UnsafeBufferPointer<UInt8>) {
        withUnsafeTemporaryAllocation(byteCount: Self.stagedBytes + 16, alignment: 8) { staged in
            var filled = 0
            var at = 0
            var bytes = UnsafeRawBufferPointer(utf8)
            while let last = bytes.last, Self.isSpace(last) { bytes = UnsafeRawBufferPointer(rebasing: bytes.dropLast()) }
            var afterSpace = true
            while at < bytes.count {
                if at + 8 <= bytes.count {
                    let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                    if Self.isSimple(word, afterSpace: afterSpace) {
                        staged.storeBytes(of: word, toByteOffset: filled, as: UInt64.self)
                        filled += 8
                        at += 8
                        afterSpace = UInt64(littleEndian: word) >> 56 == 0x20
                        if filled >= Self.stagedBytes { filled = fold(staged, filled) }
                        continue
                    }
                }
                let end = min(at + 8, bytes.count)
                while at < end {
                    let byte = bytes[at]
                    at += 1
                    let isSpace = Self.isSpace(byte)
                    if isSpace && afterSpace { continue }
                    staged[filled] = isSpace ? 0x20 : byte
                    filled += 1
                    afterSpace = isSpace
                }
                if filled >= Self.stagedBytes { filled = fold(staged, filled) }
            }
            finishPart(staged, filled)
        }
    }

    /// The hash of all parts added.
    public func finish() -> UInt64 { Self.mix(state.0 ^ length, state.1 ^ 0x1656_67B1_9E37_79F9) }

    /// The hash of texts, one after the other.
    public static func hash64(_ texts: String...) -> UInt64 {
        var fingerprint = TextFingerprint()
        for var text in texts { text.withUTF8 { fingerprint.add($0) } }
        return fingerprint.finish()
    }

    /// The hash of UTF-8 texts, one after the other.
    public static func hash64(_ parts: UnsafeBufferPointer<UInt8>...) -> UInt64 {
        var fingerprint = TextFingerprint()
        for part in parts { fingerprint.add(part) }
        return fingerprint.finish()
    }

    private static let stagedBytes = 64

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 9 && byte <= 13) }

    /// True where the eight bytes hold no white space but single spaces.
    @inline(__always)
    private static func isSimple(_ word: UInt64, afterSpace: Bool) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        // High bit of each byte that is below 0x20 (bytes from 0x80 on never are).
        let controls = (word &- 0x20 &* ones) & ~word & highs
        if controls != 0 { return false }
        let folded = word ^ (0x20 &* ones)
        // Exact: 0x80 in each byte of `folded` that is zero.
        let spaces = ~(((folded & ~highs) &+ ~highs) | folded | ~highs)
        let ordered = UInt64(littleEndian: spaces)
        let shifted = (ordered << 8) | (afterSpace ? 0x80 : 0)
        return ordered & shifted == 0
    }

    @inline(__always)
    private static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 {
        let product = first.multipliedFullWidth(by: second)
        return product.high ^ product.low
    }

    /// Takes 64 bytes into the state and moves what lies behind them to the front.
    private mutating func fold(_ staged: UnsafeMutableRawBufferPointer, _ filled: Int) -> Int {
        @inline(__always) func word(_ index: Int) -> UInt64 {
            UInt64(littleEndian: staged.load(fromByteOffset: index * 8, as: UInt64.self))
        }
        state.0 =
            Self.mix(state.0 ^ word(0), word(1) ^ 0xE703_7ED1_A0B4_28DB) ^ Self.mix(state.0 ^ word(2), word(3) ^ 0x8EBC_6AF0_9C88_C6E3)
        state.1 =
            Self.mix(state.1 ^ word(4), word(5) ^ 0x5899_65CC_7537_4CC3) ^ Self.mix(state.1 ^ word(6), word(7) ^ 0x1D8E_4E27_C47D_124F)
        length &+= UInt64(Self.stagedBytes)
        let left = filled - Self.stagedBytes
        if left > 0 {
            staged.storeBytes(of: staged.load(fromByteOffset: Self.stagedBytes, as: UInt64.self), toByteOffset: 0, as: UInt64.self)
        }
        return left
    }

    /// The end of a part: its last bytes, padded, and its length, which tells parts apart.
    private mutating func finishPart(_ staged: UnsafeMutableRawBufferPointer, _ filled: Int) {
        for index in filled..<Self.stagedBytes { staged[index] = 0 }
        _ = fold(staged, Self.stagedBytes)
        length = length &- UInt64(Self.stagedBytes) &+ UInt64(filled)
        state.0 = Self.mix(state.0 ^ length, 0xA076_1D64_78BD_642F)
        state.1 = Self.mix(state.1 ^ UInt64(filled), 0xE703_7ED1_A0B4_28DB)
    }
}
