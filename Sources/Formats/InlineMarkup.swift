import Markup

/// Markup inside a field of another format (`body_html` of a JSON record) to plain text: block tags part paragraphs, other tags go,
/// entities become characters. One pass, no tree, no nesting to exhaust; pages as a whole are the HTML format's business.
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
            var pass = MarkupPass(bytes)
            pass.run(isMarkup: isMarkup)
            return pass.result
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

    static let blockTags: Set<String> = [
        "p", "div", "section", "article", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd",
        "blockquote",
        "table", "tr", "pre", "hr", "figure", "aside", "main", "nav", "form", "body", "html", "head", "center", "address", "hedline",
        "block", "hl1", "hl2", "byline", "dateline",
    ]
    /// What stands between these tags is no text of the article.
    static let silentTags: Set<String> = [
        "script", "style", "head", "figcaption", "noscript", "template", "svg", "iframe", "title", "docdata",
    ]
    private static let knownTags: Set<String> = blockTags.union(silentTags).union([
        "br", "a", "b", "i", "em", "strong", "span", "img", "u", "sup", "sub", "small", "cite", "q", "font", "td", "th", "tbody", "thead",
        "abbr", "time",
    ])
}

/// One pass over marked-up text.
private struct MarkupPass {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var out: [UInt8] = []
    private var blocks: [String] = []
    private var isSpacePending = false

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        out.reserveCapacity(bytes.count)
    }

    var result: String { blocks.joined(separator: "\n\n") }

    mutating func run(isMarkup: Bool) {
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "<"), isMarkup, let next = tag(at) {
                at = next
            } else if byte == UInt8(ascii: "&"), let (text, next) = CharacterReference.resolve(bytes, at) {
                if text == "\u{A0}" { isSpacePending = true } else { append(text.utf8) }
                at = next
            } else if byte <= 0x20 {
                isSpacePending = true
                at += 1
            } else {
                append(CollectionOfOne(byte))
                at += 1
            }
        }
        flush()
    }

    private mutating func append(_ text: some Collection<UInt8>) {
        if isSpacePending, !out.isEmpty, out.last != 0x0A { out.append(0x20) }
        isSpacePending = false
        out.append(contentsOf: text)
    }

    private mutating func flush() {
        while let last = out.last, last <= 0x20 { out.removeLast() }
        if !out.isEmpty { blocks.append(String(decoding: out, as: UTF8.self)) }
        out.removeAll(keepingCapacity: true)
        isSpacePending = false
    }

    /// Passes the tag or comment at `at`. `nil` where the bracket opens neither.
    private mutating func tag(_ at: Int) -> Int? {
        if starts(at, "<!--") { return find("-->", from: at + 4).map { $0 + 3 } ?? bytes.count }
        if at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "!") || bytes[at + 1] == UInt8(ascii: "?") {
            return close(at).map { $0 + 1 }
        }
        let isEnd = at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "/")
        guard let (name, nameEnd) = InlineMarkup.tagName(bytes, at + (isEnd ? 2 : 1)), let end = close(nameEnd) else { return nil }
        if InlineMarkup.blockTags.contains(name) { flush() }
        if name == "br" {
            while out.last == 0x20 { out.removeLast() }
            // Two in a row part paragraphs.
            if out.last == 0x0A { flush() } else if !out.isEmpty { out.append(0x0A) }
            isSpacePending = false
        } else if name == "td" || name == "th" {
            isSpacePending = true
        }
        guard !isEnd, InlineMarkup.silentTags.contains(name), bytes[end - 1] != UInt8(ascii: "/") else { return end + 1 }
        guard let closing = find("</" + name, from: end) else { return bytes.count }
        return close(closing + 2).map { $0 + 1 } ?? bytes.count
    }

    /// The `>` that ends a tag, quotes minded.
    private func close(_ from: Int) -> Int? {
        var at = from
        var quote: UInt8 = 0
        while at < bytes.count {
            let byte = bytes[at]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return at
            } else if byte == UInt8(ascii: "<") {
                return nil
            }
            at += 1
        }
        return nil
    }

    private func starts(_ at: Int, _ word: String) -> Bool {
        guard at + word.utf8.count <= bytes.count else { return false }
        return zip(bytes[at...], word.utf8).allSatisfy {
            $0 == $1 || ($1 >= UInt8(ascii: "a") && $1 <= UInt8(ascii: "z") && $0 | 0x20 == $1)
        }
    }

    private func find(_ word: String, from: Int) -> Int? {
        guard let first = word.utf8.first else { return nil }
        var at = from
        while at < bytes.count, let hit = bytes[at...].firstIndex(of: first) {
            if starts(hit, word) { return hit }
            at = hit + 1
        }
        return nil
    }
}
