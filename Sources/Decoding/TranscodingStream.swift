import Model

/// A stream of any charset as UTF-8, byte order mark left out.
///
/// UTF-8 without stray bytes passes as it is, also what is invalid in it: readers of records count and reject that by themselves.
public final class TranscodingStream: ByteStream {
    private static let chunkBytes = 32 << 10

    private let inner: any ByteStream
    private let transcoder: Transcoder?
    private var bomBytes: Int
    private var input: [UInt8] = []
    private var inputCount = 0
    private var output: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// - Parameters:
    ///   - inner: from the first byte on, which a mark may be.
    ///   - guess: its charset.
    public init(_ inner: any ByteStream, guess: CharsetGuess) {
        self.inner = inner
        bomBytes = guess.bomBytes
        let passes = guess.charset == .utf8 && !guess.hasStrayBytes
        transcoder = passes ? nil : Transcoder(guess.charset, readsStrayBytes: guess.hasStrayBytes)
        if !passes { input = [UInt8](repeating: 0, count: Self.chunkBytes) }
    }

    /// Bytes of the stream so far that were no characters and became U+FFFD.
    public var replacedBytes: Int { transcoder?.replacedBytes ?? 0 }
    /// Stray bytes in UTF-8 so far that were read as windows-1252.
    public var windows1252Bytes: Int { transcoder?.windows1252Bytes ?? 0 }

    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        if buffer.isEmpty { return 0 }
        if bomBytes > 0 {
            let count = bomBytes
            bomBytes = 0
            _ = try ByteSource.take(count, from: inner)
        }
        guard let transcoder else { return try inner.read(into: buffer) }
        while position == output.count {
            if isAtEnd { return 0 }
            try refill(transcoder)
        }
        let count = min(buffer.count, output.count - position)
        output.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count])) }
        position += count
        return count
    }

    private func refill(_ transcoder: Transcoder) throws(Failure) {
        let held = inputCount
        let inner = self.inner
        var failure: Failure?
        let count = input.withUnsafeMutableBytes { bytes in
            do throws(Failure) { return try inner.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[held...])) } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
        isAtEnd = count == 0
        inputCount += count
        let total = inputCount
        var used = 0
        position = 0
        output = [UInt8](unsafeUninitializedCapacity: total * Transcoder.growth + Transcoder.slack) { buffer, filled in
            var out = UTF8Cursor(buffer)
            input.withUnsafeBytes { used = transcoder.convert(UnsafeRawBufferPointer(rebasing: $0[..<total]), isLast: isAtEnd, &out) }
            filled = out.count
        }
        input.withUnsafeMutableBytes { bytes in
            UnsafeMutableRawBufferPointer(rebasing: bytes[..<(total - used)])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[used..<total]))
        }
        inputCount = total - used
    }
}
