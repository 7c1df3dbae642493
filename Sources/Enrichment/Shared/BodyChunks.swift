import Language

/// Cuts a long body into pieces that are read one at a time.
enum BodyChunks {
    /// Bytes that are searched backwards for a good place to cut.
    private static let searchBytesMax = 4_096

    /// Where the piece that begins at `start` ends: at most `bytesMax` bytes on, behind a line end or blank if one is near, and never
    /// inside a code point.
    static func end(of bytes: UnsafeBufferPointer<UInt8>, from start: Int, bytesMax: Int) -> Int {
        guard bytes.count - start > bytesMax else { return bytes.count }
        let limit = start + bytesMax
        let floor = max(start + 1, limit - searchBytesMax)
        for wanted: UInt8 in [0x0A, 0x20] {
            var at = limit
            while at > floor {
                if bytes[at - 1] == wanted { return at }
                at -= 1
            }
        }
        var at = limit
        while at > floor, bytes[at] & 0xC0 == 0x80 { at -= 1 }
        return at > floor ? at : limit
    }
}
