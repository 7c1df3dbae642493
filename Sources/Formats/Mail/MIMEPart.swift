/// One leaf of a message: what stands between two boundaries, still in its transfer encoding.
struct MIMEPart {
    /// As IMAP numbers it: `1`, `2.1`.
    var number: String
    /// `text/plain`, lower case.
    var type: String
    var charset: String?
    var encoding: TransferEncoding
    /// The name that the part is given, decoded.
    var fileName: String?
    var isAttachment: Bool
    /// `format=flowed` (RFC 3676), and whether the blank at a soft line end is no part of the text.
    var isFlowed: Bool
    var deletesSpace: Bool
    /// Content-Location, for pages with their pictures.
    var location: String?
    var isInAlternative: Bool
    var isInRelated: Bool
    /// A picture stands directly before it in the same part.
    var followsPicture: Bool
    /// Its bytes in the message.
    var range: Range<Int>

    var isText: Bool { type == "text/plain" || type == "text/html" }
    var isPicture: Bool { type.hasPrefix("image/") }
}
