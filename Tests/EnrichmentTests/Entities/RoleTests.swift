import Testing

@testable import Enrichment

@Suite("Roles: the title or office that stands with a name") struct RoleTests {
    @Test(
        "before the name, or behind a comma; nothing is made of other words",
        arguments: [
            ("Officials said Secretary of State Antony Blinken left Kabul.", "Antony Blinken", "Secretary of State"),
            ("The talks with foreign minister Penny Wong ended.", "Penny Wong", "foreign minister"),
            ("On Monday the company's co-founder Steve Wozniak spoke.", "Steve Wozniak", "co-founder"),
            ("He thanked President Emmanuel Macron for coming.", "Emmanuel Macron", "President"),
            ("A former UN Secretary-General Kofi Annan plan failed.", "Kofi Annan", "former UN Secretary-General"),
            ("John Kirby, the Pentagon's press secretary, said nothing.", "John Kirby", "Pentagon's press secretary"),
            ("Yesterday Maria Lopez, who lives in Lima, won.", "Maria Lopez", nil),
            ("We saw Maria Lopez in Lima.", "Maria Lopez", nil),
        ])
    func roles(text: String, name: String, role: String?) {
        let article = Articles.enriched(text)
        #expect(article.entities.first { $0.name == name }.map { $0.role } == .some(role))
    }
}
