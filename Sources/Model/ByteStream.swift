/// Bytes that are read once, from front to back. Files, decompressors and archive members are all streams, one inside the other.
public protocol ByteStream: AnyObject {
    /// Fills `buffer` from its start.
    /// - Returns: the number of bytes written, at least 1 while there are any; 0 at the end and at every later call.
    /// - Throws: the `Failure` that ends the stream: damage, a limit, an I/O error.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int
}

/// A stream over bytes in memory.
public final class MemoryStream: ByteStream {
    private let bytes: [UInt8]
    private var position = 0

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        let count = min(buffer.count, bytes.count - position)
        if count > 0 {
            bytes.withUnsafeBytes { source in buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[position..<position + count]))
            }
            position += count
        }
        return count
    }
}
