import Model
import Testing

@testable import Enrichment

@Suite("Expressions of time") struct TimesTests {
    /// Share of gold whose span is overlapped by an expression of the same value.
    private static func found(_ cases: [ExpressionCase]) -> (right: Int, wrong: [String], spurious: Int, gold: Int) {
        var (right, gold, spurious) = (0, 0, 0)
        var wrong: [String] = []
        for item in cases {
            let times = item.enriched().times
            for expected in item.timexes ?? [] {
                gold += 1
                let match = times.first { $0.span.start < expected.end && expected.start < $0.span.end }
                if let value = match?.value, ([expected.value] + (expected.alt ?? [])).contains(value) {
                    right += 1
                } else {
                    wrong.append("\(item.id): \(expected.value) found \(match?.value ?? "-")")
                }
            }
            spurious +=
                times.filter { time in
                    !(item.timexes ?? []).contains { $0.start < time.span.end && time.span.start < $0.end }
                }.count
        }
        return (right, wrong, spurious, gold)
    }

    @Test("At least 99 of 100 of our own cases have the right value, and nothing else is found")
    func ownCases() throws {
        let result = Self.found(try ExpressionCase.read("times.jsonl"))
        #expect(Double(result.right) >= 0.99 * Double(result.gold), "\(result.wrong)")
        #expect(result.spurious <= 1)
        #expect(result.gold == 121)
    }

    @Test("Every time of the seed article is found with its value, and no more")
    func seed() throws {
        let result = Self.found(try ExpressionCase.read("seed.jsonl"))
        #expect(result.wrong == [])
        #expect(result.spurious == 0)
        let times = try #require(try ExpressionCase.read("seed.jsonl").first).enriched().times
        let next = try #require(times.first { $0.expression == "the next 24 to 48 hours" })
        #expect(next.kind == .duration && next.earliest == "2021-08-13" && next.latest == "2021-08-15")
        let now = try #require(times.first { $0.expression == "right now" })
        #expect(now.value == "PRESENT_REF" && now.earliest == "2021-08-13" && now.latest == "2021-08-13")
    }

    @Test(
        "The days that an expression can mean",
        arguments: [
            ("He spoke last week.", "2021-08-02", "2021-08-08"), ("It happened in May 2020.", "2020-05-01", "2020-05-31"),
            ("Profit rose in the second quarter.", "2021-04-01", "2021-06-30"), ("It was built in 1998.", "1998-01-01", "1998-12-31"),
            ("The war of the 1980s ended.", "1980-01-01", "1989-12-31"), ("They met over the weekend.", "2021-08-07", "2021-08-08"),
            ("It fell in the past three months.", "2021-05-13", "2021-08-13"), ("He came at noon on Tuesday.", "2021-08-10", "2021-08-10"),
        ])
    func bounds(sentence: String, earliest: String, latest: String) throws {
        let time = try #require(Expressions.enriched(sentence).times.first)
        #expect(time.earliest == earliest && time.latest == latest, "\(time)")
    }

    @Test(
        "Without a published day nothing relative is resolved",
        arguments: [
            ("He spoke on Friday.", "Friday: XXXX-WXX-5"), ("He spoke on May 4.", "May 4: XXXX-05-04"),
            ("He spoke yesterday.", "yesterday: -"),
            ("It was sold last year.", "last year: -"), ("He left two weeks ago.", "two weeks ago: -"),
            ("It ends in March.", "March: XXXX-03"),
            ("He spoke on May 4, 1998.", "May 4, 1998: 1998-05-04"), ("It lasted two weeks.", "two weeks: P2W"),
            ("It opens at 9 a.m.", "9 a.m.: XXXX-XX-XXT09:00"),
            ("Sales rose in the third quarter.", "the third quarter: -"), ("They met at Christmas.", "Christmas: -"),
        ])
    func unresolved(sentence: String, expected: String) throws {
        #expect(Expressions.values(sentence, published: nil) == [expected])
        let time = try #require(Expressions.enriched(sentence, published: nil).times.first)
        #expect((time.earliest == nil) == !expected.contains("1998"))
    }

    @Test("A published month is no day to reckon from")
    func coarsePublication() {
        var article = Articles.article("He spoke yesterday.", language: "en")
        article.record.published = PublishedTime(text: "2021-08-01", precision: .month, origin: .field)
        let times = Enrichment.full.enrich(article, scratch: EnrichmentScratch()).times
        #expect(times.map(\.value) == [nil])
    }

    @Test(
        "Today is the publication's local day",
        arguments: [
            ("2021-08-13T20:30:00Z", "+04:30", "2021-08-14"), ("2021-08-13T02:00:00Z", "-05:00", "2021-08-12"),
            ("2021-08-13T20:30:00Z", "Z", "2021-08-13"),
            ("2021-08-13T23:59:00", nil, "2021-08-13"), ("2021-08-13T12:00:00Z", "EDT", "2021-08-13"),
            ("2021-12-31T22:00:00Z", "+0300", "2022-01-01"),
        ] as [(String, String?, String)])
    func localDay(published: String, zone: String?, expected: String) {
        #expect(Expressions.values("He spoke today.", published: published, zone: zone) == ["today: \(expected)"])
    }

    @Test(
        "Five more languages have words of their own",
        arguments: [
            (
                "de", "Am Freitag, den 13. August 2021, sprach er vor drei Tagen.",
                ["Freitag, den 13. August 2021: 2021-08-13", "vor drei Tagen: 2021-08-10"]
            ),
            (
                "de", "Letzte Woche sagte er, am Montag werde er um 15.30 Uhr sprechen.",
                ["Letzte Woche: 2021-W31", "Montag: 2021-08-09", "15.30 Uhr: 2021-08-09T15:30"]
            ),
            (
                "fr", "La semaine dernière, il y a trois jours, puis aujourd'hui à 15h30.",
                ["La semaine dernière: 2021-W31", "il y a trois jours: 2021-08-10", "aujourd'hui: 2021-08-13", "15h30: 2021-08-13T15:30"]
            ),
            (
                "es", "El viernes 13 de agosto de 2021, hace tres días.",
                ["viernes 13 de agosto de 2021: 2021-08-13", "hace tres días: 2021-08-10"]
            ),
            ("es", "El año pasado y la semana próxima.", ["El año pasado: 2020", "la semana próxima: 2021-W33"]),
            (
                "pt", "Na sexta-feira, 13 de agosto de 2021, e ontem.",
                ["sexta-feira, 13 de agosto de 2021: 2021-08-13", "ontem: 2021-08-12"]
            ),
            (
                "it", "Venerdì 13 agosto 2021, tre giorni fa, la settimana scorsa.",
                ["Venerdì 13 agosto 2021: 2021-08-13", "tre giorni fa: 2021-08-10", "la settimana scorsa: 2021-W31"]
            ),
            ("sv", "Den 2021-08-13 kom han i maj.", ["2021-08-13: 2021-08-13"]),
        ])
    func languages(language: String, sentence: String, expected: [String]) {
        #expect(Expressions.values(sentence, language: language) == expected)
    }

    @Test(
        "Words that only look like times are none",
        arguments: [
            "April Jones and June Carter may march.", "Resolution 1973 was adopted by 2,000 fans.", "He is 44 years old.",
            "The 3-1 win came in spring water.",
            "Room 1948 is on the second floor.", "A 24-year-old man.",
        ])
    func traps(sentence: String) {
        #expect(Expressions.values(sentence) == [])
    }
}
