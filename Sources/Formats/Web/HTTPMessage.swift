import Decoding
import Model

/// An HTTP response as archives keep it (RFC 9112): head and body, the body freed of its transfer and content codings.
struct HTTPMessage {
    private(set) var status = 0
    private(set) var contentType = ""
    private(set) var contentEncodings: [String] = []
    private(set) var isChunked = false
    private(set) var contentLength: Int?
    private(set) var contentLanguage: String?
    private var body = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

    /// Reads the head.
    /// - Parameter bytes: the response from its status line on; used by later calls as well. `nil` where they do not begin with one.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress, bytes.starts(with: "HTTP/".utf8) else { return nil }
        var line = MailHeaders.lineEnd(base, 0, bytes.count)
        let words = bytes[..<line.content].split(separator: 0x20, maxSplits: 2)
        guard words.count >= 2, let status = Int(String(decoding: words[1], as: UTF8.self)) else { return nil }
        self.status = status
        var at = line.next
        while at < bytes.count {
            line = MailHeaders.lineEnd(base, at, bytes.count)
            if line.content == at {
                at = line.next
                break
            }
            if let colon = ByteSearch.first(UInt8(ascii: ":"), base, at, line.content) {
                note(
                    UnsafeBufferPointer(start: base + at, count: colon - at),
                    UnsafeBufferPointer(start: base + colon + 1, count: line.content - colon - 1))
            }
            at = line.next
        }
        body = UnsafeBufferPointer(rebasing: bytes[at...])
    }

    private mutating func note(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
        var text: String { String(decoding: value, as: UTF8.self).trimmingSpaces }
        if name.isWord("content-type") {
            if contentType.isEmpty { contentType = text }
        } else if name.isWord("content-encoding") {
            contentEncodings += text.lowercased().split(separator: ",").map { String($0).trimmingSpaces }
        } else if name.isWord("transfer-encoding") {
            isChunked = isChunked || text.lowercased().contains("chunked")
        } else if name.isWord("content-length") {
            contentLength = Int(text)
        } else if name.isWord("content-language") {
            contentLanguage = text
        }
    }

    /// True where the head names the body's length and it has just that, line ends behind it aside: the message is whole, whatever its
    /// carrier says.
    var provesItsEnd: Bool {
        guard let contentLength, contentLength > 0, !isChunked, contentLength <= body.count else { return false }
        return body.count - contentLength <= 4 && body[contentLength...].allSatisfy { $0 == 0x0A || $0 == 0x0D }
    }

    /// The body without its codings.
    /// - Parameter bytesMax: that may come out.
    /// - Throws: `http-chunk`, `http-body`, `unsupported-compression`, `record-too-long`; without an address.
    func decodedBody(bytesMax: Int) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = isChunked ? try Self.unchunked(body) ?? Array(body) : Array(body)
        for encoding in contentEncodings.reversed() { bytes = try Self.decoded(bytes, encoding, bytesMax) }
        return bytes
    }

    /// Chunks put together; `nil` where the first line is no size: the archive keeps the body unchunked under its old head.
    private static func unchunked(_ body: UnsafeBufferPointer<UInt8>) throws(Failure) -> [UInt8]? {
        guard let base = body.baseAddress else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(body.count)
        var at = 0
        while at < body.count {
            let line = MailHeaders.lineEnd(base, at, body.count)
            guard let size = chunkSize(UnsafeBufferPointer(start: base + at, count: line.content - at)) else {
                if at == 0, !looksLikeSize(body) { return nil }
                throw Failure(.httpChunk, "the size of a chunk is no hexadecimal number", byteOffset: at)
            }
            if size == 0 { return out }
            // A connection that ended early: what came of the last chunk is kept.
            let end = min(body.count, line.next + min(size, body.count))
            out.append(contentsOf: body[line.next..<end])
            at = end
            if at < body.count, base[at] == 0x0D { at += 1 }
            if at < body.count, base[at] == 0x0A { at += 1 }
        }
        return out
    }

    /// A hexadecimal number, with an extension or blanks behind it.
    private static func chunkSize(_ line: UnsafeBufferPointer<UInt8>) -> Int? {
        var size = 0
        var digits = 0
        for byte in line {
            guard let value = TransferEncoding.hex(byte) else {
                guard byte == UInt8(ascii: ";") || byte == 0x20 || byte == 0x09 else { return nil }
                break
            }
            digits += 1
            guard digits <= 15 else { return nil }
            size = size << 4 | Int(value)
        }
        return digits > 0 ? size : nil
    }

    /// A first line of hexadecimal digits only, too many as they may be.
    private static func looksLikeSize(_ body: UnsafeBufferPointer<UInt8>) -> Bool {
        let line = body.prefix(64).prefix { $0 != 0x0A && $0 != 0x0D }
        return !line.isEmpty && line.count < 64 && line.allSatisfy { TransferEncoding.hex($0) != nil }
    }

    private static func decoded(_ bytes: [UInt8], _ encoding: String, _ bytesMax: Int) throws(Failure) -> [UInt8] {
        switch encoding {
        case "gzip", "x-gzip":
            // Archives keep bodies decoded under their old head.
            guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
            return try inflated(bytes, .gzip, bytesMax)
        case "deflate":
            guard bytes.count > 2 else { return bytes }
            let isZlib = bytes[0] & 0x0F == 8 && (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
            if isZlib { return try inflated(bytes, .zlib, bytesMax) }
            if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") { return bytes }
            return try inflated(bytes, .raw, bytesMax)
        case "br", "zstd", "compress", "x-compress", "bzip2", "xz", "lzma", "dcb", "dcz":
            if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") { return bytes }
            throw Failure(.unsupportedCompression, "the body is compressed with \(encoding == "br" ? "brotli (br)" : encoding)")
        default: return bytes
        }
    }

    private static func inflated(_ bytes: [UInt8], _ layout: BodyInflater.Layout, _ bytesMax: Int) throws(Failure) -> [UInt8] {
        let (out, ending) = bytes.withUnsafeBufferPointer { BodyInflater.inflate($0, layout, bytesMax: bytesMax) }
        switch ending {
        case .whole: return out
        case .cut: throw Failure(.httpBody, "the compressed body ends too early")
        case .corrupt: throw Failure(.httpBody, "the compressed body is damaged")
        case .tooLong: throw Failure(.recordTooLong, "more than \(bytesMax) bytes came out of the body (max_record_bytes)")
        }
    }
}

extension Collection<UInt8> {
    /// True for this lower-case ASCII word in any case.
    func isWord(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        var at = word.utf8Start
        for byte in self {
            let lower = byte &- 0x41 < 26 ? byte | 0x20 : byte
            if lower != at.pointee { return false }
            at += 1
        }
        return true
    }
}
