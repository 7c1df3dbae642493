import Glibc
import Model

/// The bytes of an open descriptor, from its start or from where it stands. The descriptor stays its owner's to close.
public final class FileStream: PositionedStream {
    private let descriptor: Int32
    private let isSeekable: Bool
    /// Bytes given out so far.
    public private(set) var bytesRead: Int64 = 0

    /// - Parameters:
    ///   - descriptor: open for reading.
    ///   - isSeekable: true for files: read with `pread` from offset 0, the descriptor's own position is neither used nor moved;
    ///     false for pipes: read from where it stands.
    public init(descriptor: Int32, isSeekable: Bool = true) {
        self.descriptor = descriptor
        self.isSeekable = isSeekable
    }

    /// Takes the next bytes of the file; interrupted calls are repeated.
    /// - Throws: `io-error` with the system's reason.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        let count = try read(at: bytesRead, into: buffer)
        bytesRead += Int64(count)
        return count
    }

    public var byteCount: Int64? {
        var status = stat()
        guard isSeekable, fstat(descriptor, &status) == 0 else { return nil }
        return Int64(status.st_size)
    }

    public func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        guard let base = buffer.baseAddress, buffer.count > 0 else { return 0 }
        while true {
            let count = isSeekable ? pread(descriptor, base, buffer.count, off_t(offset)) : Glibc.read(descriptor, base, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw Failure(.ioError, "read: " + String(cString: strerror(errno)), byteOffset: Int(offset)) }
        }
    }
}
