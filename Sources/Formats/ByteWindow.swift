import Model

/// The part of a stream that is in memory: grows while one record needs it, shrinks again afterwards. Formats that find their records by
/// bytes (JSON, mailboxes, web archives) read through one.
///
/// Positions are indices into `bytes`; `fill` moves what is left to the front, so positions do not outlive it.
final class ByteWindow {
    private let stream: any ByteStream
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// First byte that is still needed.
    private(set) var start = 0
    /// One past the last byte read.
    private(set) var end = 0
    private(set) var isAtEnd = false
    /// A failure of the stream, kept until the records before it have been given.
    private var deferred: Failure?
    /// Offset of `bytes[0]` in the member.
    private var baseOffset = 0
    /// Line ends before `bytes[0]`.
    private var baseLines = 0
    /// How far line ends have been counted, and how many there were: a million rejects in one window must not count it a million times.
    private var counted = (position: 0, lines: 0)

    static let bytesUsual = 256 << 10

    init(_ stream: any ByteStream) {
        self.stream = stream
        capacity = Self.bytesUsual
        bytes = .allocate(capacity: capacity)
    }

    deinit { bytes.deallocate() }

    func consume(to position: Int) { start = position }

    /// Reads on until `count` bytes from `start` are there or the stream ends.
    /// - Returns: the bytes there, at most `count`.
    /// - Throws: the stream's failure; what was read before it stays.
    func need(_ count: Int) throws(Failure) -> Int {
        while end - start < count, try fill() {}
        return min(count, end - start)
    }

    /// Offset in the member of a position.
    func offset(_ position: Int) -> Int { baseOffset + position }

    /// 1-based line of a position.
    func line(_ position: Int) -> Int { baseLines + linesBefore(position) + 1 }

    private func linesBefore(_ position: Int) -> Int {
        if position < counted.position { counted = (0, 0) }
        counted.lines += Self.lines(bytes + counted.position, position - counted.position)
        counted.position = position
        return counted.lines
    }

    /// Reads more behind what is still needed: at least as much again, so that scanning anew from `start` stays linear.
    /// - Returns: false at the end of the stream.
    /// - Throws: the stream's failure, once everything read before it has been scanned; a later call asks the stream again.
    func fill() throws(Failure) -> Bool {
        if let deferred {
            self.deferred = nil
            throw deferred
        }
        if isAtEnd { return false }
        let kept = end - start
        baseLines += linesBefore(start)
        counted = (0, 0)
        baseOffset += start
        let wanted = max(Self.bytesUsual, kept * 2)
        if wanted > capacity || (capacity > 4 * Self.bytesUsual && wanted * 2 < capacity) {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
            larger.update(from: bytes + start, count: kept)
            bytes.deallocate()
            (bytes, capacity) = (larger, wanted)
        } else if start > 0 {
            bytes.update(from: bytes + start, count: kept)
        }
        (start, end) = (0, kept)
        while end < capacity, !isAtEnd {
            do throws(Failure) {
                let count = try stream.read(into: UnsafeMutableRawBufferPointer(start: bytes + end, count: capacity - end))
                isAtEnd = count == 0
                end += count
            } catch {
                if end == kept { throw error }
                deferred = error
                break
            }
        }
        return end > kept
    }

    /// Up to 80 bytes around a position, control bytes as dots.
    func context(_ position: Int) -> String {
        let from = max(0, position - 40)
        let slice = UnsafeBufferPointer(start: bytes + from, count: max(0, min(end, position + 40) - from))
        return String(decoding: slice.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    }

    private static func lines(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var lines = 0
        var at = 0
        while let hit = ByteSearch.first(0x0A, bytes, at, count) {
            lines += 1
            at = hit + 1
        }
        return lines
    }
}
