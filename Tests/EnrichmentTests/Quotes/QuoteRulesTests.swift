import Model
import Testing

@testable import Enrichment

@Suite("Quotations: utterances, rules and marks") struct QuoteRulesTests {
    private static func quotes(_ body: String, _ language: String = "en") -> [Quote] { QuoteCase.enriched(body, language: language).quotes }

    @Test("an interrupted quotation is one utterance")
    func interrupted() {
        let quotes = Self.quotes("“The plan,” Nora Quist said, “is dead.” “It never lived,” Paul Neri said.")
        #expect(quotes.map(\.utterance) == [0, 0, 1])
        #expect(quotes.map(\.rule) == [.after, .interrupted, .after])
    }

    @Test("paragraphs that open with a mark and do not close are one utterance; the last one's speaker said them all")
    func paragraphs() {
        let quotes = Self.quotes(
            "Rain fell on the harbour all morning.\n\n“We counted the boats twice.\n\n“Four of them were missing.\n\n“Nobody will find them,” said Ivo Maric."
        )
        #expect(quotes.count == 3)
        #expect(Set(quotes.map(\.utterance)) == [0])
        #expect(Set(quotes.map(\.speakerName)) == ["Ivo Maric"])
    }

    @Test(
        "marks of every kind and direction open and close",
        arguments: [
            ("“The ferry sails tonight,” said Ivo Maric.", "en"), ("\"The ferry sails tonight,\" said Ivo Maric.", "en"),
            ("“The ferry sails tonight,\" said Ivo Maric.", "en"), ("\"The ferry sails tonight,” said Ivo Maric.", "en"),
            ("”The ferry sails tonight,“ said Ivo Maric.", "en"), ("«The ferry sails tonight,» said Ivo Maric.", "en"),
            ("»The ferry sails tonight,« said Ivo Maric.", "en"), ("„The ferry sails tonight,“ said Ivo Maric.", "en"),
            ("``The ferry sails tonight,'' said Ivo Maric.", "en"), ("‘The ferry sails tonight,’ said Ivo Maric.", "en"),
            ("「The ferry sails tonight,」 said Ivo Maric.", "en"), ("『The ferry sails tonight,』 said Ivo Maric.", "en"),
        ])
    func marks(body: String, language: String) {
        let quotes = Self.quotes(body, language)
        #expect(quotes.map { Articles.text($0.span, of: body) } == ["The ferry sails tonight"])
        #expect(quotes.first?.speakerName == "Ivo Maric")
    }

    @Test("one lost mark harms its own paragraph only")
    func lostMark() {
        let body =
            "Ann Porter said “the pier is shut and the boats are gone.\n\n“The road is safe,” said Paul Neri. “Three cars passed,” said Rosa Tam."
        let names = Self.quotes(body).filter { $0.kind == .direct }.compactMap(\.speakerName)
        #expect(names.suffix(2) == ["Paul Neri", "Rosa Tam"])
    }

    @Test(
        "what is no speech",
        arguments: [
            "The \"temporary\" levy stays. The so-called \"reform\" changed little.", "Her novel \"The Long Winter\" sold 40,000 copies.",
            "The '90s were kind to the farmers' union and to the boys' choir.", "The report was long. The claim failed in court.",
            "Voters in states that border the sea were undecided.",
        ])
    func nothing(body: String) {
        #expect(Self.quotes(body).isEmpty)
    }

    @Test("a pronoun after several sentences of pronouns still means the name")
    func pronounChain() {
        let body = "Claire Dubois left the hall with Peter Lang. She walked to the gate. She waited. “The talks are over,” she said."
        #expect(Self.quotes(body).first?.speakerName == "Claire Dubois")
    }

    @Test("a title stands for its holder, a person's aides are not the person")
    func roles() {
        let title = "Governor Ruth Allen met the miners on Monday. The governor added that the river would be cleaned."
        #expect(Self.quotes(title).first?.speakerName == "Ruth Allen")
        let aides = "Ruth Allen met the miners. Allen aides said the river would be cleaned."
        #expect(Self.quotes(aides).first?.speakerName == "Allen aides")
    }

    @Test(
        "a figure is no speaker and no name; it may stand before one",
        arguments: [
            ("“It was wrong,” said 9/11 widow Ann Lee on Monday.", nil), ("“We won,” 18 said.", nil),
            ("“No,” said 2015 winner Bo Day.", "Bo Day"), ("“We won,” 18 farmers said.", "18 farmers"),
        ] as [(String, String?)])
    func figures(body: String, name: String?) { #expect(Self.quotes(body).map(\.speakerName) == [name]) }

    @Test("an unknown language is read by the English lists, a known one by its own")
    func languages() {
        #expect(SpeechLexicon.of("xx").language == "en")
        #expect(SpeechLexicon.of(nil).language == "en")
        #expect(SpeechLexicon.of("pt-BR").language == "pt")
        #expect(SpeechLexicon.of("DE_at").language == "de")
    }
}
