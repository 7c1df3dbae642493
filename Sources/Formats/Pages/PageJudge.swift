import Markup

/// Whether a page holds an article at all.
struct PageJudge {
    /// The evidence against, `nil` where it is one.
    let objection: String?

    /// Text of an article has at least this many characters, unless the page itself says that it is one.
    private static let charactersMin = 200

    init(_ page: Page, _ features: PageFeatures, _ body: PageBody) {
        if page.lines.isEmpty {
            objection = "the page shows no text"
            return
        }
        let length = body.kept.reduce(0) { $0 + features.measures[$1].characters }
        let prose = body.kept.reduce(Float(0)) { $0 + features.measures[$1].prose }
        let total = features.measures.reduce(0) { $0 + $1.characters }
        let linked = features.containers.links[0] / features.containers.charactersTotal
        let head = page.head
        let saysArticle =
            head.linked.isArticle || head.meta("og:type")?.lowercased() == "article" || head.meta("article:published_time") != nil
        let listKinds = head.linked.kinds.intersection(["collectionpage", "itemlist", "searchresultspage", "profilepage", "contactpage"])
        if saysArticle {
            objection = length == 0 ? "none of the page's \(total) characters reads as an article's text" : nil
        } else if length < Self.charactersMin, prose == 0 {
            objection = "the page's longest text has \(length) characters, and nothing says that it is an article"
        } else if linked > 0.7, prose < 600 {
            objection = "\(Int(linked * 100)) % of the page's text are links, \(Int(prose)) characters are prose: an index page"
        } else if !listKinds.isEmpty, prose < 600 {
            objection =
                "the page says that it is a \(listKinds.sorted().joined(separator: ", ")), and has \(Int(prose)) characters of prose"
        } else {
            objection = nil
        }
    }
}
