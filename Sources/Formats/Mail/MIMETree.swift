import Model

/// The parts of a message (RFC 2046 §5.1), found in one pass over its lines; a stack of boundaries instead of recursion.
///
/// Outer boundaries end inner parts, missing closing boundaries end with the message, and a multipart without a boundary is text.
struct MIMETree {
    private(set) var parts: [MIMEPart] = []
    /// Why the message was not taken apart to its end: `mail-structure`.
    private(set) var fault: Failure?
    /// The outermost type, lower case, and the parameter `type` of a multipart/related.
    private(set) var rootType = ""

    static let depthMax = 50
    static let partsMax = 1_000

    private struct Frame {
        /// With the two hyphens.
        var boundary: [UInt8]
        var type: String
        var prefix: String
        var children = 0
        var lastWasPicture = false
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let end: Int
    private var frames: [Frame] = []
    /// The leaf that is being passed, its end still unknown.
    private var open: MIMEPart?

    /// - Parameters:
    ///   - bytes: the message.
    ///   - headers: of the message; its body begins where they end.
    ///   - end: of the message.
    init(_ bytes: UnsafeBufferPointer<UInt8>, headers: MailHeaders, end: Int) {
        self.bytes = bytes
        self.end = end
        enter(headers, isRoot: true)
        guard let base = bytes.baseAddress else { return }
        var at = headers.end
        while !frames.isEmpty, at < end, fault == nil {
            let line = MailHeaders.lineEnd(base, at, end)
            if line.content - at >= 2, base[at] == UInt8(ascii: "-"), base[at + 1] == UInt8(ascii: "-"),
                let hit = boundary(UnsafeBufferPointer(rebasing: bytes[at..<line.content]))
            {
                close(before: at)
                frames.removeSubrange((hit.isClosing ? hit.frame : hit.frame + 1)...)
                if !hit.isClosing {
                    let headers = MailHeaders(bytes, from: line.next, to: end)
                    enter(headers, isRoot: false)
                    at = headers.end
                    continue
                }
            }
            at = line.next
        }
        close(before: nil)
    }

    /// The innermost frame whose boundary a line is.
    private func boundary(_ line: UnsafeBufferPointer<UInt8>) -> (frame: Int, isClosing: Bool)? {
        for index in frames.indices.reversed() {
            let mark = frames[index].boundary
            guard line.count >= mark.count, line.starts(with: mark) else { continue }
            var at = mark.count
            let isClosing = at + 1 < line.count && line[at] == UInt8(ascii: "-") && line[at + 1] == UInt8(ascii: "-")
            if isClosing { at += 2 }
            if line[at...].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return (index, isClosing) }
        }
        return nil
    }

    /// Ends the open leaf; the line end before a boundary belongs to the boundary.
    private mutating func close(before line: Int?) {
        guard var part = open else { return }
        open = nil
        var partEnd = line ?? end
        if line != nil, partEnd > part.range.lowerBound, bytes[partEnd - 1] == 0x0A { partEnd -= 1 }
        if line != nil, partEnd > part.range.lowerBound, bytes[partEnd - 1] == 0x0D { partEnd -= 1 }
        part.range = part.range.lowerBound..<max(part.range.lowerBound, partEnd)
        parts.append(part)
        if let last = frames.indices.last { frames[last].lastWasPicture = part.isPicture && !part.isAttachment }
    }

    /// Opens the part behind these headers: a leaf, or one more multipart.
    private mutating func enter(_ headers: MailHeaders, isRoot: Bool) {
        let content = headers.parameters(.contentType)
        let type =
            content.flatMap { $0.value.contains("/") ? $0.value : nil }
            ?? (frames.last?.type == "multipart/digest" ? "message/rfc822" : "text/plain")
        var number = "1"
        if let last = frames.indices.last {
            frames[last].children += 1
            number = "\(frames[last].prefix)\(frames[last].children)"
        }
        if isRoot { rootType = type }
        if type.hasPrefix("multipart/"), let boundary = content?["boundary"], !boundary.isEmpty {
            guard frames.count < Self.depthMax else {
                fault = Failure(.mailStructure, "parts are nested deeper than \(Self.depthMax)", byteOffset: headers.end)
                return
            }
            frames.append(Frame(boundary: Array("--\(boundary)".utf8), type: type, prefix: isRoot ? "" : "\(number)."))
            return
        }
        guard parts.count < Self.partsMax else {
            fault = Failure(.mailStructure, "the message has more than \(Self.partsMax) parts", byteOffset: headers.end)
            return
        }
        if isRoot, type == "message/rfc822", forwards(headers) { return }
        open = leaf(headers, content, type.hasPrefix("multipart/") ? "text/plain" : type, number)
    }

    /// True, with the fault noted, where a message is nothing but a message that is nothing but a message, and so on.
    private mutating func forwards(_ headers: MailHeaders) -> Bool {
        var inner = headers
        for _ in 0..<Self.depthMax {
            inner = MailHeaders(bytes, from: inner.end, to: end)
            guard inner.parameters(.contentType)?.value == "message/rfc822" else { return false }
        }
        fault = Failure(.mailStructure, "messages are nested deeper than \(Self.depthMax)", byteOffset: headers.end)
        return true
    }

    private func leaf(_ headers: MailHeaders, _ content: HeaderParameters?, _ type: String, _ number: String) -> MIMEPart {
        let disposition = headers.parameters(.contentDisposition)
        let follows = frames.last?.lastWasPicture ?? false
        return MIMEPart(
            number: number, type: type, charset: content?["charset"],
            encoding: TransferEncoding(headers.text(.contentTransferEncoding) ?? ""),
            fileName: (disposition?["filename"] ?? content?["name"])?.nonEmpty, isAttachment: disposition?.value == "attachment",
            isFlowed: content?["format"]?.lowercased() == "flowed", deletesSpace: content?["delsp"]?.lowercased() == "yes",
            location: headers.text(.contentLocation), isInAlternative: frames.contains { $0.type == "multipart/alternative" },
            isInRelated: frames.contains { $0.type == "multipart/related" }, followsPicture: follows,
            range: headers.end..<headers.end)
    }
}
