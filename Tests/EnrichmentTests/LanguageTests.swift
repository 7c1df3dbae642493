import Language
import Testing

@testable import Enrichment

@Suite("The language of an article") struct LanguageTests {
    static let cases: [(declared: String?, code: String?, confidence: Double, language: String?)] = [
        (nil, "de", 0.99, "de"),
        (nil, "de", 0.3, nil),
        (nil, nil, 0, nil),
        ("pt-BR", "pt", 0.99, "pt-BR"),
        ("en", "de", 0.99, "de"),
        ("en", "de", 0.8, "en"),
        ("hr", "bs", 0.99, "hr"),
        ("no", "nb", 0.99, "no"),
        ("en-GB", nil, 0, "en-GB"),
    ]

    @Test("what the source declares holds unless the text is plainly in another", arguments: cases)
    func decide(declared: String?, code: String?, confidence: Double, language: String?) {
        let identified = code.map { IdentifiedLanguage(code: $0, confidence: confidence) }
        #expect(LanguageEnricher.decide(declared: declared, identified: identified) == language)
    }

    @Test("a tag that is none does not count", arguments: ["und", "mul", "", "x-klingon", "english", "-"])
    func senseless(tag: String) { #expect(Articles.enriched(Articles.bridge, language: tag).language == "en") }

    @Test("a headline alone tells it too")
    func headline() {
        #expect(Articles.enriched("", headline: "Altes Stadtbad öffnet nach zwölf Jahren wieder seine Türen für alle").language == "de")
    }

    static let scripts: [(body: String, isSpaceless: Bool)] = [
        ("The council met on Monday.", false), ("日本語の新聞は毎朝届きます。", true), ("서울의 다리가 다시 열렸다.", true), ("ราชอาณาจักรไทย", true),
        ("Київ і Львів", false), ("The word 橋 means bridge in a language that the bridge's builders spoke at home.", false), ("", false),
    ]

    @Test("texts without blanks between words are told by their script", arguments: scripts)
    func script(body: String, isSpaceless: Bool) {
        #expect(Enrichment.essentialOnly.enrich(Articles.article(body), scratch: EnrichmentScratch()).isSpaceless == isSpaceless)
    }
}
