import Markup

/// One line of text of a page: what stands between two block tags or breaks.
struct PageLine {
    var text: String
    /// The innermost block element around it; the root outside of any.
    var block = HTMLTag.document
    /// The values of `class` of the elements around its text, innermost last.
    var classes = ""
    /// True if a `<br>` and no block tag parts it from the line before.
    var isContinued = false
    /// Where the first link in it leads.
    var link: String?

    /// True if one of the elements around it has a class with that word in it.
    func has(_ word: String) -> Bool { classes.contains(word) }
}

/// Pages that programs wrote (exports, chapters of books) as lines with the classes that tell what they are: one walk over the nodes, in order.
final class PageLines {
    private let tree = HTMLTree()
    private var lines: [PageLine] = []
    private var text = ""
    private var isSpacePending = false
    private var isContinued = false
    private var classes: [String] = []
    private var block = HTMLTag.document
    private var link: String?
    private var open: [Element] = []

    private struct Element {
        var tag: HTMLTag
        var end: Int
        var classes: String
        /// Its classes stand in the line already.
        var isNoted = false
    }

    /// Elements whose classes are looked at, from the innermost.
    private static let noted = 12

    /// - Parameter bytes: UTF-8 of a page or a piece of one.
    func read(_ bytes: UnsafeBufferPointer<UInt8>) -> [PageLine] {
        tree.parse(bytes)
        (lines, open, text, classes, link) = ([], [], "", [], nil)
        (isSpacePending, isContinued) = (false, false)
        var index = 1
        while index < tree.nodeCount {
            close(upTo: index)
            let node = tree.nodes[index]
            if node.tag == .text {
                append(index)
            } else if node.tag.traits.contains(.silent), node.tag != .head {
                index = max(index + 1, Int(node.end))
                continue
            } else if node.tag == .br {
                flush(isBreak: true)
            } else {
                if Self.isBlock(node.tag) { flush(isBreak: false) }
                if node.tag == .a, link == nil { link = tree.value(.href, of: index) }
                open.append(Element(tag: node.tag, end: Int(node.end), classes: tree.value(.class, of: index) ?? ""))
            }
            index += 1
        }
        close(upTo: .max)
        flush(isBreak: false)
        return lines
    }

    /// Cells are lines of their own.
    private static func isBlock(_ tag: HTMLTag) -> Bool { tag.traits.contains(.block) }

    private func close(upTo index: Int) {
        while let last = open.last, last.end <= index {
            if Self.isBlock(last.tag) { flush(isBreak: false) }
            open.removeLast()
        }
    }

    private func append(_ node: Int) {
        let source = tree.source(of: node)
        let line = HTMLText.line(tree, node)
        guard !line.isEmpty, let first = source.first, let last = source.last else {
            isSpacePending = true
            return
        }
        if isSpacePending || Self.isSpace(first) || source.starts(with: [0xC2, 0xA0]) || source.starts(with: "&nbsp;".utf8), !text.isEmpty {
            text += " "
        }
        text += line
        isSpacePending =
            Self.isSpace(last) || source.suffix(2).elementsEqual([0xC2, 0xA0]) || source.suffix(6).elementsEqual("&nbsp;".utf8)
        for index in open.indices.suffix(Self.noted) where !open[index].isNoted && !open[index].classes.isEmpty {
            open[index].isNoted = true
            classes.append(open[index].classes)
        }
        block = open.last { Self.isBlock($0.tag) }?.tag ?? .document
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }

    private func flush(isBreak: Bool) {
        if !text.isEmpty {
            lines.append(PageLine(text: text, block: block, classes: classes.joined(separator: " "), isContinued: isContinued, link: link))
            text = ""
            isContinued = isBreak
        } else if !isBreak {
            isContinued = false
        }
        classes.removeAll(keepingCapacity: true)
        link = nil
        isSpacePending = false
        for index in open.indices { open[index].isNoted = false }
    }
}
