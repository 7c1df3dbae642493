/// A 64-bit hash of a text in which every run of ASCII white space counts as one blank and blanks at the ends do not count,
/// so that a re-wrapped copy has the same hash. The same on every machine and in every run; not against forgery.
///
/// Eight bytes at a time where a word of text holds single blanks only; two lanes of multiply-and-fold (the idea of the public-domain wyhash).
public struct TextHash: Sendable {
    private var first: UInt64 = 0x243F_6A88_85A3_08D3
    private var second: UInt64 = 0x1319_8A2E_0370_7344
    /// Folded bytes that do not fill 16 yet.
    private var pending: (UInt64, UInt64) = (0, 0)
    private var pendingCount: UInt64 = 0
    private var total: UInt64 = 0

    public init() {}

    /// The hash of the parts one after the other; where one part ends counts: ("ab", "c") and ("a", "bc") differ.
    public static func hash(_ parts: UnsafeBufferPointer<UInt8>...) -> UInt64 {
        var hash = TextHash()
        for part in parts { hash.add(part) }
        return hash.finish()
    }

    /// The hash of whole strings, one after the other.
    public static func hash(_ parts: String...) -> UInt64 {
        var hash = TextHash()
        for var part in parts { part.withUTF8 { hash.add($0) } }
        return hash.finish()
    }

    /// One more part of the text.
    public mutating func add(_ utf8: UnsafeBufferPointer<UInt8>) {
        var state = self
        let bytes = UnsafeRawBufferPointer(utf8)
        var end = bytes.count
        while end > 0, Self.isBlank(bytes[end - 1]) { end -= 1 }
        var at = 0
        var afterBlank = true
        while at < end {
            if at + 8 <= end {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                if Self.isSimple(word, afterBlank: afterBlank) {
                    state.push(word, 8)
                    afterBlank = word >> 56 == 0x20
                    at += 8
                    continue
                }
            }
            let stop = min(at + 8, end)
            while at < stop {
                let isBlank = Self.isBlank(bytes[at])
                if !(isBlank && afterBlank) { state.push(isBlank ? 0x20 : UInt64(bytes[at]), 1) }
                afterBlank = isBlank
                at += 1
            }
        }
        state.endPart()
        self = state
    }

    /// The hash of all parts added so far.
    public func finish() -> UInt64 { Self.fold(first ^ total, second ^ 0xA409_3822_299F_31D0) }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 9 && byte <= 13) }

    @inline(__always)
    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    /// True where eight bytes hold no control character and no blank that follows another.
    @inline(__always)
    private static func isSimple(_ word: UInt64, afterBlank: Bool) -> Bool {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        // High bit set in each byte that is at least 0x20 (bytes from 0x80 on always are).
        let printable = ((word & low) &+ 0x6060_6060_6060_6060) | word
        if printable & ~low != ~low { return false }
        let other = word ^ 0x2020_2020_2020_2020
        let blanks = ~(((other & low) &+ low) | other | low)
        return blanks & ((blanks << 8) | (afterBlank ? 0x80 : 0)) == 0
    }

    /// Appends the low `count` bytes of `value` to the pending bytes, and mixes them in when there are 16.
    @inline(__always)
    private mutating func push(_ value: UInt64, _ count: UInt64) {
        let shift = (pendingCount & 7) * 8
        let spill = shift == 0 ? 0 : value >> (64 - shift)
        if pendingCount < 8 {
            pending.0 |= value << shift
            pending.1 |= spill
            pendingCount += count
        } else {
            pending.1 |= value << shift
            pendingCount += count
            if pendingCount >= 16 {
                mix()
                pending = (spill, 0)
                pendingCount -= 16
            }
        }
    }

    @inline(__always)
    private mutating func mix() {
        first = Self.fold(first ^ pending.0, pending.1 ^ 0x4528_21E6_38D0_1377)
        second = Self.fold(second ^ pending.1, pending.0 ^ 0xBE54_66CF_34E9_0C6C)
        total &+= 16
    }

    private mutating func endPart() {
        total &+= pendingCount
        let length = total
        mix()
        total = length
        first ^= length &* 0x9E37_79B9_7F4A_7C15
        second = Self.fold(second ^ length, 0xC0AC_29B7_C97C_50DD)
        pending = (0, 0)
        pendingCount = 0
    }
}
