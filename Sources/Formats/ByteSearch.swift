import Glibc

/// Searches in memory by libc, which uses what the processor offers.
enum ByteSearch {
    /// The first `byte` in `bytes[from..<end]`.
    @inline(__always)
    static func first(_ byte: UInt8, _ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
        guard from < end, let hit = memchr(bytes + from, Int32(byte), end - from) else { return nil }
        return UnsafeRawPointer(bytes).distance(to: UnsafeRawPointer(hit))
    }

    /// The first LF or CR in `bytes[from..<end]`: one pass for both, or a text without the one would be searched to its end for each
    /// line that ends with the other.
    static func firstLineEnd(_ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
        let ones: UInt64 = 0x0101_0101_0101_0101
        var at = from
        while at &+ 8 <= end {
            let word = UnsafeRawPointer(bytes + at).loadUnaligned(as: UInt64.self).littleEndian
            let feed = word ^ (ones &* 0x0A)
            let carriage = word ^ (ones &* 0x0D)
            let hit = ((feed &- ones) & ~feed | (carriage &- ones) & ~carriage) & 0x8080_8080_8080_8080
            if hit != 0 { return at &+ hit.trailingZeroBitCount >> 3 }
            at &+= 8
        }
        while at < end {
            if bytes[at] == 0x0A || bytes[at] == 0x0D { return at }
            at &+= 1
        }
        return nil
    }

    /// The first `pattern` within `bytes[from..<end]`; quick where its first byte is rare.
    static func first(_ pattern: StaticString, _ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
        let length = pattern.utf8CodeUnitCount
        var at = from
        while let hit = first(pattern.utf8Start.pointee, bytes, at, end - length + 1) {
            if memcmp(bytes + hit, pattern.utf8Start, length) == 0 { return hit }
            at = hit + 1
        }
        return nil
    }

    /// True if `pattern` occurs in `bytes`; quick where its first byte is rare.
    static func contains(_ pattern: StaticString, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { contains(pattern, $0) }
    }

    /// The same in memory that is no array.
    static func contains(_ pattern: StaticString, _ buffer: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = buffer.baseAddress else { return false }
        let length = pattern.utf8CodeUnitCount
        var at = 0
        while let hit = first(pattern.utf8Start.pointee, base, at, buffer.count - length + 1) {
            if memcmp(base + hit, pattern.utf8Start, length) == 0 { return true }
            at = hit + 1
        }
        return false
    }
}
