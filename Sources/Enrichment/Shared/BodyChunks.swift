import Language

/// Cuts a long body into pieces that are read one at a time.
enum BodyChunks {
    /// Bytes that are searched backwards for a good place to cut.
    private static let searchBytesMax = 4_096

    /// Where the piece that begins at `start` ends: at most `bytesMax` bytes on, behind a line end, a full stop or a blank if one is near,
    /// and never inside a code point.
    static func end(of bytes: UnsafeBufferPointer<UInt8>, from start: Int, bytesMax: Int) -> Int {
        guard bytes.count - start > bytesMax else { return bytes.count }
        let limit = start + bytesMax
        let floor = max(start + 1, limit - searchBytesMax)
        for border in [Border.line, .stop, .blank] {
            var at = limit
            while at > floor {
                if border.lies(in: bytes, behind: at - 1) { return at }
                at -= 1
            }
        }
        var at = limit
        while at > floor, bytes[at] & 0xC0 == 0x80 { at -= 1 }
        return at > floor ? at : limit
    }

    /// Where a text is cut, the best first.
    private enum Border {
        case line, stop, blank

        /// Whether the byte at `index` is the last of such a border.
        func lies(in bytes: UnsafeBufferPointer<UInt8>, behind index: Int) -> Bool {
            switch self {
            case .line: bytes[index] == 0x0A
            case .stop: bytes[index] == 0x20 && index > 0 && bytes[index - 1] == UInt8(ascii: ".")
            case .blank: bytes[index] == 0x20
            }
        }
    }
}
