import Model

/// The first bytes of a stream, as a recogniser looks at them.
public struct Head: Sendable {
    /// At most as many as were asked for, usually 64 KiB.
    public var bytes: [UInt8]
    /// True where `bytes` is all there is.
    public var isWhole: Bool

    public init(bytes: [UInt8], isWhole: Bool) {
        self.bytes = bytes
        self.isWhole = isWhole
    }
}

/// A stream whose first bytes can be looked at without being consumed.
public final class PeekStream: ByteStream {
    private let inner: any ByteStream
    private var held: [UInt8] = []
    private var position = 0
    private var isAtEnd = false
    /// A failure met while peeking, kept until the bytes before it have been read.
    private var deferred: Failure?

    public init(_ inner: any ByteStream) { self.inner = inner }

    /// The next bytes, which stay where they are.
    /// - Parameter count: bytes wanted; fewer come only at the end of the stream or before damage.
    /// - Throws: the stream's failure, only where no byte precedes it; otherwise `read` throws it when it gets there.
    public func peek(_ count: Int = 64 << 10) throws(Failure) -> Head {
        if position > 0 {
            held.removeSubrange(..<position)
            position = 0
        }
        while held.count < count, !isAtEnd, deferred == nil {
            let missing = count - held.count
            let inner = self.inner
            var failure: Failure?
            let more = [UInt8](unsafeUninitializedCapacity: missing) { buffer, filled in
                do throws(Failure) { filled = try inner.read(into: UnsafeMutableRawBufferPointer(buffer)) } catch { failure = error }
            }
            deferred = failure
            if failure == nil, more.isEmpty { isAtEnd = true }
            if held.isEmpty { held = more } else { held += more }
        }
        if held.isEmpty, let deferred { throw deferred }
        return Head(bytes: held.count > count ? Array(held[..<count]) : held, isWhole: isAtEnd && held.count <= count)
    }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        if position < held.count {
            let count = min(buffer.count, held.count - position)
            held.withUnsafeBytes { source in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[position..<position + count]))
            }
            position += count
            if position == held.count {
                held = []
                position = 0
            }
            return count
        }
        if let deferred {
            // Once: what can go on behind the damage is asked again.
            self.deferred = nil
            throw deferred
        }
        return isAtEnd ? 0 : try inner.read(into: buffer)
    }
}
