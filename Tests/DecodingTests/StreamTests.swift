import Foundation
import Model
import Testing

@testable import Decoding

/// A stream that fails after some bytes.
private final class FailingStream: ByteStream {
    private var bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        if bytes.isEmpty { throw Failure(.ioError, "broken") }
        let count = min(buffer.count, bytes.count)
        for index in 0..<count { buffer[index] = bytes[index] }
        bytes.removeFirst(count)
        return count
    }
}

@Suite struct StreamTests {
    /// Calls `body` with a descriptor of a new file that holds the bytes.
    private func withFile(_ bytes: [UInt8], _ body: (Int32) throws -> Void) throws {
        var template = Array((NSTemporaryDirectory() + "/decoding.XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        try #require(descriptor >= 0)
        defer {
            close(descriptor)
            unlink(template)
        }
        #expect(write(descriptor, bytes, bytes.count) == bytes.count)
        try body(descriptor)
    }

    @Test("a file that is nearly all holes is a bomb; one with as many bytes, or with few holes, is none")
    func holes() throws {
        var limits = Limits()
        limits.ratioMax = 10
        limits.ratioGraceBytes = 100_000
        try withFile(Array("Headline".utf8)) { (descriptor: Int32) throws -> Void in
            #expect(ftruncate(descriptor, 1 << 40) == 0)
            #expect(throws: Failure.self) { try FileBytes.checkHoles(descriptor: descriptor, limits: limits) }
            #expect(ftruncate(descriptor, 100_000) == 0)
            try FileBytes.checkHoles(descriptor: descriptor, limits: limits)
        }
        try withFile(noise(200_000)) { (descriptor: Int32) throws -> Void in
            #expect(ftruncate(descriptor, 400_000) == 0)
            try FileBytes.checkHoles(descriptor: descriptor, limits: limits)
        }
    }

    @Test("a file is read from its start wherever its descriptor stands, and counted")
    func file() throws {
        let bytes = noise(200_000)
        try withFile(bytes) { (descriptor: Int32) throws -> Void in
            let stream = FileStream(descriptor: descriptor)
            #expect(try Unwrapped.readAll(stream) == bytes)
            #expect(stream.bytesRead == 200_000)
            #expect(try FileBytes.readWhole(descriptor: descriptor, upTo: 200_000) == bytes)
            #expect(try FileBytes.readWhole(descriptor: descriptor, upTo: 199_999) == nil)
            #expect(try FileDigest.sha256(descriptor: descriptor) == Digest.sha256(bytes))
            #expect(try FileDigest.md5(descriptor: descriptor) == Digest.md5(bytes))
        }
    }

    @Test("a pipe is read to its end")
    func pipe() throws {
        var ends: [Int32] = [0, 0]
        try #require(Glibc.pipe(&ends) == 0)
        #expect(write(ends[1], Array("through".utf8), 7) == 7)
        close(ends[1])
        defer { close(ends[0]) }
        #expect(try Unwrapped.readAll(FileStream(descriptor: ends[0], isSeekable: false)) == Array("through".utf8))
    }

    @Test("a descriptor that cannot be read is io-error")
    func unreadable() {
        #expect(throws: Failure.self) { try FileBytes.readWhole(descriptor: -1, upTo: 10) }
        #expect { try Unwrapped.readAll(FileStream(descriptor: -1)) } throws: { ($0 as? Failure)?.code == .ioError }
    }

    @Test("peeking takes nothing away, in pieces of any size", arguments: [1, 3, 64, 1000])
    func peek(step: Int) throws {
        let bytes = noise(500)
        let stream = PeekStream(DribblingStream(bytes, step: step))
        #expect(try stream.peek(10).bytes == Array(bytes[..<10]))
        #expect(try stream.peek(10).isWhole == false)
        #expect(try ByteSource.take(5, from: stream) == Array(bytes[..<5]))
        let head = try stream.peek(1000)
        #expect(head.bytes == Array(bytes[5...]) && head.isWhole)
        #expect(try Unwrapped.readAll(stream) == Array(bytes[5...]))
    }

    @Test("a failure met while peeking comes after the bytes before it")
    func peekFailure() throws {
        let stream = PeekStream(FailingStream([1, 2, 3]))
        let head = try stream.peek(10)
        #expect(head.bytes == [1, 2, 3] && !head.isWhole)
        #expect(try ByteSource.take(3, from: stream) == [1, 2, 3])
        #expect(throws: Failure.self) { try ByteSource.take(1, from: stream) }
        #expect(throws: Failure.self) { try stream.peek(1) }
    }

    @Test("a digest is taken of what passes through")
    func digestStream() throws {
        let stream = DigestStream(DribblingStream(Array("abc".utf8), step: 2))
        _ = try Unwrapped.readAll(stream)
        #expect(Digest.hex(stream.finish()) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}

@Suite struct DigestTests {
    @Test("SHA-256 and MD5 of known messages (FIPS 180-2, RFC 1321)")
    func vectors() {
        #expect(Digest.hex(Digest.sha256([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(Digest.hex(Digest.sha256(Array("abc".utf8))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Digest.hex(Digest.md5(Array("abc".utf8))) == "900150983cd24fb0d6963f7d28e17f72")
    }

    @Test("a uid is the first half of sha256(file ‖ member ‖ 0 ‖ ordinal), whatever was asked before")
    func uids() {
        let file = Digest.sha256(Array("file".utf8))
        let maker = UIDMaker(fileSHA256: file)
        for (member, ordinal) in [("", 1), ("", 10), ("a.txt", 2), ("b!c", 123_456), ("", 7)] {
            let whole = Digest.sha256(file + Array(member.utf8) + [0] + Array(String(ordinal).utf8))
            #expect(maker.uid(member: member, ordinal: ordinal).bytes == Array(whole[..<16]))
            #expect(ArticleUID.derive(fileSHA256: file, member: member, ordinal: ordinal).bytes == Array(whole[..<16]))
        }
    }
}

@Suite struct BudgetTests {
    private func code(_ body: () throws -> Void) -> FailureCode? {
        do {
            try body()
            return nil
        } catch { return (error as? Failure)?.code }
    }

    @Test("each limit is a failure with its name")
    func names() {
        var limits = Limits()
        limits.outputBytesMax = 1000
        limits.ratioMax = 5
        limits.ratioGraceBytes = 100
        limits.membersMax = 1
        limits.depthMax = 2
        #expect(code { try Budget(limits: limits).take(input: 1001) } == .sizeLimit)
        let budget = Budget(limits: limits)
        #expect(code { try budget.take(input: 100) } == nil)
        #expect(code { try budget.take(output: 500) } == nil)
        #expect(code { try budget.take(output: 100) } == .ratioLimit)
        #expect(code { try budget.take(output: 1000) } == .sizeLimit)
        #expect(code { try budget.takeMember() } == nil)
        #expect(code { try budget.takeMember() } == .memberLimit)
        #expect(code { try budget.check(depth: 2) } == nil)
        #expect(code { try budget.check(depth: 3) } == .nestingLimit)
    }

    @Test("time counts only within turns, by the clock that was passed in")
    func time() {
        final class Clock { var now: UInt64 = 0 }
        let clock = Clock()
        var limits = Limits()
        limits.parseSecondsMax = 2
        let budget = Budget(limits: limits) { clock.now }
        clock.now = 1_500_000_000
        #expect(code { try budget.checkTime() } == nil)
        budget.endTurn()
        // Another thread's clock may stand anywhere.
        clock.now = 100
        budget.beginTurn()
        clock.now += 400_000_000
        #expect(code { try budget.checkTime() } == nil)
        clock.now += 200_000_000
        #expect(code { try budget.checkTime() } == .timeLimit)
        #expect(code { try budget.take(input: 1 << 20) } == .timeLimit)
    }
}
