import CZlib
import Model

/// Inflates gzip data (RFC 1952) as it is read: all concatenated members, each checked against its CRC and length.
final class GzipStream: ByteStream {
    private static let inputBytes = 64 << 10

    private let inner: any ByteStream
    private let budget: Budget
    // On the heap by hand: zlib keeps a pointer to its own stream record and compares it at each call.
    private let zlib: UnsafeMutablePointer<z_stream>
    private let input: UnsafeMutablePointer<UInt8>
    private var inputEnded = false
    private var isDone = false
    private var deferred: Failure?
    /// Bytes after the last complete member, 0 where they are nothing but NUL padding.
    private(set) var trailingGarbageBytes = 0

    init(_ inner: any ByteStream, budget: Budget) {
        self.inner = inner
        self.budget = budget
        zlib = .allocate(capacity: 1)
        zlib.initialize(to: z_stream())
        input = .allocate(capacity: Self.inputBytes)
        // 15 bits of window, and 16 to ask for a gzip header.
        if inflateInit2_(zlib, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) != Z_OK {
            deferred = Failure(.outOfMemory, "zlib could not start")
        }
    }

    deinit {
        inflateEnd(zlib)
        zlib.deallocate()
        input.deallocate()
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        guard let base = buffer.baseAddress, buffer.count > 0 else { return 0 }
        while !isDone {
            if let deferred { throw deferred }
            if zlib.pointee.avail_in == 0 { try refill() }
            zlib.pointee.next_out = base.assumingMemoryBound(to: UInt8.self)
            let room = UInt32(clamping: buffer.count)
            zlib.pointee.avail_out = room
            let status = inflate(zlib, Z_NO_FLUSH)
            let produced = Int(room - zlib.pointee.avail_out)
            do throws(Failure) { try judge(status) } catch { deferred = error }
            if produced > 0 {
                try budget.take(output: produced)
                return produced
            }
        }
        return 0
    }

    /// What zlib's answer means for the next call.
    private func judge(_ status: Int32) throws(Failure) {
        switch status {
        case Z_OK: return
        case Z_STREAM_END: try startNextMember()
        case Z_BUF_ERROR:
            // No progress: only an error where no more input can come.
            if inputEnded, zlib.pointee.avail_in == 0 { throw Failure(.gzipTruncated) }
        case Z_MEM_ERROR: throw Failure(.outOfMemory, "zlib needs more memory")
        default:
            let message = zlib.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)"
            let isCheck = message == "incorrect data check" || message == "incorrect length check"
            throw Failure(isCheck ? .gzipCRC : .gzipCorrupt, message)
        }
    }

    /// Reads input behind what is left of it; sets `inputEnded` at the end.
    private func refill() throws(Failure) {
        let left = Int(zlib.pointee.avail_in)
        if left > 0, let rest = zlib.pointee.next_in { input.update(from: rest, count: left) }
        zlib.pointee.next_in = input
        let count = try inner.read(into: UnsafeMutableRawBufferPointer(start: input + left, count: Self.inputBytes - left))
        if count == 0 { inputEnded = true }
        zlib.pointee.avail_in = UInt32(left + count)
    }

    /// After a member's end: another member, the end, or bytes that belong to nothing.
    private func startNextMember() throws(Failure) {
        while zlib.pointee.avail_in < 2, !inputEnded { try refill() }
        let left = Int(zlib.pointee.avail_in)
        if left >= 2, let next = zlib.pointee.next_in, next[0] == 0x1F, next[1] == 0x8B {
            inflateReset(zlib)
            return
        }
        isDone = true
        var bytes = 0
        var isPadding = true
        while zlib.pointee.avail_in > 0, let next = zlib.pointee.next_in {
            let count = Int(zlib.pointee.avail_in)
            if isPadding { isPadding = UnsafeBufferPointer(start: next, count: count).allSatisfy { $0 == 0 } }
            bytes += count
            zlib.pointee.avail_in = 0
            try refill()
        }
        if !isPadding { trailingGarbageBytes = bytes }
    }
}
