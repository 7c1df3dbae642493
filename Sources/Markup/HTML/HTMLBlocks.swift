/// The text of a page in lines, as a browser lays it out: white space collapsed, hidden text marked, scripts and controls left out.
///
/// One walk over the nodes, no recursion. The memory is kept from page to page.
public final class HTMLBlocks {
    public struct Options: Sendable {
        /// Cells of a row stand in one line.
        public var joinsCells = false
        /// Captions of pictures are left out.
        public var dropsCaptions = false
        /// Hidden text is left out, and text for browsers without scripts.
        public var dropsHidden = true

        public init() {}
    }

    public private(set) var blocks: [HTMLBlock] = []
    /// The text of all blocks, one behind the other.
    public var text: UnsafeBufferPointer<UInt8> { out.bytes }
    private var out = TextBuffer()

    /// Creates a reader without memory; it takes what the pages need.
    public init() {}

    /// The text of one block.
    public func bytes(of block: HTMLBlock) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: out.bytes[Int(block.start)..<Int(block.start + block.length)])
    }

    /// Reads the text of a node and all in it, in place of what was read before.
    public func read(_ tree: HTMLTree, node: Int = 0, options: Options = Options()) {
        blocks.removeAll(keepingCapacity: true)
        out.removeAll()
        var walk = BlockWalk(tree, options, out: out, blocks: blocks)
        blocks = []
        walk.run(from: node)
        blocks = walk.blocks
    }

    /// Reads plain text with character references, without tags.
    public func read(plain bytes: UnsafeBufferPointer<UInt8>) {
        blocks.removeAll(keepingCapacity: true)
        out.removeAll()
        out.write(bytes, isPreformatted: false)
        let length = out.finish(from: 0)
        if length > 0 {
            let all = Int32(truncatingIfNeeded: length)
            blocks.append(HTMLBlock(start: 0, length: all, node: 0, linkLength: 0, boldLength: 0, linkCount: 0, flags: []))
        }
    }

    /// All blocks with an empty line between them.
    public var paragraphs: String {
        var joined: [UInt8] = []
        joined.reserveCapacity(out.count + blocks.count * 2)
        for block in blocks {
            if !joined.isEmpty { joined += [0x0A, 0x0A] }
            joined += bytes(of: block)
        }
        return String(decoding: joined, as: UTF8.self)
    }
}

/// The walk over the nodes.
private struct BlockWalk {
    private let tree: HTMLTree
    private let nodes: UnsafeMutablePointer<HTMLNode>
    private let options: HTMLBlocks.Options
    private let out: TextBuffer
    var blocks: [HTMLBlock]
    /// Open block elements, innermost last.
    private var owners: [Int32] = []
    private var blockStart = 0
    private var linkLength = 0
    private var boldLength = 0
    private var linkCount = 0
    private var isAfterBreak = false
    /// The nodes at which a link, bold text and so on end.
    private var linkEnd: Int32 = 0
    private var boldEnd: Int32 = 0
    private var hiddenEnd: Int32 = 0
    private var noscriptEnd: Int32 = 0
    private var preEnd: Int32 = 0
    private var captionEnd: Int32 = 0
    /// Flags of the block that is being written.
    private var flags: HTMLBlock.Flags = []

    init(_ tree: HTMLTree, _ options: HTMLBlocks.Options, out: TextBuffer, blocks: [HTMLBlock]) {
        self.tree = tree
        self.options = options
        self.out = out
        self.blocks = blocks
        nodes = tree.nodes
    }

    mutating func run(from root: Int) {
        var index = root
        let last = Int(nodes[root].end)
        owners.append(Int32(truncatingIfNeeded: root))
        while index < last {
            while owners.count > 1, let owner = owners.last, nodes[Int(owner)].end <= index {
                flush()
                owners.removeLast()
            }
            if nodes[index].tag == .text {
                write(index)
                index += 1
            } else {
                index = element(index, root: root)
            }
        }
        flush()
    }

    private mutating func write(_ index: Int) {
        let before = out.count
        let here = Int32(truncatingIfNeeded: index)
        if here < hiddenEnd { flags.insert(.hidden) }
        if here < noscriptEnd { flags.insert(.noscript) }
        out.write(tree.source(of: index), isPreformatted: here < preEnd)
        let written = out.count - max(before, blockStart)
        if here < linkEnd { linkLength += written }
        if here < boldEnd { boldLength += written }
    }

    /// An element begins. Returns the next node to look at.
    private mutating func element(_ index: Int, root: Int) -> Int {
        let node = nodes[index]
        let traits = node.tag.traits
        if traits.contains(.silent), index != root, isSilent(index, node.tag) {
            return Int(node.end)
        }
        if node.attributeCount > 0, HTMLText.isHidden(tree, index) {
            if options.dropsHidden { return Int(node.end) }
            if node.end > hiddenEnd {
                flush()
                hiddenEnd = node.end
            }
        }
        switch node.tag {
        case .br: lineBreak()
        case .a:
            linkEnd = max(linkEnd, node.end)
            linkCount += 1
        case .b, .strong: boldEnd = max(boldEnd, node.end)
        case .td where options.joinsCells, .th where options.joinsCells: out.isSpacePending = true
        case .noscript:
            if options.dropsHidden { return Int(node.end) }
            flush()
            noscriptEnd = max(noscriptEnd, node.end)
        case .figcaption where options.dropsCaptions: return Int(node.end)
        default:
            guard traits.contains(.block) else { return index + 1 }
            flush()
            if node.tag == .pre || node.tag == .listing { preEnd = max(preEnd, node.end) }
            if node.tag == .figcaption || node.tag == .caption { captionEnd = max(captionEnd, node.end) }
            if node.end > index + 1 { owners.append(Int32(truncatingIfNeeded: index)) }
        }
        return index + 1
    }

    /// Controls are silent unless paragraphs stand in them: then they were never closed.
    private func isSilent(_ index: Int, _ tag: HTMLTag) -> Bool {
        switch tag {
        case .button, .select, .option, .dialog, .datalist, .canvas, .map, .meter, .progress, .applet: !tree.holdsProse(index)
        default: true
        }
    }

    /// One break is a line's end, two part paragraphs.
    private mutating func lineBreak() {
        if out.count > blockStart, out.last == 0x0A {
            flush()
            isAfterBreak = true
        } else {
            out.endLine(blockStart)
        }
    }

    private mutating func flush() {
        let length = out.finish(from: blockStart)
        if length > 0, let owner = owners.last {
            if owner < captionEnd { flags.insert(.caption) }
            if isAfterBreak { flags.insert(.afterBreak) }
            if owner < preEnd { flags.insert(.preformatted) }
            blocks.append(
                HTMLBlock(
                    start: Int32(truncatingIfNeeded: blockStart), length: Int32(truncatingIfNeeded: length), node: owner,
                    linkLength: Int32(truncatingIfNeeded: min(linkLength, length)),
                    boldLength: Int32(truncatingIfNeeded: min(boldLength, length)), linkCount: Int32(truncatingIfNeeded: linkCount),
                    flags: flags))
            isAfterBreak = false
        }
        blockStart = out.count
        (linkLength, boldLength, linkCount, flags) = (0, 0, 0, [])
    }
}
