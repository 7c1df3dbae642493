import Markup

/// What the features of a block ask of the page as a whole, kept while the blocks are gone through in order.
struct PageContext {
    /// An element taken for the article's container.
    struct Main {
        let node: Int

        /// The child of the container in which a block stands; `nil` for a block outside it.
        func place(of block: Int, _ page: Page) -> Int? {
            guard block >= node, block < page.tree.nodes[node].end else { return nil }
            var place = block
            while place != node, page.parent(place) != node {
                place = page.parent(place)
                if place < 0 { return nil }
            }
            return place
        }
    }

    let mains: [Main]
    let headline: (hash: UInt64, length: Int)
    let description: (hash: UInt64, length: Int)
    let firstProse: Int
    let articleCount: Int
    let headlineArticle: Int32?
    let distinct: Int
    /// Phrases that begin what follows an article: related stories, tags, comments.
    let tailPhrases: UInt16 = 1 << 0 | 1 << 9
    var seenCharacters: Float = 0
    var headingsSeen = 0
    var tailAt: Int?
    var lastProse: Int?

    /// Sums of prose before each block.
    private var proseBefore: [Float] = [0]
    private var repeats: [UInt64: Int] = [:]
    private var alikeSums: [UInt64: Float] = [:]
    private var alikeKeys: [UInt64] = []
    private let titleKey: [UInt8]
    private let witnessKey: [UInt8]
    private let authorKeys: [[UInt8]]
    private let measures: [BlockMeasure]
    private let mainEnds: [Int]
    /// Block ranges of the containers.
    private let mainBlocks: [Range<Int>]

    init(
        _ page: Page, _ measures: [BlockMeasure], _ containers: PageContainers, _ fields: PageFields, _ headlineBlock: Int?
    ) {
        self.measures = measures
        let blocks = page.lines
        mains = [Main(node: containers.scored), Main(node: containers.descended)]
        mainEnds = mains.map { Int(page.tree.nodes[$0.node].end) }
        mainBlocks = mains.map { main in
            let end = page.tree.nodes[main.node].end
            let first = blocks.firstIndex { Int($0.node) >= main.node } ?? blocks.count
            let last = blocks.lastIndex { $0.node < end } ?? -1
            return first..<max(first, last + 1)
        }
        headline = PageFeatures.key(fields.headline.text ?? "")
        description = PageFeatures.key(fields.description ?? "")
        firstProse = measures.firstIndex { $0.prose > 0 } ?? 0
        headlineArticle = headlineBlock.map { page.article[Int(blocks[$0].node)] }.flatMap { $0 < 0 ? nil : $0 }
        articleCount = Set(blocks.map { page.article[Int($0.node)] }).subtracting([-1]).count
        titleKey = Array(PageText.key(page.head.title ?? "").utf8)
        let body = page.head.linked.body ?? ""
        witnessKey = body.utf8.count > 300 && body.utf8.count < 200_000 ? Self.keyBytes(body) : []
        authorKeys = fields.authors.names.map { Self.keyBytes($0) }.filter { $0.count > 5 }
        for (index, measure) in measures.enumerated() {
            proseBefore.append(proseBefore[index] + measure.prose)
            repeats[measure.key, default: 0] += 1
            let key = Self.alikeKey(page, Int(blocks[index].node))
            alikeKeys.append(key)
            alikeSums[key, default: 0] += measure.prose
        }
        distinct = repeats.count
    }

    /// The element's tag and class and its parent's.
    private static func alikeKey(_ page: Page, _ node: Int) -> UInt64 {
        var hash = PageWords.seed
        for element in [node, page.ancestor(node, 1)] {
            hash = PageWords.step(hash, page.tag(element).rawValue)
            if let name = page.tree.rawValue(.class, of: element) { for byte in name { hash = PageWords.step(hash, byte) } }
        }
        return hash
    }

    /// Prose in blocks of the same tag and class.
    func alike(_ index: Int) -> Float { alikeSums[alikeKeys[index]] ?? 0 }

    func isRepeated(_ measure: BlockMeasure) -> Bool { repeats[measure.key, default: 0] > 1 }

    /// Prose of the blocks from `from` up to `to`, bounds cut to the page's.
    func prose(_ from: Int, _ to: Int) -> Float {
        let low = max(0, min(from, measures.count))
        return proseBefore[max(low, min(to, measures.count))] - proseBefore[low]
    }

    /// Prose of a container behind a block.
    func proseIn(_ main: Main, after index: Int) -> Float {
        let which = main.node == mains[0].node ? 0 : 1
        return prose(index + 1, mainBlocks[which].upperBound)
    }

    // MARK: texts

    private static func keyBytes(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { keyBytes($0) }
    }

    /// Letters and digits in lower case, and what is beyond ASCII but for general punctuation.
    private static func keyBytes(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var key: [UInt8] = []
        key.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == 0xE2, at + 2 < bytes.count, bytes[at + 1] == 0x80 {
                at += 3
                continue
            }
            if byte >= 0x80 || byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 { key.append(byte &- 0x41 < 26 ? byte | 0x20 : byte) }
            at += 1
        }
        return key
    }

    private static let shortBytesMax = 300

    func isInTitle(_ text: UnsafeBufferPointer<UInt8>, _ measure: BlockMeasure) -> Bool {
        guard measure.keyLength > 12, measure.keyLength <= titleKey.count, text.count <= Self.shortBytesMax else { return false }
        return Self.find(Self.keyBytes(text)[...], in: titleKey, from: 0) != nil
    }

    /// True for a short block that names an author of the article.
    func holdsAuthor(_ text: UnsafeBufferPointer<UInt8>, _ measure: BlockMeasure) -> Bool {
        guard measure.characters < 120, !authorKeys.isEmpty else { return false }
        let key = Self.keyBytes(text)
        return authorKeys.contains { Self.find($0[...], in: key, from: 0) != nil }
    }

    /// -1 where the head holds no text of the article; else whether the block stands in it.
    func witness(_ text: UnsafeBufferPointer<UInt8>, _ measure: BlockMeasure) -> Int {
        guard !witnessKey.isEmpty else { return -1 }
        let key = Self.keyBytes(UnsafeBufferPointer(rebasing: text.prefix(200)))
        guard key.count >= 8 else { return -1 }
        return Self.find(key.prefix(60), in: witnessKey, from: 0) == nil ? 0 : 1
    }

    private static func find(_ needle: ArraySlice<UInt8>, in bytes: [UInt8], from: Int) -> Int? {
        guard let first = needle.first, needle.count <= bytes.count else { return nil }
        return bytes.withUnsafeBufferPointer { buffer in
            needle.withUnsafeBufferPointer { needle in
                guard let base = buffer.baseAddress else { return nil }
                var at = from
                let last = buffer.count - needle.count + 1
                while let hit = ByteSearch.first(first, base, at, last) {
                    var index = 1
                    while index < needle.count, base[hit + index] == needle[index] { index += 1 }
                    if index == needle.count { return hit }
                    at = hit + 1
                }
                return nil
            }
        }
    }
}
