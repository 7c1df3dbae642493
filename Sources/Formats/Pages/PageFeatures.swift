import Markup

/// The numbers by which the forest judges each block of a page. Their order is the order of the trained weights: change it, and train
/// again (deploy/train-pages.sh).
public struct PageFeatures {
    /// Numbers for each block.
    public static let count = names.count

    private(set) var rows: [Float] = []
    let measures: [BlockMeasure]
    let containers: PageContainers
    /// The block that shows the headline.
    let headlineBlock: Int?

    public static let names: [String] =
        [
            "length", "words", "links", "linkCount", "bold", "wordLength", "digits", "capitals", "sentences", "commas", "ends", "small",
            "quote",
        ]
        + (0..<PageWords.phraseCount).map { "phrase\($0)" } + ["tag"] + (0..<PageTags.count).map { "in\($0)" }
        + (0..<PageWords.groupCount).map { "group\($0)" }
        + [
            "strong", "hidden", "articleBody", "apart", "depth", "before", "index", "fromHeadline", "fromProse", "repeated", "isHeadline",
            "inTitle",
        ]
        + [1, 2, 3, 5].flatMap { ["prose\($0)", "links\($0)", "density\($0)"] } + ["alike", "siblings", "proseTotal", "blocks"]
        + [-2, -1, 1, 2].flatMap { ["length\($0)", "links\($0)", "ends\($0)", "same\($0)", "heading\($0)"] }
        + ["around5", "after10", "before10", "rest", "articles", "ownArticle", "headingsSeen", "distinct"]
        + [0, 1].flatMap {
            [
                "inMain\($0)", "belowMain\($0)", "partProse\($0)", "partLinks\($0)", "partBlocks\($0)", "partGroups\($0)", "mainRest\($0)",
                "mainProse\($0)",
            ]
        }
        + [
            "caption", "noscript", "afterBreak", "isDescription", "hasAuthor", "articleProse", "fromTail", "witness", "fromLastProse",
            "ownProse",
        ]

    private static let textTags: [HTMLTag] = [
        .p, .li, .h1, .h2, .h3, .h4, .h5, .h6, .blockquote, .td, .th, .div, .pre, .figcaption, .dt, .dd, .section, .article, .body,
        .summary,
    ]

    private let page: Page
    private let fields: PageFields
    private let blocks: [HTMLBlock]

    init(_ page: Page, _ fields: PageFields) {
        self.page = page
        self.fields = fields
        blocks = page.lines
        let words = PageWords.shared
        measures = page.lines.enumerated().map { index, block in
            var measure = BlockMeasure(page.text(index), links: Float(block.linkLength) / Float(max(1, block.length)))
            measure.phrases = words.phrases(in: page.text(index))
            return measure
        }
        containers = PageContainers(page, measures)
        headlineBlock = Self.headlineBlock(page, measures, fields)
        fill()
    }

    private static func headlineBlock(_ page: Page, _ measures: [BlockMeasure], _ fields: PageFields) -> Int? {
        let wanted = key(fields.headline.text ?? "")
        guard wanted.length > 0 else { return nil }
        var found: Int?
        for (index, measure) in measures.enumerated() where measure.key == wanted.hash && measure.keyLength == wanted.length {
            if page.tag(Int(page.lines[index].node)) == .h1 { return index }
            found = found ?? index
        }
        if found == nil, let node = fields.headline.node {
            return page.lines.firstIndex { Int($0.node) >= node && $0.node < page.tree.nodes[node].end }
        }
        return found
    }

    static func key(_ text: String) -> (hash: UInt64, length: Int) {
        var text = text
        return text.withUTF8 { bytes in
            let measure = BlockMeasure(bytes, links: 0)
            return (measure.key, measure.keyLength)
        }
    }

    // MARK: rows

    private mutating func fill() {
        rows.reserveCapacity(blocks.count * Self.count)
        guard !blocks.isEmpty else { return }
        var context = PageContext(page, measures, containers, fields, headlineBlock)
        for index in blocks.indices {
            addOwn(index)
            addPlace(index, &context)
            addContainers(index, context)
            addNeighbours(index)
            addRest(index, &context)
        }
    }

    private mutating func add(_ value: Float) { rows.append(value) }
    private mutating func add(_ value: Int) { rows.append(Float(value)) }
    private mutating func add(_ value: Bool) { rows.append(value ? 1 : 0) }

    private mutating func addOwn(_ index: Int) {
        let block = blocks[index]
        let measure = measures[index]
        let length = Float(max(1, measure.characters))
        add(measure.characters)
        add(measure.words)
        add(Float(block.linkLength) / Float(max(1, block.length)))
        add(Int(block.linkCount))
        add(Float(block.boldLength) / Float(max(1, block.length)))
        add(length / Float(measure.words))
        add(Float(measure.digits) / length)
        add(Float(measure.capitals) / length)
        add(measure.sentences)
        add(measure.commas)
        add(measure.endsSentence)
        add(measure.beginsSmall)
        add(measure.beginsQuote)
        for bit in 0..<PageWords.phraseCount { add(measure.phrases >> bit & 1 == 1) }
    }

    private mutating func addPlace(_ index: Int, _ context: inout PageContext) {
        let node = Int(blocks[index].node)
        add(Self.textTags.firstIndex(of: page.tag(node)) ?? Self.textTags.count)
        for bit in 0..<PageTags.count { add(page.tagsAround[node].rawValue >> bit & 1 == 1) }
        let parents = [node, page.ancestor(node, 1), page.ancestor(node, 2), page.ancestor(node, 3)]
        for bit in 0..<PageWords.groupCount {
            // How near: 1 for the block's own element, 5 for far above, 9 for nowhere.
            let near = parents.firstIndex { page.own[$0].rawValue >> bit & 1 == 1 }
            add(near.map { $0 + 1 } ?? (page.around[node].rawValue >> bit & 1 == 1 ? 5 : 9))
        }
        let around = page.around[node]
        add(around.contains(.strong))
        add(around.contains(.hidden))
        add(around.contains(.articleBody))
        add(around.contains(.apart))
        add(Int(page.tree.nodes[node].depth))
        let measure = measures[index]
        add(context.seenCharacters / containers.charactersTotal)
        add(Float(index) / Float(measures.count))
        add(headlineBlock.map { index - $0 } ?? -999)
        add(index - context.firstProse)
        add(context.isRepeated(measure))
        add(context.headline.length > 0 && measure.key == context.headline.hash && measure.keyLength == context.headline.length)
        add(context.isInTitle(page.text(index), measure))
    }

    private mutating func addContainers(_ index: Int, _ context: PageContext) {
        let node = Int(blocks[index].node)
        for level in [1, 2, 3, 5] {
            let above = page.ancestor(node, level)
            add(containers.prose[above] / containers.proseTotal)
            add(containers.links[above] / max(1, containers.characters[above]))
            add(containers.prose[above] / max(1, containers.characters[above]))
        }
        add(context.alike(index) / containers.proseTotal)
        add(Int(containers.children[page.ancestor(node, 1)]))
        add(containers.proseTotal)
        add(measures.count)
    }

    private mutating func addNeighbours(_ index: Int) {
        for step in [-2, -1, 1, 2] {
            let other = index + step
            guard blocks.indices.contains(other) else {
                for _ in 0..<5 { add(-1) }
                continue
            }
            add(measures[other].characters)
            add(Float(blocks[other].linkLength) / Float(max(1, blocks[other].length)))
            add(measures[other].endsSentence)
            let node = Int(blocks[index].node)
            let otherNode = Int(blocks[other].node)
            add(otherNode == node || page.parent(otherNode) == page.parent(node))
            add(page.tag(otherNode).traits.contains(.heading))
        }
    }

    private mutating func addRest(_ index: Int, _ context: inout PageContext) {
        let block = blocks[index]
        let node = Int(block.node)
        let measure = measures[index]
        add((context.prose(index - 5, index + 6) - measure.prose) / 10)
        add(context.prose(index + 1, index + 11) / 10)
        add(context.prose(index - 10, index) / 10)
        add(context.prose(index + 1, measures.count) / containers.proseTotal)
        add(context.articleCount)
        add(context.headlineArticle.map { page.article[node] == $0 ? 1 : 0 } ?? -1)
        if page.tag(node) == .h1 { context.headingsSeen += 1 }
        add(context.headingsSeen)
        add(context.distinct)
        for main in context.mains {
            let place = main.place(of: node, page)
            add(place != nil)
            add(place == nil ? -1 : Int(page.tree.nodes[node].depth) - Int(page.tree.nodes[main.node].depth))
            add(place.map { containers.prose[$0] / max(1, containers.prose[main.node]) } ?? -1)
            add(place.map { containers.links[$0] / max(1, containers.characters[$0]) } ?? -1)
            add(place.map { Int(containers.blockCount[$0]) } ?? -1)
            add(place.map { Int(page.own[$0].rawValue & 0x1FF) } ?? -1)
            add(place.map { _ in context.proseIn(main, after: index) / max(1, containers.prose[main.node]) } ?? -1)
            add(containers.prose[main.node] / containers.proseTotal)
        }
        add(block.flags.contains(.caption))
        add(block.flags.contains(.noscript))
        add(block.flags.contains(.afterBreak))
        add(context.description.length > 8 && measure.key == context.description.hash && measure.keyLength == context.description.length)
        add(context.holdsAuthor(page.text(index), measure))
        let article = page.article[node]
        add(article < 0 ? -1 : containers.prose[Int(article)] / containers.proseTotal)
        if measure.phrases & context.tailPhrases != 0, measure.characters < 80 { context.tailAt = index }
        add(context.tailAt.map { min(99, index - $0) } ?? -1)
        add(context.witness(page.text(index), measure))
        if measure.prose > 0 { context.lastProse = index }
        add(context.lastProse.map { min(99, index - $0) } ?? 99)
        add(measure.prose > 0)
        context.seenCharacters += Float(measure.characters)
    }
}
