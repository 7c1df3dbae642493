/// The header of a message or of one of its parts (RFC 5322 §2.2): where the fields stand that anyone asks for.
struct MailHeaders {
    /// Fields that are kept; a second one of a name is ignored.
    enum Field: Int, CaseIterable {
        case from, subject, date, listID, contentLanguage, contentType, contentTransferEncoding, contentDisposition, contentLocation
        case snapshotLocation, messageID, keywords, archivedAt, to, received

        private static let names: [(String, Field)] = [
            ("from", .from), ("subject", .subject), ("date", .date), ("list-id", .listID), ("content-language", .contentLanguage),
            ("content-type", .contentType), ("content-transfer-encoding", .contentTransferEncoding),
            ("content-disposition", .contentDisposition), ("content-location", .contentLocation),
            ("snapshot-content-location", .snapshotLocation), ("message-id", .messageID), ("keywords", .keywords),
            ("archived-at", .archivedAt), ("to", .to), ("received", .received),
        ]

        /// The field of a name as written, any case.
        static func named(_ name: UnsafeBufferPointer<UInt8>) -> Field? {
            for (known, field) in names where known.utf8.count == name.count {
                if zip(known.utf8, name).allSatisfy({ $0 == $1 | 0x20 || $0 == $1 }) { return field }
            }
            return nil
        }
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var values = [Range<Int>](repeating: 0..<0, count: Field.allCases.count)
    /// Fields met, unknown ones included.
    private(set) var count = 0
    /// Where the body begins.
    private(set) var end: Int

    /// Longer lines are cut, and the rest of them is passed over.
    static let lineBytesMax = 1 << 20

    /// Reads the header that begins at `start`. It ends at an empty line, or where a line is no field: writers forget the empty line.
    /// - Parameters:
    ///   - bytes: the message; must outlive this value.
    ///   - end: of the message.
    init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) {
        self.bytes = bytes
        var at = start
        self.end = start
        guard let base = bytes.baseAddress else { return }
        while at < end {
            let lineEnd = Self.lineEnd(base, at, end)
            if lineEnd.content == at {
                self.end = lineEnd.next
                return
            }
            guard let colon = Self.colon(base, at, lineEnd.content) else {
                // The line that separates messages, repeated by some exporters inside them.
                if count == 0, Self.isFromLine(base, at, lineEnd.content) {
                    at = lineEnd.next
                    continue
                }
                self.end = at
                return
            }
            var valueEnd = lineEnd.content
            var next = lineEnd.next
            while next < end, base[next] == 0x20 || base[next] == 0x09 {
                let more = Self.lineEnd(base, next, end)
                // A continuation of nothing but blanks is an empty line to some writers; it is read as part of the field.
                valueEnd = more.content
                next = more.next
            }
            note(base, at, colon, valueEnd)
            count += 1
            at = next
            self.end = at
        }
    }

    private mutating func note(_ base: UnsafePointer<UInt8>, _ start: Int, _ colon: Int, _ end: Int) {
        var nameEnd = colon
        while nameEnd > start, base[nameEnd - 1] <= 0x20 { nameEnd -= 1 }
        guard let field = Field.named(UnsafeBufferPointer(start: base + start, count: nameEnd - start)) else { return }
        guard values[field.rawValue].isEmpty else { return }
        values[field.rawValue] = colon + 1..<max(colon + 1, min(end, colon + Self.lineBytesMax))
    }

    /// The colon of a field: behind a name of printable ASCII; `nil` for a line that is none.
    private static func colon(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Int? {
        // A boundary's line, should it follow a header at once.
        if start + 1 < end, base[start] == UInt8(ascii: "-"), base[start + 1] == UInt8(ascii: "-") { return nil }
        var at = start
        while at < end, base[at] > 0x20, base[at] < 0x7F, base[at] != UInt8(ascii: ":") { at += 1 }
        guard at > start else { return nil }
        while at < end, base[at] == 0x20 || base[at] == 0x09 { at += 1 }
        return at < end && base[at] == UInt8(ascii: ":") ? at : nil
    }

    private static func isFromLine(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var at = start
        while at < end, base[at] == UInt8(ascii: ">") { at += 1 }
        return UnsafeBufferPointer(start: base + at, count: end - at).starts(with: "From ".utf8)
    }

    /// Where a line's text ends and where the next line begins.
    static func lineEnd(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> (content: Int, next: Int) {
        guard let feed = ByteSearch.first(0x0A, base, start, end) else {
            return (end > start && base[end - 1] == 0x0D ? end - 1 : end, end)
        }
        return (feed > start && base[feed - 1] == 0x0D ? feed - 1 : feed, feed + 1)
    }

    /// True if the field is there and not empty.
    func has(_ field: Field) -> Bool { !values[field.rawValue].isEmpty }

    /// The unfolded bytes of a field, given to `body`; `nil` where it is missing.
    func with<Value>(_ field: Field, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value? {
        let range = values[field.rawValue]
        guard !range.isEmpty else { return nil }
        let raw = UnsafeBufferPointer(rebasing: bytes[range])
        if !raw.contains(where: { $0 == 0x0A || $0 == 0x0D }) { return body(raw) }
        return raw.filter { $0 != 0x0A && $0 != 0x0D }.withUnsafeBufferPointer(body)
    }

    /// A field's text, decoded, `nil` where there is none.
    func text(_ field: Field, charset: String? = nil) -> String? { with(field) { HeaderText.decode($0, charset: charset) }?.nonEmpty }

    /// A field's value with its parameters.
    func parameters(_ field: Field) -> HeaderParameters? { with(field) { HeaderParameters($0) } }
}
