import Markup

/// One line of text of a page: what stands between two block tags or breaks.
struct PageLine {
    var text: String
    /// The innermost block element around it, in lower case; empty outside of any.
    var block = ""
    /// The values of `class` of the elements around its text, innermost last.
    var classes = ""
    /// True if a `<br>` and no block tag parts it from the line before.
    var isContinued = false

    /// True if one of the elements around it has a class with that word in it.
    func has(_ word: String) -> Bool { classes.contains(word) }
}

/// Pages that programs wrote (exports, chapters of books) as lines, in one pass without a tree.
struct PageLines {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var lines: [PageLine] = []
    private var text: [UInt8] = []
    private var isSpacePending = false
    private var isContinued = false
    private var classes = ""
    private var open: [Element] = []

    private struct Element {
        var name: String
        var classes: String
        /// Its classes stand in the line already.
        var isNoted = false
    }

    private static let depthMax = 256
    private static let voidTags: Set<String> = [
        "br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "embed", "source",
    ]
    /// Block tags here and beyond those of `InlineMarkup`: cells are lines of their own.
    private static let cellTags: Set<String> = ["td", "th", "tbody", "thead", "caption"]
    private static let silentTags: Set<String> = ["script", "style", "title", "svg", "noscript", "template", "iframe", "select", "button"]

    static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> [PageLine] {
        var pass = PageLines(bytes)
        pass.run()
        return pass.lines
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func run() {
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "<"), let next = tag(at) {
                at = next
            } else if byte == UInt8(ascii: "&"), let (string, next) = CharacterReference.resolve(bytes, at) {
                if string == "\u{A0}" { isSpacePending = true } else { append(Array(string.utf8)) }
                at = next
            } else if byte <= 0x20 {
                isSpacePending = true
                at += 1
            } else if byte == 0xC2, at + 1 < bytes.count, bytes[at + 1] == 0xA0 {
                isSpacePending = true
                at += 2
            } else {
                append([byte])
                at += 1
            }
        }
        flush(isBreak: false)
    }

    private mutating func append(_ more: [UInt8]) {
        if isSpacePending, !text.isEmpty { text.append(0x20) }
        isSpacePending = false
        text += more
        for index in open.indices.suffix(8) where !open[index].isNoted && !open[index].classes.isEmpty {
            open[index].isNoted = true
            classes += classes.isEmpty ? open[index].classes : " " + open[index].classes
        }
    }

    private mutating func flush(isBreak: Bool) {
        if !text.isEmpty {
            let block = open.last { Self.isBlock($0.name) }?.name ?? ""
            lines.append(PageLine(text: String(decoding: text, as: UTF8.self), block: block, classes: classes, isContinued: isContinued))
            text.removeAll(keepingCapacity: true)
            isContinued = isBreak
        } else if !isBreak {
            isContinued = false
        }
        classes = ""
        isSpacePending = false
        for index in open.indices { open[index].isNoted = false }
    }

    private static func isBlock(_ name: String) -> Bool { InlineMarkup.blockTags.contains(name) || cellTags.contains(name) }

    /// Passes the tag, comment or declaration at `at`; `nil` where the bracket opens none.
    private mutating func tag(_ at: Int) -> Int? {
        if bytes[at...].starts(with: "<!--".utf8) { return Self.comment(bytes, at) }
        guard at + 1 < bytes.count else { return nil }
        if bytes[at + 1] == UInt8(ascii: "!") || bytes[at + 1] == UInt8(ascii: "?") {
            return bytes[at...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 }
        }
        let isEnd = bytes[at + 1] == UInt8(ascii: "/")
        guard let (name, nameEnd) = InlineMarkup.tagName(bytes, at + (isEnd ? 2 : 1)), let end = Self.tagEnd(bytes, nameEnd) else {
            return nil
        }
        if name == "br" {
            flush(isBreak: true)
            return end + 1
        }
        let isBlock = Self.isBlock(name)
        if isBlock { flush(isBreak: false) }
        if isEnd {
            if let index = open.lastIndex(where: { $0.name == name }) { open.removeSubrange(index...) }
            return end + 1
        }
        let isClosed = bytes[end - 1] == UInt8(ascii: "/")
        if Self.silentTags.contains(name), !isClosed { return Self.behindEnd(of: name, bytes, end) }
        if !isClosed, !Self.voidTags.contains(name), open.count < Self.depthMax {
            // A paragraph ends where the next begins.
            if name == "p", let index = open.lastIndex(where: { $0.name == "p" }), index == open.count - 1 { open.removeLast() }
            open.append(Element(name: name, classes: Self.attribute("class", UnsafeBufferPointer(rebasing: bytes[nameEnd..<end])) ?? ""))
        }
        return end + 1
    }

    /// Behind a comment; behind its opening where it is never closed.
    private static func comment(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int {
        var from = at + 4
        guard let base = bytes.baseAddress else { return from }
        while let hit = ByteSearch.first(UInt8(ascii: ">"), base, from, bytes.count) {
            if hit >= at + 6, bytes[hit - 1] == UInt8(ascii: "-"), bytes[hit - 2] == UInt8(ascii: "-") { return hit + 1 }
            from = hit + 1
        }
        return bytes.count
    }

    /// The `>` that ends a tag, quotes minded; a tag that holds another is none.
    private static func tagEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int? {
        var at = from
        var quote: UInt8 = 0
        while at < bytes.count, at - from < 16_384 {
            let byte = bytes[at]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if (byte == 0x22 || byte == 0x27) && bytes[at - 1] == UInt8(ascii: "=") {
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

    private static func behindEnd(of name: String, _ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
        guard let base = bytes.baseAddress else { return bytes.count }
        var at = from
        while let hit = ByteSearch.first(UInt8(ascii: "<"), base, at, bytes.count) {
            if hit + 1 < bytes.count, bytes[hit + 1] == UInt8(ascii: "/"), let (found, end) = InlineMarkup.tagName(bytes, hit + 2),
                found == name
            {
                return (tagEnd(bytes, end) ?? bytes.count - 1) + 1
            }
            at = hit + 1
        }
        return bytes.count
    }

    /// The value of an attribute in the inside of a tag.
    static func attribute(_ name: String, _ tag: UnsafeBufferPointer<UInt8>) -> String? {
        var at = 0
        while at < tag.count {
            while at < tag.count, tag[at] <= 0x20 || tag[at] == UInt8(ascii: "/") { at += 1 }
            let start = at
            while at < tag.count, tag[at] > 0x20, tag[at] != UInt8(ascii: "=") { at += 1 }
            let isWanted = at - start == name.utf8.count && zip(tag[start..<at], name.utf8).allSatisfy { $0 | 0x20 == $1 }
            while at < tag.count, tag[at] <= 0x20 { at += 1 }
            guard at < tag.count, tag[at] == UInt8(ascii: "=") else {
                if start == at { at += 1 }
                continue
            }
            at += 1
            while at < tag.count, tag[at] <= 0x20 { at += 1 }
            guard at < tag.count else { return nil }
            let quote = tag[at]
            let isQuoted = quote == 0x22 || quote == 0x27
            if isQuoted { at += 1 }
            let valueStart = at
            while at < tag.count, isQuoted ? tag[at] != quote : tag[at] > 0x20 { at += 1 }
            if isWanted { return String(decoding: UnsafeBufferPointer(rebasing: tag[valueStart..<at]), as: UTF8.self) }
            if isQuoted { at += 1 }
        }
        return nil
    }
}
