import Decoding
import Model

/// Web pages: saved or crawled, whole or in pieces, in any charset.
struct HTMLFormat: Format {
    let name = "html"
    let summary = "A web page (HTML, XHTML)"
    let extensions = ["html", "htm", "xhtml", "shtml", "php", "asp", "aspx"]
    let mediaTypes = ["text/html", "application/xhtml+xml"]
    let yields = "one article"

    func score(_ view: HeadView) -> Int { MarkupShape.of(view) == .html ? 85 : 0 }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader { HTMLPageReader(member) }
}

/// Reads one member that is one page.
private final class HTMLPageReader: RecordReader {
    private let member: MemberText
    private var isDone = false

    init(_ member: MemberText) { self.member = member }

    func next() throws(Failure) -> ReadItem? {
        guard !isDone else { return nil }
        isDone = true
        let address = ItemAddress(member: member.path, ordinal: 1)
        guard let bytes = try WholeBytes.read(member.stream, bytesMax: member.limits.recordBytesMax) else {
            let limit = member.limits.recordBytesMax
            return .reject(
                Failure(.recordTooLong, "the page is longer than \(limit) bytes (max_record_bytes)", address: address, byteOffset: limit))
        }
        var repairs = ByteRepairs()
        var text = String(validating: bytes, as: UTF8.self) ?? bytes.withUnsafeBufferPointer { StrayBytes.decode($0, repairs: &repairs) }
        let item = text.withUTF8 { utf8 in
            let start = utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            return PageReader().record(UnsafeBufferPointer(rebasing: utf8[start...]), address: address)
        }
        guard case .record(var record) = item else { return item }
        record.replacedBytes = repairs.replaced
        record.windows1252Bytes = repairs.windows1252
        return .record(record)
    }
}
