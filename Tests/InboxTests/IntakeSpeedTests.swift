import Dispatch
import Glibc
import Model
import Synchronization
import Testing

@testable import Inbox

/// How soon and at what cost. Times are bounds far above what is measured (docs: latency 0.3 ms, 20 µs a file), so that a busy machine
/// does not fail them, yet far below any wait that is put in by mistake.
@Suite(.serialized) struct IntakeSpeedTests {
    /// CPU nanoseconds of this process.
    private func cpuNs() -> UInt64 {
        var now = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
        return UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
    }

    @Test("a lone file moved in from rest is delivered without any wait, also when its writer made it under a temporary name beside it")
    func latency() throws {
        let desk = try Desk()
        let run = try Run(desk)
        try Drop.write(desk.inbox("first"), "x")
        run.expect(["first"])
        var waits: [UInt64] = []
        for number in 0..<20 {
            pass(25)
            let before = SystemCalls.live.monotonicNs()
            try Drop.move(desk.inbox("n\(number)"), "x", from: desk.inbox(".n\(number).tmp"))
            until { run.files.count == number + 2 }
            waits.append(SystemCalls.live.monotonicNs() - before)
        }
        waits.sort()
        // The test's own polling adds half a millisecond.
        #expect(waits[10] < Watcher.gatherNs / 2, "median \(Double(waits[10]) / 1e6) ms")
        #expect(run.names.count == 21)
    }

    @Test("H01 C02 5,000 files dropped at once while the queue was stopped: none missed, few ledger transactions")
    func storm() throws {
        let desk = try Desk()
        let run = try Run(desk)
        run.expect([])
        let gate = DispatchSemaphore(value: 0)
        run.intake.queue.async { gate.wait() }
        for number in 0..<5_000 {
            if number % 2 == 0 {
                try Drop.move(desk.inbox("\(number)"), "x", from: desk.outside("x"))
            } else {
                try Drop.write(desk.inbox("\(number)"), "x")
            }
        }
        gate.signal()
        until(60) { run.files.count == 5_000 }
        #expect(Set(run.names).count == 5_000)
        #expect(run.files.count == 5_000)
        #expect(run.ledger.complaints == [])
        #expect(run.ledger.claimCalls < 500)
        #expect(run.intake.status().waitingCount == 0)
    }

    @Test("H08 at rest nothing wakes: no system call of the inbox between rescans")
    func rest() throws {
        let desk = try Desk()
        let faults = Faults()
        let run = try Run(desk, system: faults.system)
        try Drop.write(desk.inbox("a"), "x")
        run.expect(["a"])
        pass(60)
        let before = Faults.Kind.allCases.map(faults.count)
        pass(150)
        #expect(Faults.Kind.allCases.map(faults.count) == before)
    }
}
