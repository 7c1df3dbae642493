import Glibc

/// Reads the bytes of a page from left to right: text, tags, comments. What they do to the tree is in `HTMLParser+Tree`.
///
/// After the HTML standard's tokenization, except where a browser would lose the rest of a page to one slip: a title, text area or
/// frame that never ends holds text up to the next tag only, and a quote that never ends, its tag.
struct HTMLParser: ~Copyable {
    let tree: HTMLTree
    let bytes: UnsafePointer<UInt8>
    let end: Int
    var at = 0
    var open: OpenElements
    var hasContent = false
    var sawHead = false
    var sawBody = false
    var sawHTML = false
    /// True behind a tag that begins or ends a line: white space there means nothing.
    var isLineStart = true
    /// Elements at the limit of depth that were not put on the stack: as many end tags are theirs.
    var unstacked = 0
    /// Ends that are known to be missing from here on.
    var missingEnds: Set<HTMLTag> = []
    private let tags = NameTable.tags
    private let names = NameTable.attributes

    private let isFragment: Bool

    init(_ tree: HTMLTree, _ bytes: UnsafePointer<UInt8>, isFragment: Bool) {
        self.isFragment = isFragment
        self.tree = tree
        self.bytes = bytes
        end = tree.bytes.count
        open = OpenElements(tree)
    }

    mutating func run() {
        var textStart = 0
        while at < end {
            guard let hit = find(UInt8(ascii: "<"), at) else { break }
            at = hit
            guard let next = markup(hit, textStart) else {
                at = max(at, hit + 1)
                continue
            }
            at = next
            textStart = next
            if tree.nodeCount >= tree.budget.nodesMax {
                tree.cutAt = at
                textStart = end
                break
            }
        }
        text(textStart, end)
        open.close(to: 1)
        tree.nodes[0].end = Int32(truncatingIfNeeded: tree.nodeCount)
    }

    @inline(__always)
    func find(_ byte: UInt8, _ from: Int) -> Int? {
        guard from < end, let hit = memchr(bytes + from, Int32(byte), end &- from) else { return nil }
        return UnsafeRawPointer(bytes).distance(to: UnsafeRawPointer(hit))
    }

    /// What begins at the `<` at `start`; the text from `textStart` up to it comes first.
    /// - Returns: where it ends, `nil` where the `<` is text.
    @inline(__always)
    private mutating func markup(_ start: Int, _ textStart: Int) -> Int? {
        guard start + 1 < end else { return nil }
        let byte = bytes[start + 1]
        if (byte | 0x20) &- UInt8(ascii: "a") < 26 {
            return startTag(start + 1, textStart)
        }
        switch byte {
        case UInt8(ascii: "/"):
            guard start + 2 < end else { return nil }
            text(textStart, start)
            if (bytes[start + 2] | 0x20) &- UInt8(ascii: "a") < 26 { return endTag(start + 2) }
            return find(UInt8(ascii: ">"), start + 2).map { $0 + 1 } ?? end
        case UInt8(ascii: "!"):
            text(textStart, start)
            return declaration(start + 2)
        case UInt8(ascii: "?"):
            text(textStart, start)
            return find(UInt8(ascii: ">"), start + 2).map { $0 + 1 } ?? end
        default: return nil
        }
    }

    /// A comment, or what the standard takes for one. Returns where it ends.
    private func declaration(_ from: Int) -> Int {
        guard from + 1 < end, bytes[from] == UInt8(ascii: "-"), bytes[from + 1] == UInt8(ascii: "-") else {
            return find(UInt8(ascii: ">"), from).map { $0 + 1 } ?? end
        }
        var at = from + 2
        // `<!-->` and `<!--->` are whole comments.
        if at < end, bytes[at] == UInt8(ascii: ">") { return at + 1 }
        if at + 1 < end, bytes[at] == UInt8(ascii: "-"), bytes[at + 1] == UInt8(ascii: ">") { return at + 2 }
        while let close = find(UInt8(ascii: ">"), at) {
            if close >= from + 4, bytes[close - 1] == UInt8(ascii: "-"), bytes[close - 2] == UInt8(ascii: "-") { return close + 1 }
            if close >= from + 5, bytes[close - 1] == UInt8(ascii: "!"), bytes[close - 2] == UInt8(ascii: "-"),
                bytes[close - 3] == UInt8(ascii: "-")
            {
                return close + 1
            }
            at = close + 1
        }
        return end
    }

    /// The tag whose name begins at `from`. Returns where it ends, or where its raw content does.
    private mutating func startTag(_ from: Int, _ textStart: Int) -> Int? {
        var hash = NameTable.seed
        var nameEnd = from
        while nameEnd < end, !Self.endsName(bytes[nameEnd]) {
            hash = NameTable.step(hash, bytes[nameEnd])
            nameEnd &+= 1
        }
        let tag = tags.find(hash).flatMap(HTMLTag.init(rawValue:)) ?? .unknown
        let firstAttribute = tree.attributeCount
        var isSelfClosing = false
        guard let close = readAttributes(nameEnd, &isSelfClosing) else {
            // A page that is cut inside a tag loses the tag; in a field, "a <b" is what somebody wrote.
            if !isFragment { text(textStart, from &- 1) }
            at = end
            return isFragment ? nil : end
        }
        text(textStart, from &- 1)
        let node = HTMLNode(
            tag: tag, depth: 0, parent: 0, end: 0, start: UInt32(truncatingIfNeeded: from),
            length: UInt32(truncatingIfNeeded: nameEnd &- from), firstAttribute: UInt32(truncatingIfNeeded: firstAttribute),
            attributeCount: UInt32(truncatingIfNeeded: tree.attributeCount &- firstAttribute))
        if tag == .svg {
            _ = insert(node, mayOpen: false)
            return isSelfClosing ? close : foreignEnd(close, tag) ?? close
        }
        let traits = tag.traits
        if traits.contains(.raw) || (tag == .noscript && isInHead) { return rawElement(node, close) }
        start(node, traits)
        return close
    }

    @inline(__always)
    private static func endsName(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
    }

    private mutating func endTag(_ from: Int) -> Int {
        var hash = NameTable.seed
        var nameEnd = from
        while nameEnd < end, !Self.endsName(bytes[nameEnd]) {
            hash = NameTable.step(hash, bytes[nameEnd])
            nameEnd &+= 1
        }
        guard nameEnd < end else { return end }
        let tag = tags.find(hash).flatMap(HTMLTag.init(rawValue:)) ?? .unknown
        end(tag, UnsafeBufferPointer(start: bytes + from, count: nameEnd - from))
        if bytes[nameEnd] == UInt8(ascii: ">") { return nameEnd + 1 }
        // Attributes of an end tag mean nothing, but a `>` in quotes does not end it.
        let kept = tree.attributeCount
        var isSelfClosing = false
        let close = readAttributes(nameEnd, &isSelfClosing)
        tree.dropAttributes(to: kept)
        return close ?? end
    }

    /// Reads attributes up to the tag's `>`. Returns what follows, `nil` where the page ends inside the tag.
    @inline(__always)
    private mutating func readAttributes(_ from: Int, _ isSelfClosing: inout Bool) -> Int? {
        var at = from
        var kept = 0
        while at < end {
            let byte = bytes[at]
            if byte == UInt8(ascii: ">") { return at &+ 1 }
            if byte <= 0x20 || byte == UInt8(ascii: "/") {
                isSelfClosing = byte == UInt8(ascii: "/")
                at &+= 1
                continue
            }
            isSelfClosing = false
            var hash = NameTable.seed
            // A `=` in front is a part of the name.
            repeat {
                hash = NameTable.step(hash, bytes[at])
                at &+= 1
            } while at < end && !Self.endsName(bytes[at]) && bytes[at] != UInt8(ascii: "=")
            var value = at
            while value < end, bytes[value] <= 0x20 { value &+= 1 }
            var length = 0
            if value < end, bytes[value] == UInt8(ascii: "=") {
                (value, length, at) = readValue(value &+ 1)
            }
            guard kept < tree.budget.elementAttributesMax, let name = names.find(hash).flatMap(HTMLAttributeName.init(rawValue:)),
                tree.attributeCount < tree.budget.attributesMax
            else { continue }
            kept &+= 1
            tree.append(
                HTMLAttribute(
                    name: name, start: UInt32(truncatingIfNeeded: min(value, end)), length: UInt32(truncatingIfNeeded: length)))
        }
        return nil
    }

    /// The value behind a `=`: where it begins, its length, and what follows it.
    @inline(__always)
    private func readValue(_ from: Int) -> (start: Int, length: Int, next: Int) {
        var at = from
        while at < end, bytes[at] <= 0x20 { at &+= 1 }
        guard at < end else { return (end, 0, end) }
        let quote = bytes[at]
        if quote == 0x22 || quote == 0x27, let close = find(quote, at &+ 1) { return (at &+ 1, close &- at &- 1, close &+ 1) }
        let start = at
        while at < end, bytes[at] > 0x20, bytes[at] != UInt8(ascii: ">") { at &+= 1 }
        return (start, at &- start, at)
    }

    /// An element whose content is text up to its own end tag.
    private mutating func rawElement(_ node: HTMLNode, _ from: Int) -> Int {
        let tag = node.tag
        let close = missingEnds.contains(tag) ? nil : rawEnd(tag, from)
        if close == nil { missingEnds.insert(tag) }
        if !hasContent, !tag.traits.contains(.headContent) { leaveHead() }
        let isScript = tag == .script || tag == .style || tag == .noscript
        let contentEnd = close?.start ?? (isScript ? end : tag == .title || tag == .textarea ? find(UInt8(ascii: "<"), from) ?? end : from)
        let index = insert(node, mayOpen: false)
        if contentEnd > from, tree.nodeCount < tree.budget.nodesMax {
            _ = tree.append(
                HTMLNode(
                    tag: .text, depth: tree.nodes[index].depth &+ 1, parent: Int32(truncatingIfNeeded: index),
                    end: Int32(truncatingIfNeeded: tree.nodeCount &+ 1), start: UInt32(truncatingIfNeeded: from),
                    length: UInt32(truncatingIfNeeded: contentEnd &- from), firstAttribute: 0, attributeCount: 0))
            tree.nodes[index].end = Int32(truncatingIfNeeded: tree.nodeCount)
        }
        return close?.next ?? contentEnd
    }
}
