import Model
import Testing

@testable import Enrichment

@Suite("Amounts") struct AmountsTests {
    private static func isSame(_ left: Double?, _ right: Double?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return abs(left - right) <= 1e-6 * max(1, abs(left), abs(right))
    }

    /// What of the gold is not found as it is, and how much is found besides.
    private static func misses(_ cases: [ExpressionCase]) -> (wrong: [String], spurious: [String], gold: Int) {
        var (wrong, spurious, gold) = ([String](), [String](), 0)
        for item in cases {
            let amounts = item.enriched().amounts
            for expected in item.amounts ?? [] {
                gold += 1
                let match = amounts.first { $0.span.start < expected.end && expected.start < $0.span.end }
                let isRight =
                    match.map { found in
                        isSame(found.value, expected.value) && (expected.low == nil || isSame(found.low, expected.low))
                            && (expected.high == nil || isSame(found.high, expected.high))
                            && (expected.iso == nil || found.currency == expected.iso)
                            && (expected.noun == nil || found.noun == expected.noun) && (expected.approx == nil || found.isApproximate)
                            && (expected.kind == nil || found.kind.rawValue == expected.kind)
                            && found.span == Span(start: expected.start, length: expected.end - expected.start)
                    } ?? false
                if !isRight { wrong.append("\(item.id): \(expected) found \(String(describing: match))") }
            }
            spurious += amounts.filter { amount in
                !(item.amounts ?? []).contains { $0.start < amount.span.end && amount.span.start < $0.end }
            }.map { "\(item.id): \($0.expression)" }
        }
        return (wrong, spurious, gold)
    }

    @Test("At least 99 of 100 of our own cases are right in span, value, bounds, currency and noun")
    func ownCases() throws {
        let result = Self.misses(try ExpressionCase.read("amounts.jsonl"))
        #expect(result.wrong.count * 100 <= result.gold, "\(result.wrong)")
        #expect(result.spurious.count <= 1, "\(result.spurious)")
        #expect(result.gold == 111)
    }

    @Test("Every amount of the seed article is right, and no more is found")
    func seed() throws {
        let result = Self.misses(try ExpressionCase.read("seed.jsonl"))
        #expect(result.wrong == [])
        #expect(result.spurious == [])
    }

    @Test(
        "Five more languages have numbers, units and currencies of their own",
        arguments: [
            (
                "de", "Etwa 3.500 Soldaten kosten 2,5 Millionen Euro, 20 Prozent mehr.",
                ["3.500: count 3500.0 about soldaten", "2,5 Millionen Euro: money 2500000.0 EUR", "20 Prozent: percent 20.0 %"]
            ),
            (
                "de", "Mehr als 500 Menschen und zweiundzwanzig Hunde, ein Mann.",
                ["500: count 500.0 from 500.0 menschen", "zweiundzwanzig: count 22.0 hunde"]
            ),
            (
                "fr", "Environ 3 500 soldats, 2,5 millions d'euros, soixante-dix personnes.",
                ["3 500: count 3500.0 about soldats", "2,5 millions d'euros: money 2500000.0 EUR", "soixante-dix: count 70.0 personnes"]
            ),
            (
                "es", "Treinta y dos personas, más de 500 soldados, 20 por ciento.",
                ["Treinta y dos: count 32.0 personas", "500: count 500.0 from 500.0 soldados", "20 por ciento: percent 20.0 %"]
            ),
            (
                "pt", "Custou R$ 1,5 bilhão e 2,5 milhões de reais.",
                ["R$ 1,5 bilhão: money 1500000000.0 BRL", "2,5 milhões de reais: money 2500000.0 BRL"]
            ),
            (
                "it", "Circa 3.500 soldati, trentadue persone, 20 per cento.",
                ["3.500: count 3500.0 about soldati", "trentadue: count 32.0 persone", "20 per cento: percent 20.0 %"]
            ),
            (
                "sv", "Det kostade €25 och 20 % mer, 15 km bort.",
                ["€25: money 25.0 EUR", "20 %: percent 20.0 %", "15 km: measure 15.0 kilometre"]
            ),
        ])
    func languages(language: String, sentence: String, expected: [String]) {
        #expect(Expressions.amounts(sentence, language: language) == expected)
    }

    @Test(
        "Years, scores, sections and names in figures are no amounts",
        arguments: [
            "Arsenal won 3-1 in 2019.", "Resolution 1973 and Section 8 apply.", "The Boeing 737 and the A380 landed.",
            "Call 555-1234 or +1 202 555 0143.",
            "See page 12 of Chapter 3.", "COVID-19 spread in 1998.", "He met nobody at 10:35 a.m.", "Version 10.6.8 is out.",
        ])
    func traps(sentence: String) {
        #expect(Expressions.amounts(sentence) == [])
    }

    @Test("Numbers that no double holds are none")
    func endless() {
        #expect(Expressions.amounts("It was " + String(repeating: "9", count: 500) + " miles or 9e999 km.") == [])
        #expect(Expressions.enriched(String(repeating: "million ", count: 200) + "two").amounts.allSatisfy { ($0.value ?? 0).isFinite })
    }
}
