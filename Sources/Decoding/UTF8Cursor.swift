/// Where UTF-8 is written: a buffer of known room and the number of bytes in it.
struct UTF8Cursor {
    private let base: UnsafeMutablePointer<UInt8>
    private let capacity: Int
    var count = 0

    /// - Parameter buffer: not empty, and large enough for all that will be written.
    init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        precondition(!buffer.isEmpty)
        base = buffer.baseAddress.unsafelyUnwrapped
        capacity = buffer.count
    }

    /// The first byte that is free.
    var end: UnsafeMutablePointer<UInt8> { base + count }
    /// Bytes that are free.
    var room: Int { capacity - count }

    @inline(__always) mutating func byte(_ byte: UInt8) {
        base[count] = byte
        count += 1
    }

    /// Eight bytes at once, in memory order.
    @inline(__always) mutating func word(_ word: UInt64) {
        UnsafeMutableRawPointer(base + count).storeBytes(of: word, as: UInt64.self)
        count += 8
    }

    /// U+FFFD.
    mutating func replacement() {
        byte(0xEF)
        byte(0xBF)
        byte(0xBD)
    }

    /// A table entry of `SingleByteTable` that has at least one byte; up to three bytes beyond its length may be overwritten.
    @inline(__always) mutating func entry(_ entry: UInt32) {
        UnsafeMutableRawPointer(base + count).storeBytes(of: entry, as: UInt32.self)
        count += Int(entry >> 24)
    }

    /// A code point that is no surrogate.
    @inline(__always) mutating func scalar(_ value: UInt32) {
        if value < 0x80 {
            byte(UInt8(truncatingIfNeeded: value))
        } else if value < 0x800 {
            byte(0xC0 | UInt8(truncatingIfNeeded: value >> 6))
            byte(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
        } else {
            if value < 0x10000 {
                byte(0xE0 | UInt8(truncatingIfNeeded: value >> 12))
            } else {
                byte(0xF0 | UInt8(truncatingIfNeeded: value >> 18))
                byte(0x80 | UInt8(truncatingIfNeeded: (value >> 12) & 0x3F))
            }
            byte(0x80 | UInt8(truncatingIfNeeded: (value >> 6) & 0x3F))
            byte(0x80 | UInt8(truncatingIfNeeded: value & 0x3F))
        }
    }
}
