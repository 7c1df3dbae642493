import Markup

/// What one pass over a page collects for its fields: the head's entries and the elements that may show a field.
struct PageHead {
    /// `meta` by lower-cased name, property or itemprop: contents in order.
    private(set) var metas: [String: [String]] = [:]
    private(set) var title: String?
    private(set) var language: String?
    private(set) var canonical: String?
    private(set) var linked = LinkedData([])
    /// Elements by what they may show, in the order of the page; of each kind no more than `nodesMax`.
    private(set) var headings: [Int] = []
    private(set) var times: [Int] = []
    private(set) var properties: [(name: String, node: Int)] = []
    private(set) var authorLinks: [Int] = []
    private(set) var authorPaths: [Int] = []
    private(set) var bylines: [Int] = []
    private(set) var dates: [Int] = []

    private static let nodesMax = 200
    private static let metasMax = 400

    init() {}

    /// Collects from a page whose elements are read.
    init(_ page: Page) {
        let tree = page.tree
        var scripts: [UnsafeBufferPointer<UInt8>] = []
        let nodes = tree.nodes
        for node in 1..<max(1, tree.nodeCount) {
            let tag = nodes[node].tag
            guard tag != .text else { continue }
            switch tag {
            case .meta: addMeta(tree, node)
            case .title: if title == nil, !page.tagsAround[node].contains(.article) { title = HTMLText.line(tree, node).nonEmpty }
            case .html: language = language ?? tree.value(.lang, of: node) ?? tree.value(.xmlLang, of: node)
            case .link: addLink(tree, node)
            case .script: if isLinkedData(tree, node), let text = rawText(tree, node) { scripts.append(text) }
            case .h1: add(&headings, node)
            case .time: add(&times, node)
            default: break
            }
            if nodes[node].attributeCount > 0, tag != .meta, tag != .link, tag != .script { addVisible(page, node, tag) }
        }
        if !scripts.isEmpty { linked = LinkedData(scripts) }
    }

    /// The first content under any of the names.
    func meta(_ names: String...) -> String? {
        for name in names { if let value = metas[name]?.first { return value } }
        return nil
    }

    private func add(_ list: inout [Int], _ node: Int) {
        if list.count < Self.nodesMax { list.append(node) }
    }

    private mutating func addMeta(_ tree: HTMLTree, _ node: Int) {
        guard metas.count < Self.metasMax,
            let name = tree.value(.property, of: node) ?? tree.value(.name, of: node) ?? tree.value(.itemprop, of: node),
            let content = tree.value(.content, of: node)
        else { return }
        let line = PageText.line(content)
        if !line.isEmpty, line.utf8.count <= 20_000 { metas[name.lowercased(), default: []].append(line) }
    }

    private mutating func addLink(_ tree: HTMLTree, _ node: Int) {
        guard canonical == nil, let rel = tree.rawValue(.rel, of: node), rel.count == 9,
            String(decoding: rel, as: UTF8.self).lowercased() == "canonical"
        else { return }
        canonical = tree.value(.href, of: node)?.nonEmpty
    }

    private func isLinkedData(_ tree: HTMLTree, _ node: Int) -> Bool {
        guard let type = tree.rawValue(.type, of: node), type.count >= 19 else { return false }
        return String(decoding: type, as: UTF8.self).lowercased().contains("ld+json")
    }

    private func rawText(_ tree: HTMLTree, _ node: Int) -> UnsafeBufferPointer<UInt8>? {
        tree.nodes[node].end > node + 1 ? tree.source(of: node + 1) : nil
    }

    // MARK: elements that show a field

    private mutating func addVisible(_ page: Page, _ node: Int, _ tag: HTMLTag) {
        let tree = page.tree
        let first = Int(tree.nodes[node].firstAttribute)
        let attributes = tree.attributes
        var isByline = false
        var isDate = false
        for index in first..<first + Int(tree.nodes[node].attributeCount) {
            let attribute = attributes[index]
            let value = tree.span(attribute.start, attribute.length)
            switch attribute.name {
            case .itemprop:
                if properties.count < Self.nodesMax { properties.append((String(decoding: value, as: UTF8.self), node)) }
            case .rel: if Self.topics(value).isByline { add(&authorLinks, node) }
            case .href: if tag == .a, Self.isAuthorPath(value) { add(&authorPaths, node) }
            case .class, .id, .dataTestid:
                let topics = Self.topics(value)
                if topics.isByline { isByline = true }
                if topics.isDate { isDate = true }
            default: break
            }
        }
        if tag == .html || tag == .body { return }
        if isByline { add(&bylines, node) }
        if isDate { add(&dates, node) }
    }

    /// What a class or id speaks of.
    private static func topics(_ value: UnsafeBufferPointer<UInt8>) -> (isByline: Bool, isDate: Bool) {
        var isByline = false
        var isDate = false
        for at in value.indices {
            switch value[at] | 0x20 {
            case UInt8(ascii: "a"): if matches(value, at, "author") { isByline = true }
            case UInt8(ascii: "b"):
                if matches(value, at, "byline") { (isByline, isDate) = (true, true) }
                if matches(value, at, "by-line") { isByline = true }
            case UInt8(ascii: "c"): if matches(value, at, "contributor") { isByline = true }
            case UInt8(ascii: "d"): if matches(value, at, "date") { isDate = true }
            case UInt8(ascii: "m"): if matches(value, at, "meta") { isDate = true }
            case UInt8(ascii: "p"): if matches(value, at, "publish") || matches(value, at, "posted") { isDate = true }
            case UInt8(ascii: "t"): if matches(value, at, "time") { isDate = true }
            case UInt8(ascii: "w"): if matches(value, at, "writer") { isByline = true }
            default: break
            }
        }
        return (isByline, isDate)
    }

    @inline(__always)
    private static func matches(_ value: UnsafeBufferPointer<UInt8>, _ at: Int, _ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        guard at + length <= value.count else { return false }
        for index in 1..<length where value[at + index] | 0x20 != word.utf8Start[index] | 0x20 { return false }
        return true
    }

    private static let authorPaths: [StaticString] = [
        "/author", "/by/", "/staff/", "/profile/", "/contributors/", "/people/", "/writers/", "/autor", "/auteur", "/journalist",
        "/reporter",
    ]

    private static func isAuthorPath(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard value.count > 6 else { return false }
        for at in value.indices where value[at] == UInt8(ascii: "/") {
            if authorPaths.contains(where: { matches(value, at, $0) }) { return true }
        }
        return false
    }
}
