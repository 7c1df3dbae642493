import Markup

/// Who wrote a page's article: a chain of sources in the order of their measured precision; the first that names somebody counts.
struct PageAuthors {
    var names: [String] = []
    var byline: String?
    var source = ""

    private let page: Page
    /// Keys of the site's and the publisher's names: these are no authors.
    private let site: Set<String>
    /// What the machine-readable sources name where it is only the site itself.
    private var organisation: [String] = []

    private static let visibleMax = 4
    private static let bylineBytesMax = 160

    /// - Parameter site: keys of the names under which the site goes.
    init(_ page: Page, site: Set<String>) {
        self.page = page
        self.site = site
        find()
    }

    private mutating func find() {
        if take(page.head.linked.authors, "json-ld author") { return }
        for name in Self.metaNames {
            guard let values = page.head.metas[name] else { continue }
            if name == "twitter:data1" {
                let label = page.head.meta("twitter:label1")?.lowercased() ?? ""
                guard Self.writtenWords.contains(where: label.contains) else { continue }
            }
            if take(values, "meta " + name) { return }
        }
        if takeVisible() { return }
        if names.isEmpty, !organisation.isEmpty { (names, source) = (organisation, "the site itself") }
    }

    private static let metaNames = [
        "parsely-author", "sailthru.author", "byl", "dc.creator", "dcterms.creator", "cxenseparse:author", "citation_author", "author",
        "twitter:data1", "article:author", "article:author_name", "og:article:author", "dcsext.author", "article.author",
    ]
    private static let writtenWords = [
        "writ", "author", "verfasst", "geschrieben", "escrito", "écrit", "autor", "auteur", "scritto", "auto",
    ]

    /// Takes the names in texts that state authors.
    private mutating func take(_ texts: [String], _ source: String) -> Bool {
        let stated = texts.filter { !Self.isAddress($0) }
        let people = PagePeople.unique(stated.flatMap { PagePeople.names(in: $0, isStated: true) })
        let persons = people.filter { !isSite($0) }
        if organisation.isEmpty { organisation = Array(people.prefix(Self.visibleMax)) }
        guard !persons.isEmpty else { return false }
        names = persons
        byline = stated.count == 1 ? stated[0] : nil
        self.source = source
        return true
    }

    private static func isAddress(_ text: String) -> Bool {
        let lower = text.lowercased()
        return lower.hasPrefix("http:") || lower.hasPrefix("https:") || lower.hasPrefix("/") || lower.hasPrefix("@")
            || lower.hasPrefix("www.")
    }

    private func isSite(_ name: String) -> Bool {
        let key = PageText.key(name)
        return site.contains(key) || PageWords.shared.nobodies.contains(key)
    }

    // MARK: what the page shows

    private mutating func takeVisible() -> Bool {
        var found: [String] = []
        let properties = page.head.properties.lazy.filter { $0.name == "author" }.map(\.node)
        for node in properties.prefix(6) + page.head.authorLinks.prefix(6) where page.isClean(node) {
            let inner = page.head.properties.first { $0.name == "name" && $0.node > node && $0.node < page.tree.nodes[node].end }?.node
            let text = inner.map { HTMLText.line(page.tree, $0) } ?? page.tree.value(.content, of: node) ?? HTMLText.line(page.tree, node)
            if text.utf8.count <= Self.bylineBytesMax { found += PagePeople.names(in: text, isStated: true) }
        }
        if keep(found, "author mark-up") { return true }
        for node in page.head.bylines.prefix(60) where page.isClean(node) {
            let text = HTMLText.line(page.tree, node)
            guard text.utf8.count > 3, text.utf8.count <= Self.bylineBytesMax else { continue }
            let links = (node..<Int(page.tree.nodes[node].end)).filter { page.tag($0) == .a }.map { HTMLText.line(page.tree, $0) }
            let linked = links.filter { (4..<60).contains($0.utf8.count) }.flatMap { PagePeople.names(in: $0, isStated: true) }
            if keep(linked, "byline's links", text) { return true }
            if keep(PagePeople.names(in: text, isStated: false), "byline", text) { return true }
        }
        for node in page.head.authorPaths.prefix(12) where page.isClean(node) {
            let people = PagePeople.names(in: HTMLText.line(page.tree, node), isStated: false)
            if keep(people, "link to an author's page") { return true }
        }
        return takeBylineBlock()
    }

    /// A short block that begins with "By".
    private mutating func takeBylineBlock() -> Bool {
        for index in page.blocks.blocks.indices {
            let bytes = page.text(index)
            guard bytes.count > 5, bytes.count < 90, bytes[0] | 0x20 == UInt8(ascii: "b"), bytes[1] | 0x20 == UInt8(ascii: "y"),
                bytes[2] == 0x20 || bytes[2] == UInt8(ascii: ":"), page.isClean(Int(page.blocks.blocks[index].node))
            else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            if keep(PagePeople.names(in: text, isStated: false), "line that begins with By", text) { return true }
        }
        return false
    }

    private mutating func keep(_ people: [String], _ source: String, _ line: String? = nil) -> Bool {
        let persons = PagePeople.unique(people).filter { !isSite($0) }
        guard !persons.isEmpty else { return false }
        names = Array(persons.prefix(Self.visibleMax))
        self.source = source
        byline = line
        return true
    }
}
