import Decoding

/// Which attachments are read as documents of their own, and which are pictures, signatures and other things that are no articles.
enum AttachmentKind {
    /// - Parameters:
    ///   - part: not the message's own text.
    ///   - bytes: decoded.
    static func isDocument(_ part: MIMEPart, _ bytes: [UInt8]) -> Bool {
        let type = part.type
        if bytes.isEmpty || silentTypes.contains(type) || silentFamilies.contains(where: { type.hasPrefix($0) }) { return false }
        // Another spelling of a text that was taken, or a footer: only what has a name was attached by someone.
        if type.hasPrefix("text/") { return part.isAttachment || part.fileName != nil }
        if type == "message/rfc822" || type == "message/global" { return true }
        if type.hasPrefix("message/") { return false }
        if documentTypes.contains(type) || type.hasSuffix("+xml") || type.hasSuffix("+json") { return true }
        // "Just bytes" says nothing, the bytes themselves do.
        let head = Head(bytes: Array(bytes.prefix(64 << 10)), isWhole: bytes.count <= 64 << 10)
        if Unwrapper.isWrapped(head.bytes) { return true }
        let verdict = Recogniser.recognise(head, fileName: Array((part.fileName ?? "").utf8))
        guard let best = verdict.scores.first, let format = verdict.format, format.isRead else { return false }
        let suffix = (part.fileName ?? "").split(separator: ".").last.map { $0.lowercased() } ?? ""
        return best.score >= certainScore || format.extensions.contains(suffix)
    }

    /// Formats that know themselves by more than "this is text".
    private static let certainScore = 60

    private static let silentFamilies = ["image/", "audio/", "video/", "font/", "model/"]
    private static let silentTypes: Set<String> = [
        "text/calendar", "text/css", "text/javascript", "text/vcard", "text/x-vcard", "text/directory", "text/rfc822-headers",
        "text/x-amp-html",
        "application/pgp-signature", "application/pgp-encrypted", "application/pgp-keys", "application/pkcs7-signature",
        "application/x-pkcs7-signature", "application/pkcs7-mime", "application/x-pkcs7-mime", "application/ms-tnef", "application/ics",
        "application/javascript", "application/x-javascript", "application/mac-binhex40", "application/applefile",
    ]
    private static let documentTypes: Set<String> = [
        "application/pdf", "application/json", "application/ld+json", "application/xml", "application/rtf", "application/msword",
        "application/epub+zip", "application/zip", "application/x-zip-compressed", "application/gzip", "application/x-gzip",
        "application/x-tar", "application/x-bzip2", "application/x-xz", "application/zstd", "application/warc",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.oasis.opendocument.text",
        "application/x-ndjson", "application/jsonl", "application/mbox", "application/csv",
    ]
}
