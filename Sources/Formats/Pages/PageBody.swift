import Markup

/// Which blocks of a page are its article.
struct PageBody {
    /// The kept blocks, in order.
    let kept: [Int]
    private let page: Page

    /// Without a block that is more likely than not, the best ones serve, down to this share of the best one's odds.
    private static let shareOfBest: Float = 0.6
    /// Characters of visible prose that make hidden text superfluous.
    private static let shownMin: Float = 200

    /// - Parameter odds: of each block, as logarithms.
    init(_ page: Page, _ features: PageFeatures, _ fields: PageFields, odds: [Float]) {
        self.page = page
        var keep = odds.map { $0 > 0 }
        let blocks = page.lines
        let headline = PageFeatures.key(fields.headline.text ?? "")
        for (index, measure) in features.measures.enumerated() where keep[index] {
            if headline.length > 0, measure.key == headline.hash, measure.keyLength == headline.length { keep[index] = false }
        }
        // What the page hides is no text of it, unless it hides the article itself until a script has run.
        let shown = keep.indices.reduce(Float(0)) {
            keep[$1] && !blocks[$1].flags.contains(.hidden) ? $0 + features.measures[$1].prose : $0
        }
        if shown >= Self.shownMin {
            for index in keep.indices where blocks[index].flags.contains(.hidden) { keep[index] = false }
        }
        if !keep.contains(true) { keep = Self.best(odds) }
        // A heading stays only where text of the article follows it.
        var followed = false
        for index in blocks.indices.reversed() where keep[index] {
            let isHeading = page.tag(Int(blocks[index].node)).traits.contains(.heading)
            if isHeading, !followed { keep[index] = false } else { followed = true }
        }
        kept = keep.indices.filter { keep[$0] }
    }

    private static func best(_ odds: [Float]) -> [Bool] {
        let chances = odds.map { 1 / (1 + PageMath.exp(-$0)) }
        let least = (chances.max() ?? 0) * shareOfBest
        return chances.map { $0 >= least }
    }

    /// The article's blocks with what each is.
    var blocks: [PageReading.Block] {
        kept.map { index in
            let block = page.lines[index]
            return PageReading.Block(kind: kind(block), text: String(decoding: page.text(index), as: UTF8.self))
        }
    }

    private func kind(_ block: HTMLBlock) -> PageReading.Kind {
        let node = Int(block.node)
        let tag = page.tag(node)
        if block.flags.contains(.caption) { return .caption }
        if block.flags.contains(.preformatted) { return .preformatted }
        if tag.traits.contains(.heading) { return .subhead }
        let around = page.tagsAround[node]
        if around.contains(.quote) { return .quote }
        if around.contains(.item) || tag == .dt || tag == .dd { return .item }
        return around.contains(.table) && (tag == .td || tag == .th) ? .cell : .paragraph
    }
}
