import Decoding
import Model

/// One message as articles: a record of its own text, and the documents that it carries.
struct MailMessage {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let headers: MailHeaders
    private let address: ItemAddress
    private let limits: Limits

    /// - Parameters:
    ///   - bytes: from the first header line to the end; used during `items` only.
    ///   - address: of the message in its member.
    init(_ bytes: UnsafeBufferPointer<UInt8>, address: ItemAddress, limits: Limits) {
        self.bytes = bytes
        self.address = address
        self.limits = limits
        headers = MailHeaders(bytes, from: 0, to: bytes.count)
    }

    /// What the message yields, its own record first.
    func items() -> [ReadItem] {
        guard headers.count > 0 else {
            return [.reject(Failure(.mailHeader, "the message has no header line", address: address, byteOffset: 0))]
        }
        let tree = MIMETree(bytes, headers: headers, end: bytes.count)
        if var fault = tree.fault {
            fault.address = address
            return [.reject(fault)]
        }
        if isPage(tree), let page = page(tree) { return [page] }
        var fields = fieldsOfHeader(tree.parts.first?.charset)
        let text = MailText(tree.parts, bytes, subject: fields.headline)
        if let export = text.export { return [.part(part(export.part, export.bytes, fields))] }
        let parts = tree.parts.indices.filter { !text.taken.contains($0) }.compactMap { document(tree.parts[$0], fields) }
        fields.body = text.body
        fields.replacedBytes += text.replacedBytes
        fields.windows1252Bytes += text.windows1252Bytes
        // A covering note without a word is no article: what it covers is.
        if text.body.isEmpty, !parts.isEmpty || fields.headline == nil {
            return parts.isEmpty ? [.reject(Failure(.noText, "the message has no text", address: address))] : parts
        }
        return [.record(fields)] + parts
    }

    // MARK: the header

    private func fieldsOfHeader(_ charset: String?) -> Record {
        var record = Record(address: address)
        record.headline = headers.text(.subject, charset: charset)?.asOneLine
        record.authors = headers.with(.from) { MailboxName.all($0, charset: charset) } ?? []
        if !record.authors.isEmpty { record.byline = record.authors.joined(separator: ", ") }
        record.published = headers.text(.date).flatMap { HeaderDate.parse($0) }
        record.publisher = headers.with(.listID) { Self.listName($0, charset) } ?? nil
        record.language = headers.text(.contentLanguage).flatMap { LanguageTag.normalise(String($0.prefix { $0 != "," })) }
        record.sourceID = headers.text(.messageID).flatMap { Self.withoutBrackets($0).nonEmpty }
        record.url = headers.text(.archivedAt).flatMap { Self.withoutBrackets($0).nonEmpty }
        if let keywords = headers.text(.keywords, charset: charset) {
            record.keywords = KeywordList.words(keywords, leftOut: &record.leftOut)
        }
        return record
    }

    /// `The Wire <daily.wire.example>`: the phrase, else the list's identifier (RFC 2919).
    private static func listName(_ bytes: UnsafeBufferPointer<UInt8>, _ charset: String?) -> String? {
        let text = HeaderText.decode(bytes, charset: charset)
        guard let open = text.lastIndex(of: "<") else { return text.nonEmpty }
        var phrase = String(text[..<open]).trimmingSpaces
        if phrase.count >= 2, phrase.hasPrefix("\""), phrase.hasSuffix("\"") { phrase = String(phrase.dropFirst().dropLast()) }
        return phrase.nonEmpty ?? withoutBrackets(String(text[open...])).nonEmpty
    }

    private static func withoutBrackets(_ text: String) -> String {
        var rest = text.trimmingSpaces[...]
        if rest.hasPrefix("<") { rest = rest.dropFirst() }
        if let close = rest.firstIndex(of: ">") { rest = rest[..<close] }
        return String(rest)
    }

    // MARK: parts

    /// A part as a document of its own: named ones by name, others by number.
    private func part(_ part: MIMEPart, _ bytes: [UInt8], _ carrier: Record) -> Part {
        let step = part.fileName.map { Array($0.utf8) } ?? Array(part.number.utf8)
        // What the mail knows of the documents that it carries. Its sender is not their author, nor is its subject their headline.
        var fields = Record(address: carrier.address)
        if !part.type.hasPrefix("message/") {
            fields.published = carrier.published
            fields.publisher = carrier.publisher
        }
        return Part(
            path: ItemAddress.join(address.description, memberName: step), name: part.fileName.map { Array($0.utf8) } ?? [], bytes: bytes,
            charset: part.charset, fields: fields)
    }

    private func document(_ leaf: MIMEPart, _ fields: Record) -> ReadItem? {
        let decoded = leaf.encoding.decode(UnsafeBufferPointer(rebasing: bytes[leaf.range]))
        return AttachmentKind.isDocument(leaf, decoded) ? .part(part(leaf, decoded, fields)) : nil
    }

    // MARK: pages

    /// A page saved with its pictures: `Snapshot-Content-Location`, or a multipart/related with a location that nobody sent to anyone.
    private func isPage(_ tree: MIMETree) -> Bool {
        if headers.has(.snapshotLocation) { return true }
        guard tree.rootType == "multipart/related" || tree.rootType == "text/html", !headers.has(.to), !headers.has(.received) else {
            return false
        }
        return tree.parts.first { $0.type == "text/html" }?.location != nil
            || headers.with(.from) { $0.containsBytes(Array("Saved by ".utf8)) } ?? false
    }

    /// The page at the root of the message, `nil` where there is none.
    private func page(_ tree: MIMETree) -> ReadItem? {
        guard let root = tree.parts.first(where: { $0.type == "text/html" || $0.type == "application/xhtml+xml" }) else { return nil }
        let html = root.encoding.decode(UnsafeBufferPointer(rebasing: bytes[root.range]))
        let location = headers.text(.snapshotLocation) ?? root.location
        let url = location.flatMap { $0.lowercased().hasPrefix("http") ? $0 : nil }
        return WebPage(bytes: html, charset: root.charset, url: url).item(address, PageReader())
    }
}
