import Foundation
import Model
import Testing

@testable import Desk

@Suite("Sidecars and markers through the daemon (DESIGN §5; FAULTS B22)", .aFewAtATime)
struct CompanionTests {
    private func daemon(_ settings: String, _ environment: [String: String?] = [:]) throws -> DaemonProcess {
        let daemon = DaemonProcess(environment)
        try FileManager.default.createDirectory(atPath: daemon.desk + "/inbox", withIntermediateDirectories: true)
        try Foundation.Data(settings.utf8).write(to: URL(fileURLWithPath: daemon.desk + "/copydesk.yaml"))
        return daemon
    }

    @Test("A sidecar there at the claim gives fields; one that comes later ends ignored; one that is awaited is waited for")
    func sidecars() async throws {
        let daemon = try daemon("sources:\n  wire:\n    await_sidecar: true\n", ["COPYDESK_LATE_SIDECAR": "100ms"])
        try daemon.drop("a.txt.meta.json", "{\"publisher\": \"Harbour Wire\"}")
        try daemon.drop("a.txt", MixedDrop.article(1))
        try daemon.drop("wire/b.txt", MixedDrop.article(2))
        try daemon.start()
        #expect(await daemon.waitForOutcomes(2), "\(daemon.logText)")
        #expect(daemon.names(in: "inbox") == ["wire/b.txt"])
        try daemon.drop("a.txt.meta.json", "{\"publisher\": \"Too Late\"}")
        try daemon.drop("wire/b.txt.meta.json", "{\"publisher\": \"Valley Press\"}")
        try await daemon.finish(5)
        let dump = try daemon.canonicalDump()
        #expect(dump.contains { $0.contains("session 1") && $0.contains("Harbour Wire") })
        #expect(dump.contains { $0.contains("session 2") && $0.contains("Valley Press") })
        #expect(try daemon.rows("a.txt.meta.json").map(\.reason) == [.sidecar, .lateSidecar])
    }

    @Test("A sidecar that cannot be read is told: its file is partial, and what was in the file is loaded")
    func unreadableSidecar() async throws {
        let daemon = try daemon("")
        for (name, sidecar) in [("a", "{\"publisher\": "), ("b", "{\"section\": \"" + String(repeating: "x", count: 2 << 20) + "\"}")] {
            try daemon.drop("\(name).txt.meta.json", sidecar)
            try daemon.drop("\(name).txt", MixedDrop.article(name == "a" ? 1 : 2))
        }
        try daemon.start()
        try await daemon.finish(4)
        #expect(try daemon.rows().map { "\($0.status)" }.sorted() == ["ignored", "ignored", "partial", "partial"], "\(daemon.logText)")
        #expect(try daemon.rows("a.txt.meta.json").map(\.reason) == [.sidecar])
        #expect(try daemon.canonicalDump().filter { $0.contains("none of its fields were taken") }.count == 2)
    }

    @Test(
        "A crash between the claim and the load does not lose the sidecar",
        arguments: ["claim.renamed:1", "claim.renamed:2", "parse.begin:1", "load.before_commit:1"])
    func sidecarSurvives(point: String) async throws {
        let daemon = DaemonProcess()
        try daemon.drop("a.txt.meta.json", "{\"publisher\": \"Harbour Wire\"}")
        try daemon.drop("a.txt", MixedDrop.article(1))
        try await daemon.crash(at: point)
        try daemon.start()
        try await daemon.finish(2)
        #expect(try daemon.canonicalDump().contains { $0.contains("session 1") && $0.contains("Harbour Wire") }, "\(daemon.logText)")
        #expect(try daemon.rows().map { "\($0.status)" }.sorted() == ["ignored", "loaded"])
    }

    @Test("B22: where a source asks for markers data waits for one; a wrong checksum ends dead, a right one is the proof")
    func markers() async throws {
        let daemon = try daemon("sources:\n  wire:\n    require_marker: true\n", ["COPYDESK_CHECKSUM_WAIT": "1s"])
        try daemon.drop("wire/a.txt", MixedDrop.article(1))
        try daemon.drop("wire/b.txt", MixedDrop.article(2))
        try daemon.drop("wire/b.txt.sha256", String(repeating: "0", count: 64))
        try daemon.start()
        #expect(await daemon.wait { try daemon.rows("wire/b.txt").first?.status == .dead }, "\(daemon.logText)")
        #expect(await daemon.wait { daemon.names(in: "inbox") == ["wire/a.txt"] })
        try daemon.drop("wire/a.txt.done", "")
        #expect(await daemon.wait { try daemon.rows("wire/a.txt").first?.status == .loaded }, "\(daemon.logText)")
        try await daemon.finish(4)
        #expect(try daemon.rows("wire/a.txt").map(\.proof) == [.marker])
        #expect(try daemon.rows("wire/b.txt").map(\.reason) == [.checksum])
        #expect(try daemon.rows("wire/a.txt.done").map(\.reason) == [.marker])
        #expect(try daemon.rows("wire/b.txt.sha256").map(\.reason) == [.marker])
    }
}
