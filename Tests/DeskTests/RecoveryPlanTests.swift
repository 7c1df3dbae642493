import Model
import Testing

@testable import Desk

@Suite("Recovery brings every file to where its row says")
struct RecoveryPlanTests {
    typealias Action = RecoveryPlan.Action
    static let plan = RecoveryPlan(soloCrashesMax: 3)

    static func actions(
        _ rows: [(FileID, FileStatus, Int)], final: [(FileID, FileStatus)] = [], work: Set<FileID> = [], retry: Set<FileID> = [],
        wasClean: Bool = false, inbox: Set<FileID> = [], deadLetters: Set<FileID> = []
    ) -> [Action] {
        plan.actions(
            openRows: rows.map { .init(fileID: $0.0, status: $0.1, reason: nil, soloCrashes: $0.2) },
            rowsOfWork: final.map { .init(fileID: $0.0, status: $0.1, reason: nil, soloCrashes: 0) },
            inWork: work, inRetry: retry, wasClean: wasClean, inboxState: { inbox.contains($0) ? .sameFile : .goneOrOther },
            isDeadLetter: { deadLetters.contains($0) })
    }

    @Test("A02: a row in claiming whose file is still in the inbox is claimed under the same FID")
    func claimingInInbox() { #expect(Self.actions([(7, .claiming, 0)], inbox: [7]) == [.finishClaim(7)]) }

    @Test("A03, A04: a row in claiming whose file is gone or another is withdrawn")
    func claimingGone() { #expect(Self.actions([(7, .claiming, 0)]) == [.withdraw(7, .takenBack)]) }

    @Test("A05: a row in claiming whose file is in work goes on", arguments: [true, false])
    func claimingInWork(wasClean: Bool) {
        #expect(Self.actions([(7, .claiming, 0)], work: [7], wasClean: wasClean) == [.resume(7, isSuspect: !wasClean)])
    }

    @Test("A06: a file in work without a row is adopted")
    func adopted() { #expect(Self.actions([], work: [9]) == [.adopt(9)]) }

    @Test("A07, A08: what was being worked on is run again, alone after a crash, in claim order")
    func working() {
        let rows = (1...64).reversed().map { (FileID($0), FileStatus.working, 0) }
        #expect(Self.actions(rows, work: Set(1...64)) == (1...64).map { .resume(FileID($0), isSuspect: true) })
    }

    @Test("A10: a file in work whose row is final is only moved", arguments: FileStatus.allCases.filter(\.isFinal))
    func finalInWork(status: FileStatus) { #expect(Self.actions([], final: [(3, status)], work: [3]) == [.finishMove(3, status)]) }

    @Test("A14: a row in retry whose file is still in work is moved to retry and waits for its time")
    func retryMove() {
        #expect(Self.actions([(4, .retry, 0)], work: [4]) == [.finishRetryMove(4)])
        #expect(Self.actions([(4, .retry, 0)], retry: [4]) == [.waits(4)])
        #expect(Self.actions([(4, .working, 0)], retry: [4]) == [.finishRetryReturn(4)])
    }

    @Test("a row in retry whose file is still a dead letter is put back, else it is missing")
    func putBack() {
        #expect(Self.actions([(4, .retry, 0)], deadLetters: [4]) == [.finishPutBack(4)])
        #expect(Self.actions([(4, .retry, 0)], retry: [4], deadLetters: [4]) == [.waits(4)])
        #expect(Self.actions([(4, .retry, 0)]) == [.missing(4)])
    }

    @Test("A20: the third crash alone in a row buries the file")
    func crasher() {
        #expect(Self.actions([(5, .working, 2)], work: [5]) == [.resume(5, isSuspect: true)])
        #expect(Self.actions([(5, .working, 3)], work: [5]) == [.buryCrasher(5)])
    }

    @Test("an open row without any file is reported")
    func missing() { #expect(Self.actions([(6, .working, 0)]) == [.missing(6)]) }
}
