import Markup
import Model

/// The fields of a page's article and where each was found.
struct PageFields {
    let headline: PageHeadline
    let authors: PageAuthors
    /// The head's summary of the article.
    let description: String?
    let publisher: String?
    private let page: Page

    init(_ page: Page) {
        self.page = page
        let head = page.head
        headline = PageHeadline(page)
        description = head.meta("og:description", "description", "twitter:description") ?? head.linked.description
        publisher = head.linked.publisher ?? head.meta("og:site_name", "application-name", "publisher", "dc.publisher", "article:publisher")
        authors = PageAuthors(page, site: Self.siteKeys(page, publisher))
    }

    private static func siteKeys(_ page: Page, _ publisher: String?) -> Set<String> {
        var names = [publisher ?? "", page.head.meta("og:site_name") ?? "", page.head.meta("application-name") ?? ""]
        let address = page.url ?? page.head.canonical ?? page.head.meta("og:url")
        if let host = address.flatMap(PageAddress.host) {
            let labels = host.split(separator: ".")
            names.append(host)
            names += labels.dropLast().suffix(2).map(String.init)
        }
        return Set(names.map(PageText.key)).subtracting([""])
    }

    /// Writes everything but the body into the record and says where each field is from.
    func write(into record: inout Record, _ sources: inout [PageReading.Source], headlineBlock: Int?) {
        func note(_ field: String, _ source: String, _ value: String?) {
            if value != nil { sources.append(PageReading.Source(field: field, from: source)) }
        }
        record.headline = headline.text
        note("headline", headline.source, record.headline)
        record.authors = authors.names
        record.byline = authors.byline
        note("authors", authors.source, authors.names.first)
        let times = PageTimes(page, headlineBlock: headlineBlock)
        record.published = times.published
        record.modified = times.modified
        note("published", times.publishedSource, times.published?.text)
        note("modified", times.modifiedSource, times.modified?.text)
        record.publisher = publisher.flatMap { $0.hasPrefix("http") ? nil : $0 }
        note("publisher", page.head.linked.publisher != nil ? "json-ld publisher" : "meta og:site_name", record.publisher)
        writeLabels(into: &record, note)
    }

    private func writeLabels(into record: inout Record, _ note: (String, String, String?) -> Void) {
        let head = page.head
        record.section = head.linked.section ?? head.meta("article:section", "parsely-section", "section", "sailthru.section", "dc.subject")
        note("section", head.linked.section != nil ? "json-ld articleSection" : "meta article:section", record.section)
        let declared = head.language ?? head.linked.language ?? head.meta("og:locale", "content-language", "language", "dc.language")
        record.language = declared.flatMap(LanguageTag.normalise)
        note("language", head.language != nil ? "html lang" : "json-ld or meta", record.language)
        let base = page.url
        record.url = [head.canonical, head.meta("og:url"), head.linked.url, base].lazy.compactMap { $0 }
            .compactMap { PageAddress.absolute($0, base: base) }.first.map(PageAddress.withoutTracking)
        note("url", head.canonical != nil ? "link canonical" : "og:url or address", record.url)
        let image =
            head.meta("og:image:secure_url", "og:image", "og:image:url") ?? head.linked.imageURL
            ?? head.meta("twitter:image", "twitter:image:src")
        record.imageURL = image.flatMap { PageAddress.absolute($0, base: base ?? record.url) }
        note("image", head.meta("og:image") != nil ? "meta og:image" : "json-ld image", record.imageURL)
        record.keywords = keywords()
        note("keywords", "meta keywords, article:tag, json-ld", record.keywords.first)
        let subheadline = subheadline()
        record.subheadline = subheadline?.text
        note("subheadline", subheadline?.source ?? "", subheadline?.text)
        record.imageCaption = caption()
        note("caption", "figure's caption", record.imageCaption)
        record.sourceID = head.meta("article_id", "parsely-post-id", "cxenseparse:articleid", "articleid", "dc.identifier")
    }

    private static let listNames = ["news_keywords", "keywords", "parsely-tags", "sailthru.tags"]
    private static let tagNames = ["article:tag", "og:article:tag", "citation_keywords"]

    private func keywords() -> [String] {
        var leftOut = 0
        var words: [String] = page.head.linked.keywords
        for name in Self.listNames where words.isEmpty {
            words = page.head.metas[name]?.first.map { KeywordList.words($0, leftOut: &leftOut) } ?? []
        }
        for name in Self.tagNames { words += (page.head.metas[name] ?? []).flatMap { KeywordList.words($0, leftOut: &leftOut) } }
        var seen: Set<String> = []
        return words.filter { seen.insert(PageText.key($0)).inserted }
    }

    private static let subheadWords = [
        "standfirst", "subhead", "sub-head", "subtitle", "sub-title", "dek", "deck", "chapo", "strapline", "vorspann",
    ]

    /// The line below the headline: by mark-up, by its class, or because it is the head's summary shown there.
    private func subheadline() -> (text: String, source: String)? {
        if let text = page.head.linked.alternativeHeadline, PageText.key(text) != PageText.key(headline.text ?? "") {
            return (text, "json-ld alternativeHeadline")
        }
        if let property = page.head.properties.first(where: { $0.name == "alternativeHeadline" }) {
            let line = HTMLText.line(page.tree, property.node)
            if (8...Self.subheadBytesMax).contains(line.utf8.count) { return (line, "itemprop alternativeHeadline") }
        }
        guard let node = headline.node else { return nil }
        let wanted = description.map(PageText.key) ?? ""
        var seen = 0
        for index in page.lines.indices {
            let block = page.lines[index]
            guard block.node > node, block.length <= Self.subheadBytesMax, block.length >= 12 else { continue }
            guard Int(block.node) - node < Self.subheadNodesMax else { break }
            seen += 1
            guard seen <= Self.subheadBlocksMax else { break }
            let text = String(decoding: page.text(index), as: UTF8.self).asOneLine
            let owner = Int(block.node)
            for element in [owner, page.ancestor(owner, 1)] {
                guard let name = page.tree.rawValue(.class, of: element), name.count < 400, Self.speaksOfSubhead(name) else { continue }
                return (text, "line below the headline, by its class")
            }
            if !wanted.isEmpty, wanted.utf8.count > 12, page.tag(owner) != .p || index > 0, PageText.key(text) == wanted {
                return (text, "line below the headline that is the page's summary")
            }
        }
        return nil
    }

    private static func speaksOfSubhead(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let lower = String(decoding: name, as: UTF8.self).lowercased()
        return subheadWords.contains { lower.utf8.containsBytes(Array($0.utf8)) }
    }

    private static let subheadBlocksMax = 8
    private static let subheadBytesMax = 500
    private static let subheadNodesMax = 60

    /// The caption of the first figure in the headline's article, else of the page's main part.
    private func caption() -> String? {
        if let caption = page.head.linked.imageCaption { return caption }
        for block in page.lines.indices where page.lines[block].flags.contains(.caption) {
            let node = Int(page.lines[block].node)
            if page.tagsAround[node].contains(.figure), page.isClean(node) {
                return String(decoding: page.text(block), as: UTF8.self).asOneLine
            }
        }
        return nil
    }
}
