import Markup

/// How an XML document begins: what formats recognise themselves by.
struct XMLHead {
    /// The outermost element's local name as written; empty where the text is no XML.
    var name = ""
    /// The namespace of the outermost element, empty where it has none.
    var namespace = ""
    /// `Name="value"` pairs of the outermost element, declarations included.
    var attributes: [(name: String, value: String)] = []
    /// What a document type names, in lower case: `nitf`, `rss`, `html`.
    var doctype = ""
    /// Where the outermost element's tag begins in the text.
    var rootAt = 0

    func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// - Parameter view: the first bytes of a member.
    init(_ view: HeadView) {
        guard view.isText, view.start < view.text.count, view.text[view.start] == UInt8(ascii: "<") else { return }
        view.text.withUnsafeBufferPointer { read($0, from: view.start) }
    }

    private mutating func read(_ text: UnsafeBufferPointer<UInt8>, from start: Int) {
        var at = start
        while at + 1 < text.count {
            guard text[at] == UInt8(ascii: "<") else {
                at += 1
                continue
            }
            let next = text[at + 1]
            if next == UInt8(ascii: "?") {
                at = Self.find("?>", text, at + 2).map { $0 + 2 } ?? text.count
            } else if next == UInt8(ascii: "!") {
                at = declaration(text, at)
            } else if Self.isLetter(next) {
                rootAt = at
                return root(text, at)
            } else {
                return
            }
        }
    }

    /// A comment or document type. - Returns: where it ends.
    private mutating func declaration(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        if Self.starts(text, at, "<!--") { return Self.find("-->", text, at + 4).map { $0 + 3 } ?? text.count }
        var end = at
        while end < text.count, text[end] != UInt8(ascii: ">"), text[end] != UInt8(ascii: "[") { end += 1 }
        let words = String(decoding: text[at..<end], as: UTF8.self).lowercased().split(whereSeparator: \.isWhitespace)
        if words.first == "<!doctype", words.count > 1 { doctype = String(words[1]) }
        guard end < text.count, text[end] == UInt8(ascii: "[") else { return end + 1 }
        // The subset of declarations ends with a bracket and, after white space, the angle.
        while end < text.count {
            if text[end] == UInt8(ascii: "]") {
                var close = end + 1
                while close < text.count, text[close] <= 0x20 { close += 1 }
                if close < text.count, text[close] == UInt8(ascii: ">") { return close + 1 }
            }
            end += 1
        }
        return text.count
    }

    private mutating func root(_ text: UnsafeBufferPointer<UInt8>, _ at: Int) {
        var end = at + 1
        while end < text.count, text[end] > 0x20, text[end] != UInt8(ascii: ">"), text[end] != UInt8(ascii: "/") { end += 1 }
        let whole = String(decoding: text[(at + 1)..<end], as: UTF8.self)
        let parts = whole.split(separator: ":", maxSplits: 1)
        name = String(parts.last ?? "")
        let prefix = parts.count == 2 ? String(parts[0]) : ""
        while end < text.count, text[end] != UInt8(ascii: ">"), attributes.count < Self.attributesMax {
            guard Self.isLetter(text[end]) else {
                end += 1
                continue
            }
            let start = end
            while end < text.count, text[end] > 0x20, text[end] != UInt8(ascii: "="), text[end] != UInt8(ascii: ">") { end += 1 }
            let key = String(decoding: text[start..<end], as: UTF8.self)
            while end < text.count, text[end] <= 0x20 { end += 1 }
            guard end < text.count, text[end] == UInt8(ascii: "=") else { continue }
            end += 1
            while end < text.count, text[end] <= 0x20 { end += 1 }
            guard end < text.count, text[end] == 0x22 || text[end] == 0x27 else { continue }
            guard let close = text[(end + 1)...].firstIndex(of: text[end]) else { break }
            attributes.append((key, String(decoding: text[(end + 1)..<close], as: UTF8.self)))
            end = close + 1
        }
        namespace = attribute(prefix.isEmpty ? "xmlns" : "xmlns:" + prefix) ?? ""
    }

    private static let attributesMax = 64

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte >= 0x80 }

    private static func starts(_ text: UnsafeBufferPointer<UInt8>, _ at: Int, _ word: StaticString) -> Bool {
        guard at + word.utf8CodeUnitCount <= text.count else { return false }
        for offset in 0..<word.utf8CodeUnitCount where text[at + offset] != word.utf8Start[offset] { return false }
        return true
    }

    private static func find(_ word: StaticString, _ text: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int? {
        var at = from
        while at < text.count {
            if text[at] == word.utf8Start[0], starts(text, at, word) { return at }
            at += 1
        }
        return nil
    }

    /// The encoding that an XML declaration at the very beginning names, `nil` where there is none.
    ///
    /// - Parameter bytes: as they are; the declaration is ASCII in every charset that has ASCII inside.
    static func encoding(_ bytes: [UInt8]) -> String? {
        let head = bytes.prefix(Self.declarationBytesMax)
        guard let start = head.firstIndex(where: { $0 > 0x20 }), head[start...].starts(with: Array("<?xml".utf8)),
            let end = head[start...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        let words = String(decoding: head[start..<end], as: UTF8.self)
        guard let key = words.range(ofBytes: "encoding"), let quote = words[key...].firstIndex(where: { $0 == "\"" || $0 == "'" }) else {
            return nil
        }
        let value = words[words.index(after: quote)...].prefix { $0 != words[quote] }
        return String(value).nonEmpty
    }

    private static let declarationBytesMax = 512
}

extension String {
    /// Where `word` begins, compared byte by byte.
    fileprivate func range(ofBytes word: String) -> String.Index? {
        var at = startIndex
        while at != endIndex {
            if self[at...].utf8.starts(with: word.utf8) { return at }
            at = utf8.index(after: at)
        }
        return nil
    }
}
