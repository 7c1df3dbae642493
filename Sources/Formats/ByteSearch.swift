import Glibc

/// Searches in memory by libc, which uses what the processor offers.
enum ByteSearch {
    /// The first `byte` in `bytes[from..<end]`.
    @inline(__always)
    static func first(_ byte: UInt8, _ bytes: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int? {
        guard from < end, let hit = memchr(bytes + from, Int32(byte), end - from) else { return nil }
        return UnsafeRawPointer(bytes).distance(to: UnsafeRawPointer(hit))
    }

    /// True if `pattern` occurs in `bytes`; quick where its first byte is rare.
    static func contains(_ pattern: StaticString, _ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
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
}
