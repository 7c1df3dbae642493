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
        let stated = page.head.linked.authors
        if page.head.linked.areAuthorsOrganisations {
            // A desk or an agency: a person that the page shows comes first.
            _ = takeVisible(links: true)
            if !names.isEmpty { return }
        }
        if take(stated, "json-ld author") { return }
        for name in Self.metaNames {
            guard let values = page.head.metas[name] else { continue }
            if name == "twitter:data1" {
                let label = page.head.meta("twitter:label1")?.lowercased() ?? ""
                guard Self.writtenWords.contains(where: label.contains) else { continue }
            }
            if take(values, "meta " + name) { return }
        }
        if takeVisible(links: false) || takeTitle() || takeNameLine() { return }
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
        let stated = texts.filter { !Self.isAddress($0) && !isSite($0) }
        let people = PagePeople.unique(stated.flatMap { PagePeople.names(in: $0, isStated: true) })
        let persons = people.filter { !isSite($0) }
        if organisation.isEmpty {
            let all = people.isEmpty ? texts.filter { !Self.isAddress($0) && $0.utf8.count < 60 } : people
            organisation = Array(all.filter { !PageWords.shared.nobodies.contains(PageText.key($0)) }.prefix(Self.visibleMax))
        }
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

    /// - Parameter links: only what the page marks up as a person.
    private mutating func takeVisible(links: Bool) -> Bool {
        var found: [String] = []
        let properties = page.head.properties.lazy.filter { $0.name == "author" }.map(\.node)
        for node in properties.prefix(6) + page.head.authorLinks.prefix(6) where page.isClean(node) {
            let inner = page.head.properties.first { $0.name == "name" && $0.node > node && $0.node < page.tree.nodes[node].end }?.node
            let text = inner.map { HTMLText.line(page.tree, $0) } ?? page.tree.value(.content, of: node) ?? HTMLText.line(page.tree, node)
            if text.utf8.count <= Self.bylineBytesMax { found += PagePeople.names(in: text, isStated: true) }
        }
        if keep(found, "author mark-up") { return true }
        // First what stands in the article's own part, then what stands aside.
        for isStrict in [true, false] {
            if takeBylines(isStrict, links) || takePaths(isStrict) { return true }
        }
        return !links && takeBylineBlock()
    }

    private func isNear(_ node: Int, _ isStrict: Bool) -> Bool {
        isStrict ? page.isClean(node) : !page.around[node].contains(.apart) && page.tagsAround[node].isDisjoint(with: [.footer, .nav])
    }

    private mutating func takeBylines(_ isStrict: Bool, _ onlyLinks: Bool) -> Bool {
        for node in page.head.bylines.prefix(60) where isNear(node, isStrict) {
            let text = HTMLText.line(page.tree, node)
            guard text.utf8.count > 3, text.utf8.count <= Self.bylineBytesMax else { continue }
            let links = (node..<Int(page.tree.nodes[node].end)).filter { page.tag($0) == .a }.map { HTMLText.line(page.tree, $0) }
            let linked = links.filter { (4..<60).contains($0.utf8.count) }.flatMap { PagePeople.names(in: $0, isStated: true) }
            if keep(linked, "byline's links", text) { return true }
            if onlyLinks { continue }
            // "by ibby": a line that says By may name anyone.
            let saysBy = text.prefix(3).lowercased() == "by " && text.split(separator: " ").count <= 4
            if keep(PagePeople.names(in: text, isStated: saysBy), "byline", text) { return true }
        }
        return false
    }

    private mutating func takePaths(_ isStrict: Bool) -> Bool {
        for node in page.head.authorPaths.prefix(12) where isNear(node, isStrict) {
            let people = PagePeople.names(in: HTMLText.line(page.tree, node), isStated: false)
            if keep(people, "link to an author's page") { return true }
        }
        return false
    }

    /// "Title | by Jane Doe | Site".
    private mutating func takeTitle() -> Bool {
        for part in PageText.parts(page.head.title ?? "").dropFirst() where part.lowercased().hasPrefix("by ") {
            if keep(PagePeople.names(in: part, isStated: false), "title") { return true }
        }
        return false
    }

    /// A line near the headline that is a name and nothing else: it begins with a given name.
    private mutating func takeNameLine() -> Bool {
        guard let headline = page.head.headings.first, let start = page.lines.firstIndex(where: { Int($0.node) >= headline }) else {
            return false
        }
        for index in max(0, start - 4)..<min(page.lines.count, start + 12) {
            let bytes = page.text(index)
            guard bytes.count > 6, bytes.count < 40, page.isClean(Int(page.lines[index].node)) else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            let words = text.split(separator: " ")
            guard (2...3).contains(words.count), words.allSatisfy({ $0.first?.isUppercase ?? false }),
                PageWords.shared.given.contains(words[0].lowercased())
            else { continue }
            if keep(PagePeople.names(in: text, isStated: false), "line that is a name", text) { return true }
        }
        return false
    }

    /// A short block that begins with "By".
    private mutating func takeBylineBlock() -> Bool {
        for index in page.lines.indices {
            let bytes = page.text(index)
            guard bytes.count > 5, bytes.count < 90, bytes[0] | 0x20 == UInt8(ascii: "b"), bytes[1] | 0x20 == UInt8(ascii: "y"),
                bytes[2] == 0x20 || bytes[2] == UInt8(ascii: ":"), page.isClean(Int(page.lines[index].node))
            else { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            let people = PagePeople.names(in: text, isStated: true).filter {
                $0.first?.isUppercase ?? false || !($0.first?.isCased ?? false)
            }
            if keep(people, "line that begins with By", text) { return true }
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
