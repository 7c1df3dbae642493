import Markup

/// One parsed page with what all readings of it share: its blocks of text, what the words of its elements say, its head.
///
/// The memory is kept from page to page.
final class Page {
    let tree = HTMLTree()
    let blocks = HTMLBlocks()
    /// For each node: what its own words say, what those of all around it say, and the tags around it.
    private(set) var own: [PageWords.Groups] = []
    private(set) var around: [PageWords.Groups] = []
    private(set) var tagsAround: [PageTags] = []
    /// For each node the innermost `article` around it or itself, -1 for none.
    private(set) var article: [Int32] = []
    private(set) var head = PageHead()
    private(set) var url: String?
    /// The blocks of text.
    private(set) var lines: [HTMLBlock] = []
    private let words = PageWords.shared

    /// - Parameters:
    ///   - bytes: UTF-8; must outlive what is asked of the page.
    ///   - url: where the page came from, if that is known.
    func read(_ bytes: UnsafeBufferPointer<UInt8>, url: String?) {
        self.url = url
        tree.parse(bytes)
        var options = HTMLBlocks.Options()
        options.dropsHidden = false
        blocks.read(tree, options: options)
        lines = blocks.blocks
        readElements()
        head = PageHead(self)
    }

    var nodeCount: Int { tree.nodeCount }

    @inline(__always)
    func tag(_ node: Int) -> HTMLTag { tree.nodes[node].tag }

    @inline(__always)
    func parent(_ node: Int) -> Int { Int(tree.nodes[node].parent) }

    /// The element `levels` above, the root where there are fewer.
    @inline(__always)
    func ancestor(_ node: Int, _ levels: Int) -> Int {
        var node = node
        for _ in 0..<levels {
            let parent = parent(node)
            if parent < 0 { break }
            node = parent
        }
        return node
    }

    /// True for elements that are no part of comments, related articles, footers and the like.
    func isClean(_ node: Int) -> Bool {
        !around[node].contains(.apart) && tagsAround[node].isDisjoint(with: [.footer, .nav, .aside])
    }

    /// The text of a block.
    @inline(__always)
    func text(_ block: Int) -> UnsafeBufferPointer<UInt8> { blocks.bytes(of: lines[block]) }

    private func readElements() {
        let count = tree.nodeCount
        let nodes = tree.nodes
        var own = [PageWords.Groups](repeating: [], count: count)
        var around = own
        var tagsAround = [PageTags](repeating: [], count: count)
        var article = [Int32](repeating: -1, count: count)
        let headings = (0..<count).filter { nodes[$0].tag == .h1 }
        var heading = 0
        for node in 0..<count {
            let tag = nodes[node].tag
            guard node > 0, tag != .text else { continue }
            let parent = Int(nodes[node].parent)
            var groups = nodes[node].attributeCount > 0 ? groups(node) : []
            // "page-with-sidebar": what holds the main heading is not beside the article.
            while heading < headings.count, headings[heading] < node { heading += 1 }
            if heading < headings.count, headings[heading] < nodes[node].end { groups.subtract(.apart) }
            // What themes write on the body says nothing of its parts.
            if tag == .html || tag == .body { groups = groups.intersection(.hidden) }
            own[node] = groups
            around[node] = groups.union(around[parent])
            tagsAround[node] = tagsAround[parent].union(PageTags(tag))
            article[node] = tag == .article ? Int32(truncatingIfNeeded: node) : article[parent]
        }
        (self.own, self.around, self.tagsAround, self.article) = (own, around, tagsAround, article)
    }

    private func groups(_ node: Int) -> PageWords.Groups {
        var groups: PageWords.Groups = []
        let first = Int(tree.nodes[node].firstAttribute)
        let attributes = tree.attributes
        for index in first..<first + Int(tree.nodes[node].attributeCount) {
            let attribute = attributes[index]
            switch attribute.name {
            case .class, .id, .role, .dataComponent, .dataTestid, .dataModule:
                groups.formUnion(words.groups(tree.span(attribute.start, attribute.length)))
            case .itemprop:
                if tree.span(attribute.start, attribute.length).elementsEqual("articleBody".utf8) { groups.insert(.articleBody) }
            case .ariaHidden: if attribute.length == 4 { groups.insert(.hidden) }
            case .style, .hidden: if HTMLText.isHidden(tree, node) { groups.insert(.hidden) }
            default: break
            }
        }
        return groups
    }
}

/// The tags around a block that tell what it is.
struct PageTags: OptionSet, Sendable {
    let rawValue: UInt16
    static let article = PageTags(rawValue: 1)
    static let main = PageTags(rawValue: 2)
    static let nav = PageTags(rawValue: 4)
    static let footer = PageTags(rawValue: 8)
    static let header = PageTags(rawValue: 16)
    static let aside = PageTags(rawValue: 32)
    static let form = PageTags(rawValue: 64)
    static let figure = PageTags(rawValue: 128)
    static let table = PageTags(rawValue: 256)
    static let list = PageTags(rawValue: 512)
    static let quote = PageTags(rawValue: 1_024)
    static let section = PageTags(rawValue: 2_048)
    static let details = PageTags(rawValue: 4_096)
    static let item = PageTags(rawValue: 8_192)
    static let count = 14

    init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The bit of a tag, empty for tags that tell nothing.
    init(_ tag: HTMLTag) {
        switch tag {
        case .article: self = .article
        case .main: self = .main
        case .nav: self = .nav
        case .footer: self = .footer
        case .header: self = .header
        case .aside: self = .aside
        case .form: self = .form
        case .figure: self = .figure
        case .table: self = .table
        case .ul, .ol: self = .list
        case .blockquote: self = .quote
        case .section: self = .section
        case .details: self = .details
        case .li: self = .item
        default: self = []
        }
    }
}
