import Language
import Model
import Testing

@testable import Enrichment

@Suite("Entities: which names of one article mean the same") struct EntitiesTests {
    /// The names of each entity, given the names of a marked text.
    static func groups(_ marked: String) -> (found: Set<[String]>, gold: Set<[String]>) {
        let text = MarkedText(marked)
        var probe = GroupingProbe()
        let entities = probe.group(text.text, text.names.map { ($0.start, $0.end, $0.type) })
        let points = Array(text.text.unicodeScalars)
        var found: [Int: [String]] = [:]
        var gold: [Int: [String]] = [:]
        for (name, entity) in zip(text.names, entities) {
            let words = "\(String(String.UnicodeScalarView(points[name.start..<name.end])))@\(name.start)"
            found[entity, default: []].append(words)
            gold[name.entity, default: []].append(words)
        }
        return (Set(found.values), Set(gold.values))
    }

    @Test(
        "surnames, initials, acronyms and short forms join; different first names never do",
        arguments: [
            "{P1 Antony Blinken} met {P2 Mukhtar Tleuberdi}. {P1 Blinken} and {P2 Tleuberdi} smiled.",
            "{P1 Daniel Oduya} and his wife, {P2 Grace Oduya}, came. Mr {P1 Oduya} spoke. Mrs {P2 Oduya} did not. {P2 Grace} left.",
            "{P1 Thomas Sam} and {P2 Manju Sam} are siblings.",
            "{P1 J.K. Strand} writes. {P1 Jens Karl Strand} is {P1 Strand}'s full name.",
            "{P1 Joe Biden} spoke. {P1 Joseph R. Biden} left. {P1 J. Biden} slept.",
            "The {O1 World Health Organization} met. The {O1 WHO} agreed. {O2 WTO} did not.",
            "{O1 World Harvest Organization} ({O1 WHO-H}) grows. {O1 WHO-H} shrinks.",
            "{O1 Grameen Telecom} sued. {O1 Grameen} won. {O2 Telecom Italia} watched.",
            "{O1 Acme Holdings Ltd} and {O1 Acme Holdings}.",
            "The {O1 Court of Appeal} sat. The {O1 Court} rose.",
            "{L1 United States}, {L1 US}, {L1 U.S.} and {L1 America}; {L2 United Kingdom}, {L2 UK} and {L2 Britain}.",
            "{L1 Hong Kong} and {L2 Hong Kong Island}; {L3 North Korea} and {L4 South Korea}.",
            "King {P1 Goodwill Mokoena} and Prince {P2 Lebo Mokoena} met. King {P1 Mokoena} spoke.",
            "{P1 Abdel Fattah el-Sisi} and {P1 Sisi}; {P2 Félix Tshisekedi} and {P2 Felix Tshisekedi}.",
            "{P1 Andrés Manuel Robles Ortiz}, known as {P1 AMRO}, beat {P2 Lucía Ortiz}. {P2 Ortiz} wept; {P1 Robles} did not.",
        ])
    func rules(marked: String) {
        let (found, gold) = Self.groups(marked)
        #expect(found == gold)
    }

    @Test("the longest form is the name, the others are aliases, and the headline counts")
    func facts() throws {
        let body = MarkedText(NewsWithNames.texts[0]).text
        let article = Articles.enriched(body, headline: "Chanda: Zambia will pay")
        let chanda = try #require(article.entities.first { $0.name == "Mwila Chanda" })
        #expect(chanda.kind == .person)
        #expect(chanda.aliases == ["Chanda"])
        #expect(chanda.mentions.count == 3)
        #expect(chanda.count == 4)
        #expect(chanda.role == "finance minister")
        let bank = try #require(article.entities.first { $0.name == "World Bank" })
        #expect(bank.kind == .organisation)
        for entity in article.entities {
            for mention in entity.mentions { #expect(mention.span.end <= body.unicodeScalars.count) }
        }
    }

    @Test("spans are code points of the body: what they cut out is the name (P6)", arguments: 0..<20)
    func spans(seed: Int) {
        var random = SeededRandom(UInt64(seed) &+ 7)
        var body = ""
        for _ in 0..<30 {
            let text = MarkedText(NewsWithNames.texts[Int(random.next() % UInt64(NewsWithNames.texts.count))]).text
            let sentence = text.split(separator: ".").randomElement(using: &random) ?? ""
            body += sentence + (random.next() % 2 == 0 ? ". \u{1F30D}é " : ".\n\n«ß» ")
        }
        let article = Articles.enriched(body)
        let points = Array(article.article.record.body.unicodeScalars)
        func cut(_ span: Span) -> String { String(String.UnicodeScalarView(points[span.start..<span.end])) }
        #expect(!article.entities.isEmpty, "seed \(seed)")
        for entity in article.entities {
            let forms = Set(entity.mentions.map { cut($0.span).split(whereSeparator: \.isWhitespace).joined(separator: " ") })
            #expect(
                forms.isSubset(of: Set(entity.aliases + [entity.name])) || entity.aliases.count == 16, "seed \(seed): \(forms) \(entity)")
            #expect(forms.contains { $0.contains(entity.name) }, "seed \(seed): \(entity)")
            #expect(!entity.mentions.isEmpty && entity.count >= entity.mentions.count)
            for mention in entity.mentions {
                if let role = mention.role { #expect(role.end <= mention.span.start || role.start >= mention.span.end) }
            }
        }
    }

    @Test("the first article: its people and no more, with their offices")
    func seed() {
        let article = Articles.enriched(SeedText.body, headline: SeedText.headline)
        let people = article.entities.filter { $0.kind == .person }
        #expect(people.map(\.name) == ["Antony Blinken", "Mukhtar Tleuberdi", "Antonio Guterres", "John Kirby"])
        #expect(people.map(\.mentions.count) == [2, 1, 3, 2])
        #expect(people.map(\.role) == ["Secretary of State", nil, "United Nations Secretary-General", "Pentagon Spokesperson"])
        let places = Set(article.entities.filter { $0.kind == .place }.map(\.name))
        #expect(places.isSuperset(of: ["Afghanistan", "Kabul", "Hamid Karzai International Airport"]))
        #expect(!places.contains("Kazakh") && !places.contains("Afghan"))
        #expect(article.entities.contains { $0.kind == .organisation && $0.name == "Taliban" && $0.mentions.count == 3 })
    }

    @Test("a text of nothing but different names takes time in proportion to its length")
    func hostile() {
        func cpuNs(_ count: Int) -> UInt64 {
            var text = ""
            var names: [(start: Int, end: Int, type: String)] = []
            for index in 0..<count {
                let name = "Anna Smith\(index % 7)x\(index) "
                names.append((text.unicodeScalars.count, text.unicodeScalars.count + name.unicodeScalars.count - 1, "PER"))
                text += name
            }
            var probe = GroupingProbe()
            var least = UInt64.max
            for _ in 0..<3 {
                _ = probe.group(text, names) { stage in
                    let begin = threadCPUNs()
                    stage()
                    least = min(least, threadCPUNs() - begin)
                }
            }
            return least
        }
        #if DEBUG
            let count = 400
        #else
            let count = 4_000
        #endif
        let whole = cpuNs(count)
        #if !DEBUG
            #expect(whole < 50_000_000)
        #endif
        #expect(whole < 12 * cpuNs(count / 4))
    }
}
