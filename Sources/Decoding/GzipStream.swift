import CZlib
import Glibc
import Model

/// Inflates gzip data (RFC 1952) as it is read: all concatenated members, each checked against its CRC and length.
///
/// A damaged member's failure is thrown once; whoever reads on, as web archives do, gets the next member that can be found.
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
    /// Damage was told, and the next call looks for another member.
    private var isLost = false
    /// Where the current member begins in `input`, 0 where that was given up already.
    private var memberStart = 0
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
            if let deferred {
                if deferred.code == .gzipCorrupt || deferred.code == .gzipCRC {
                    self.deferred = nil
                    isLost = true
                }
                throw deferred
            }
            if isLost, try !findMember() { return 0 }
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
        memberStart = 0
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
            memberStart = next - UnsafeMutablePointer(input)
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

    /// Looks for the header of another member behind the damaged one's, and arranges that inflating begins anew there.
    /// - Returns: false at the end of the data.
    private func findMember() throws(Failure) -> Bool {
        // What was consumed of the buffer is still in it: a damaged member may have been read beyond its end.
        if let next = zlib.pointee.next_in {
            let end = next - UnsafeMutablePointer(input) + Int(zlib.pointee.avail_in)
            let start = min(end, memberStart + 1)
            zlib.pointee.next_in = input + start
            zlib.pointee.avail_in = UInt32(end - start)
        }
        while true {
            if zlib.pointee.avail_in < Self.trialBytes, !inputEnded {
                try refill()
                continue
            }
            guard let next = zlib.pointee.next_in, zlib.pointee.avail_in >= 18 else {
                isDone = true
                return false
            }
            let left = Int(zlib.pointee.avail_in)
            let hit = memchr(next, 0x1F, left).map { UnsafeRawPointer(next).distance(to: UnsafeRawPointer($0)) } ?? left
            zlib.pointee.next_in = next + hit
            zlib.pointee.avail_in = UInt32(left - hit)
            if left - hit >= 18, beginsText(next + hit, left - hit) {
                inflateReset(zlib)
                memberStart = next + hit - UnsafeMutablePointer(input)
                isLost = false
                return true
            }
            if hit < left, left - hit >= Self.trialBytes || inputEnded {
                zlib.pointee.next_in = next + hit + 1
                zlib.pointee.avail_in = UInt32(left - hit - 1)
            }
        }
    }

    /// Bytes that are enough to see whether a member begins.
    private static let trialBytes = 1 << 10

    /// True if these bytes are the header of a gzip member whose first bytes are printable ASCII: the headers of web archives' records are.
    private func beginsText(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int) -> Bool {
        guard bytes[1] == 0x8B, bytes[2] == 8, bytes[3] & 0xE0 == 0 else { return false }
        var trial = z_stream()
        guard inflateInit2_(&trial, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return false }
        defer { inflateEnd(&trial) }
        trial.next_in = bytes
        trial.avail_in = UInt32(count)
        var out: (UInt64) = 0
        let produced = withUnsafeMutableBytes(of: &out) { raw in
            trial.next_out = raw.baseAddress?.assumingMemoryBound(to: UInt8.self)
            trial.avail_out = UInt32(raw.count)
            let status = inflate(&trial, Z_NO_FLUSH)
            return status == Z_OK || status == Z_STREAM_END ? raw.count - Int(trial.avail_out) : 0
        }
        return withUnsafeBytes(of: out) { $0.prefix(produced).count >= 5 && $0.prefix(produced).allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
    }
}
