import Decoding
import Model

/// A reader for formats whose member is one article: takes all bytes, makes one record.
final class WholeTextReader: RecordReader {
    private let member: MemberText
    private let parse: (UnsafeBufferPointer<UInt8>, inout Record) -> Void
    private var isDone = false

    /// - Parameter parse: fills the record from the member's UTF-8 bytes (valid UTF-8, no byte order mark, no NUL).
    init(_ member: MemberText, _ parse: @escaping (UnsafeBufferPointer<UInt8>, inout Record) -> Void) {
        self.member = member
        self.parse = parse
    }

    func next() throws(Failure) -> ReadItem? {
        guard !isDone else { return nil }
        isDone = true
        let address = ItemAddress(member: member.path, ordinal: 1)
        guard let bytes = try Self.wholeBytes(member) else {
            let limit = member.limits.recordBytesMax
            return .reject(
                Failure(.recordTooLong, "the text is longer than \(limit) bytes (max_record_bytes)", address: address, byteOffset: limit))
        }
        var record = Record(address: address)
        record.byteOffset = 0
        var repairs = ByteRepairs()
        var text = String(validating: bytes, as: UTF8.self) ?? bytes.withUnsafeBufferPointer { StrayBytes.decode($0, repairs: &repairs) }
        text.withUTF8 { utf8 in
            let hasMark = utf8.starts(with: [0xEF, 0xBB, 0xBF])
            parse(UnsafeBufferPointer(rebasing: utf8.dropFirst(hasMark ? 3 : 0)), &record)
        }
        record.replacedBytes = repairs.replaced
        record.windows1252Bytes = repairs.windows1252
        if record.headline == nil, record.body.isEmpty {
            return .reject(Failure(.noText, "the file holds no words", address: address))
        }
        return .record(record)
    }

    /// All bytes of a member, `nil` where there are more than a record may have.
    static func wholeBytes(_ member: MemberText) throws(Failure) -> [UInt8]? {
        let limit = member.limits.recordBytesMax
        var bytes = [UInt8](repeating: 0, count: min(limit + 1, 16 << 10))
        var count = 0
        while true {
            if count == bytes.count {
                if count > limit { return nil }
                bytes.append(contentsOf: repeatElement(0, count: min(count, limit + 1 - count)))
            }
            let stream = member.stream
            var failure: Failure?
            let got = bytes.withUnsafeMutableBytes { raw in
                do throws(Failure) { return try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: raw[count...])) } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            if got == 0 { break }
            count += got
        }
        if count > limit { return nil }
        bytes.removeSubrange(count...)
        return bytes
    }
}
