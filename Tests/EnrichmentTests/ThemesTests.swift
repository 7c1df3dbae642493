import Model
import Testing

@testable import Enrichment

@Suite("Themes") struct ThemesTests {
    static let stories: [(group: String, body: String)] = [
        (
            "business",
            "Shares of the retailer fell after its quarterly profit missed forecasts. Investors sold stock, and analysts said revenue would shrink again next year."
        ),
        (
            "politics",
            "The prime minister called an election for June. Opposition parties in parliament said that voters would punish the government, and polls agree."
        ),
        (
            "world",
            "Troops shelled the border town again despite the ceasefire. The United Nations asked both armies to withdraw, and refugees crossed the river."
        ),
        (
            "crime",
            "Police arrested two men after the robbery. A judge denied bail; prosecutors have charged them with burglary and assault, and the trial begins in May."
        ),
        (
            "health",
            "Doctors at the hospital treated forty patients with the infection. A vaccine exists, but symptoms are mild and the outbreak is nearly over."
        ),
        (
            "sport",
            "The striker scored twice before halftime and the team won the match. The coach praised his players: the league title is two victories away."
        ),
        (
            "entertainment",
            "The actress and the director of the film met fans at the premiere. The movie has topped the box office, and an album with its songs is out."
        ),
        (
            "tech",
            "The software maker released an app for smartphones and tablets. Users can search the web by voice, and the company's website lists the devices."
        ),
    ]

    @Test("the strongest group is what the story is about", arguments: stories)
    func groups(group: String, body: String) { #expect(Articles.enriched(body, language: "en").themeGroups.first == group) }

    @Test("terms match whole words and beginnings, never the middle of a word or across marks")
    func borders() {
        let table = ThemeTable(["A\tx\twar|oil price*|bank*", "B\ty\twar crimes|^e coli"])
        func found(_ text: String) -> [Int] {
            var found: [Int] = []
            Array(text.utf8).withUnsafeBufferPointer { bytes in table.automaton.scan(bytes) { found.append($0) } }
            return found.sorted()
        }
        #expect(found(" the war ") == [0])
        #expect(found(" the award ") == [])
        #expect(found(" warrior ") == [])
        #expect(found(" oil prices fell ") == [1])
        #expect(found(" banking embank bank ") == [2, 2])
        #expect(found(" war crimes war ") == [0, 0, 3])
        #expect(found(" war \u{1} crimes ") == [0])
        #expect(found(" e coli ") == [4])
        #expect(found("") == [])
    }

    @Test("other languages and unknown ones have none")
    func otherLanguages() {
        let body = "Die Polizei nahm zwei Männer fest. Das Gericht in der Stadt hatte sie gesucht, und die Bank war froh."
        let enriched = Articles.enriched(body, language: "de")
        #expect(enriched.themes.isEmpty && enriched.themeGroups.isEmpty && enriched.tone == nil && enriched.positive == nil)
    }

    @Test("every theme of the table has a group, terms and a name that is its own")
    func table() {
        let table = ThemeTable.builtIn
        #expect(table.themes.count > 80)
        #expect(Set(table.themes.map(\.code)).count == table.themes.count)
        #expect(Set(table.weights.joined().map(\.theme)).count == table.themes.count)
        #expect(table.factors.allSatisfy { $0 > 0 } && table.factors.contains(0.5))
    }

    static let tones: [(body: String, sign: Int)] = [
        ("A wonderful day: the happy team won, and everybody loved the great party.", 1),
        ("The terrible disaster killed many and destroyed the ruined town.", -1),
        ("The food was not good.", -1),
        ("The council meets on Monday in the town hall.", 0),
        ("He drove to Grace Best Buy.", 0),
    ]

    @Test("tone has the sign of the words", arguments: tones)
    func tone(body: String, sign: Int) throws {
        let enriched = Articles.enriched(body, language: "en")
        let tone = try #require(enriched.tone)
        let positive = try #require(enriched.positive)
        let negative = try #require(enriched.negative)
        #expect(tone == positive - negative && positive >= 0 && negative >= 0 && positive + negative <= 1)
        #expect((tone > 0 ? 1 : tone < 0 ? -1 : 0) == sign)
    }
}
