import Foundation
import Glibc
import Model
import Testing

@testable import Desk

@Suite("Signals, descriptors, the notify socket (FAULTS F)", .aFewAtATime)
struct SignalTests {
    @Test("F02: a second SIGTERM or SIGINT changes nothing, the third ends the process at once")
    func thirdSignal() async throws {
        let daemon = DaemonProcess()
        try daemon.start()
        #expect(await daemon.waitUntilReady())
        // The last commit cannot be made, so the first signal does not end it yet.
        let holder = try DeskDatabase(daemon.warehouse)
        try holder.run("BEGIN IMMEDIATE")
        try daemon.drop("a.txt", MixedDrop.article(1))
        try await Task.sleep(for: .milliseconds(300))
        daemon.send(SIGTERM)
        #expect(await daemon.wait { !daemon.logLines("stopping").isEmpty })
        daemon.send(SIGINT)
        try await Task.sleep(for: .milliseconds(300))
        #expect(daemon.isRunning)
        let began = Date()
        #expect(await daemon.stop() == 143)
        #expect(Date().timeIntervalSince(began) < 5)
        try holder.run("COMMIT")
        try daemon.start()
        try await daemon.finish(1)
        #expect(try daemon.rows().allSatisfy { $0.status == .loaded })
    }

    @Test("F03: five SIGHUP in a row are a reload that harms nothing")
    func manyReloads() async throws {
        let daemon = DaemonProcess()
        try daemon.start()
        #expect(await daemon.waitUntilReady())
        for _ in 1...5 { daemon.send(SIGHUP) }
        #expect(await daemon.wait { !daemon.logLines("settings read again").isEmpty })
        try daemon.drop("a.txt", MixedDrop.article(1))
        try await daemon.finish(1)
        #expect(daemon.logLines("settings read again").count <= 5)
    }

    @Test("A mistake in copydesk.yaml does not hide the running desk from status")
    func statusBesideBrokenSettings() async throws {
        let daemon = DaemonProcess()
        try daemon.start()
        #expect(await daemon.waitUntilReady())
        try Data("min_aeg: 5s\n".utf8).write(to: URL(fileURLWithPath: daemon.desk + "/copydesk.yaml"))
        let told = try await daemon.command(["status", "--json"])
        #expect(told.code == 0, "\(told.complaints)")
        #expect(await daemon.stop() == 0)
        #expect(try await daemon.command(["status", "--json"]).code == 78)
    }

    @Test("F05: SIGPIPE and SIGIO end nothing")
    func ignored() async throws {
        let daemon = DaemonProcess()
        try daemon.start()
        #expect(await daemon.waitUntilReady())
        for signal in [SIGPIPE, SIGIO] { daemon.send(signal) }
        try daemon.drop("a.txt", MixedDrop.article(1))
        try await daemon.finish(1)
    }

    @Test(
        "F06: a notify socket that is not there, or abstract with nobody behind it, is no reason to stop",
        arguments: ["/nowhere/notify", "@copydesk-test-nobody"])
    func deadNotifySocket(path: String) async throws {
        let daemon = DaemonProcess(["NOTIFY_SOCKET": path, "WATCHDOG_USEC": "200000"])
        try daemon.drop("a.txt", MixedDrop.article(1))
        try daemon.start()
        try await daemon.finish(1)
    }

    @Test("F12: with 64 descriptors everything is loaded and nothing is dead")
    func fewDescriptors() async throws {
        let daemon = DaemonProcess(["COPYDESK_WORKERS": "4"])
        for number in 0..<150 { try daemon.drop("d\(number % 40)/a\(number).txt", MixedDrop.article(number)) }
        try daemon.start(shell: "ulimit -n 64;")
        try await daemon.finish(150)
        #expect(try daemon.rows().allSatisfy { $0.status == .loaded }, "\(daemon.logText)")
    }
}
