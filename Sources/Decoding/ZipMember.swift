import CZlib
import Model

/// The bytes of one zip member as they come out of its compression, checked against every checksum and size that the archive gives.
final class ZipMember {
    /// Sizes and sums that the archive claims; what it does not claim is `nil`.
    struct Claims {
        var crcs: [UInt32] = []
        var bytes: [Int64] = []
    }

    private let source: ZipSource
    private let header: ZipHeader
    private var claims: Claims
    /// Compressed bytes that are left; `nil` where only the data tell.
    private(set) var compressedLeft: Int64?
    private let budget: Budget
    private var zlib: UnsafeMutablePointer<z_stream>?
    private var filter: FilterStream?
    private var crc: UInt = 0
    private var produced: Int64 = 0
    private(set) var isDone = false
    /// The damage that was found; given again at each call.
    private(set) var failure: Failure?

    /// - Parameters:
    ///   - source: stands at the member's first compressed byte.
    ///   - header: the local one.
    ///   - directory: the member's entry in the central directory, where there is one.
    init(_ source: ZipSource, header: ZipHeader, directory: ZipHeader?, budget: Budget) {
        self.source = source
        self.header = header
        self.budget = budget
        compressedLeft = directory?.compressedBytes ?? header.compressedBytes
        claims = Claims()
        if let directory {
            claims.crcs.append(directory.crc)
            if let bytes = directory.bytes { claims.bytes.append(bytes) }
        }
        if !header.hasDescriptor {
            claims.crcs.append(header.crc)
            if let bytes = header.bytes { claims.bytes.append(bytes) }
        }
        switch header.method {
        case 8:
            let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
            stream.initialize(to: z_stream())
            zlib = stream
            if inflateInit2_(stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) != Z_OK {
                failure = Failure(.outOfMemory, "zlib could not start")
            }
        case 12: filter = FilterStream(CompressedBytes(self), .bzip2, budget: budget)
        case 20, 93: filter = FilterStream(CompressedBytes(self), .zstd, budget: budget)
        case 95: filter = FilterStream(CompressedBytes(self), .xz, budget: budget)
        default: break
        }
    }

    deinit {
        if let zlib {
            inflateEnd(zlib)
            zlib.deallocate()
        }
    }

    /// Methods that are read: stored, deflate, bzip2, zstd, xz.
    static func reads(_ method: Int) -> Bool { [0, 8, 12, 20, 93, 95].contains(method) }

    /// The compressed bytes of a member, for decompressors that read streams.
    private final class CompressedBytes: ByteStream {
        private unowned let member: ZipMember
        init(_ member: ZipMember) { self.member = member }
        func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int { try member.copyCompressed(buffer) }
    }

    /// The next bytes, 0 at the end.
    /// - Throws: damage of the member, a limit, the failure of the stream below.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        if let failure { throw failure }
        if isDone || buffer.isEmpty { return 0 }
        do throws(Failure) {
            let count: Int
            if let zlib {
                count = try inflated(zlib, buffer)
            } else if let filter {
                count = try filter.read(into: buffer)
            } else {
                count = try compressedLeft == nil ? storedOfUnknownLength(buffer) : copyCompressed(buffer)
                if count == 0, let left = compressedLeft, left > 0 { throw Failure(.zipTruncated, "the archive ends inside the member") }
            }
            if count == 0 {
                isDone = true
                try verify()
                return 0
            }
            crc = crc32(crc, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(count))
            produced += Int64(count)
            if filter == nil { try budget.take(output: count) }
            return count
        } catch {
            failure = error
            throw error
        }
    }

    /// Up to the end of the compressed bytes, whatever they are.
    private func copyCompressed(_ buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        if compressedLeft == 0 { return 0 }
        let bytes = try source.peek(1)
        let count = min(buffer.count, bytes.count, Int(clamping: compressedLeft ?? .max))
        guard count > 0 else { return 0 }
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        try pass(count)
        return count
    }

    private func pass(_ count: Int) throws(Failure) {
        _ = try source.skip(Int64(count))
        if let left = compressedLeft { compressedLeft = left - Int64(count) }
    }

    private func inflated(_ zlib: UnsafeMutablePointer<z_stream>, _ buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        while true {
            let input = try source.peek(1)
            let offered = min(input.count, Int(clamping: compressedLeft ?? .max))
            zlib.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
            zlib.pointee.avail_in = UInt32(offered)
            zlib.pointee.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            let room = UInt32(clamping: buffer.count)
            zlib.pointee.avail_out = room
            let status = inflate(zlib, Z_NO_FLUSH)
            try pass(offered - Int(zlib.pointee.avail_in))
            let count = Int(room - zlib.pointee.avail_out)
            switch status {
            case Z_OK:
                if count > 0 { return count }
            case Z_STREAM_END:
                if count > 0 {
                    ended = true
                    return count
                }
                if ended || compressedLeft == nil || compressedLeft == 0 { return 0 }
                return try surplus()
            case Z_BUF_ERROR:
                if count > 0 { return count }
                if offered == 0 {
                    if ended { return 0 }
                    let isCut = compressedLeft.map { $0 > 0 } ?? true
                    throw Failure(isCut ? .zipTruncated : .zipCorrupt, "the member's data ends too early")
                }
            case Z_MEM_ERROR: throw Failure(.outOfMemory, "zlib needs more memory")
            default:
                throw Failure(.zipCorrupt, zlib.pointee.msg.map { String(cString: $0) } ?? "the member cannot be inflated")
            }
        }
    }

    /// Deflate has said that its data ends; what was produced with that was given out.
    private var ended = false

    private func surplus() throws(Failure) -> Int {
        throw Failure(.zipCorrupt, "the member's data ends \(compressedLeft ?? 0) bytes before its size says")
    }

    /// Stored data whose size stands behind it only: up to a descriptor that fits.
    private func storedOfUnknownLength(_ buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        let bytes = try source.peek(64 << 10)
        guard bytes.count >= 16 else { throw Failure(.zipTruncated, "the archive ends inside the member") }
        var at = 0
        while at + 16 <= bytes.count, at < buffer.count {
            if bytes[at] == 0x50, bytes.u32(at) == 0x0807_4B50, Int64(bytes.u32(at + 8)) == produced + Int64(at) { break }
            at += 1
        }
        if at == 0 { return 0 }
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<at]))
        try pass(at)
        return at
    }

    /// Compares sums and sizes at the member's end, and passes the descriptor behind it.
    private func verify() throws(Failure) {
        if header.hasDescriptor { try readDescriptor() }
        if claims.crcs.contains(where: { UInt($0) != crc }) { throw Failure(.zipCRC, "the checksum does not match") }
        if let wrong = claims.bytes.first(where: { $0 != produced }) {
            throw Failure(.zipCorrupt, "the member holds \(produced) bytes, not \(wrong) as the archive says")
        }
    }

    /// Sum and sizes behind the data (APPNOTE 4.3.9), with or without a signature, in four or eight bytes.
    private func readDescriptor() throws(Failure) {
        let bytes = try source.peek(24)
        let isSigned = bytes.count >= 4 && bytes.u32(0) == 0x0807_4B50
        let start = isSigned ? 4 : 0
        guard bytes.count >= start + 12 else {
            if claims.crcs.isEmpty { throw Failure(.zipTruncated, "the archive ends before the member's checksum") }
            return
        }
        // Without a signature only a sum that fits shows that there is a descriptor at all.
        guard isSigned || UInt(bytes.u32(0)) == crc else {
            if claims.crcs.isEmpty { throw Failure(.zipCRC, "the checksum behind the member does not match") }
            return
        }
        claims.crcs.append(UInt32(bytes.u32(start)))
        let isLarge = header.hasZip64 && bytes.count >= start + 20 && bytes.u64(start + 12) == produced
        claims.bytes.append(isLarge ? bytes.u64(start + 12) : Int64(bytes.u32(start + 8)))
        if !isLarge, produced > 0xFFFF_FFFE { claims.bytes.removeLast() }
        _ = try source.skip(Int64(start + (isLarge ? 20 : 12)))
    }
}
