/// Turns byte offsets of a UTF-8 text into code-point offsets in constant time (promise P6).
///
/// Of every 64 bytes it keeps one bit a byte (does a code point begin here?) and the number of code points before them, so that an answer is one
/// addition and one population count. ASCII texts need neither.
public struct CodePointIndex {
    private var starts: [UInt64] = []
    private var before: [UInt32] = []
    private var isIdentity = true
    private var byteCount = 0
    /// Number of code points in the whole text.
    public private(set) var count = 0

    public init() {}

    /// Reads the text anew; memory of an earlier text is used again. One pass, 8 bytes at a time.
    public mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        byteCount = bytes.count
        isIdentity = Self.isASCII(bytes)
        if isIdentity {
            count = bytes.count
            return
        }
        starts.removeAll(keepingCapacity: true)
        before.removeAll(keepingCapacity: true)
        let raw = UnsafeRawBufferPointer(bytes)
        var total: UInt32 = 0
        var block = 0
        while block < raw.count {
            let mask = Self.startMask(raw, block)
            starts.append(mask)
            before.append(total)
            total += UInt32(mask.nonzeroBitCount)
            block += 64
        }
        count = Int(total)
    }

    /// How many code points begin before byte `offset`; offsets beyond the text count as its end.
    @inline(__always)
    public func codePointOffset(ofByte offset: Int) -> Int {
        if isIdentity { return min(offset, byteCount) }
        if offset >= byteCount { return count }
        let block = offset >> 6
        return Int(before[block]) + (starts[block] & ((1 << UInt64(offset & 63)) - 1)).nonzeroBitCount
    }

    private static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let raw = UnsafeRawBufferPointer(bytes)
        var at = 0
        while at + 32 <= raw.count {
            let first = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) | raw.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)
            let second =
                raw.loadUnaligned(fromByteOffset: at + 16, as: UInt64.self) | raw.loadUnaligned(fromByteOffset: at + 24, as: UInt64.self)
            if (first | second) & 0x8080_8080_8080_8080 != 0 { return false }
            at += 32
        }
        while at < raw.count {
            if raw[at] >= 0x80 { return false }
            at += 1
        }
        return true
    }

    /// Bit i is set where byte `block + i` begins a code point.
    private static func startMask(_ raw: UnsafeRawBufferPointer, _ block: Int) -> UInt64 {
        var mask: UInt64 = 0
        if block + 64 <= raw.count {
            for index in 0..<8 {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: block + index * 8, as: UInt64.self))
                // A continuation byte is 10xxxxxx; the product gathers the low bits of eight bytes in the top byte.
                let begins = ~((word >> 7) & ~(word >> 6)) & 0x0101_0101_0101_0101
                mask |= ((begins &* 0x0102_0408_1020_4080) >> 56) << UInt64(index * 8)
            }
        } else {
            for index in 0..<(raw.count - block) where raw[block + index] & 0xC0 != 0x80 { mask |= 1 << UInt64(index) }
        }
        return mask
    }
}
