/// The hash that every token carries: FNV-1a 32 of its folded bytes.
///
/// Folded means: ASCII and Latin-1 letters in lower case, digits as `0`, at most 200 bytes. Word lists hash their entries with this to be looked up
/// without touching the text again.
public enum TokenHash {
    @usableFromInline static let basis: UInt32 = 2_166_136_261
    @usableFromInline static let prime: UInt32 = 16_777_619
    /// Bytes of a token that count.
    @usableFromInline static let bytesMax = 200

    /// The hash of a whole word in UTF-8.
    public static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash = basis
        var last: UInt8 = 0
        for byte in bytes.prefix(bytesMax) {
            hash = (hash ^ UInt32(fold(byte, after: last))) &* prime
            last = byte
        }
        return hash
    }

    /// The hash of a whole word.
    public static func hash(_ word: String) -> UInt32 {
        var word = word
        return word.withUTF8 { hash($0) }
    }

    /// A byte of UTF-8 as it is hashed, given the byte before it (0 at the start).
    @inline(__always)
    static func fold(_ byte: UInt8, after last: UInt8) -> UInt8 {
        if byte &- 0x41 < 26 { return byte | 0x20 }
        if byte &- 0x30 < 10 { return 0x30 }
        return last == 0xC3 && byte &- 0x80 < 0x1F && byte != 0x97 ? byte | 0x20 : byte
    }
}
