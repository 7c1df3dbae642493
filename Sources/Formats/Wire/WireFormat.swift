import Model

/// Wire copy as it comes off a line: IPTC 7901 and ANPA 1312, one message or many a file.
struct WireFormat: Format {
    enum Layout { case iptc7901, anpa1312 }

    let layout: Layout

    var name: String { layout == .iptc7901 ? "iptc-7901" : "anpa-1312" }
    var summary: String { layout == .iptc7901 ? "Wire copy (IPTC 7901)" : "Wire copy (ANPA 1312)" }
    let extensions = ["tst", "wire", "anpa"]
    let mediaTypes = ["text/x-wire"]
    let yields = "one article a message"

    func score(_ view: HeadView) -> Int {
        // Idle characters of the line may come first.
        guard view.isText, let start = view.raw.prefix(Self.leadBytesMax).firstIndex(where: { !Self.idle.contains($0) }),
            view.raw[start] == 0x01
        else { return 0 }
        let header = view.raw[start...].prefix(Self.headerBytesMax)
        guard let end = header.firstIndex(of: 0x02), header[..<end].filter({ $0 > 0x20 && $0 < 0x7F }).count * 2 > end - start else {
            return 0
        }
        let isANPA = view.raw[..<start].contains(0x16) || header.contains(0x1F)
        return isANPA == (layout == .anpa1312) ? 97 : 0
    }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader { WireReader(member) }

    private static let idle: Set<UInt8> = [0, 0x0A, 0x0D, 0x11, 0x13, 0x16, 0x20, 0x7F]
    private static let leadBytesMax = 256
    private static let headerBytesMax = 1_024
}

/// Parts the messages: each from its start of heading to the next one's, or to the end of transmission.
final class WireReader: RecordReader {
    private static let startOfHeading: UInt8 = 0x01
    private static let chunkBytes = 64 << 10

    private let member: MemberText
    private var window: [UInt8] = []
    private var base = 0
    private var at = 0
    private var isAtEnd = false
    private var ordinal = 0

    init(_ member: MemberText) { self.member = member }

    func next() throws(Failure) -> ReadItem? {
        while true {
            guard let start = try find(from: at) else { return nil }
            drop(before: start)
            let limit = member.limits.recordBytesMax
            guard let end = try find(from: at + 1, within: limit) else {
                // No further message, or none within the limit.
                if window.count - at > limit { return tooLong(limit, upTo: at + 1) }
                defer { at = window.count }
                return item(window[at...])
            }
            if end - at > limit { return tooLong(limit, upTo: end) }
            defer { at = end }
            return item(window[at..<end])
        }
    }

    private func item(_ bytes: ArraySlice<UInt8>) -> ReadItem {
        ordinal += 1
        var record = Record(address: ItemAddress(member: member.path, ordinal: ordinal))
        record.byteOffset = base + bytes.startIndex
        var repairs = ByteRepairs()
        var text = bytes.withUnsafeBufferPointer { buffer in
            String(validating: buffer, as: UTF8.self) ?? StrayBytes.decode(buffer, repairs: &repairs)
        }
        text.withUTF8 { WireMessage($0).fill(&record) }
        record.replacedBytes = repairs.replaced
        record.windows1252Bytes = repairs.windows1252
        if record.headline == nil, record.body.isEmpty {
            return .reject(Failure(.noText, "the message holds no words", address: record.address, byteOffset: record.byteOffset))
        }
        return .record(record)
    }

    private func tooLong(_ limit: Int, upTo end: Int) -> ReadItem {
        ordinal += 1
        defer { at = end }
        return .reject(
            Failure(
                .recordTooLong, "the message is longer than \(limit) bytes (max_record_bytes)",
                address: ItemAddress(member: member.path, ordinal: ordinal), byteOffset: base + at))
    }

    /// The next start of a heading; `nil` at the end, or where none comes within so many bytes.
    private func find(from start: Int, within limit: Int = .max) throws(Failure) -> Int? {
        var index = start
        while true {
            if let hit = window[min(index, window.count)...].firstIndex(of: Self.startOfHeading) { return hit }
            index = window.count
            if isAtEnd || index - start > limit { return nil }
            // What is passed over outside messages is not kept.
            if limit == .max {
                drop(before: index)
                index = at
            }
            try read()
        }
    }

    private func drop(before index: Int) {
        window.removeSubrange(..<index)
        base += index
        at = 0
    }

    private func read() throws(Failure) {
        let stream = member.stream
        var failure: Failure?
        let more = [UInt8](unsafeUninitializedCapacity: Self.chunkBytes) { buffer, filled in
            do throws(Failure) { filled = try stream.read(into: UnsafeMutableRawBufferPointer(buffer)) } catch { failure = error }
        }
        if let failure { throw failure }
        if more.isEmpty { isAtEnd = true }
        window += more
    }
}
