import CZlib
import Model

/// Inflates bytes that are in memory whole, as a message's body is.
public enum BodyInflater {
    /// What stands around the deflate data: gzip (RFC 1952), zlib (RFC 1950), nothing (RFC 1951).
    public enum Layout { case gzip, zlib, raw }

    /// How it ended.
    public enum Ending: Sendable {
        case whole
        /// The data ends too early; what came out is its beginning.
        case cut
        case corrupt
        /// More than `bytesMax` came out.
        case tooLong
    }

    /// - Parameters:
    ///   - bytes: from the first byte; what stands behind the data's end is ignored, further gzip members are not.
    ///   - bytesMax: stop beyond.
    /// - Returns: what came out, and how it ended.
    public static func inflate(_ bytes: UnsafeBufferPointer<UInt8>, _ layout: Layout, bytesMax: Int) -> (bytes: [UInt8], ending: Ending) {
        guard let base = bytes.baseAddress else { return ([], .cut) }
        var stream = z_stream()
        let windowBits: Int32 =
            switch layout {
            case .gzip: 15 + 16
            case .zlib: 15
            case .raw: -15
            }
        guard inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return ([], .corrupt) }
        defer { inflateEnd(&stream) }
        stream.next_in = UnsafeMutablePointer(mutating: base)
        stream.avail_in = UInt32(clamping: bytes.count)
        var out: [UInt8] = []
        var room = min(max(bytes.count * 4, 16 << 10), bytesMax + 1)
        while true {
            let before = out.count
            let size = room
            var status: Int32 = Z_OK
            let piece = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(clamping: size)
                status = CZlib.inflate(&stream, Z_NO_FLUSH)
                count = size - Int(stream.avail_out)
            }
            if out.isEmpty { out = piece } else { out += piece }
            if out.count > bytesMax { return (out, .tooLong) }
            switch status {
            case Z_STREAM_END:
                guard layout == .gzip, stream.avail_in > 2, let next = stream.next_in, next[0] == 0x1F, next[1] == 0x8B else {
                    return (out, .whole)
                }
                inflateReset(&stream)
            case Z_OK, Z_BUF_ERROR:
                if stream.avail_in == 0, stream.avail_out > 0 { return (out, .cut) }
                if status == Z_BUF_ERROR, out.count == before, stream.avail_out > 0 { return (out, .corrupt) }
            default: return (out, .corrupt)
            }
            room = min(max(out.count, 16 << 10), bytesMax + 1)
        }
    }
}
