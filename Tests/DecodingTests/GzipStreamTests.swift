import Model
import Testing

@testable import Decoding

@Suite struct GzipStreamTests {
    private let text = "Harbour vote\n\nThe harbour board voted on Friday.\n"

    @Test("a plain gzip comes out whole and adds no step to the path")
    func plain() {
        let found = Unwrapped(Containers.gzip(Array(text.utf8)))
        #expect(found.members == [""])
        #expect(found.texts == [text])
        #expect(found.rejects.isEmpty)
    }

    @Test("a gzip cut at any byte is gzip-truncated and nothing else")
    func truncatedEverywhere() {
        let whole = Containers.gzip(Array(text.utf8) + noise(300))
        for length in 2..<whole.count {
            let found = Unwrapped(Array(whole[..<length]))
            #expect(found.rejects == ["gzip-truncated #0"], "cut after \(length) bytes")
            #expect(found.thrown == nil)
        }
    }

    @Test("concatenated members are one text, however the bytes arrive", arguments: [1, 2, 3, 7, 1 << 16])
    func concatenated(step: Int) {
        let bytes = Containers.gzip(Array("one ".utf8)) + Containers.gzip([]) + Containers.gzip(Array("two".utf8))
        #expect(Unwrapped(DribblingStream(bytes, step: step)).texts == ["one two"])
    }

    @Test("a second member that is cut is gzip-truncated")
    func secondMemberCut() {
        let bytes = Containers.gzip(Array("one ".utf8)) + Containers.gzip(Array("two".utf8)).dropLast(5)
        #expect(Unwrapped(bytes).rejects == ["gzip-truncated #0"])
    }

    @Test("a wrong checksum and a wrong length are gzip-crc", arguments: [8, 6, 4, 2])
    func checksum(fromEnd: Int) {
        var bytes = Containers.gzip(Array(text.utf8))
        bytes[bytes.count - fromEnd] ^= 0xFF
        #expect(Unwrapped(bytes).rejects == ["gzip-crc #0"])
    }

    @Test("damaged deflate data and an unknown method are gzip-corrupt")
    func corrupt() {
        var bytes = Containers.gzip(noise(2000))
        bytes[10] = 0xFF
        #expect(Unwrapped(bytes).rejects == ["gzip-corrupt #0"])
        #expect(Unwrapped([0x1F, 0x8B, 7] + [UInt8](repeating: 0, count: 40)).rejects == ["gzip-corrupt #0"])
    }

    @Test("bytes after the end are reported and cost nothing, NUL padding is silent")
    func trailing() {
        let bytes = Containers.gzip(Array(text.utf8))
        let garbage = Unwrapped(bytes + Array("garbage".utf8))
        #expect(garbage.texts == [text])
        #expect(garbage.rejects == ["gzip-corrupt #0"])
        #expect(Unwrapped(bytes + [UInt8](repeating: 0, count: 70_000)).rejects.isEmpty)
    }

    @Test("ninety megabytes of zeros end at the ratio limit, two layers of them as well")
    func bomb() {
        let bomb = Containers.gzip([UInt8](repeating: 0, count: 40 << 20), level: 9)
        #expect(Unwrapped(bomb).rejects == ["ratio-limit #0"])
        let twice = Containers.gzip((0..<20).flatMap { _ in bomb }, level: 9)
        #expect(Unwrapped(twice).rejects == ["ratio-limit #0"])
    }
}
