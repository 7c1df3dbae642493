import Testing

@testable import Enrichment

@Suite("Keywords") struct KeywordsTests {
    @Test("the words that a story is about come first")
    func best() {
        let keywords = Articles.enriched(Articles.bridge, headline: "Harbour Bridge Closes for Eleven Weeks", language: "en").keywords
        #expect(keywords.count == 10)
        let wanted = [
            "bridge", "harbour bridge", "girders", "night ferries", "ferry company", "Port Elswick", "Ines Calloway", "Calloway",
            "footpath", "shipyard", "ferries", "harbour", "ferry", "inspectors", "Inspectors",
        ]
        #expect(Set(keywords).intersection(wanted).count >= 7, "\(keywords)")
        let folded = keywords.map { $0.lowercased() }
        #expect(Set(folded).count == folded.count)
        for keyword in folded { #expect(!["said", "will", "the", "tuesday", "about"].contains(keyword)) }
    }

    @Test("forms of a word are one keyword, a name is given whole")
    func formsAndNames() {
        let body =
            "Protesters met. The protest of the protesters went on, protests followed. Later Maria Okonkwo spoke, and Maria Okonkwo left. Then Maria Okonkwo slept."
        let keywords = Articles.enriched(body, language: "en").keywords
        #expect(keywords.contains("Maria Okonkwo"))
        #expect(!keywords.contains("Maria") && !keywords.contains("Okonkwo"))
        #expect(keywords.filter { $0.lowercased() == "protests" || $0.lowercased() == "protest" }.count <= 1)
    }

    @Test(
        "a dateline's place, day and agency are no keywords",
        arguments: ["March 5, 2024 (Tidewater News) -", "5 de marzo de 2024 (Tidewater News) -"])
    func dateline(line: String) {
        let story = "The night ferry sailed again. The ferry had been in the yard, and the ferry needs its ramp."
        let keywords = Articles.enriched("PORT ELSWICK, \(line) \(story)", language: "en").keywords
        #expect(keywords.contains("ferry") && !keywords.contains { $0.contains("Tidewater") || $0.contains("marzo") }, "\(keywords)")
    }

    @Test("an elided article is no part of a keyword")
    func elision() {
        let body =
            "L'hôpital de la ville ferme. Les médecins de l'hôpital protestent, et l’hôpital voisin aussi. Aujourd'hui l'hôpital est vide."
        let keywords = Articles.enriched(body, language: "fr").keywords
        #expect(keywords.first == "hôpital")
        #expect(!keywords.contains { $0.hasPrefix("l'") || $0.hasPrefix("L'") || $0.hasPrefix("l’") })
    }

    static let languages: [(language: String?, body: String, keyword: String)] = [
        (
            "de", "Das Stadtbad öffnet wieder. Das Stadtbad war zwölf Jahre geschlossen, und die Stadt hatte kein Geld für das Stadtbad.",
            "Stadtbad"
        ),
        ("ru", "Маршрутка снова ходит. Жители ждали, что маршрутка вернётся, и маршрутка вернулась.", "маршрутка"),
        (nil, "Zxq plork zib zwarmoloon zib. Zwarmoloon zib dree zwarmoloon, zib plork.", "zwarmoloon"),
    ]

    @Test("other languages have keywords too, those without a table by length and frequency", arguments: languages)
    func others(language: String?, body: String, keyword: String) {
        #expect(Articles.enriched(body, language: language).keywords.first?.lowercased() == keyword.lowercased())
    }

    @Test("where words have no blanks between them nothing is made up (promise P11)")
    func spaceless() { #expect(Articles.enriched("日本語の新聞は毎朝届きます。日本語の新聞は楽しい。", language: "ja").keywords.isEmpty) }

    static let weights: [(language: String, word: String, weight: WordWeights.Weight)] = [
        ("en", "the", .stop), ("en", "said", .stop), ("en", "zwarmoloon", .unknown), ("fr", "dans", .stop), ("de", "nicht", .stop),
        ("hr", "koji", .stop),
    ]

    @Test("the table of weights is read as it was written", arguments: weights)
    func table(language: String, word: String, weight: WordWeights.Weight) throws {
        #expect(try #require(WordWeights(language: language)).weight(WordHash.hash(word)) == weight)
    }

    @Test("rare words weigh more than common ones, and languages without a table have none")
    func order() throws {
        let english = try #require(WordWeights(language: "en"))
        guard case .tenths(let common) = english.weight(WordHash.hash("house")),
            case .tenths(let rare) = english.weight(WordHash.hash("orchard"))
        else {
            Issue.record("house and orchard have no weight")
            return
        }
        #expect(rare > common)
        #expect(WordWeights(language: "zz") == nil && WordWeights(language: nil) == nil)
    }

    static let stems: [(one: String, other: String)] = [
        ("protests", "protest"), ("cities", "city"), ("planned", "planning"), ("classes", "class"), ("closed", "closes"),
        ("agreed", "agree"),
    ]

    @Test("forms of a word have one stem", arguments: stems)
    func stem(one: String, other: String) { #expect(Self.stem(one) == Self.stem(other)) }

    @Test("different words keep different stems", arguments: [("bus", "bu"), ("sing", "s"), ("need", "ne"), ("is", "i")])
    func apart(one: String, other: String) { #expect(Self.stem(one) != Self.stem(other)) }

    private static func stem(_ word: String) -> UInt64 { Array(word.utf8).withUnsafeBufferPointer { LightStem.hash($0) } }
}
