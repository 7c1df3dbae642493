/// Bytes of a table that stay where they are for the life of the process (linked into the binary) or of their owner (a trainer's model).
///
/// `@unchecked Sendable`: the bytes are never written after this value was made, so any thread may read them; the pointer itself does not change.
package struct TableBytes: @unchecked Sendable {
    private let base: UnsafeRawPointer?
    package let count: Int

    package static let empty = TableBytes(UnsafeRawBufferPointer(start: nil, count: 0))
    /// Bytes of the text at the head of every file: what it is, its sources and their licences.
    package static let headBytes = 512

    package init(_ bytes: UnsafeRawBufferPointer) {
        base = bytes.baseAddress
        count = bytes.count
    }

    private init(_ base: UnsafeRawPointer?, _ count: Int) {
        self.base = base
        self.count = count
    }

    /// What follows the head, if the head begins with `name`.
    package func body(of name: String) -> TableBytes? {
        guard let base, count >= Self.headBytes, name.utf8.elementsEqual(UnsafeRawBufferPointer(start: base, count: name.utf8.count)) else {
            return nil
        }
        return TableBytes(base + Self.headBytes, count - Self.headBytes)
    }

    /// Cuts `length` bytes off the front, and what fills them up to a multiple of 16; nil where there are fewer.
    package mutating func take(_ length: Int) -> TableBytes? {
        let padded = (length + 15) & ~15
        guard let base, padded <= count else { return nil }
        let front = TableBytes(base, length)
        self = TableBytes(base + padded, count - padded)
        return front
    }

    // Only indices below a count that was checked against the bytes are asked for, so there are bytes: `unsafelyUnwrapped` saves the hot loop a branch.
    /// Number `index` of 8 bits.
    @inline(__always) package func byte(_ index: Int) -> UInt8 { base.unsafelyUnwrapped.load(fromByteOffset: index, as: UInt8.self) }
    /// Number `index` of 16 bits, little-endian.
    @inline(__always) package func half(_ index: Int) -> UInt16 {
        base.unsafelyUnwrapped.loadUnaligned(fromByteOffset: index &* 2, as: UInt16.self)
    }
    /// Number `index` of 32 bits, little-endian.
    @inline(__always) package func word(_ index: Int) -> UInt32 {
        base.unsafelyUnwrapped.loadUnaligned(fromByteOffset: index &* 4, as: UInt32.self)
    }
    /// Row `index` of 16 signed bytes.
    @inline(__always) package func row(_ index: Int) -> SIMD16<Int8> {
        base.unsafelyUnwrapped.loadUnaligned(fromByteOffset: index &* 16, as: SIMD16<Int8>.self)
    }
}

/// A set of 32-bit keys without empty slots: for each upper half of a key where its lower halves begin, and the lower halves in order.
package struct BucketTable: Sendable {
    package let count: Int
    private let starts: TableBytes
    private let lows: TableBytes

    package static let empty = BucketTable()

    private init() {
        count = 0
        starts = .empty
        lows = .empty
    }

    /// Reads the table at the front of `bytes`: its count, 65,537 starts, and the lower halves.
    package init?(_ bytes: inout TableBytes) {
        guard let head = bytes.take(16), let starts = bytes.take(65_537 * 4) else { return nil }
        count = Int(head.word(0))
        guard Int(starts.word(65_536)) == count, let lows = bytes.take(count * 2) else { return nil }
        self.starts = starts
        self.lows = lows
    }

    /// Where the key stands among all keys in ascending order; -1 where it is not in the set.
    @inline(__always)
    package func index(of key: UInt32) -> Int {
        guard count > 0 else { return -1 }
        let bucket = Int(key >> 16)
        var at = Int(starts.word(bucket))
        let end = Int(starts.word(bucket &+ 1))
        let low = UInt16(truncatingIfNeeded: key)
        while at < end {
            if lows.half(at) == low { return at }
            at &+= 1
        }
        return -1
    }

    /// The bytes of a table of these keys, which must ascend and differ: what `init` reads.
    package static func bytes(of keys: [UInt32]) -> [UInt8] {
        var starts = [UInt32](repeating: 0, count: 65_537)
        for key in keys { starts[Int(key >> 16) + 1] += 1 }
        for bucket in 1...65_536 { starts[bucket] += starts[bucket - 1] }
        var out: [UInt8] = []
        append([UInt32(keys.count)], to: &out)
        append(starts, to: &out)
        append(keys.map { UInt16(truncatingIfNeeded: $0) }, to: &out)
        return out
    }

    /// Appends numbers in little-endian order and fills up to a multiple of 16 bytes.
    package static func append<Number: FixedWidthInteger>(_ numbers: [Number], to out: inout [UInt8]) {
        for number in numbers { withUnsafeBytes(of: number.littleEndian) { out.append(contentsOf: $0) } }
        while out.count % 16 != 0 { out.append(0) }
    }
}
