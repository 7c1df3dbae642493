import Model

/// Charges what is read of the file itself to its budget.
final class MeteredStream: PositionedStream {
    private let inner: any ByteStream
    private let budget: Budget

    init(_ inner: any ByteStream, _ budget: Budget) {
        self.inner = inner
        self.budget = budget
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        let count = try inner.read(into: buffer)
        try budget.take(input: count)
        return count
    }

    var byteCount: Int64? { (inner as? any PositionedStream)?.byteCount }

    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        guard let inner = inner as? any PositionedStream else { return 0 }
        let count = try inner.read(at: offset, into: buffer)
        try budget.take(input: count)
        return count
    }
}

/// The bytes of an archive's current member.
final class EntryStream: ByteStream {
    private let reader: any ContainerReader
    private let serial: Int

    init(_ reader: any ContainerReader) {
        self.reader = reader
        serial = reader.entryCount
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        guard serial == reader.entryCount, !buffer.isEmpty else { return 0 }
        return try reader.read(into: buffer)
    }
}

/// What the caller reads: failures carry the member's address, and nothing comes once the next member was asked for.
final class MemberStream: ByteStream {
    private let inner: any ByteStream
    private let address: ItemAddress
    private var isOpen = true

    init(_ inner: any ByteStream, address: ItemAddress) {
        self.inner = inner
        self.address = address
    }

    /// Ends the stream: its bytes are no longer there.
    func close() { isOpen = false }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        guard isOpen else { return 0 }
        do throws(Failure) { return try inner.read(into: buffer) } catch {
            var failure = error
            if failure.address == nil { failure.address = address }
            throw failure
        }
    }
}
