import Foundation
import Glibc
import Testing

@testable import Desk

@Suite struct NotifierTests {
    /// A datagram socket that plays systemd.
    final class Listener {
        let fd: Int32

        init(_ name: String) throws {
            fd = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            let address = try #require(SocketAddress(Array(name.utf8)))
            try #require(address.with { bind(fd, $0, $1) } == 0)
        }

        deinit { close(fd) }

        func next() -> String? {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            let count = recv(fd, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
        }
    }

    @Test("words arrive on a socket named by its path and on an abstract one (F06)", arguments: [false, true])
    func wordsArrive(isAbstract: Bool) throws {
        let desk = try TemporaryDesk()
        let name = isAbstract ? "@copydesk-test-\(UUID().uuidString)" : "\(desk.path)/notify"
        let listener = try Listener(name)
        let notifier = Notifier(environment: ["NOTIFY_SOCKET": name])
        #expect(notifier.isActive)
        notifier.ready(status: "3 in flight\nMAINPID=1")
        notifier.send(.reloading(monotonicUs: 42))
        notifier.stopping()
        notifier.watchdog()
        notifier.extendTimeout(seconds: 30)
        notifier.status("idle")
        #expect(listener.next() == "READY=1\nSTATUS=3 in flight\\nMAINPID=1")
        #expect(listener.next() == "RELOADING=1\nMONOTONIC_USEC=42")
        #expect(listener.next() == "STOPPING=1")
        #expect(listener.next() == "WATCHDOG=1")
        #expect(listener.next() == "EXTEND_TIMEOUT_USEC=30000000")
        #expect(listener.next() == "STATUS=idle")
        #expect(listener.next() == nil)
    }

    @Test(
        "without a usable socket everything is silent (F06)",
        arguments: ["", "relative", "@", "/", "/nowhere/notify", "/" + String(repeating: "n", count: 107)])
    func deadSockets(name: String) {
        let notifier = Notifier(environment: name.isEmpty ? [:] : ["NOTIFY_SOCKET": name])
        notifier.send(.ready)
        #expect(notifier.isActive == (name == "/nowhere/notify"))
    }

    @Test(
        "the watchdog is fed twice in its time, and only where this process is meant",
        arguments: [
            (["WATCHDOG_USEC": "180000000"], 90_000_000_000), (["WATCHDOG_USEC": "180000000", "WATCHDOG_PID": "77"], 90_000_000_000),
            (["WATCHDOG_USEC": "180000000", "WATCHDOG_PID": "78"], nil), (["WATCHDOG_USEC": "0"], nil), (["WATCHDOG_USEC": "soon"], nil),
            ([:], nil),
        ] as [([String: String], UInt64?)])
    func watchdogInterval(environment: [String: String], ns: UInt64?) {
        let all = environment.merging(["NOTIFY_SOCKET": "@x"]) { $1 }
        #expect(Notifier(environment: all, pid: 77).watchdogIntervalNs == ns)
        #expect(Notifier(environment: environment, pid: 77).watchdogIntervalNs == nil)
    }
}
