import Markup
import Testing

@Suite("Hostile pages")
struct HostilePageTests {
    private static let article = "<article><h1>Head</h1><p>One whole sentence.</p></article>"

    private static func many(_ piece: String, _ count: Int = 100_000) -> String { String(repeating: piece, count: count) }

    @Test(
        "whatever comes before it, the article is read",
        arguments: [
            many("<div>"), many("<b><i><a href=x>"), many("<span>"), many("<p>", 1_000_000), many("<table>"),
            many("<table><tr><td>", 20_000), "<p " + many("class=x ", 50_000) + ">", "<p class='" + many("x", 5_000_000) + "'>",
            many("<svg>"), many("</div>"), many("</p>"),
            many("<textarea>"), many("<title>"), many("&", 1_000_000), many("<", 1_000_000), many("<a ") + ">", many("<select><option>"),
            many("<!-->"), many("\u{0}"), many("<button>"), many("<figure><img src=x><figcaption>c</figcaption></figure>", 5_000),
            many("<x-y>"), many("<p><b>"), many("<body><html>"), many("<form>"), many("<dl><dt>"),
        ])
    func prefix(_ prefix: String) {
        let clock = ContinuousClock()
        var text = ""
        let time = clock.measure { text = visibleText(prefix + Self.article) }
        // Pages of a million elements are cut; all others are whole.
        #expect(text.hasSuffix("Head\n\nOne whole sentence.") || prefix.utf8.count >= 1_900_000)
        // Linear in the page; the bound is loose, machines are busy.
        #expect(time < .seconds(2))
    }

    @Test(
        "a page may end anywhere",
        arguments: [
            "", "<", "</", "<!", "<!-", "<!--", "<a", "<a ", "<a b", "<a b=", "<a b='", "<a b=c", "&", "&#", "&#x", "&am", "<script",
            "<script>",
            "</a", "<?", "<p>\u{0}",
        ])
    func cut(_ page: String) { #expect(visibleText(page).utf8.count <= 4) }

    @Test("no budget is exceeded, and where one ends is said")
    func budget() {
        var budget = HTMLTree.Budget()
        budget.nodesMax = 100
        budget.attributesMax = 10
        budget.depthMax = 5
        var page = Self.many("<div class=x>a", 1_000)
        page.withUTF8 { bytes in
            let tree = HTMLTree(budget: budget)
            tree.parse(bytes)
            #expect(tree.nodeCount <= 102 && tree.attributeCount == 10 && tree.cutAt != nil)
            #expect((0..<tree.nodeCount).allSatisfy { tree.nodes[$0].depth <= 7 })
        }
    }

    @Test("random pages: the tree is sound")
    func random() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let pieces = [
            "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<a href='", "'>", "</a>", "<table>", "<td>", "</td>", "<tr>", "</table>",
            "<li>",
            "<ul>", "</ul>", "text ", "&amp", "<script>", "</script>", "<!--", "-->", "<svg>", "</svg>", "<h1>", "</h2>", "<select>",
            "<option>",
            "</select>", "<form>", "</form>", "<button>", "</button>", "\u{0}", "<", ">", "\"", "<title>", "</title>", "<body>", "</body>",
            "é",
        ]
        let tree = HTMLTree()
        let blocks = HTMLBlocks()
        for _ in 0..<2_000 {
            var page = (0..<next(60)).map { _ in pieces[next(pieces.count)] }.joined()
            page.withUTF8 { bytes in
                tree.parse(bytes)
                blocks.read(tree)
                let isSound = (1..<max(1, tree.nodeCount)).allSatisfy { node in
                    let parent = Int(tree.nodes[node].parent)
                    let end = Int(tree.nodes[node].end)
                    return parent >= 0 && parent < node && end > node && end <= tree.nodeCount
                }
                #expect(isSound, "seed \(seed)")
                #expect(blocks.blocks.allSatisfy { $0.length > 0 && $0.linkLength <= $0.length }, "seed \(seed)")
            }
        }
    }
}
