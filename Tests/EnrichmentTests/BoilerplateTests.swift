import Model
import Testing

@testable import Enrichment

@Suite("Paragraphs that a source puts into many articles") struct BoilerplateTests {
    private static let box =
        "Subscribe to our weekly newsletter and never miss a harvest: seeds, tractors, combine harvesters and market prices for growers."

    private func print(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { ParagraphPrint.hash($0) }
    }

    private func tally(_ articles: [(headline: String, body: String)]) -> BoilerplateTally {
        var tally = BoilerplateTally()
        var last: String?
        for (headline, body) in articles {
            var body = body
            body.withUTF8 { tally.add($0, isNewHeadline: headline != last) }
            last = headline
        }
        return tally
    }

    private func enriched(_ text: String, _ boilerplate: [String]) -> EnrichedArticle {
        let learned = LearnedSource(origin: "x", generation: 1, articles: 9, boilerplate: boilerplate.map(print).sorted())
        return Enrichment.full.enrich(Articles.article(text, language: "en"), scratch: EnrichmentScratch(), learned: learned)
    }

    private static func story(_ number: Int) -> String {
        "The council of ward \(number) met on Monday.\n\nIt spoke of bridge \(number) for \(number + 2) hours."
    }

    @Test("five headlines and a fifth of all make a paragraph boilerplate; white space and case do not count")
    func recognised() {
        let often = (0..<5).map { ("h\($0)", Self.story($0) + "\n\n" + ($0 == 2 ? Self.box.uppercased() : Self.box)) }
        #expect(tally(often).prints == [print(Self.box)])
        #expect(print("A  b\nc ") != print("a b c") && print(" A  b\nc") == print("a b c"))
        #expect(tally(Array(often.prefix(4))).prints == [])
        let among = often + (10..<30).map { ("h\($0)", Self.story($0)) }
        #expect(tally(among).prints == [print(Self.box)])
        #expect(tally(among + [("h30", Self.story(30))]).prints == [])
        #expect(tally(among.reversed()).prints == tally(among).prints)
    }

    @Test("versions of one text, a paragraph twice in a text, and texts of one paragraph make none")
    func notEager() {
        #expect(tally((0..<9).map { _ in ("Bridge closed", Self.story(1)) }).prints == [])
        let twice = (0..<4).map { ("h\($0)", "\(Self.box)\n\n\(Self.story($0))\n\n\(Self.box)") }
        #expect(tally(twice).prints == [])
        #expect(tally((0..<9).map { ("h\($0)", Self.box) }).prints == [])
    }

    @Test("keywords leave it out; every fact has its place in the body as it is; a text that is nothing else keeps it")
    func keywords() {
        let text = Self.box + "\n\nThe council met on Monday. \"We need a bridge,\" said Mayor Anna Berg. The bridge is old.\n\n" + Self.box
        let plain = Articles.enriched(text, language: "en")
        let without = enriched(text, [Self.box])
        #expect(plain.keywords.contains { $0.contains("harvest") } && !without.keywords.contains { $0.contains("harvest") })
        #expect(without.keywords.contains { $0.contains("bridge") })
        #expect(without.quotes.map(\.span) == plain.quotes.map(\.span) && !plain.quotes.isEmpty)
        #expect(without.entities == plain.entities && without.times == plain.times && without.fingerprint == plain.fingerprint)
        #expect(without.article.record.body == text)
        #expect(enriched(Self.box, [Self.box]).keywords == Articles.enriched(Self.box, language: "en").keywords)
        #expect(enriched(text, []).keywords == plain.keywords)
    }

    @Test("sketches leave it out: texts that share nothing else are no near-copies, and its place does not matter")
    func sketches() {
        let long = (0..<60).map { "clause \($0) of the notice speaks of item \($0 * 7 % 31)" }.joined(separator: ", ")
        func text(_ number: Int) -> String { (0..<40).map { "word\(number)x\($0)" }.joined(separator: " ") }
        let (one, other) = ("\(text(1))\n\n\(long)", "\(text(2))\n\n\(long)")
        let plain = (Articles.enriched(one, language: "en").sketch, Articles.enriched(other, language: "en").sketch)
        #expect(!Set(plain.0.prints).isDisjoint(with: plain.1.prints))
        let without = (enriched(one, [long]).sketch, enriched(other, [long]).sketch)
        #expect(!without.0.prints.isEmpty && Set(without.0.prints).isDisjoint(with: without.1.prints))
        #expect(without.0 == Articles.enriched(text(1), language: "en").sketch)
        #expect(enriched("\(long)\n\n\(text(1))", [long]).sketch == without.0)
    }
}
