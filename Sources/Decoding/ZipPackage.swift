import CZlib
import Model

/// The members of a zip archive that lies in memory, by its central directory (APPNOTE 4.3.12): for documents that are zip packages,
/// of which a reader wants few members and wants them by name.
///
/// Names are labels, never paths. Sizes in headers are only believed as far as the data bear them out.
public struct ZipPackage {
    private struct Entry {
        var headerAt: Int
        var packedBytes: Int
        var checksum: UInt
        var method: UInt16
        var isEncrypted: Bool
    }

    private let bytes: [UInt8]
    private var entries: [String: Entry] = [:]
    /// Names in the directory's order.
    public private(set) var names: [String] = []

    /// More members than any document has.
    private static let membersMax = 20_000

    /// - Throws: `zip-truncated` where the directory is missing, `zip-corrupt` where it cannot be read, `member-limit`.
    public init(_ bytes: [UInt8]) throws(Failure) {
        self.bytes = bytes
        guard let end = Self.endRecord(bytes) else { throw Failure(.zipTruncated, "the archive's directory is missing or cut") }
        var at = Self.number(bytes, end + 16, 4)
        let count = Self.number(bytes, end + 10, 2)
        // Bytes in front of the archive move everything behind them.
        let shift = end - Self.number(bytes, end + 12, 4) - at
        let base = shift > 0 && !Self.isSigned(bytes, at, 0x01) ? shift : 0
        at += base
        while names.count < count, Self.isSigned(bytes, at, 0x01), at + 46 <= bytes.count {
            guard names.count < Self.membersMax else { throw Failure(.memberLimit, "more than \(Self.membersMax) members in a document") }
            let nameBytes = Self.number(bytes, at + 28, 2)
            let next = at + 46 + nameBytes + Self.number(bytes, at + 30, 2) + Self.number(bytes, at + 32, 2)
            guard at + 46 + nameBytes <= bytes.count else { break }
            let name = String(decoding: bytes[at + 46..<at + 46 + nameBytes], as: UTF8.self)
            // Of two members of one name the first counts.
            if entries[name] == nil {
                entries[name] = Entry(
                    headerAt: base + Self.number(bytes, at + 42, 4), packedBytes: Self.number(bytes, at + 20, 4),
                    checksum: UInt(Self.number(bytes, at + 16, 4)),
                    method: UInt16(truncatingIfNeeded: Self.number(bytes, at + 10, 2)),
                    isEncrypted: Self.number(bytes, at + 8, 2) & 1 != 0)
                names.append(name)
            }
            at = next
        }
        if names.isEmpty { throw Failure(.zipCorrupt, "the archive's directory cannot be read") }
    }

    /// True if a member of that name is there.
    public func contains(_ name: String) -> Bool { entries[name] != nil }

    /// A member's bytes, `nil` where none has the name.
    /// - Parameters:
    ///   - bytesMax: longer ones are refused.
    ///   - budget: charged with what comes out.
    /// - Throws: `zip-corrupt`, `zip-crc`, `zip-truncated`, `encrypted`, `record-too-long`, `unsupported-format` (another method than
    ///   deflate), the budget's limits.
    public func member(_ name: String, bytesMax: Int, budget: Budget?) throws(Failure) -> [UInt8]? {
        guard let entry = entries[name] else { return nil }
        if entry.isEncrypted { throw Failure(.encrypted, "the document is protected by a password") }
        let at = entry.headerAt
        guard Self.isSigned(bytes, at, 0x03), at + 30 <= bytes.count else {
            throw Failure(.zipCorrupt, "\(name) is not where the directory says")
        }
        let start = at + 30 + Self.number(bytes, at + 26, 2) + Self.number(bytes, at + 28, 2)
        guard start <= bytes.count, entry.packedBytes <= bytes.count - start else { throw Failure(.zipTruncated, "\(name) is cut") }
        let content: [UInt8]
        switch entry.method {
        case 0:
            if entry.packedBytes > bytesMax { throw Self.tooLong(name, bytesMax) }
            try budget?.take(output: entry.packedBytes)
            content = Array(bytes[start..<start + entry.packedBytes])
        case 8: content = try inflated(name, start, entry.packedBytes, bytesMax, budget)
        default: throw Failure(.unsupportedFormat, "\(name) is compressed by method \(entry.method)")
        }
        guard crc32(0, content, UInt32(content.count)) == entry.checksum else {
            throw Failure(.zipCRC, "\(name) does not match its checksum")
        }
        return content
    }

    private static func tooLong(_ name: String, _ bytesMax: Int) -> Failure {
        Failure(.recordTooLong, "\(name) is longer than \(bytesMax) bytes (max_record_bytes)")
    }

    private func inflated(_ name: String, _ start: Int, _ count: Int, _ bytesMax: Int, _ budget: Budget?) throws(Failure) -> [UInt8] {
        var stream = z_stream()
        return try withUnsafeMutablePointer(to: &stream) { zlib throws(Failure) in
            guard inflateInit2_(zlib, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                throw Failure(.outOfMemory, "zlib could not start")
            }
            defer { inflateEnd(zlib) }
            return try inflate(zlib, name, start, count, bytesMax, budget)
        }
    }

    private func inflate(
        _ zlib: UnsafeMutablePointer<z_stream>, _ name: String, _ start: Int, _ count: Int, _ bytesMax: Int, _ budget: Budget?
    ) throws(Failure) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: min(bytesMax + 1, max(1_024, count * 5)))
        var filled = 0
        var status = Z_OK
        var used = 0
        while status == Z_OK {
            if filled == out.count {
                if filled > bytesMax { throw Self.tooLong(name, bytesMax) }
                out.append(contentsOf: repeatElement(0, count: min(out.count, bytesMax + 1 - out.count)))
            }
            let before = filled
            bytes.withUnsafeBufferPointer { input in
                out.withUnsafeMutableBufferPointer { output in
                    // zlib's interface predates const: it only reads from there.
                    zlib.pointee.next_in = input.baseAddress.map { UnsafeMutablePointer(mutating: $0 + start + used) }
                    zlib.pointee.avail_in = UInt32(count - used)
                    zlib.pointee.next_out = output.baseAddress.map { $0 + filled }
                    zlib.pointee.avail_out = UInt32(output.count - filled)
                    status = CZlib.inflate(zlib, Z_NO_FLUSH)
                    used = count - Int(zlib.pointee.avail_in)
                    filled = output.count - Int(zlib.pointee.avail_out)
                }
            }
            try budget?.take(output: filled - before)
        }
        guard status == Z_STREAM_END else {
            throw Failure(status == Z_BUF_ERROR ? .zipTruncated : .zipCorrupt, "\(name) cannot be decompressed")
        }
        if filled > bytesMax { throw Self.tooLong(name, bytesMax) }
        out.removeSubrange(filled...)
        return out
    }

    /// Where the end of central directory record (APPNOTE 4.3.16) begins: behind it is a comment of at most 64 KiB.
    private static func endRecord(_ bytes: [UInt8]) -> Int? {
        var at = bytes.count - 22
        let least = max(0, bytes.count - 22 - 65_535)
        while at >= least {
            if bytes[at] == 0x50, isSigned(bytes, at, 0x05) { return at }
            at -= 1
        }
        return nil
    }

    /// The signatures `PK 01 02`, `PK 03 04`, `PK 05 06`.
    private static func isSigned(_ bytes: [UInt8], _ at: Int, _ kind: UInt8) -> Bool {
        at >= 0 && at + 4 <= bytes.count && bytes[at] == 0x50 && bytes[at + 1] == 0x4B && bytes[at + 2] == kind && bytes[at + 3] == kind + 1
    }

    /// A little-endian number; 0 beyond the end.
    private static func number(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        guard at >= 0, at + count <= bytes.count else { return 0 }
        return (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[at + $1]) }
    }
}
