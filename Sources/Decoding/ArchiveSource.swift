import CArchive
import Model

/// Feeds libarchive from a stream.
final class ArchiveSource {
    private static let blockBytes = 64 << 10

    private let stream: any ByteStream
    // Two blocks in turn: libarchive may still look at one while it asks for the next.
    private let blocks: [UnsafeMutableRawBufferPointer]
    private var current = 1
    /// The stream has said that it is at its end.
    private(set) var reachedEnd = false
    /// The failure of the stream below, which libarchive's own message would hide.
    private(set) var failure: Failure?

    init(_ stream: any ByteStream) {
        self.stream = stream
        blocks = (0..<2).map { _ in .allocate(byteCount: Self.blockBytes, alignment: 64) }
    }

    deinit { for block in blocks { block.deallocate() } }

    /// The next block of bytes, empty at the end, `nil` after a failure.
    func nextBlock() -> UnsafeRawBufferPointer? {
        if failure != nil { return nil }
        let block = 1 - current
        do throws(Failure) {
            let count = try ByteSource.fill(blocks[block], from: stream)
            if count == 0 {
                reachedEnd = true
                return UnsafeRawBufferPointer(start: nil, count: 0)
            }
            current = block
            return UnsafeRawBufferPointer(rebasing: blocks[block][..<count])
        } catch {
            failure = error
            return nil
        }
    }

    /// Reads and drops what is left of the stream, so that the checks of the layers below are made.
    func drain() {
        while let block = nextBlock(), !block.isEmpty {}
    }
}
