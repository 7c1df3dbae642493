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
        for node in 1..<max(1, tree.nodeCount) {
            let tag = tree.nodes[node].tag
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
            if tree.nodes[node].attributeCount > 0, tag != .meta, tag != .link, tag != .script { addVisible(page, node, tag) }
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
        var isByline = false
        var isDate = false
        for index in first..<first + Int(tree.nodes[node].attributeCount) {
            let attribute = tree.attributes[index]
            let value = tree.span(attribute.start, attribute.length)
            switch attribute.name {
            case .itemprop:
                if properties.count < Self.nodesMax { properties.append((String(decoding: value, as: UTF8.self), node)) }
            case .rel: if Self.contains(value, "author") { add(&authorLinks, node) }
            case .href: if tag == .a, Self.isAuthorPath(value) { add(&authorPaths, node) }
            case .class, .id, .dataTestid:
                if Self.containsAny(value, Self.bylineWords) { isByline = true }
                if Self.containsAny(value, Self.dateWords) { isDate = true }
            default: break
            }
        }
        if tag == .html || tag == .body { return }
        if isByline { add(&bylines, node) }
        if isDate { add(&dates, node) }
    }

    private static let bylineWords: [StaticString] = ["byline", "by-line", "author", "contributor", "writer"]
    private static let dateWords: [StaticString] = ["date", "publish", "posted", "time", "meta", "byline"]
    private static let authorPaths: [StaticString] = [
        "/author", "/by/", "/staff/", "/profile/", "/contributors/", "/people/", "/writers/", "/autor", "/auteur", "/journalist",
        "/reporter",
    ]

    private static func isAuthorPath(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        value.count > 6 && containsAny(value, authorPaths)
    }

    private static func containsAny(_ value: UnsafeBufferPointer<UInt8>, _ words: [StaticString]) -> Bool {
        words.contains { contains(value, $0) }
    }

    /// True where the word, of small letters and marks, stands in the value, capitals or not.
    private static func contains(_ value: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        let start = word.utf8Start
        guard value.count >= length else { return false }
        for at in 0...value.count - length where value[at] | 0x20 == start[0] | 0x20 {
            var index = 1
            while index < length, value[at + index] | 0x20 == start[index] | 0x20 { index += 1 }
            if index == length { return true }
        }
        return false
    }
}
