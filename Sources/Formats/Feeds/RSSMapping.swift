import Markup
import Model

/// RSS 0.9x, 1.0 (RDF) and 2.0, and WordPress' export (WXR): one article an item.
struct RSSMapping: XMLMapping {
    static let recordNames = ["item"]
    static let isLenient = true
    static let nests = false

    static let format = XMLFormat<RSSMapping>(
        name: "rss", summary: "RSS 0.9x, 1.0, 2.0, RDF; WordPress export (WXR)", extensions: ["rss", "rdf", "wxr", "xml"],
        mediaTypes: ["application/rss+xml", "application/rdf+xml"], yields: "one article an item"
    ) { head, view in
        switch head.name.lowercased() {
        case "rss": return 97
        case "rdf":
            let isFeed = head.attributes.contains { $0.value.contains("purl.org/rss") || $0.value.contains("netscape.com") }
            return isFeed || view.text.containsBytes(Array("<item".utf8)) ? 96 : 0
        case "channel": return view.text.containsBytes(Array("<item".utf8)) ? 88 : 0
        default: return 0
        }
    }

    private var publisher: String?
    private var language: String?
    /// WXR names authors by their logins.
    private var logins: [String: String] = [:]
    private var isWordPress = false

    mutating func begin(_ root: XMLElement?, language: String?) {
        guard let root else { return }
        let channel = root.name == "channel" ? root : root.find("channel") ?? root
        for child in channel.children where FeedText.isCore(child) || child.space == .dublinCore || child.space == .wordpress {
            switch child.name {
            case "title" where child.space != .dublinCore || publisher == nil: publisher = FeedText.line(child) ?? publisher
            case "language": self.language = self.language ?? LanguageTag.normalise(child.text)
            case "wxr_version": isWordPress = true
            case "author":
                if let login = child.first("author_login")?.line, let name = child.first("author_display_name")?.line, logins.count < 10_000
                {
                    logins[login] = name
                }
            default: break
            }
        }
        self.language = self.language ?? language.flatMap(LanguageTag.normalise)
    }

    mutating func fill(_ record: inout Record, from element: XMLElement) throws(Failure) {
        var item = RSSItem(isWordPress: isWordPress, logins: logins)
        for child in element.children { item.take(child) }
        if let kind = item.otherKind { throw Failure(.notAnArticle, "WordPress' \(kind)") }
        if let about = element.attribute("about")?.nonEmpty, item.link == nil { item.link = about }
        item.fill(&record)
        record.publisher = publisher
        record.language = item.language ?? element.attribute("lang").flatMap(LanguageTag.normalise) ?? language
    }
}

/// What an item's elements say, by trust.
struct RSSItem {
    let isWordPress: Bool
    let logins: [String: String]
    var link: String?
    private(set) var language: String?
    /// A WordPress post type that is no article.
    private(set) var otherKind: String?

    private var title: String?
    private var guid: String?
    private var isPermanentLink = true
    private var creators: [String] = []
    private var author: String?
    private var published: PublishedTime?
    private var publishedRank = Int.max
    private var modified: PublishedTime?
    private var body = ""
    private var bodyRank = Int.max
    private var keywords: [String] = []
    private var imageURL: String?

    init(isWordPress: Bool, logins: [String: String]) {
        self.isWordPress = isWordPress
        self.logins = logins
    }

    mutating func take(_ element: XMLElement) {
        switch (element.space, element.name) {
        case (.media, "content"), (.media, "thumbnail"): picture(element)
        case (.media, "description"): take(body: element, rank: 6)
        case (.media, _): break
        case (.itunes, "author"): author = author ?? element.line
        case (.itunes, "summary"): take(body: element, rank: 5)
        case (.itunes, _): break
        case (.content, "encoded"): take(body: element, rank: 0)
        case (.xhtml, "body"), (.xhtml, "div"): take(body: element, rank: 1)
        case (.dublinCore, _): takeDublinCore(element)
        case (.wordpress, "post_type"):
            if let kind = element.line, kind != "post", kind != "page" { otherKind = kind }
        case (.wordpress, "status"):
            if let status = element.line, status == "trash" || status == "auto-draft" { otherKind = status }
        case (.wordpress, _): break
        case (.atom, "link") where element.attribute("href") != nil:
            if link == nil, (element.attribute("rel") ?? "alternate") == "alternate" { link = element.attribute("href")?.nonEmpty }
        case (.atom, "updated"): modified = modified ?? element.time
        case (.atom, "published"): take(published: element, rank: 1)
        case (.atom, "author"): if let name = element.first("name")?.line { creators.append(name) }
        case (.none, _), (.rss, _), (.rdf, _), (.atom, _): takeCore(element)
        case (.other, _): if FeedText.isCore(element) { takeCore(element) }
        default: break
        }
    }

    private mutating func takeCore(_ element: XMLElement) {
        switch element.name {
        case "title": title = title ?? FeedText.line(element)
        case "link": link = link ?? element.line ?? element.attribute("href")?.nonEmpty
        case "guid":
            guid = element.line
            isPermanentLink = element.attribute("ispermalink")?.lowercased() != "false"
        case "pubdate": take(published: element, rank: 0)
        case "date", "published", "created": take(published: element, rank: 2)
        case "author", "creator": author = author ?? element.line
        case "description": take(body: element, rank: 3)
        case "summary": take(body: element, rank: 4)
        case "fullitem": take(body: element, rank: 2)
        case "body": take(body: element, rank: 1)
        case "category": keyword(element.line)
        case "language": language = language ?? LanguageTag.normalise(element.text)
        case "enclosure": if element.attribute("type")?.hasPrefix("image") == true { picture(element) }
        default: break
        }
    }

    private mutating func takeDublinCore(_ element: XMLElement) {
        switch element.name {
        case "creator": if let name = element.line { creators.append(logins[name] ?? name) }
        case "date", "created", "issued": take(published: element, rank: 1)
        case "modified": modified = modified ?? element.time
        case "title": title = title ?? FeedText.line(element)
        case "subject": keyword(element.line)
        case "language": language = LanguageTag.normalise(element.text) ?? language
        case "description": take(body: element, rank: 4)
        default: break
        }
    }

    private mutating func keyword(_ word: String?) {
        if let word { keywords.append(word) }
    }

    private mutating func picture(_ element: XMLElement) {
        let isPicture = element.name == "thumbnail" || (element.attribute("type") ?? element.attribute("medium") ?? "").hasPrefix("image")
        if imageURL == nil, isPicture { imageURL = element.attribute("url")?.nonEmpty }
    }

    private mutating func take(published element: XMLElement, rank: Int) {
        guard rank < publishedRank, let time = element.time else { return }
        published = time
        publishedRank = rank
    }

    private mutating func take(body element: XMLElement, rank: Int) {
        guard rank < bodyRank else { return }
        let text = isWordPress ? FeedText.wordPress(element) : FeedText.body(element)
        guard !text.isEmpty else { return }
        body = text
        bodyRank = rank
        if let tag = element.attribute("lang").flatMap(LanguageTag.normalise) { language = language ?? tag }
    }

    func fill(_ record: inout Record) {
        record.headline = title
        record.body = body
        record.published = published
        record.modified = modified
        record.keywords = keywords.withoutRepeats
        record.imageURL = imageURL
        record.sourceID = guid
        record.url = link ?? (isPermanentLink ? guid : nil)
        if let url = record.url, !url.isWebAddress, let guid, isPermanentLink, guid.isWebAddress { record.url = guid }
        if creators.isEmpty, let author {
            record.byline = author
            record.authors = Byline.authors(author)
        } else if !creators.isEmpty {
            record.byline = creators.joined(separator: ", ")
            record.authors = (creators.count == 1 ? Byline.authors(creators[0]) : creators).withoutRepeats
        }
    }
}
