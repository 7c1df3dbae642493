import Decoding
import Model

/// Reads the records of an ARC file (the Internet Archive's format before WARC), one at a time in memory.
final class ARCReader: RecordReader {
    private let window: ByteWindow
    private let path: String
    private let limits: Limits
    private let pages = PageReader()
    private var ordinal = 0
    private var hasEnded = false
    /// Told by the first record's block: `2 0 …`.
    private var isVersion2 = false

    private static let lineBytesMax = 64 << 10

    init(_ member: MemberText) {
        window = ByteWindow(member.stream)
        path = member.path
        limits = member.limits
    }

    func next() throws(Failure) -> ReadItem? {
        while !hasEnded {
            do throws(Failure) {
                if let item = try step() { return item }
            } catch {
                switch error.code {
                case .gzipCorrupt, .gzipCRC: window.consume(to: window.end)
                case .gzipTruncated: hasEnded = true
                default: throw error
                }
                return .reject(reject(error.code, error.detail))
            }
        }
        return nil
    }

    private var address: ItemAddress { ItemAddress(member: path, ordinal: ordinal) }

    private func reject(_ code: FailureCode, _ detail: String) -> Reject {
        Failure(code, detail, address: address, byteOffset: window.offset(window.start))
    }

    private func step() throws(Failure) -> ReadItem? {
        ordinal += 1
        guard let lineBytes = try headerLine() else { return nil }
        let line = line(window.start, lineBytes)
        // The first line tells only by its form which version it is of.
        guard let header = ARCHeader(line, isVersion2: isVersion2) ?? (ordinal == 1 ? ARCHeader(line, isVersion2: true) : nil) else {
            let found = reject(.warcHeader, "the line begins no ARC record")
            try resume(from: lineBytes)
            return .reject(found)
        }
        let blockStart = lineBytes + 1
        guard header.length <= limits.recordBytesMax else { return try pass(header, blockStart) }
        let end = blockStart + header.length
        let held = try window.need(end + 2)
        // Behind a block stands an empty line, or the archive's end.
        if held < end || (window.start + end < window.end && window.bytes[window.start + end] > 0x20) {
            return try wrongLength(header, blockStart, isCut: held < end)
        }
        let item = payload(header, blockStart..<end)
        window.consume(to: window.start + end)
        return item
    }

    private func payload(_ header: ARCHeader, _ range: Range<Int>) -> ReadItem? {
        let block = UnsafeBufferPointer(start: window.bytes + window.start + range.lowerBound, count: range.count)
        if header.url.hasPrefix("filedesc:") { isVersion2 = block.first == UInt8(ascii: "2") }
        guard header.url.lowercased().hasPrefix("http") else { return nil }
        return WebCarrier(
            url: header.url, address: address, day: header.day, bytesMax: limits.recordBytesMax,
            byteOffset: window.offset(window.start), pages: pages
        ).response(block)
    }

    /// A record whose length is not what its line says, up to the next record; it counts where its HTTP message proves its own end.
    private func wrongLength(_ header: ARCHeader, _ blockStart: Int, isCut: Bool) throws(Failure) -> ReadItem? {
        var next: Int?
        while next == nil, window.end - window.start <= blockStart + limits.recordBytesMax {
            next = nextRecord(from: window.start + blockStart).map { $0 - window.start }
            if next == nil, try !window.fill() { break }
        }
        let end = next ?? window.end - window.start
        let block = UnsafeBufferPointer(start: window.bytes + window.start + blockStart, count: end - blockStart)
        var item: ReadItem?
        if HTTPMessage(block)?.provesItsEnd == true {
            item = payload(header, blockStart..<end)
        } else if next == nil, isCut {
            item = .reject(reject(.warcTruncated, "the archive ends before the record does"))
        } else {
            item = .reject(reject(.warcLength, "the record does not end after \(header.length) bytes"))
        }
        if let next { window.consume(to: window.start + next) } else { try resume(from: blockStart) }
        return item
    }

    private func line(_ start: Int, _ count: Int) -> UnsafeBufferPointer<UInt8> {
        let isReturn = count > 0 && window.bytes[start + count - 1] == 0x0D
        return UnsafeBufferPointer(start: window.bytes + start, count: isReturn ? count - 1 : count)
    }

    /// Bytes of the next line that is not empty, without its line feed; `nil` at the end.
    private func headerLine() throws(Failure) -> Int? {
        while true {
            var at = window.start
            while at < window.end, window.bytes[at] <= 0x20 { at += 1 }
            window.consume(to: at)
            if let feed = ByteSearch.first(0x0A, window.bytes, window.start, window.end) { return feed - window.start }
            if window.end - window.start > Self.lineBytesMax { return window.end - window.start }
            if try !window.fill() {
                hasEnded = true
                if window.start == window.end { return nil }
                return window.end - window.start
            }
        }
    }

    /// The next line in the window that begins a record.
    private func nextRecord(from: Int) -> Int? {
        var at = from
        while let hit = ByteSearch.first("\nhttp", window.bytes, at, window.end) {
            at = hit + 1
            guard let feed = ByteSearch.first(0x0A, window.bytes, at, min(window.end, at + Self.lineBytesMax)) else { continue }
            if ARCHeader(line(at, feed - at), isVersion2: isVersion2) != nil { return at }
        }
        return nil
    }

    /// Goes to the next line that begins a record, at least `from` bytes behind the window's start.
    private func resume(from: Int) throws(Failure) {
        window.consume(to: min(window.end, window.start + from))
        while true {
            if let next = nextRecord(from: window.start) {
                window.consume(to: next)
                return
            }
            window.consume(to: max(window.start, window.end - Self.lineBytesMax))
            if try !window.fill() {
                window.consume(to: window.end)
                hasEnded = true
                return
            }
        }
    }

    /// A record that is longer than any may be is passed without keeping it.
    private func pass(_ header: ARCHeader, _ blockStart: Int) throws(Failure) -> ReadItem? {
        let found = reject(.recordTooLong, "the record is longer than \(limits.recordBytesMax) bytes (max_record_bytes)")
        let end = window.offset(window.start) + blockStart + header.length
        while window.offset(window.end) < end {
            window.consume(to: window.end)
            if try !window.fill() {
                hasEnded = true
                return .reject(reject(.warcTruncated, "the archive ends before the record does"))
            }
        }
        window.consume(to: window.start + (end - window.offset(window.start)))
        return WebPayload.mayBeArticle(header.contentType) ? .reject(found) : nil
    }
}
