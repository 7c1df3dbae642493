import Model

/// The bytes of a zip archive under a window: from front to back, or from anywhere where the stream allows it.
final class ZipSource {
    private static let windowBytes = 128 << 10

    private let stream: any ByteStream
    /// `nil` where bytes can only be read in order.
    private let positioned: (any PositionedStream)?
    private let window = UnsafeMutableRawBufferPointer.allocate(byteCount: windowBytes, alignment: 64)
    /// Offset of the window's first byte, bytes in it, and where reading stands in it.
    private var base: Int64 = 0
    private var filled = 0
    private var at = 0
    private(set) var reachedEnd = false
    /// The failure of the stream below; reading ends there.
    private(set) var failure: Failure?

    /// - Parameter positioned: the same bytes by position, where they can be had so.
    init(_ stream: any ByteStream, positioned: (any PositionedStream)?) {
        self.stream = stream
        self.positioned = positioned
    }

    deinit { window.deallocate() }

    var canSeek: Bool { positioned != nil }

    /// Where reading stands, from the start of the archive's bytes.
    var offset: Int64 { base + Int64(at) }

    /// The next bytes without passing them: at least `count`, fewer at the end only.
    /// - Parameter count: at most 64 KiB.
    /// - Throws: the failure of the stream below.
    func peek(_ count: Int) throws(Failure) -> UnsafeRawBufferPointer {
        while filled - at < count, !reachedEnd { try fill() }
        return UnsafeRawBufferPointer(rebasing: window[at..<filled])
    }

    /// Passes bytes that may lie beyond the window; false where the stream ends before.
    func skip(_ count: Int64) throws(Failure) -> Bool {
        if count <= Int64(filled - at) {
            at += Int(count)
            return true
        }
        if let size = positioned?.byteCount {
            let target = offset + count
            seek(min(size, target))
            return target <= size
        }
        var left = count
        while left > Int64(filled - at) {
            left -= Int64(filled - at)
            at = filled
            if reachedEnd { return left == 0 }
            try fill()
        }
        at += Int(left)
        return true
    }

    /// Goes to an offset; false where it has left the window of a stream that only goes forward.
    @discardableResult
    func seek(_ offset: Int64) -> Bool {
        if offset >= base, offset <= base + Int64(filled) {
            at = Int(offset - base)
            return true
        }
        guard positioned != nil else { return false }
        (base, filled, at, reachedEnd) = (offset, 0, 0, false)
        return true
    }

    /// Reads more behind the window's end; what was passed leaves it only where room is needed.
    private func fill() throws(Failure) {
        if let failure { throw failure }
        if filled == window.count {
            // Some of what was passed stays, so that a search may go back a little.
            let from = max(0, at - Self.windowBytes / 4)
            if from == 0 { return }
            window.copyMemory(from: UnsafeRawBufferPointer(rebasing: window[from..<filled]))
            base += Int64(from)
            filled -= from
            at -= from
        }
        let room = UnsafeMutableRawBufferPointer(rebasing: window[filled...])
        do throws(Failure) {
            let count =
                if let positioned { try positioned.read(at: base + Int64(filled), into: room) } else { try stream.read(into: room) }
            if count == 0 { reachedEnd = true }
            filled += count
        } catch {
            failure = error
            throw error
        }
    }

    /// Reads and drops what is left, so that the checks of the layers below are made.
    func drain() throws(Failure) {
        guard positioned == nil else { return }
        repeat {
            at = filled
            try fill()
        } while !reachedEnd
    }
}

extension UnsafeRawBufferPointer {
    /// A little-endian number of two bytes; the caller has checked that they are there.
    func u16(_ at: Int) -> Int { Int(self[at]) | Int(self[at + 1]) << 8 }
    /// A little-endian number of four bytes.
    func u32(_ at: Int) -> Int { u16(at) | u16(at + 2) << 16 }
    /// A little-endian number of eight bytes; what no file can be becomes the largest number.
    func u64(_ at: Int) -> Int64 {
        let high = u32(at + 4)
        return high >= 1 << 24 ? 1 << 56 : Int64(high) << 32 | Int64(u32(at))
    }
}
