import Markup

/// What a page says of itself in its head: title, meta elements, canonical address, language.
struct PageHead {
    private(set) var title: String?
    private(set) var language: String?
    private(set) var canonical: String?
    private(set) var authors: [String] = []
    private var metas: [String: String] = [:]

    /// The content of the first meta element of this lower-case name or property.
    subscript(_ name: String) -> String? { metas[name] }

    /// - Parameter source: the page as UTF-8.
    init(_ source: UnsafeBufferPointer<UInt8>) {
        guard let base = source.baseAddress else { return }
        var at = 0
        while let open = ByteSearch.first(UInt8(ascii: "<"), base, at, min(source.count, Self.bytesMax)) {
            at = open + 1
            guard let (name, nameEnd) = InlineMarkup.tagName(source, at) else { continue }
            switch name {
            case "body": return
            case "html": language = language ?? Self.attributes(source, nameEnd).values["lang"]
            case "title":
                let start = Self.attributes(source, nameEnd).end
                let close = ByteSearch.first(UInt8(ascii: "<"), base, start, source.count) ?? source.count
                if title == nil {
                    title = InlineMarkup.text(String(decoding: source[start..<close], as: UTF8.self), isMarkup: false).asOneLine.nonEmpty
                }
                at = close
            case "meta", "link":
                let (values, end) = Self.attributes(source, nameEnd)
                note(name, values)
                at = end
            case "script", "style": at = Self.end(of: name, source, nameEnd)
            default: break
            }
        }
    }

    /// A head is looked for in so many bytes.
    private static let bytesMax = 512 << 10

    private mutating func note(_ tag: String, _ values: [String: String]) {
        if tag == "link" {
            if values["rel"]?.lowercased() == "canonical", canonical == nil { canonical = values["href"]?.nonEmpty }
            return
        }
        guard let key = (values["property"] ?? values["name"])?.lowercased(), let content = values["content"]?.asOneLine.nonEmpty else {
            return
        }
        if key == "author", !authors.contains(content), authors.count < 100 { authors.append(content) }
        if metas[key] == nil { metas[key] = content }
    }

    /// The attributes of a tag and where it ends.
    private static func attributes(_ source: UnsafeBufferPointer<UInt8>, _ from: Int) -> (values: [String: String], end: Int) {
        var values: [String: String] = [:]
        var at = from
        while at < source.count, source[at] != UInt8(ascii: ">") {
            while at < source.count, source[at] <= 0x20 || source[at] == UInt8(ascii: "/") { at += 1 }
            let nameStart = at
            while at < source.count, source[at] > 0x20, ![UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "/")].contains(source[at]) {
                at += 1
            }
            let name = String(decoding: source[nameStart..<at], as: UTF8.self).lowercased()
            while at < source.count, source[at] <= 0x20 { at += 1 }
            guard at < source.count, source[at] == UInt8(ascii: "=") else {
                if at == nameStart, at < source.count, source[at] != UInt8(ascii: ">") { at += 1 }
                continue
            }
            at += 1
            while at < source.count, source[at] <= 0x20 { at += 1 }
            guard at < source.count else { break }
            let quote = source[at] == 0x22 || source[at] == 0x27 ? source[at] : 0
            if quote != 0 { at += 1 }
            let start = at
            while at < source.count, quote != 0 ? source[at] != quote : source[at] > 0x20 && source[at] != UInt8(ascii: ">") { at += 1 }
            if values[name] == nil, values.count < 64 {
                values[name] = InlineMarkup.text(String(decoding: source[start..<at], as: UTF8.self), isMarkup: false)
            }
            if quote != 0, at < source.count { at += 1 }
        }
        return (values, min(source.count, at + 1))
    }

    /// Behind the next end tag of a name, or before it.
    private static func end(of name: String, _ source: UnsafeBufferPointer<UInt8>, _ from: Int, isInside: Bool = false) -> Int {
        guard let base = source.baseAddress else { return from }
        var at = from
        while let open = ByteSearch.first(UInt8(ascii: "<"), base, at, source.count) {
            at = open + 1
            guard at < source.count, source[at] == UInt8(ascii: "/"), let (found, end) = InlineMarkup.tagName(source, at + 1) else {
                continue
            }
            if found == name { return isInside ? open : end }
        }
        return source.count
    }

    /// The bytes of the first element of a name, from its start tag to its end tag.
    static func element(_ name: String, _ source: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard let base = source.baseAddress else { return nil }
        var at = 0
        while let open = ByteSearch.first(UInt8(ascii: "<"), base, at, source.count) {
            at = open + 1
            guard let (found, end) = InlineMarkup.tagName(source, at), found == name else { continue }
            return open..<Self.end(of: name, source, end, isInside: true)
        }
        return nil
    }
}
