import Markup
import Model

/// When a page's article was published and changed: a chain of sources in the order of their measured precision.
struct PageTimes {
    var published: PublishedTime?
    var publishedSource = ""
    var modified: PublishedTime?
    var modifiedSource = ""

    private let page: Page

    /// - Parameter headlineBlock: the block that shows the headline, where there is one: dates stand near it.
    init(_ page: Page, headlineBlock: Int?) {
        self.page = page
        findModified()
        findPublished(headlineBlock)
    }

    private static let publishedNames = [
        "article:published_time", "og:published_time", "og:article:published_time", "parsely-pub-date", "sailthru.date",
        "cxenseparse:recs:publishtime", "bt:pubdate", "published_at", "pub_date", "article.published", "rbpubdate", "cse-pubdate",
        "article:published", "pubdate", "publishdate", "publish-date", "publish_date", "date.published", "datepublished", "dcterms.created",
        "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "date", "publication_date", "originalpublicationdate",
        "citation_publication_date", "created", "dcsext.articlefirstpublished", "analyticsattributes.articledate", "citation_online_date",
        "shareaholic:article_published_time", "article_date_original", "dc.date.created", "vr:published_time", "article:post_date",
        "publicationdate", "search.date", "gnt:published", "published-date", "published_date", "date-published", "article-published",
        "dcterms.issued", "prism.publicationdate",
    ]
    private static let modifiedNames = [
        "article:modified_time", "og:updated_time", "article:modified", "lastmod", "datemodified", "dcterms.modified", "dc.date.modified",
        "last-modified", "sailthru.updated", "article.updated",
    ]

    private mutating func findModified() {
        if let time = page.head.linked.modified.flatMap(Self.time) {
            (modified, modifiedSource) = (time, "json-ld dateModified")
            return
        }
        for name in Self.modifiedNames {
            guard let time = page.head.meta(name).flatMap(Self.time) else { continue }
            (modified, modifiedSource) = (time, "meta " + name)
            return
        }
        for property in page.head.properties where property.name == "dateModified" {
            guard let time = time(of: property.node) else { continue }
            (modified, modifiedSource) = (time, "itemprop dateModified")
            return
        }
    }

    private mutating func findPublished(_ headlineBlock: Int?) {
        if let time = page.head.linked.published.flatMap(Self.time) { return take(time, "json-ld datePublished") }
        for name in Self.publishedNames {
            if let time = page.head.meta(name).flatMap(Self.time) { return take(time, "meta " + name) }
        }
        for property in page.head.properties.lazy.filter({ $0.name == "datePublished" }).prefix(3) {
            if let time = time(of: property.node) { return take(time, "itemprop datePublished") }
        }
        if let time = fromTimeElements() { return take(time, "time element") }
        if let time = page.url.flatMap(Self.fromAddress) ?? page.head.canonical.flatMap(Self.fromAddress) { return take(time, "address") }
        if let time = page.head.linked.created.flatMap(Self.time) { return take(time, "json-ld dateCreated") }
        if let time = fromDateElements() { return take(time, "line that shows a date") }
        if let time = fromText(headlineBlock) { return take(time, "text near the headline") }
        if let modified { take(modified, modifiedSource) }
    }

    private mutating func take(_ time: PublishedTime, _ source: String) { (published, publishedSource) = (time, source) }

    /// A time that an article on the web can have.
    private static func time(_ text: String) -> PublishedTime? {
        guard let time = HeaderDate.parse(text) ?? PageDate.find(text), isPlausible(time) else { return nil }
        return time
    }

    private static func isPlausible(_ time: PublishedTime) -> Bool { time.text >= "1990" && time.text < "2100" && time.precision != .year }

    private func time(of node: Int) -> PublishedTime? {
        for value in [page.tree.value(.content, of: node), page.tree.value(.datetime, of: node)] {
            if let time = value.flatMap(Self.time) { return time }
        }
        return Self.time(HTMLText.line(page.tree, node))
    }

    /// `time` elements: those that say that they are the day of publication, else the first beside no other article.
    private func fromTimeElements() -> PublishedTime? {
        var clean = page.head.times.filter { page.isClean($0) }
        // Some themes put it in a column beside the text.
        if clean.isEmpty { clean = page.head.times.filter { !page.around[$0].contains(.apart) && !page.tagsAround[$0].contains(.footer) } }
        let marked = clean.filter { node in
            if page.tree.has(.pubdate, node) { return true }
            let words = (page.tree.value(.class, of: node) ?? "").lowercased() + (page.tree.value(.itemprop, of: node) ?? "").lowercased()
            return ["publish", "entry-date", "pubdate", "posted"].contains(where: words.contains)
        }
        for node in marked + clean.prefix(1) {
            if let time = time(of: node), time.precision != .month { return time }
        }
        return nil
    }

    /// `/2021/08/13/` in the page's address.
    private static func fromAddress(_ url: String) -> PublishedTime? {
        let bytes = Array(url.utf8)
        return bytes.withUnsafeBufferPointer { b -> PublishedTime? in
            var at = 0
            while at + 9 < b.count {
                guard b[at] == UInt8(ascii: "/"), HeaderDate.areDigits(b, at + 1, 4) else {
                    at += 1
                    continue
                }
                let year = HeaderDate.value(b, at + 1, 4)
                var next = at + 5
                at += 1
                guard (1_995...2_099).contains(year) else { continue }
                if b[next] == UInt8(ascii: "/") || b[next] == UInt8(ascii: "-") { next += 1 }
                guard HeaderDate.areDigits(b, next, 2) else { continue }
                let month = HeaderDate.value(b, next, 2)
                next += 2
                if next < b.count, b[next] == UInt8(ascii: "/") || b[next] == UInt8(ascii: "-") { next += 1 }
                guard HeaderDate.areDigits(b, next, 2), next + 2 == b.count || !HeaderDate.isDigit(b[next + 2]) else { continue }
                return DateParts(year: year, month: month, day: HeaderDate.value(b, next, 2)).published(.field)
            }
            return nil
        }
    }

    private static let lineBytesMax = 200

    /// Elements whose class or id speaks of dates; those that show an update come last.
    private func fromDateElements() -> PublishedTime? {
        var later: PublishedTime?
        for node in page.head.dates where page.isClean(node) {
            let line = HTMLText.line(page.tree, node)
            guard line.utf8.count >= 6, line.utf8.count <= Self.lineBytesMax, let time = Self.time(line), time.precision != .month else {
                continue
            }
            let lower = line.lowercased()
            if lower.contains("updated") || lower.contains("modified") { later = later ?? time } else { return time }
        }
        return later
    }

    /// The first date in the lines about the headline, then in the page's first lines.
    private func fromText(_ headlineBlock: Int?) -> PublishedTime? {
        let count = page.lines.count
        let start = headlineBlock ?? 0
        let near = max(0, start - 5)..<min(count, start + 12)
        for index in Array(near) + Array(0..<min(count, 150)) {
            guard page.isClean(Int(page.lines[index].node)) else { continue }
            let bytes = UnsafeBufferPointer(rebasing: page.text(index).prefix(400))
            guard bytes.contains(where: HeaderDate.isDigit), let time = PageDate.find(bytes), Self.isPlausible(time),
                time.precision != .month
            else { continue }
            return time
        }
        return nil
    }
}
