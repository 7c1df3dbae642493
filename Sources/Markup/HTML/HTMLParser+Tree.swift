/// What tags do to the tree: ends that are implied, ends that are misplaced. After the HTML standard's tree construction, without its
/// moving of nodes: nodes stay in the order of the page.
extension HTMLParser {
    /// True while the head is open: before the first thing that belongs in the body.
    var isInHead: Bool { open.position(of: .head) >= 0 || (!hasContent && !sawBody) }

    /// Puts a node where the page stands and, if it may have content, opens it. Returns its index.
    @inline(__always)
    mutating func insert(_ node: HTMLNode, mayOpen: Bool) -> Int {
        var node = node
        let parent = Int(open.top.node)
        node.parent = Int32(truncatingIfNeeded: parent)
        node.depth = tree.nodes[parent].depth &+ 1
        node.end = Int32(truncatingIfNeeded: tree.nodeCount &+ 1)
        let index = tree.append(node)
        let traits = node.tag.traits
        if traits.contains(.prose) { tree.noteProse(index) }
        if traits.contains(.block) || node.tag == .br { isLineStart = true } else if traits.contains(.void) { isLineStart = false }
        guard mayOpen else { return index }
        if open.count <= tree.budget.depthMax { open.push(node.tag, node: index) } else { unstacked &+= 1 }
        return index
    }

    /// A run of text.
    @inline(__always)
    mutating func text(_ from: Int, _ to: Int) {
        guard from < to else { return }
        var at = from
        while at < to, bytes[at] <= 0x20 { at &+= 1 }
        let top = open.top
        if at == to {
            // White space alone matters between words of a line only.
            if (isLineStart || top.tag.traits.contains(.elementsOnly)) && open.position(of: .pre) < 0 { return }
        } else if !hasContent {
            if top.tag != .title { leaveHead() }
        }
        if at < to { isLineStart = false }
        _ = tree.append(
            HTMLNode(
                tag: .text, depth: tree.nodes[Int(top.node)].depth &+ 1, parent: top.node,
                end: Int32(truncatingIfNeeded: tree.nodeCount &+ 1), start: UInt32(truncatingIfNeeded: from),
                length: UInt32(truncatingIfNeeded: to &- from), firstAttribute: 0, attributeCount: 0))
    }

    /// The body begins.
    mutating func leaveHead() {
        hasContent = true
        let head = open.position(of: .head)
        if head >= 0 { open.close(to: head) }
    }

    /// A start tag of an element that is neither raw text nor a drawing.
    @inline(__always)
    mutating func start(_ node: HTMLNode, _ traits: HTMLTag.Traits) {
        let tag = node.tag
        if !hasContent, !traits.contains(.headContent), tag != .body { leaveHead() }
        if traits.contains(.closesParagraph), open.top.paragraph >= 0 { open.close(to: Int(open.top.paragraph)) }
        switch tag {
        case .html, .head, .body:
            startFrame(node)
            return
        case .td, .th, .tr, .tbody, .thead, .tfoot, .caption, .table: closeTableParts(tag)
        case .li: if open.top.item >= 0 { open.close(to: Int(open.top.item)) }
        case .dt, .dd: if open.top.term >= 0 { open.close(to: Int(open.top.term)) }
        case .h1, .h2, .h3, .h4, .h5, .h6: if open.top.tag.traits.contains(.heading) { open.close(to: open.count - 1) }
        case .option, .optgroup:
            if open.top.tag == .option { open.close(to: open.count - 1) }
            if tag == .optgroup, open.top.tag == .optgroup { open.close(to: open.count - 1) }
        case .rt, .rp: if open.top.tag == .rt || open.top.tag == .rp { open.close(to: open.count - 1) }
        case .button, .nobr, .select, .a:
            let position = open.position(of: tag)
            if position > open.top.border {
                end(tag, UnsafeBufferPointer(start: nil, count: 0))
                // A select inside a select ends it, and that is all.
                if tag == .select { return }
            }
        case .form: if open.position(of: .form) >= 0 { return }
        case .input, .keygen:
            let select = open.position(of: .select)
            if select > open.top.border { open.close(to: select) }
        default: break
        }
        // A thousand open <b> look like eight.
        let isTooMany = traits.contains(.formatting) && open.count(of: tag, max: Self.formattingMax) == Self.formattingMax
        _ = insert(node, mayOpen: !traits.contains(.void) && !isTooMany)
    }

    private static let formattingMax = 8

    /// `<html>`, `<head>`, `<body>`: the first of each counts.
    private mutating func startFrame(_ node: HTMLNode) {
        switch node.tag {
        case .html:
            guard !sawHTML, open.count == 1, !hasContent else { return }
            sawHTML = true
        case .head:
            guard !sawHead, !hasContent, !sawBody else { return }
            sawHead = true
        default:
            guard !sawBody, !hasContent else { return }
            leaveHead()
            sawBody = true
        }
        _ = insert(node, mayOpen: true)
    }

    /// Cells end cells, rows end rows; a table in a table that stands in no cell ends the outer one.
    private mutating func closeTableParts(_ tag: HTMLTag) {
        let top = open.top
        let table = open.position(of: .table)
        var position = -1
        switch tag {
        case .td, .th: position = Int(top.cell)
        case .tr: position = Int(top.row >= 0 ? top.row : top.cell)
        case .table: position = table >= 0 && top.cell < 0 && (top.border == table) ? table : -1
        default: position = Int(top.rowGroup >= 0 ? top.rowGroup : top.row >= 0 ? top.row : top.cell)
        }
        if position >= 0 { open.close(to: position) }
    }

    /// An end tag; `name` as written, for elements that are `unknown`.
    mutating func end(_ tag: HTMLTag, _ name: UnsafeBufferPointer<UInt8>) {
        let top = open.top
        if tag.traits.contains(.block) { isLineStart = true }
        if unstacked > 0, top.tag != tag || open.count > tree.budget.depthMax {
            unstacked &-= 1
            return
        }
        // By far the commonest case.
        if top.tag == tag, tag != .unknown, tag != .html, tag != .body, !top.isEnded {
            open.close(to: open.count &- 1)
            return
        }
        switch tag {
        case .html, .body: return
        case .br: _ = insert(.empty(.br), mayOpen: false)
        case .p:
            if top.paragraph >= 0 { open.close(to: Int(top.paragraph)) } else if hasContent { _ = insert(.empty(.p), mayOpen: false) }
        case .h1, .h2, .h3, .h4, .h5, .h6: endHeading()
        case .li: endPart(.li, from: max(open.position(of: .ul), open.position(of: .ol)))
        case .td, .th: if top.cell >= 0 { open.close(to: Int(top.cell)) }
        case .tr: if top.row >= 0 { open.close(to: Int(top.row)) }
        case .tbody, .thead, .tfoot: if top.rowGroup >= 0 { open.close(to: Int(top.rowGroup)) }
        case .table, .caption, .template: if open.position(of: tag) >= 0 { open.close(to: open.position(of: tag)) }
        case .unknown: endUnknown(name)
        default: endOther(tag)
        }
    }

    private mutating func endPart(_ tag: HTMLTag, from limit: Int) {
        let position = open.position(of: tag)
        if position > limit, position > open.top.border { open.close(to: position) }
    }

    /// An end tag of any heading ends the heading that is open.
    private mutating func endHeading() {
        var position = -1
        for tag in [HTMLTag.h1, .h2, .h3, .h4, .h5, .h6] { position = max(position, open.position(of: tag)) }
        if position > open.top.border { open.close(to: position) }
    }

    private mutating func endOther(_ tag: HTMLTag) {
        let position = open.position(of: tag)
        guard position >= 0, position > open.top.border else { return }
        let traits = tag.traits
        if open.top.block > position, !traits.contains(.block), !traits.contains(.special) {
            if traits.contains(.formatting) { open.endAmidBlocks(position) }
            return
        }
        open.close(to: position)
    }

    private static let unknownsMax = 32

    private mutating func endUnknown(_ name: UnsafeBufferPointer<UInt8>) {
        var position = open.position(of: .unknown)
        for _ in 0..<Self.unknownsMax where position >= 0 {
            if position <= open.top.border || position < open.top.block { return }
            let node = Int(open[position].node)
            let other = tree.source(of: node)
            if other.count == name.count, zip(other, name).allSatisfy({ $0 == $1 || ($0 | 0x20 == $1 | 0x20 && $0 | 0x20 >= 0x61) }) {
                open.close(to: position)
                return
            }
            position = Int(open[position].previous)
        }
    }
}

extension HTMLNode {
    /// An element that no start tag stands for.
    static func empty(_ tag: HTMLTag) -> HTMLNode {
        HTMLNode(tag: tag, depth: 0, parent: 0, end: 0, start: 0, length: 0, firstAttribute: 0, attributeCount: 0)
    }
}
