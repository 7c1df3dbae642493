import Model

/// The named fields of a WARC record that reading needs (WARC 1.1, ISO 28500:2017, §5).
struct WARCHeader {
    private(set) var type = ""
    /// Without the angle brackets that some writers put around it.
    private(set) var targetURI: String?
    /// `YYYY-MM-DD` of WARC-Date.
    private(set) var day: String?
    private(set) var contentType = ""
    /// `nil` where it is missing or no number.
    private(set) var contentLength: Int?

    /// - Parameter bytes: the header from its version line to its last field.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let base = bytes.baseAddress else { return }
        var at = MailHeaders.lineEnd(base, 0, bytes.count).next
        while at < bytes.count {
            let line = MailHeaders.lineEnd(base, at, bytes.count)
            if let colon = ByteSearch.first(UInt8(ascii: ":"), base, at, line.content), base[at] > 0x20 {
                note(
                    UnsafeBufferPointer(start: base + at, count: colon - at),
                    UnsafeBufferPointer(start: base + colon + 1, count: line.content - colon - 1))
            }
            at = line.next
        }
    }

    private mutating func note(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
        var text: String { String(decoding: value, as: UTF8.self).trimmingSpaces }
        if name.isWord("warc-type") {
            type = text.lowercased()
        } else if name.isWord("warc-target-uri") {
            let uri = text
            targetURI = uri.hasPrefix("<") && uri.hasSuffix(">") ? String(uri.dropFirst().dropLast()) : uri
        } else if name.isWord("warc-date") {
            let day = text.prefix(10)
            if day.utf8.count == 10 { self.day = HeaderDate.parse(String(day))?.day }
        } else if name.isWord("content-type") {
            contentType = text
        } else if name.isWord("content-length"), contentLength == nil {
            contentLength = Self.number(value)
        }
    }

    /// Digits and blanks only; what does not fit an integer is no length.
    private static func number(_ value: UnsafeBufferPointer<UInt8>) -> Int? {
        var sum = 0
        var digits = 0
        for byte in value where byte > 0x20 {
            guard HeaderDate.isDigit(byte) else { return nil }
            let (product, high) = sum.multipliedReportingOverflow(by: 10)
            let (total, carry) = product.addingReportingOverflow(Int(byte - 48))
            if high || carry { return nil }
            (sum, digits) = (total, digits + 1)
        }
        return digits > 0 ? sum : nil
    }

    /// True for records that may be articles: fetched, stored or converted; not requests, revisits, notes and names.
    var mayBeArticle: Bool {
        switch type {
        case "response": contentType.isEmpty || contentType.lowercased().hasPrefix("application/http")
        case "resource", "conversion": WebPayload.mayBeArticle(contentType)
        default: false
        }
    }
}
