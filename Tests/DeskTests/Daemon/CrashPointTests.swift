import Foundation
import Model
import Testing

@testable import Desk

@Suite("P3: a crash at any named point loses, doubles and halves nothing", .serialized)
struct CrashPointTests {
    /// Point, and at which pass.
    static let crashes: [(point: String, at: Int)] = CrashPoint.names.filter { $0 != "recovery.step" }.flatMap { name in
        // The loader gathers files: only one group is sure to be committed.
        name.hasPrefix("load.") ? [(name, 1)] : [(name, 1), (name, 4)]
    }

    /// What an undisturbed run leaves.
    static let undisturbed: [String]? = {
        let daemon = DaemonProcess(desk: NSTemporaryDirectory() + "/copydesk-calm-\(UUID().uuidString)")
        defer { daemon.remove() }
        guard let count = try? MixedDrop.drop(into: daemon), (try? daemon.start()) != nil, daemon.waitForOutcomes(count), daemon.stop() == 0 else {
            return nil
        }
        return try? daemon.canonicalDump()
    }()

    @Test("A02, A05, A07 to A11: the same rows as without the crash", arguments: crashes)
    func crash(point: String, at pass: Int) throws {
        let calm = try #require(Self.undisturbed)
        let daemon = DaemonProcess(desk: NSTemporaryDirectory() + "/copydesk-crash-\(UUID().uuidString)")
        defer { daemon.remove() }
        let count = try MixedDrop.drop(into: daemon)
        try daemon.start(["COPYDESK_CRASH_AT": "\(point):\(pass)"])
        let code = daemon.ended()
        #expect(code == 137, "\(point) was passed fewer than \(pass) times: \(daemon.logText)")
        try daemon.start()
        #expect(daemon.waitForOutcomes(count), "\(daemon.logText)")
        #expect(daemon.stop() == 0)
        #expect(try daemon.canonicalDump() == calm)
        #expect(try daemon.audit() == [])
        #expect(try daemon.rows().count == count)
    }

    @Test("A12: killed at each step of recovery, five times in a row, it still comes to the same end")
    func recovery() throws {
        let calm = try #require(Self.undisturbed)
        let daemon = DaemonProcess(desk: NSTemporaryDirectory() + "/copydesk-crash-\(UUID().uuidString)")
        defer { daemon.remove() }
        let count = try MixedDrop.drop(into: daemon)
        try daemon.start(["COPYDESK_CRASH_AT": "load.before_commit:1"])
        #expect(daemon.ended() == 137)
        for step in 1...5 {
            try daemon.start(["COPYDESK_CRASH_AT": "recovery.step:\(step)"])
            #expect(daemon.ended() == 137)
        }
        try daemon.start()
        #expect(daemon.waitForOutcomes(count), "\(daemon.logText)")
        #expect(daemon.stop() == 0)
        #expect(try daemon.canonicalDump() == calm)
        #expect(try daemon.audit() == [])
    }
}
