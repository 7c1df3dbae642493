import Markup

/// Which of a page's titles is its headline: the visible main heading that agrees with what the head says, else the head's own.
struct PageHeadline {
    var text: String?
    /// Where it was found.
    var source = ""
    /// The heading's node, where it is one.
    var node: Int?

    /// A heading that shares fewer of its words with the titles of the head is the site's.
    private static let agreementMin = 0.45
    private static let loneAgreementMin = 0.25
    private static let keyMin = 8

    init(_ page: Page) {
        let head = page.head
        let social = head.meta("og:title") ?? head.meta("twitter:title") ?? ""
        let linked = head.linked.headline ?? ""
        let title = head.title ?? ""
        let headings = head.headings.map { (node: $0, text: HTMLText.line(page.tree, $0)) }.filter { !PageText.key($0.text).isEmpty }
        let best = Self.best(headings, [linked, social, title], page)
        if let best, best.score >= Self.agreementMin {
            (text, source, node) = (best.text, "h1", best.node)
            dropKicker(page, linked.isEmpty ? social : linked)
            dropLabel()
            return
        }
        if let property = head.properties.first(where: { $0.name == "headline" && page.tree.value(.content, of: $0.node) == nil }),
            let line = HTMLText.line(page.tree, property.node).nonEmpty, !PageText.key(line).isEmpty
        {
            (text, source, node) = (line, "itemprop headline", property.node)
        } else if !linked.isEmpty {
            (text, source) = (linked, "json-ld headline")
        } else if headings.count == 1, let best, best.score >= Self.loneAgreementMin {
            (text, source, node) = (best.text, "h1", best.node)
        } else if !social.isEmpty {
            (text, source) = (PageText.withoutSite(social), "og:title")
        } else if !title.isEmpty {
            (text, source) = (PageText.withoutSite(title), "title")
        } else if let first = headings.first {
            (text, source, node) = (first.text, "h1", first.node)
        }
    }

    private static func best(
        _ headings: [(node: Int, text: String)], _ titles: [String], _ page: Page
    ) -> (score: Double, text: String, node: Int)? {
        let keys = titles.map(PageText.key)
        let words = titles.reduce(into: Set<String>()) { $0.formUnion(PageText.words($1)) }
        var best: (score: Double, text: String, node: Int)?
        for heading in headings {
            let key = PageText.key(heading.text)
            var score: Double
            if key == keys[0] || key == keys[1] {
                score = 3
            } else if key.utf8.count > keyMin, keys.contains(where: { $0.contains(key) }) {
                // Of a title's parts the shorter one is the site's.
                let isSite = titles.contains { title in
                    let parts = PageText.parts(title).map(PageText.key)
                    return parts.contains(key) && parts.contains { $0.utf8.count > key.utf8.count + keyMin }
                }
                score = isSite ? -1 : 2.5
            } else {
                let own = PageText.words(heading.text)
                score = Double(own.intersection(words).count) / Double(own.count + 1)
                // A headline that the head cuts short.
                if key.utf8.count > keyMin * 2, keys.contains(where: { $0.utf8.count > keyMin * 2 && key.hasPrefix($0) }) {
                    score = max(score, 2)
                }
            }
            if page.isClean(heading.node) { score += 0.2 } else { score -= 0.1 }
            if page.around[heading.node].contains(.hidden) { score -= 0.3 }
            if best.map({ score > $0.score }) ?? true { best = (score, heading.text, heading.node) }
        }
        return best
    }

    /// "Let it rain | Opinion": the label goes.
    private mutating func dropLabel() {
        guard let text else { return }
        let parts = text.split(separator: "|").map { String($0).trimmingSpaces }
        let kept = parts.filter { !PageWords.shared.labels.contains($0.lowercased()) }
        if parts.count == 2, kept.count == 1 { (self.text, source) = (kept[0], source + ", its label dropped") }
    }

    /// "News Storm hits coast": a label inside the heading goes where the rest is what the head says.
    private mutating func dropKicker(_ page: Page, _ wanted: String) {
        guard let node, let text, !wanted.isEmpty else { return }
        let wantedKey = PageText.key(wanted)
        let key = PageText.key(text)
        guard !wantedKey.isEmpty, key != wantedKey else { return }
        for child in node + 1..<max(node + 1, Int(page.tree.nodes[node].end)) where page.parent(child) == node {
            let label = PageText.key(
                page.tag(child) == .text ? String(decoding: page.tree.source(of: child), as: UTF8.self) : HTMLText.line(page.tree, child))
            guard !label.isEmpty, label.utf8.count < key.utf8.count else { continue }
            if label + wantedKey == key || wantedKey + label == key {
                self.text = wanted
                source = "h1, its label dropped"
                return
            }
        }
    }
}
