import Decoding

/// Which parts of a message are its text, and that text.
struct MailText {
    /// Paragraphs; empty where the message has no text.
    private(set) var body = ""
    /// Indices of the parts that were taken.
    private(set) var taken: Set<Int> = []
    private(set) var replacedBytes = 0
    private(set) var windows1252Bytes = 0
    /// A text part that is an export of many articles: it stands for the message.
    private(set) var export: (part: MIMEPart, bytes: [UInt8])?

    private let bytes: UnsafeBufferPointer<UInt8>
    private let subject: String?

    /// - Parameters:
    ///   - parts: all leaves in order.
    ///   - bytes: the message.
    ///   - subject: a text that begins with it does not say it twice.
    init(_ parts: [MIMEPart], _ bytes: UnsafeBufferPointer<UInt8>, subject: String?) {
        self.bytes = bytes
        self.subject = subject
        let plain = parts.firstIndex { $0.type == "text/plain" && !$0.isAttachment }
        let html = parts.firstIndex { $0.type == "text/html" && !$0.isAttachment }
        for index in [plain, html] { if let index, isExport(parts[index]) { return } }
        if let plain { take(plain, parts) }
        guard let html, plain == nil || Self.isStub(body) else { return }
        let said = body
        body = ""
        take(html, parts)
        if plain != nil, body.utf8.count < said.utf8.count * Self.stubFactor { body = said }
    }

    /// "Your program does not show HTML": what newsletters put where the plain text should stand.
    private static let stubBytesMax = 400
    private static let stubFactor = 3

    private static func isStub(_ text: String) -> Bool { text.utf8.count <= stubBytesMax }

    private mutating func isExport(_ part: MIMEPart) -> Bool {
        guard !Self.exports.isEmpty else { return false }
        let decoded = part.encoding.decode(UnsafeBufferPointer(rebasing: bytes[part.range]))
        guard decoded.count >= Self.exportBytesMin else { return false }
        let guess = CharsetDetector.detect(decoded, declared: part.charset, isWhole: true)
        let head = Array(decoded.prefix(64 << 10))
        let text = guess.charset == .utf8 ? head : Array(TextDecoder.decode(head, guess).text.utf8)
        let view = HeadView(raw: head, text: text, isWhole: head.count == decoded.count)
        guard Self.exports.contains(where: { $0.score(view) >= Self.exportScoreMin }) else { return false }
        export = (part, decoded)
        return true
    }

    private static let exports = FormatRegistry.read.filter(\.isExport)
    private static let exportScoreMin = 80
    /// Shorter texts hold no two articles with their markers.
    private static let exportBytesMin = 512

    /// Takes a text part, and what goes on behind the pictures that cut it.
    private mutating func take(_ index: Int, _ parts: [MIMEPart]) {
        var texts = [text(parts[index])]
        taken.insert(index)
        for next in parts.indices.dropFirst(index + 1) {
            let part = parts[next]
            guard part.type == parts[index].type, part.followsPicture, !part.isAttachment, part.fileName == nil else { continue }
            texts.append(text(part))
            taken.insert(next)
        }
        body = withoutSubject(texts.filter { !$0.isEmpty }.joined(separator: "\n\n"))
    }

    private mutating func text(_ part: MIMEPart) -> String {
        let decoded = part.encoding.decode(UnsafeBufferPointer(rebasing: bytes[part.range]))
        let guess = CharsetDetector.detect(decoded, declared: part.charset, isWhole: true)
        let result = TextDecoder.decode(decoded, guess)
        replacedBytes += result.replacedBytes
        windows1252Bytes += result.windows1252Bytes
        if part.type == "text/html" { return InlineMarkup.text(result.text) }
        var text = part.isFlowed ? FlowedText.joined(result.text, deletesSpace: part.deletesSpace) : result.text
        return text.withUTF8 { PlainText.body($0) }
    }

    /// The text without a first paragraph that only repeats the subject.
    private func withoutSubject(_ text: String) -> String {
        guard let subject, text.utf8.starts(with: subject.utf8) else { return text }
        let rest = text.utf8.dropFirst(subject.utf8.count)
        guard let next = rest.first, next == 0x0A else { return text }
        return String(decoding: rest.drop { $0 <= 0x20 }, as: UTF8.self)
    }
}
