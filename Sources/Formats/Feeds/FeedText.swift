import Markup

/// Text as feeds carry it: characters, HTML in characters, XHTML as elements, base64.
enum FeedText {
    /// True for elements of the feed's own vocabulary, whichever namespace its author gave it.
    static func isCore(_ element: XMLElement) -> Bool {
        switch element.space {
        case .none, .rss, .rdf, .atom: true
        // An unknown default namespace around everything is the feed's own.
        case .other: element.parent.map { $0.space == .other } ?? true
        default: false
        }
    }

    /// A title: one line, in which HTML may stand in characters, or be escaped once more.
    static func line(_ element: XMLElement) -> String? {
        let text = element.hasChildren ? XMLProse.text(element) : element.text
        let hasMarks = text.utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
        let plain = hasMarks ? InlineMarkup.text(text, isMarkup: InlineMarkup.looksLikeMarkup(text)) : text
        return plain.asOneLine.nonEmpty
    }

    /// A body: HTML in characters, which every feed reader takes it for, or elements.
    static func body(_ element: XMLElement) -> String {
        if element.attribute("mode") == "base64" || element.attribute("encoding") == "base64" { return markup(base64(element.text)) }
        return element.hasChildren ? XMLProse.text(element) : markup(element.text)
    }

    /// WordPress writes paragraphs as lines parted by empty ones.
    static func wordPress(_ element: XMLElement) -> String {
        let text = element.text
        guard InlineMarkup.looksLikeMarkup(text) || text.utf8.contains(UInt8(ascii: "<")) else { return markup(text) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 64)
        for byte in text.utf8 {
            if byte == 0x0A, bytes.last == 0x0A {
                bytes.append(contentsOf: Array("<p>".utf8))
            } else {
                bytes.append(byte)
            }
        }
        return InlineMarkup.text(String(decoding: bytes, as: UTF8.self))
    }

    /// HTML where there are tags; otherwise empty lines part paragraphs, as writers of plain text mean them, and references are resolved.
    static func markup(_ text: String) -> String {
        if InlineMarkup.looksLikeMarkup(text) || text.utf8.contains(UInt8(ascii: "<")) { return InlineMarkup.text(text) }
        return paragraphs(text).map { InlineMarkup.text($0, isMarkup: false) }.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// Blocks between empty lines; single line ends are white space, as everywhere in XML.
    private static func paragraphs(_ text: String) -> [String] {
        var text = text
        return text.withUTF8 { Paragraphs.blocks($0, byLine: false) }
    }

    /// An Atom text construct, by its `type` and `mode`. `nil` where it is empty or no text.
    static func construct(_ element: XMLElement) -> String? {
        let type = element.attribute("type")?.lowercased() ?? ""
        let mode = element.attribute("mode")?.lowercased() ?? ""
        let isHTML = type.contains("html")
        if element.hasChildren {
            // Elements where HTML in characters was announced: both may be there.
            let text = XMLProse.text(element)
            return (isHTML && type != "xhtml" && InlineMarkup.looksLikeMarkup(text) ? markup(text) : text).nonEmpty
        }
        let written = element.text
        var text = written
        let isOpaque = !type.isEmpty && !type.hasPrefix("text") && !isHTML && !type.hasSuffix("xml") && mode.isEmpty
        if mode == "base64" || (isOpaque && type.contains("/")) {
            text = base64(text)
        }
        if isHTML || mode == "escaped" || (text != written && InlineMarkup.looksLikeMarkup(text)) { return markup(text).nonEmpty }
        return paragraphs(text).map(\.asOneLine).joined(separator: "\n\n").nonEmpty
    }

    /// Base64 as UTF-8; what is none of its letters is passed over.
    private static func base64(_ text: String) -> String {
        var out: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in text.utf8 {
            let value: UInt32
            switch byte {
            case 0x41...0x5A: value = UInt32(byte) - 0x41
            case 0x61...0x7A: value = UInt32(byte) - 0x61 + 26
            case 0x30...0x39: value = UInt32(byte) - 0x30 + 52
            case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
            default: continue
            }
            bits = bits << 6 | value
            count += 6
            if count >= 8 {
                count -= 8
                out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
