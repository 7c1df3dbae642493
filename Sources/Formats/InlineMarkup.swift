import Markup

/// Markup inside a field of another format (`body_html` of a JSON record) to plain text: block tags part paragraphs, other tags go,
/// references become characters, hidden text and captions are left out. Pages as a whole are the HTML format's business.
public enum InlineMarkup {
    /// True if the text holds tags of an article's body, not just an angle bracket in prose.
    static func looksLikeMarkup(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return false }
            var at = 0
            while let open = ByteSearch.first(UInt8(ascii: "<"), base, at, bytes.count) {
                var name = open + 1
                if name < bytes.count, bytes[name] == UInt8(ascii: "/") { name += 1 }
                if let (tag, end) = tagName(bytes, name), knownTags.contains(tag), end < bytes.count,
                    bytes[end] <= 0x20 || bytes[end] == UInt8(ascii: ">") || bytes[end] == UInt8(ascii: "/")
                {
                    return true
                }
                at = open + 1
            }
            return false
        }
    }

    /// - Parameter isMarkup: false resolves entities only.
    /// - Returns: paragraphs separated by an empty line, white space collapsed as a browser would.
    public static func text(_ source: String, isMarkup: Bool = true) -> String {
        var source = source
        return source.withUTF8 { bytes in
            let blocks = HTMLBlocks()
            guard isMarkup else {
                blocks.read(plain: bytes)
                return blocks.paragraphs
            }
            let tree = HTMLTree(capacity: min(4_096, bytes.count / 16 + 16))
            tree.parse(bytes, isFragment: true)
            var options = HTMLBlocks.Options()
            options.joinsCells = true
            options.dropsCaptions = true
            blocks.read(tree, options: options)
            return blocks.paragraphs
        }
    }

    /// The lower-cased ASCII name at `at` and where it ends.
    static func tagName(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (String, Int)? {
        var end = at
        while end < bytes.count, end - at < 12,
            bytes[end] | 0x20 >= UInt8(ascii: "a") && bytes[end] | 0x20 <= UInt8(ascii: "z") || (end > at && HeaderDate.isDigit(bytes[end]))
        {
            end += 1
        }
        guard end > at else { return nil }
        return (String(decoding: UnsafeBufferPointer(rebasing: bytes[at..<end]), as: UTF8.self).lowercased(), end)
    }

    private static let knownTags: Set<String> = [
        "p", "div", "section", "article", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd",
        "blockquote", "table", "tr", "pre", "hr", "figure", "aside", "main", "nav", "form", "body", "html", "head", "center", "address",
        "hedline", "block", "hl1", "hl2", "byline", "dateline", "script", "style", "figcaption", "noscript", "template", "svg", "iframe",
        "title", "docdata", "br", "a", "b", "i", "em", "strong", "span", "img", "u", "sup", "sub", "small", "cite", "q", "font", "td", "th",
        "tbody", "thead", "abbr", "time",
    ]
}
