/// Bytes that are read once, from front to back. Files, decompressors and archive members are all streams, one inside the other.
public protocol ByteStream: AnyObject {
    /// Fills `buffer` from its start.
    /// - Returns: the number of bytes written, at least 1 while there are any; 0 at the end and at every later call.
    /// - Throws: the `Failure` that ends the stream: damage, a limit, an I/O error.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int
}

/// A stream whose bytes can be had from anywhere as well, as those of files and of memory can.
public protocol PositionedStream: ByteStream {
    /// All bytes of the stream, `nil` where they cannot be had by position, as those of a pipe.
    var byteCount: Int64? { get }
    /// Fills `buffer` with the bytes at `offset`; where `read(into:)` stands is not touched.
    /// - Returns: the number of bytes written, 0 at and behind the end.
    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int
}

/// A stream over bytes in memory.
public final class MemoryStream: PositionedStream {
    private let bytes: [UInt8]
    private var position = 0

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        let count = try read(at: Int64(position), into: buffer)
        position += count
        return count
    }

    public var byteCount: Int64? { Int64(bytes.count) }

    public func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        guard offset >= 0, offset < Int64(bytes.count) else { return 0 }
        let from = Int(offset)
        let count = min(buffer.count, bytes.count - from)
        bytes.withUnsafeBytes { source in buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[from..<from + count])) }
        return count
    }
}
