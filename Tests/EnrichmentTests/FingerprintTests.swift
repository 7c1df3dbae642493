import Model
import Testing

@testable import Enrichment

@Suite("Fingerprints and sketches") struct FingerprintTests {
    private static func fingerprint(_ body: String, _ headline: String?, publisher: String? = nil) -> UInt64 {
        var article = Articles.article(body, headline: headline)
        article.record.publisher = publisher
        return Enrichment.essentialOnly.enrich(article, scratch: EnrichmentScratch()).fingerprint
    }

    @Test("the same text has the same fingerprint, whoever publishes it and however it is wrapped")
    func same() {
        let one = Self.fingerprint(Articles.bridge, "Bridge closes", publisher: "Tidewater News")
        #expect(one == Self.fingerprint(Articles.bridge, "Bridge closes", publisher: "Evening Post"))
        #expect(one == Self.fingerprint(Articles.bridge.replacing(" ", with: "\n"), "Bridge  closes"))
        #expect(one != Self.fingerprint(Articles.bridge, "Bridge opens"))
        #expect(one != Self.fingerprint(Articles.bridge + " More.", "Bridge closes"))
    }

    @Test("the fingerprint and the prints are part of the warehouse's format")
    func format() {
        #expect(Self.fingerprint("The ferry.", "Night") == 2_531_725_391_770_418_929)
        let prints = Articles.enriched(Articles.bridge).sketch.prints
        #expect(prints.count == 21)
        #expect(prints.reduce(0, &+) == 1_918_607_186)
    }

    static let copies: [(name: String, body: String)] = [
        ("quotes", Articles.bridge.replacing("\"", with: "”").replacing("'", with: "’")),
        ("case", Articles.bridge.uppercased()),
        ("cut", String(Articles.bridge.prefix(Articles.bridge.count * 6 / 10))),
        ("footer", Articles.bridge + "\n\nCopyright 2024 The Newsroom. All rights reserved."),
        ("agency", "By our correspondent\n\n" + Articles.bridge),
        ("edited", Articles.bridge.replacing("eleven weeks", with: "three months").replacing("Two of the girders", with: "Some girders")),
    ]

    @Test("copies that were cut, edited or wrapped are near-duplicates", arguments: copies)
    func nearDuplicates(name: String, body: String) {
        let original = Articles.enriched(Articles.bridge).sketch
        let copy = Articles.enriched(body).sketch
        let overlap = original.overlap(with: copy)
        #expect(overlap.isNearDuplicate, "\(name): \(overlap)")
        #expect(overlap == copy.overlap(with: original) || overlap.similarity == copy.overlap(with: original).similarity)
        #expect(!Set(original.keys).isDisjoint(with: copy.keys), "\(name)")
    }

    @Test("another story with the same opening is none")
    func sameOpening() {
        let opening = Articles.bridge.prefix { $0 != "\n" }
        let other = """
            \(opening)

            Beekeepers in the hills above the town counted their hives last week and found that nearly all of them had survived a hard winter. They had wrapped \
            the hives in straw and fed the bees sugar water from October on. Honey will be cheaper this year, the growers' association expects, because the \
            orchards flowered early and the meadows were wet. A jar costs nine crowns at present. Last year a late frost had taken a third of the harvest, \
            and many keepers sold their hives to a cooperative on the coast. The cooperative now wants to open a shop beside the museum, where visitors can \
            watch bees behind glass and taste eleven kinds of honey.
            """
        #expect(!Articles.enriched(Articles.bridge).sketch.overlap(with: Articles.enriched(other).sketch).isNearDuplicate)
    }

    @Test("sketches are stored as bytes and come back")
    func bytes() {
        let sketch = Articles.enriched(Articles.bridge).sketch
        #expect(sketch.bytes.count == 4 * sketch.prints.count)
        #expect(TextSketch(bytes: sketch.bytes) == sketch)
        #expect(TextSketch(bytes: sketch.bytes + [1, 2, 3]) == sketch)
        #expect(TextSketch(prints: [3, 1, 3, 2, 1]).prints == [1, 2, 3])
        #expect(TextSketch.similarity(sketch, sketch) == 1)
        #expect(TextSketch.similarity(sketch, .empty) == 0)
        #expect(!TextSketch.empty.overlap(with: .empty).isNearDuplicate)
        #expect(Set(sketch.keys).isSubset(of: Set(sketch.prints)) && sketch.keys.count >= 4)
    }

    @Test("a notice is too short for a sketch, and a very long text has a bounded one")
    func bounds() {
        #expect(Articles.enriched("The shop is closed today.").sketch == .empty)
        var random = SeededRandom(3)
        let words = (0..<40_000).map { _ in String(UInt32.random(in: 1...UInt32.max, using: &random), radix: 36) }
        let prints = Articles.enriched(words.joined(separator: " ")).sketch.prints.count
        #expect(prints > 500 && prints < 2_000)
    }

    @Test("scripts without blanks are sketched by characters")
    func spaceless() {
        let body =
            "小さな町の映画館が三十年ぶりに再開した。駅前の商店街では多くの人が列を作り、最初の上映を待っていた。館主は古い映写機を自分で直したという。"
        let original = Articles.enriched(body).sketch
        #expect(original.prints.count > 5)
        #expect(original.overlap(with: Articles.enriched("【速報】" + body).sketch).isNearDuplicate)
    }
}
