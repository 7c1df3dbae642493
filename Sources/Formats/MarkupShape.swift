/// Texts that begin with a tag.
enum MarkupShape {
    case html, xml, sgml, none

    static func of(_ view: HeadView) -> MarkupShape {
        guard view.isText, view.start + 1 < view.text.count, view.text[view.start] == UInt8(ascii: "<") else { return .none }
        let tag = rootName(view)
        if view.textBegins("<!doctype lewis") || tag == "reuters" || tag == "lewis" { return .sgml }
        if view.textBegins("<!doctype html") || htmlTags.contains(tag) { return .html }
        if view.textBegins("<?xml") || view.textBegins("<!doctype") { return tag == "html" ? .html : .xml }
        guard !tag.isEmpty else { return .none }
        // A tag that is closed somewhere: "<3 is a heart" is prose.
        return view.text[view.start...].containsBytes(Array("</".utf8)) || view.text[view.start...].containsBytes(Array("/>".utf8))
            || !view.isWhole ? .xml : .none
    }

    private static let htmlTags: Set<String> = [
        "html", "head", "body", "div", "p", "article", "meta", "title", "script", "span", "table", "h1",
    ]

    /// The first element's name, behind declarations, processing instructions and comments; lower case, without its prefix.
    static func rootName(_ view: HeadView) -> String {
        let text = view.text
        var at = view.start
        while at + 1 < text.count {
            guard text[at] == UInt8(ascii: "<") else {
                at += 1
                continue
            }
            if text[at + 1] == UInt8(ascii: "?") || text[at + 1] == UInt8(ascii: "!") {
                let isComment = text[at...].starts(with: Array("<!--".utf8))
                var end = at + 2
                if isComment {
                    while end < text.count, !text[end...].starts(with: Array("-->".utf8)) { end += 1 }
                } else {
                    while end < text.count, text[end] != UInt8(ascii: ">") { end += 1 }
                }
                at = end + 1
                continue
            }
            let name = text[(at + 1)...].prefix {
                $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") || HeaderDate.isDigit($0) || $0 == UInt8(ascii: ":")
                    || $0 == UInt8(ascii: "-")
            }
            let local = name.split(separator: UInt8(ascii: ":")).last ?? []
            return String(decoding: local, as: UTF8.self).lowercased()
        }
        return ""
    }
}
