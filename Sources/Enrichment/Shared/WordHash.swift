/// The hash of a folded word: FNV-1a 64 over its UTF-8. Part of two file formats (the word tables and the stored sketches): it never
/// changes.
///
/// Folded means: lower case, the typographic apostrophe as `'`, the full stop of an abbreviation left out. Unlike `TokenHash` it keeps
/// digits apart.
enum WordHash {
    static let basis: UInt64 = 0xCBF2_9CE4_8422_2325
    static let prime: UInt64 = 0x100_0000_01B3
    /// 2^64 divided by the golden ratio: spreads a hash over all bits.
    static let spread: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// The hash with one more byte.
    @inline(__always)
    static func add(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* prime }

    /// The hash of folded bytes.
    static func hash(_ folded: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash = basis
        for byte in folded { hash = add(byte, to: hash) }
        return hash
    }

    /// The hash of a word that is folded already.
    static func hash(_ folded: String) -> UInt64 {
        var folded = folded
        return folded.withUTF8 { hash($0) }
    }

    /// The key under which tables know the word: evenly spread over 32 bits.
    @inline(__always)
    static func key(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: (hash &* spread) >> 32) }

    /// Two hashes as one; the order counts.
    @inline(__always)
    static func join(_ first: UInt64, _ second: UInt64) -> UInt64 { mix((first &* spread) &+ second) }

    /// A bijection of 64 bits in which every bit depends on every other (the finaliser of the public-domain MurmurHash3).
    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed ^= mixed >> 33
        mixed &*= 0xFF51_AFD7_ED55_8CCD
        mixed ^= mixed >> 33
        mixed &*= 0xC4CE_B9FE_1A85_EC53
        return mixed ^ (mixed >> 33)
    }
}
