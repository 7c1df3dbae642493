import Glibc
import Model
import Testing

@testable import Inbox

/// SQLite's method: the n-th call of each kind fails, for n = 1, 2, … until a run goes through untouched. After each run every file is
/// in work/ and was delivered exactly once, whole; the ledger's promises hold; no descriptor is left.
@Suite struct FailingStepTests {
    /// What a run drops: by cp, by mv, into a sub-folder, with a sidecar, and one that must be copied.
    private static let before = ["cp", "sub/in", "copy", "side", "side.meta.json"]
    private static let after = ["mv", "sub/mv"]

    private static func settings(_ settings: inout IntakeSettings) {
        settings.ladder.minAgeNs = 1_000_000
        settings.ladder.settleNs = 4_000_000
        settings.ladder.settleMaxNs = 8_000_000
        settings.ladder.busyFirstNs = 1_000_000
        settings.ladder.busyMaxNs = 2_000_000
        settings.ladder.sidecarWaitNs = 20_000_000
        settings.ladder.lateSidecarNs = 10_000_000
        settings.rescanSeconds = 0.01
        settings.pollSeconds = 0.005
        settings.crowdedSeconds = 0.001
        settings.stuckFirstSeconds = 0.001
        settings.stuckMaxSeconds = 0.002
    }

    /// One run with its faults; false once no fault was met.
    private func run(_ kind: Faults.Kind, _ number: Int, _ code: Int32, times: Int) throws -> Bool {
        let desk = try Desk()
        try Drop.folder(desk.inbox("sub"))
        for name in Self.before { try Drop.write(desk.inbox(name), name) }
        let faults = Faults()
        faults.rule(.rename) { $0 == Array("copy".utf8) ? EXDEV : nil }
        let run = try Run(desk, system: faults.system, isStarted: false, settings: Self.settings)
        faults.plan(kind, number, code, times: times)
        var starts = 0
        while true {
            starts += 1
            do throws(Failure) {
                try run.intake.start()
                break
            } catch { if starts > times { throw error } }
        }
        for name in Self.after { try Drop.move(desk.inbox(name), name, from: desk.outside("x")) }
        let expected = (Self.before + Self.after).sorted()
        let isWhole = until(30) {
            if run.intake.status().isPaused { run.intake.resume() }
            return run.files.count >= expected.count
        }
        run.stop()
        let context = "call \(number) of \(kind) fails with \(code), \(times) times"
        #expect(isWhole, "\(context): \(Drop.files(below: desk.folders.inbox)) left, \(run.outages), \(run.intake.status())")
        #expect(run.files.map { printable($0.claim.name) }.sorted() == expected, "\(context)")
        for file in run.files { #expect(Drop.read(file.claim.path) == printable(file.claim.name), "\(context)") }
        #expect(Set(run.files.map(\.claim.fileID)).count == expected.count, "\(context)")
        #expect(Drop.names(desk.folders.work).count == expected.count, "\(context): \(Drop.names(desk.folders.work))")
        #expect(Drop.files(below: desk.folders.inbox) == [], "\(context)")
        #expect(run.ledger.complaints == [], "\(context)")
        let statuses = run.ledger.rows.values.map(\.status)
        #expect(statuses.filter { $0 == .working }.count == expected.count, "\(context): \(statuses)")
        #expect(!statuses.contains(.claiming), "\(context)")
        #expect(until(2) { desk.openDescriptors() == 0 }, "\(context): descriptors are left")
        return faults.hasFailed
    }

    static let kinds = Faults.Kind.allCases.flatMap { kind in [(kind, 1), (kind, 3)] }

    @Test("P1 whichever call fails, once or three times in a row: every file once, whole, nothing lost", arguments: kinds)
    func everyStep(kind: Faults.Kind, times: Int) throws {
        for code in times == 1 ? [EIO, ENOSPC, EMFILE] : [EIO] {
            var number = 1
            while try run(kind, number, code, times: times) {
                number += 1
                if number > 400 {
                    Issue.record("\(kind) never runs out")
                    break
                }
            }
        }
    }
}
