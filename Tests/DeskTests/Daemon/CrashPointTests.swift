import Foundation
import Model
import Testing

@testable import Desk

@Suite("P3: a crash at any named point loses, doubles and halves nothing (FAULTS A)", .aFewAtATime)
struct CrashPointTests {
    /// Point, and at which pass.
    static let crashes: [(point: String, at: Int)] = CrashPoint.names.filter { $0 != "recovery.step" }.flatMap { name in
        // The loader gathers files: only one group is sure to be committed.
        name.hasPrefix("load.") ? [(name, 1)] : [(name, 1), (name, 4)]
    }

    @Test("A02, A05, A07 to A11: the same rows as without the crash", arguments: crashes)
    func crash(point: String, at pass: Int) async throws {
        // A commit for each file, so that every point is passed often enough.
        let daemon = DaemonProcess(["COPYDESK_COMMIT_ARTICLES": "1"])
        let count = try MixedDrop.drop(into: daemon)
        try await daemon.crash(at: "\(point):\(pass)")
        try daemon.start()
        try await daemon.finish(count)
        #expect(try await daemon.canonicalDump() == MixedDrop.calmDump.value)
        #expect(try daemon.rows().count == count)
    }

    @Test("A12: killed at each step of recovery, five times in a row, it still comes to the same end")
    func recovery() async throws {
        let daemon = DaemonProcess()
        let count = try MixedDrop.drop(into: daemon)
        try await daemon.crash(at: "load.before_commit:1")
        for step in 1...5 { try await daemon.crash(at: "recovery.step:\(step)") }
        try daemon.start()
        try await daemon.finish(count)
        #expect(try await daemon.canonicalDump() == MixedDrop.calmDump.value)
    }
}
