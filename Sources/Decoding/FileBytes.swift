import Glibc
import Model

/// Small files, read whole: hash and parse then share one read.
public enum FileBytes {
    /// Refuses a file that is nearly all holes: it is a bomb whose compressor is the file system, and only reading it to its end would tell.
    /// - Parameters:
    ///   - descriptor: a regular file, open for reading.
    ///   - limits: `ratioMax` and `ratioGraceBytes`, as for compressed data.
    /// - Throws: `ratio-limit`, `io-error`.
    public static func checkHoles(descriptor: Int32, limits: Limits) throws(Failure) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Failure(.ioError, "fstat: " + String(cString: strerror(errno))) }
        let bytes = Int64(status.st_size)
        let stored = Int64(status.st_blocks) * 512
        guard bytes > limits.ratioGraceBytes, bytes / Int64(max(1, limits.ratioMax)) > stored else { return }
        // Some file systems count no blocks; they know of no holes either and name the end instead.
        guard lseek(descriptor, 0, seekHole) < status.st_size else { return }
        throw Failure(.ratioLimit, "\(bytes) bytes of which the disk holds \(stored): the rest is holes (max_ratio \(limits.ratioMax))")
    }

    /// SEEK_HOLE, which Glibc does not show to Swift.
    private static let seekHole: Int32 = 4

    /// All bytes of a file from its offset 0, whatever the descriptor's position.
    /// - Parameters:
    ///   - descriptor: a regular file, open for reading.
    ///   - limit: bytes that are read at most.
    /// - Returns: `nil` where the file holds more than `limit` bytes; nothing of it is kept then.
    /// - Throws: `io-error`.
    public static func readWhole(descriptor: Int32, upTo limit: Int) throws(Failure) -> [UInt8]? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Failure(.ioError, "fstat: " + String(cString: strerror(errno))) }
        let expected = Int(status.st_size)
        if expected > limit { return nil }
        let stream = FileStream(descriptor: descriptor)
        var failure: Failure?
        // One byte more than expected, so that the read that fills the buffer also proves that the end was reached.
        var bytes = [UInt8](unsafeUninitializedCapacity: expected + 1) { buffer, count in
            do throws(Failure) { count = try ByteSource.fill(UnsafeMutableRawBufferPointer(buffer), from: stream) } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        if bytes.count <= expected { return bytes }
        // The file grew after fstat: go on as a stream does.
        while bytes.count <= limit {
            let more = try ByteSource.take(64 << 10, from: stream)
            if more.isEmpty { return bytes }
            bytes += more
        }
        return nil
    }
}

/// Reading helpers shared by the streams of this room.
enum ByteSource {
    /// Reads until the buffer is full or the stream ends; gives the number of bytes read.
    static func fill(_ buffer: UnsafeMutableRawBufferPointer, from stream: any ByteStream) throws(Failure) -> Int {
        var count = 0
        while count < buffer.count {
            let got = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
            if got == 0 { break }
            count += got
        }
        return count
    }

    /// Up to `count` bytes as an array, fewer only at the end of the stream.
    static func take(_ count: Int, from stream: any ByteStream) throws(Failure) -> [UInt8] {
        var failure: Failure?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(Failure) { filled = try fill(UnsafeMutableRawBufferPointer(buffer), from: stream) } catch { failure = error }
        }
        if let failure { throw failure }
        return bytes
    }
}
