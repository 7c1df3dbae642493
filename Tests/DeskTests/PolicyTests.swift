import Model
import Testing

@testable import Desk

@Suite("When a group is committed, and when a file is tried again")
struct PolicyTests {
    static let policy = GroupCommit(articlesMax: 100, bytesMax: 1000, delayNs: 200)

    @Test(
        "a group is committed when the line is empty, when it is full, or when it is old",
        arguments: [
            (articles: 1, bytes: 10, age: UInt64(0), lineEmpty: true, expected: GroupCommit.Decision.commit),
            (1, 10, 0, false, .wait(until: 1200)),
            (100, 10, 0, false, .commit),
            (1, 1000, 0, false, .commit),
            (1, 10, 200, false, .commit),
            (0, 0, 0, true, .commit),
        ])
    func decisions(articles: Int, bytes: Int, age: UInt64, lineEmpty: Bool, expected: GroupCommit.Decision) {
        let decision = Self.policy.decide(
            isEmpty: false, articles: articles, bytes: bytes, firstAt: 1000, now: 1000 + age, isLineStill: lineEmpty)
        #expect(decision == expected)
    }

    @Test("an empty group is never committed")
    func emptyGroup() {
        #expect(Self.policy.decide(isEmpty: true, articles: 0, bytes: 0, firstAt: 0, now: 9999, isLineStill: true) == .nothing)
    }

    static let retry = RetryPolicy(delaysSeconds: [60, 300, 1800, 7200, 21600], jitter: 0.2)

    @Test("passing failures wait 1 m, 5 m, 30 m, 2 h and 6 h, varied by a fifth, and then the file is dead")
    func delays() {
        let failure = Failure(.ioError)
        #expect(Self.retry.decide(failure, attempts: 1, random: 0.5) == .retry(afterSeconds: 60))
        #expect(Self.retry.decide(failure, attempts: 5, random: 0) == .retry(afterSeconds: 21600 * 0.8))
        #expect(Self.retry.decide(failure, attempts: 6, random: 0.5) == .dead)
    }

    @Test("time-limit is tried once more, at once, and never again")
    func timeLimit() {
        #expect(Self.retry.decide(Failure(.timeLimit), attempts: 1, random: 0.3) == .retry(afterSeconds: 0))
        #expect(Self.retry.decide(Failure(.timeLimit), attempts: 2, random: 0.3) == .dead)
    }

    @Test("a permanent failure is dead at once", arguments: FailureCode.allCases.filter { $0.kind == .dead })
    func permanent(code: FailureCode) {
        #expect(Self.retry.decide(Failure(code), attempts: 1, random: 0.5) == .dead)
    }
}
