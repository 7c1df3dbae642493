import Testing

@testable import Formats

@Suite("Bylines")
struct BylineTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var wanted: [String]
        var testDescription: String { text }

        init(_ text: String, _ wanted: String...) { (self.text, self.wanted) = (text, wanted) }
    }

    @Test(
        "several authors, in the order in which they stand",
        arguments: [
            Case("By Jane Doe", "Jane Doe"), Case("By Jane Doe and John Roe", "Jane Doe", "John Roe"),
            Case("By Jane Doe, John Roe and Ann Poe", "Jane Doe", "John Roe", "Ann Poe"),
            Case("By Jane Doe & John Roe", "Jane Doe", "John Roe"),
            Case("Maud Ellery; Tom O’Rourke", "Maud Ellery", "Tom O’Rourke"),
            Case("Maud Ellery, Tom O’Rourke", "Maud Ellery", "Tom O’Rourke"),
            Case("By Jane Doe and Jane Doe", "Jane Doe"), Case("Jane Doe | John Roe", "Jane Doe", "John Roe"),
            Case("Jane Doe,John Roe", "Jane Doe", "John Roe"),
            Case("Von Jörg Süßkind und Änne Groß", "Jörg Süßkind", "Änne Groß"),
            Case("Par Anaïs Lefèvre et Jean-Noël Œuvrard", "Anaïs Lefèvre", "Jean-Noël Œuvrard"),
            Case("Por Ana López, Íñigo Cañete y María José de la Cruz", "Ana López", "Íñigo Cañete", "María José de la Cruz"),
            Case("Por Conceição Brandão e João Silva", "Conceição Brandão", "João Silva"),
            Case("di Niccolò D’Addario e Carla Bruni", "Niccolò D’Addario", "Carla Bruni"),
            Case("Door Jan de Vries en Piet van den Berg", "Jan de Vries", "Piet van den Berg"),
            Case("Łukasz Święcicki i Anna Kowalska", "Łukasz Święcicki", "Anna Kowalska"),
            Case("Jan Novák a Petr Svoboda", "Jan Novák", "Petr Svoboda"),
            Case("Алёна Щеглова и Иван Петров", "Алёна Щеглова", "Иван Петров"),
            Case("Олена Шевченко та Іван Франко", "Олена Шевченко", "Іван Франко"),
            Case("Ayşe Yılmaz ve Mehmet Öz", "Ayşe Yılmaz", "Mehmet Öz"),
            Case("Åsa Öberg och Nils Ek", "Åsa Öberg", "Nils Ek"),
            Case("Μαρία Παπαδοπούλου και Γιώργος Νικολάου", "Μαρία Παπαδοπούλου", "Γιώργος Νικολάου"),
            Case("ليلى حداد و أحمد علي", "ليلى حداد", "أحمد علي"), Case("佐々木千尋、山田太郎", "佐々木千尋", "山田太郎"), Case("김철수·이영희 기자", "김철수", "이영희"),
        ])
    func several(_ one: Case) { #expect(Byline.authors(one.text) == one.wanted) }

    @Test(
        "a conjunction that is a part of a name does not cut it, and names are never turned round",
        arguments: [
            Case("José Ortega y Gasset", "José Ortega y Gasset"), Case("João Costa e Silva", "João Costa e Silva"),
            Case("Jordi Pujol i Soley", "Jordi Pujol i Soley"),
            Case("Doe, Jane", "Doe, Jane"), Case("Doe, Jane; Roe, John", "Doe, Jane", "Roe, John"),
            Case("Martin King, Jr.", "Martin King, Jr."),
            Case("Martin King Jr. and Ann Poe", "Martin King Jr.", "Ann Poe"), Case("佐々木 千尋", "佐々木 千尋"), Case("让·雅克", "让·雅克"),
            Case("Leonardo da Vinci", "Leonardo da Vinci"), Case("Ahmad al-Rashid", "Ahmad al-Rashid"),
            Case("van den Berg", "van den Berg"),
            Case("BY JANE DOE", "JANE DOE"), Case("jane doe", "jane doe"), Case("Emily Post", "Emily Post"),
            Case("Jane Court", "Jane Court"),
        ])
    func whole(_ one: Case) { #expect(Byline.authors(one.text) == one.wanted) }

    @Test(
        "titles and roles are taken off",
        arguments: [
            Case("Jane Doe, Chief correspondent", "Jane Doe"), Case("By Jane Doe, Chief Political Correspondent", "Jane Doe"),
            Case("Chief Correspondent Jane Doe", "Jane Doe"), Case("By Science Editor Ann Poe", "Ann Poe"),
            Case("Jane Doe Staff Writer", "Jane Doe"),
            Case("Dr. Jane Doe and Sir John Roe", "Jane Doe", "John Roe"),
            Case("By Jane Doe, Diplomatic Editor, and John Roe", "Jane Doe", "John Roe"),
            Case("Von Korrespondent Max Müller", "Max Müller"), Case("Max Müller, Redakteur Politik", "Max Müller"),
            Case("Par Luc Durand, envoyé spécial à Kiev", "Luc Durand"),
            Case("Ana López, corresponsal en Londres", "Ana López"), Case("João Silva, enviado especial", "João Silva"),
            Case("Carla Bruni, corrispondente da Parigi", "Carla Bruni"),
            Case("Иван Петров, специальный корреспондент", "Иван Петров"), Case("Korespondent Jan Kowalski", "Jan Kowalski"),
            Case("Nagy Anna, újságíró", "Nagy Anna"),
            Case("김철수 기자", "김철수"), Case("本报记者 张三", "张三"), Case("记者张三", "张三"), Case("خبرنگار: ليلى حداد", "ليلى حداد"),
            Case("मोहन लाल, संवाददाता", "मोहन लाल"),
        ])
    func roles(_ one: Case) { #expect(Byline.authors(one.text) == one.wanted) }

    @Test(
        "agencies, desks, places and papers are no authors as long as there is one",
        arguments: [
            Case("Jane Doe, Reuters", "Jane Doe"), Case("Jane Doe/AFP", "Jane Doe"), Case("Reuters, Jane Doe", "Jane Doe"),
            Case("Jane Doe (Reuters)", "Jane Doe"),
            Case("Jane Doe and agencies", "Jane Doe"), Case("By Jane Doe, The Associated Press", "Jane Doe"),
            Case("Jane Doe - BBC News", "Jane Doe"),
            Case("By Jane Doe in Kabul", "Jane Doe"), Case("By Jane Doe in Kabul and John Roe in Rome", "Jane Doe", "John Roe"),
            Case("By Jane Doe, Kabul", "Jane Doe"),
            Case("By Jane Doe for The Guardian", "Jane Doe"), Case("Max Müller, dpa", "Max Müller"), Case("Ana López / EFE", "Ana López"),
            Case("Anna Kowalska, PAP", "Anna Kowalska"), Case("Иван Петров, ТАСС", "Иван Петров"), Case("[서울=뉴시스] 김철수 기자", "김철수"),
            Case("By Reuters", "Reuters"), Case("By Staff reporters", "Staff reporters"), Case("AFP, dpa", "AFP"),
            Case("Redaktion", "Redaktion"),
            Case("By News Desk", "News Desk"), Case("新华社", "新华社"), Case("Staff Writer", "Staff Writer"),
        ])
    func agencies(_ one: Case) { #expect(Byline.authors(one.text) == one.wanted) }

    @Test(
        "addresses, handles and dates beside a name are dropped",
        arguments: [
            Case("Jane Doe <jane@x.example>", "Jane Doe"), Case("jane@x.example (Jane Doe)", "Jane Doe"),
            Case("By Jane Doe @janedoe", "Jane Doe"),
            Case("Jane Doe | E-Mail: jane@x.example", "Jane Doe"), Case("Jane Doe | Twitter: @jane", "Jane Doe"),
            Case("Jane Doe https://x.example/jane", "Jane Doe"),
            Case("Jane Doe | 13 August 2021", "Jane Doe"), Case("Jane Doe • 5 min read", "Jane Doe"),
            Case("Written by Jane Doe", "Jane Doe"), Case(""), Case("jane@x.example"),
            Case("@janedoe"), Case("By Jane Doe, jane@x.example, and John Roe, john@x.example", "Jane Doe", "John Roe"),
        ])
    func addresses(_ one: Case) { #expect(Byline.authors(one.text) == one.wanted) }

    @Test("random pieces of bylines never crash, and give no author twice")
    func fuzz() {
        let pieces = [
            "Jane", "Doe", "and", "y", ",", ";", "(", ")", "[", "<", ">", "/", "-", "@x", "a@b.c", "Reuters", "Chief", "Correspondent",
            "记者", "김철수", "·", "By", "von",
            "Jr.", "the", " ", "  ", "’", "\u{301}", ":", "5", "|",
        ]
        let seed: UInt64 = 0xB71E
        var random = Random(seed)
        for round in 0..<5_000 {
            let text = (0..<random.below(14)).map { _ in pieces[random.below(pieces.count)] + (random.below(3) == 0 ? "" : " ") }.joined()
            let authors = Byline.authors(text)
            #expect(Set(authors).count == authors.count, "seed \(seed), round \(round): \(text)")
            #expect(authors.allSatisfy { !$0.isEmpty }, "seed \(seed), round \(round): \(text)")
        }
    }
}
