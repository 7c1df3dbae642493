import CArchive
import Model

/// Feeds libarchive from a stream, and remembers the last blocks so that reading can begin again at a point within them.
final class ArchiveSource {
    private static let blockBytes = 64 << 10
    /// An end-of-archive record with the longest comment a zip may have.
    private static let tailBytes = 22 + 65_535

    private let stream: any ByteStream
    // Two blocks in turn: libarchive may still look at one while it asks for the next.
    private let blocks: [UnsafeMutableRawBufferPointer]
    private var filled = [0, 0]
    private var starts: [Int64] = [0, 0]
    private var current = 1
    /// Blocks to hand out again before the stream is asked for more: index and first byte.
    private var replay: [(block: Int, from: Int)] = []
    private var received: Int64 = 0
    /// The stream has said that it is at its end.
    private(set) var reachedEnd = false
    /// The failure of the stream below, which libarchive's own message would hide.
    private(set) var failure: Failure?
    private var tail: [UInt8] = []
    private let keepsTail: Bool

    init(_ stream: any ByteStream, keepsTail: Bool) {
        self.stream = stream
        self.keepsTail = keepsTail
        blocks = (0..<2).map { _ in .allocate(byteCount: Self.blockBytes, alignment: 64) }
    }

    deinit { for block in blocks { block.deallocate() } }

    /// The next block of bytes, empty at the end, `nil` after a failure.
    func nextBlock() -> UnsafeRawBufferPointer? {
        if !replay.isEmpty {
            let (block, from) = replay.removeFirst()
            current = block
            return UnsafeRawBufferPointer(rebasing: blocks[block][from..<filled[block]])
        }
        if failure != nil { return nil }
        let block = 1 - current
        do throws(Failure) {
            let count = try ByteSource.fill(blocks[block], from: stream)
            if count == 0 {
                reachedEnd = true
                return UnsafeRawBufferPointer(start: nil, count: 0)
            }
            current = block
            filled[block] = count
            starts[block] = received
            received += Int64(count)
            let bytes = UnsafeRawBufferPointer(rebasing: blocks[block][..<count])
            if keepsTail {
                tail += bytes
                if tail.count > 4 * Self.tailBytes { tail.removeFirst(tail.count - Self.tailBytes) }
            }
            return bytes
        } catch {
            failure = error
            return nil
        }
    }

    /// Reads and drops what is left of the stream, so that the checks of the layers below are made.
    func drain() {
        replay = []
        while let block = nextBlock(), !block.isEmpty {}
    }

    /// Looks for the next zip member header at or after `offset` and arranges that reading begins anew there.
    /// - Parameter offset: bytes from the start of the stream; what has left the two blocks cannot be searched again.
    /// - Returns: the offset where it was found, `nil` at the end.
    func seekZipHeader(from offset: Int64) -> Int64? {
        let order = [1 - current, current].filter { filled[$0] > 0 }
        var index = 0
        var window: [UInt8] = []
        var windowStart = order.first.map { max(offset, starts[$0]) } ?? received
        replay = []
        while true {
            if index < order.count {
                let block = order[index]
                let from = Int(max(0, min(windowStart + Int64(window.count) - starts[block], Int64(filled[block]))))
                window += blocks[block][from..<filled[block]]
                index += 1
            } else if let more = nextBlock(), !more.isEmpty {
                window += more
            } else {
                return nil
            }
            if let found = Self.find([0x50, 0x4B, 0x03, 0x04], in: window) {
                let position = windowStart + Int64(found)
                for block in [1 - current, current] where filled[block] > 0 && starts[block] + Int64(filled[block]) > position {
                    replay.append((block, Int(max(0, position - starts[block]))))
                }
                return position
            }
            let keep = min(3, window.count)
            windowStart += Int64(window.count - keep)
            window.removeFirst(window.count - keep)
        }
    }

    /// True where the stream's last bytes hold the record that ends every zip archive.
    var endsAsZip: Bool {
        let bytes = tail.suffix(Self.tailBytes)
        guard bytes.count >= 22 else { return false }
        var at = bytes.endIndex - 22
        while at >= bytes.startIndex {
            if bytes[at] == 0x50, bytes[at + 1] == 0x4B, bytes[at + 2] == 0x05, bytes[at + 3] == 0x06 { return true }
            at -= 1
        }
        return false
    }

    private static func find(_ needle: [UInt8], in bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { buffer in
            guard buffer.count >= needle.count else { return nil }
            for at in 0...(buffer.count - needle.count) where buffer[at] == needle[0] {
                if (1..<needle.count).allSatisfy({ buffer[at + $0] == needle[$0] }) { return at }
            }
            return nil
        }
    }
}
