import Decoding
import Glibc
import Model

/// Reads the records of a web archive (WARC 1.0 and 1.1), one at a time in memory.
///
/// A record is framed by its length; where that is wrong, or a compressed member is damaged, reading goes on at the next record's header.
/// Every record counts for addresses, whatever its type; those that can be no article yield nothing.
final class WARCReader: RecordReader {
    private let window: ByteWindow
    private let path: String
    private let limits: Limits
    private let pages = PageReader()
    private var ordinal = 0
    private var hasEnded = false

    private static let headerBytesMax = 1 << 20
    /// Line ends and the next record's version behind a block.
    private static let tailBytes = 16

    init(_ member: MemberText) {
        window = ByteWindow(member.stream)
        path = member.path
        limits = member.limits
    }

    func next() throws(Failure) -> ReadItem? {
        while !hasEnded {
            do throws(Failure) {
                if let lost {
                    self.lost = nil
                    ordinal += 1
                    throw lost
                }
                if let item = try step() { return item }
            } catch {
                guard let reject = try survived(error) else { continue }
                return .reject(reject)
            }
        }
        return nil
    }

    /// What the damage of a compressed member costs: the record that was being read. Anything else ends the member.
    private func survived(_ failure: Failure) throws(Failure) -> Reject? {
        switch failure.code {
        case .gzipCorrupt, .gzipCRC: window.consume(to: window.end)
        case .gzipTruncated: hasEnded = true
        default: throw failure
        }
        return reject(failure.code, failure.detail)
    }

    private var address: ItemAddress { ItemAddress(member: path, ordinal: ordinal) }

    private func reject(_ code: FailureCode, _ detail: String) -> Reject {
        Failure(code, detail, address: address, byteOffset: window.offset(window.start))
    }

    /// One record; `nil` where it yields nothing or the archive has ended.
    private func step() throws(Failure) -> ReadItem? {
        ordinal += 1
        guard try findStart() else {
            hasEnded = true
            return nil
        }
        guard startsRecord(window.start) else {
            let found = reject(.warcHeader, "the bytes are no WARC header")
            try resume(from: 1)
            return .reject(found)
        }
        guard let headerBytes = try headerLength() else {
            let isCut = window.end - window.start <= Self.headerBytesMax
            let found = reject(isCut ? .warcTruncated : .warcHeader, isCut ? "the archive ends in a header" : "the header has no end")
            try resume(from: 5)
            return .reject(found)
        }
        let header = WARCHeader(UnsafeBufferPointer(start: window.bytes + window.start, count: headerBytes))
        guard let length = header.contentLength else {
            let found = reject(.warcLength, "Content-Length is missing or no number")
            try resume(from: headerBytes)
            return .reject(found)
        }
        if length > limits.recordBytesMax { return try pass(header, headerBytes, length) }
        return try block(header, headerBytes, length)
    }

    // MARK: framing

    /// Passes line ends; false at the end of the archive.
    private func findStart() throws(Failure) -> Bool {
        while true {
            var at = window.start
            while at < window.end, window.bytes[at] <= 0x20 { at += 1 }
            window.consume(to: at)
            if try window.need(5) > 0, window.bytes[window.start] > 0x20 { return true }
            if window.isAtEnd, window.start == window.end { return false }
        }
    }

    private func startsRecord(_ at: Int) -> Bool { at + 5 <= window.end && memcmp(window.bytes + at, "WARC/", 5) == 0 }

    /// Bytes of the header with its empty line; `nil` where there is no end.
    private func headerLength() throws(Failure) -> Int? {
        var from = 0
        while true {
            var at = window.start + from
            while let feed = ByteSearch.first(0x0A, window.bytes, at, window.end) {
                let next = feed + 1
                if next < window.end, window.bytes[next] == 0x0A { return next + 1 - window.start }
                if next + 1 < window.end, window.bytes[next] == 0x0D, window.bytes[next + 1] == 0x0A { return next + 2 - window.start }
                at = next
            }
            let held = window.end - window.start
            if held > Self.headerBytesMax { return nil }
            from = max(0, held - 3)
            if try !window.fill() { return nil }
        }
    }

    /// A record whose block fits into memory: read to its end and a little beyond, which proves its length.
    private func block(_ header: WARCHeader, _ headerBytes: Int, _ length: Int) throws(Failure) -> ReadItem? {
        let end = headerBytes + length
        let held: Int
        do throws(Failure) { held = try window.need(end + Self.tailBytes) } catch {
            // The damage is that of the next record where this one has come out whole and its sum was not wrong.
            guard error.code == .gzipCorrupt, window.end - window.start >= end + 4 else { throw error }
            let item = payload(header, headerBytes..<end)
            window.consume(to: window.end)
            lost = error
            return item
        }
        if held < end {
            if let next = nextRecord(from: headerBytes, upTo: held) { return wrongLength(header, headerBytes, length, next) }
            hasEnded = true
            if isWhole(header, headerBytes..<held) { return payload(header, headerBytes..<held) }
            return .reject(reject(.warcTruncated, "the archive ends \(end - held) bytes before the record does"))
        }
        var tail = window.start + end
        while tail < window.end, window.bytes[tail] == 0x0D || window.bytes[tail] == 0x0A { tail += 1 }
        let hasTail = window.start + end + 4 <= window.end && memcmp(window.bytes + window.start + end, "\r\n\r\n", 4) == 0
        if tail < window.end, !hasTail, !startsRecord(tail) {
            while true {
                let held = window.end - window.start
                if let next = nextRecord(from: headerBytes, upTo: held) { return wrongLength(header, headerBytes, length, next) }
                if held > headerBytes + limits.recordBytesMax { break }
                if try !window.fill() { break }
            }
            let found = reject(.warcLength, "no record begins where this one should end")
            try resume(from: headerBytes)
            return .reject(found)
        }
        let item = payload(header, headerBytes..<end)
        window.consume(to: window.start + end)
        return item
    }

    /// The failure of a compressed member, met while the record before it was completed.
    private var lost: Failure?

    /// A record whose length is not what it says; it counts where its HTTP message proves its own end.
    private func wrongLength(_ header: WARCHeader, _ headerBytes: Int, _ length: Int, _ next: Int) -> ReadItem? {
        var end = next
        for mark: UInt8 in [0x0A, 0x0D, 0x0A, 0x0D] where end > headerBytes && window.bytes[window.start + end - 1] == mark { end -= 1 }
        let item: ReadItem?
        if isWhole(header, headerBytes..<end) {
            item = payload(header, headerBytes..<end)
        } else {
            item = .reject(reject(.warcLength, "Content-Length says \(length) bytes, the next record begins after \(end - headerBytes)"))
        }
        window.consume(to: window.start + next)
        return item
    }

    /// True for a block whose HTTP message shows by its own length that it is whole.
    private func isWhole(_ header: WARCHeader, _ range: Range<Int>) -> Bool {
        let bytes = UnsafeBufferPointer(start: window.bytes + window.start + range.lowerBound, count: range.count)
        return header.type == "response" && HTTPMessage(bytes)?.provesItsEnd == true
    }

    /// The next record's header behind an empty line, relative to the window's start.
    private func nextRecord(from: Int, upTo end: Int) -> Int? {
        let base = window.bytes + window.start
        var at = from
        // The digit of the version must be there too.
        while let hit = ByteSearch.first("WARC/", base, at, end - 1) {
            at = hit + 1
            guard hit > 1, base[hit - 1] == 0x0A, HeaderDate.isDigit(base[hit + 5]) else { continue }
            let before = base[hit - 2] == 0x0D ? hit - 3 : hit - 2
            if before >= 0, base[before] == 0x0A { return hit }
        }
        return nil
    }

    /// Goes to the next record's header at least `from` bytes behind the window's start, or to the end.
    private func resume(from: Int) throws(Failure) {
        window.consume(to: min(window.end, window.start + max(0, from - 4)))
        while true {
            let held = window.end - window.start
            if let next = nextRecord(from: 0, upTo: held) {
                window.consume(to: window.start + next)
                return
            }
            window.consume(to: max(window.start, window.end - 12))
            if try !window.fill() {
                window.consume(to: window.end)
                hasEnded = true
                return
            }
        }
    }

    /// A record that is longer than any may be: passed without keeping it, up to the header that shows that the length was wrong.
    private func pass(_ header: WARCHeader, _ headerBytes: Int, _ length: Int) throws(Failure) -> ReadItem? {
        let start = window.offset(window.start)
        let end = start + headerBytes + length
        func told(_ code: FailureCode, _ detail: String) -> ReadItem {
            .reject(Failure(code, detail, address: address, byteOffset: start))
        }
        window.consume(to: window.start + headerBytes - 4)
        while window.offset(window.end) < end {
            let held = window.end - window.start
            if let next = nextRecord(from: 0, upTo: held) {
                window.consume(to: window.start + next)
                return told(.warcLength, "Content-Length says \(length) bytes, but another record begins before")
            }
            window.consume(to: max(window.start, window.end - 12))
            if try !window.fill() {
                window.consume(to: window.end)
                hasEnded = true
                return told(.warcTruncated, "the archive ends before the record does")
            }
        }
        window.consume(to: window.start + (end - window.offset(window.start)))
        guard header.mayBeArticle else { return nil }
        return told(.recordTooLong, "the record is longer than \(limits.recordBytesMax) bytes (max_record_bytes)")
    }

    // MARK: what is inside

    /// What a whole block yields.
    private func payload(_ header: WARCHeader, _ range: Range<Int>) -> ReadItem? {
        guard header.mayBeArticle else { return nil }
        let bytes = UnsafeBufferPointer(start: window.bytes + window.start + range.lowerBound, count: range.count)
        let carrier = WebCarrier(
            url: header.targetURI, address: address, day: header.day, bytesMax: limits.recordBytesMax,
            byteOffset: window.offset(window.start), pages: pages)
        return header.type == "response" ? carrier.response(bytes) : carrier.document(bytes, header.contentType)
    }
}
