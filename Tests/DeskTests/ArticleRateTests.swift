import Testing

@testable import Desk

@Suite("Articles a second over the last minute")
struct ArticleRateTests {
    static let secondNs: UInt64 = 1_000_000_000

    @Test("a young desk is averaged over its age, an old one over a minute, and asking changes nothing")
    func rate() {
        var rate = ArticleRate(nowNs: 5 * Self.secondNs)
        rate.add(100, nowNs: 6 * Self.secondNs)
        let young = rate.perSecond(nowNs: 15 * Self.secondNs)
        #expect(young == 10)
        let again = rate.perSecond(nowNs: 15 * Self.secondNs)
        #expect(again == 10)
        let old = rate.perSecond(nowNs: 65 * Self.secondNs)
        #expect(old == 100.0 / 60)
        let over = rate.perSecond(nowNs: 66 * Self.secondNs)
        #expect(over == 0)
    }

    @Test("very many commits of a moment are one entry; all of them count")
    func many() {
        var rate = ArticleRate(nowNs: 0)
        for step in 0..<100_000 { rate.add(1, nowNs: 100 * Self.secondNs + UInt64(step) * 100_000) }
        let value = rate.perSecond(nowNs: 110 * Self.secondNs)
        #expect(value == 100_000.0 / 60)
    }

    @Test("at the very start nothing is divided by nothing")
    func start() {
        var rate = ArticleRate(nowNs: 7)
        rate.add(3, nowNs: 7)
        let value = rate.perSecond(nowNs: 7)
        #expect(value == 3)
    }
}
