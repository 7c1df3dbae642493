import Markup

/// Sums of text over the elements of a page, and two opinions on which element holds the article: one that scores paragraphs upward
/// (after the idea of Arc90's Readability), one that descends to the smallest element with most of the page's prose.
struct PageContainers {
    /// For each node, over all blocks in it.
    private(set) var characters: [Float] = []
    private(set) var prose: [Float] = []
    private(set) var links: [Float] = []
    private(set) var proseBlocks: [Int32] = []
    private(set) var blockCount: [Int32] = []
    /// Child elements with text in them.
    private(set) var children: [Int32] = []
    /// Prose in prose paragraphs right under the node or one below: the score of the first opinion.
    private var score: [Float] = []
    private(set) var proseTotal: Float = 1
    private(set) var charactersTotal: Float = 1
    private(set) var scored = 0
    private(set) var descended = 0

    /// The second opinion goes down as long as one child holds this share of the page's prose.
    private static let shareMin: Float = 0.7

    init(_ page: Page, _ measures: [BlockMeasure]) {
        let count = page.nodeCount
        characters = Array(repeating: 0, count: count)
        prose = characters
        links = characters
        score = characters
        proseBlocks = Array(repeating: 0, count: count)
        blockCount = proseBlocks
        children = proseBlocks
        for (index, block) in page.lines.enumerated() { add(page, block, measures[index]) }
        let nodes = page.tree.nodes
        for node in stride(from: count - 1, to: 0, by: -1) where blockCount[node] > 0 {
            let parent = Int(nodes[node].parent)
            characters[parent] += characters[node]
            prose[parent] += prose[node]
            links[parent] += links[node]
            proseBlocks[parent] += proseBlocks[node]
            blockCount[parent] += blockCount[node]
            children[parent] += 1
        }
        proseTotal = max(1, prose[0])
        charactersTotal = max(1, characters[0])
        choose(page)
    }

    private mutating func add(_ page: Page, _ block: HTMLBlock, _ measure: BlockMeasure) {
        let node = Int(block.node)
        let length = Float(measure.characters)
        let share = Float(block.linkLength) / Float(max(1, block.length))
        characters[node] += length
        links[node] += length * share
        blockCount[node] += 1
        guard measure.prose > 0, block.flags.isDisjoint(with: [.hidden, .noscript]) else { return }
        prose[node] += measure.prose
        proseBlocks[node] += 1
        let worth = (1 + Float(min(10, measure.commas)) + min(3, length / 100)) * (page.isClean(node) ? 1 : 0.3)
        var above = page.tag(node) == .p || page.tag(node).traits.contains(.heading) ? page.parent(node) : node
        for level in 0..<4 where above > 0 {
            score[above] += worth / [1, 2, 6, 9][level]
            above = page.parent(above)
        }
    }

    private mutating func choose(_ page: Page) {
        var best: Float = 0
        for node in score.indices where score[node] > 0 {
            var value = score[node] * (1 - links[node] / max(1, characters[node]))
            let own = page.own[node]
            if !own.isDisjoint(with: [.strong, .articleBody]) { value *= 1.25 }
            if !own.isDisjoint(with: [.comment, .apart, .nav]) { value *= 0.6 }
            if value > best { (best, scored) = (value, node) }
        }
        var node = 0
        var next: Int? = 0
        while let here = next {
            node = here
            next = nil
            var child = here + 1
            let end = Int(page.tree.nodes[here].end)
            while child < end {
                if page.parent(child) == here, prose[child] >= Self.shareMin * proseTotal, page.tag(child) != .p {
                    next = child
                    break
                }
                child = max(child + 1, Int(page.tree.nodes[child].end))
            }
        }
        descended = node
    }
}
