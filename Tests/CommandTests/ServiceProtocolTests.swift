import Foundation
import Glibc
import Testing

/// The real binary under what systemd does to a Type=notify service.
@Suite struct ServiceProtocolTests {
    /// A datagram socket that plays systemd; a word that does not come within ten seconds is `nil`.
    final class Manager {
        private let fd: Int32
        let path: String

        init(_ folder: String) throws {
            path = "\(folder)/notify"
            fd = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let bound = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(fd, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
            }
            try #require(bound == 0)
            var patience = timeval(tv_sec: 10, tv_usec: 0)
            setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        }

        deinit { close(fd) }

        /// The next message that holds a line beginning with `word`; others are passed over.
        func wait(for word: String) -> String? {
            while true {
                var buffer = [UInt8](repeating: 0, count: 4_096)
                let count = recv(fd, &buffer, buffer.count, 0)
                guard count >= 0 else { return nil }
                let message = String(decoding: buffer[..<count], as: UTF8.self)
                if message.split(separator: "\n").contains(where: { $0.hasPrefix(word) }) { return message }
            }
        }
    }

    static func start(_ desk: TemporaryDesk, _ manager: Manager, _ more: [String: String] = [:]) throws -> Process {
        let environment = ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "400000"].merging(more) { $1 }
        let process = Program.make(["run", "--desk", desk.path], environment)
        process.standardOutput = FileHandle.nullDevice
        try desk.write("log", "")
        process.standardError = FileHandle(forWritingAtPath: "\(desk.path)/log")
        try process.run()
        return process
    }

    static func monotonicUs() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000 + UInt64(time.tv_nsec) / 1_000
    }

    static func log(_ desk: TemporaryDesk) -> String { (try? String(contentsOfFile: "\(desk.path)/log", encoding: .utf8)) ?? "" }

    @Test("READY, WATCHDOG, RELOADING and READY again, STOPPING, and exit 0 (F01, F03, F06)")
    func wholeLife() throws {
        let desk = try TemporaryDesk()
        let manager = try Manager(desk.path)
        let process = try Self.start(desk, manager)
        let ready = try #require(manager.wait(for: "READY=1"), "\(Self.log(desk))")
        #expect(ready.contains("STATUS="))
        #expect(manager.wait(for: "WATCHDOG=1") != nil)
        let before = Self.monotonicUs()
        kill(process.processIdentifier, SIGHUP)
        let reloading = try #require(manager.wait(for: "RELOADING=1"))
        let told = try #require(reloading.split(separator: "\n").last { $0.hasPrefix("MONOTONIC_USEC=") }?.split(separator: "=").last)
        #expect((before...Self.monotonicUs()).contains(try #require(UInt64(told))), "systemd compares with its own CLOCK_MONOTONIC")
        #expect(manager.wait(for: "READY=1") != nil)
        kill(process.processIdentifier, SIGTERM)
        #expect(manager.wait(for: "STOPPING=1") != nil)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0 && process.terminationReason == .exit)
    }

    @Test("the watchdog is fed twice in its time")
    func watchdogTwice() throws {
        let desk = try TemporaryDesk()
        let manager = try Manager(desk.path)
        let process = try Self.start(desk, manager, ["WATCHDOG_USEC": "4000000"])
        #expect(manager.wait(for: "WATCHDOG=1") != nil, "\(Self.log(desk))")
        let begin = ContinuousClock.now
        #expect(manager.wait(for: "WATCHDOG=1") != nil)
        #expect(ContinuousClock.now - begin < .milliseconds(3_500))
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
    }

    @Test("a broken settings file on HUP leaves the old settings, says so, also in status, until one is right, and harms nothing (F04)")
    func brokenReload() throws {
        let desk = try TemporaryDesk()
        let manager = try Manager(desk.path)
        let process = try Self.start(desk, manager)
        #expect(manager.wait(for: "READY=1") != nil, "\(Self.log(desk))")
        try desk.write("copydesk.yaml", "min_aeg: 5s\n")
        kill(process.processIdentifier, SIGHUP)
        let message = try #require(manager.wait(for: "READY=1"))
        #expect(message.contains("did you mean min_age?"), "\(message)")
        // While the file is wrong every command says so itself; the daemon's word counts once it is right and nobody has told the daemon.
        try desk.write("copydesk.yaml", "min_age: 5s\n")
        let refused = try Program.run(["status", "--desk", desk.path])
        #expect(refused.out.contains("settings refused") && refused.out.contains("did you mean min_age?"), "\(refused.out)")
        kill(process.processIdentifier, SIGHUP)
        #expect(manager.wait(for: "READY=1") != nil)
        #expect(try !Program.run(["status", "--desk", desk.path]).out.contains("settings refused"))
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test("a second daemon and every command that writes end with 75 and the daemon's pid; the first is undisturbed (F08)")
    func secondDaemon() throws {
        let desk = try TemporaryDesk()
        let manager = try Manager(desk.path)
        let process = try Self.start(desk, manager)
        #expect(manager.wait(for: "READY=1") != nil, "\(Self.log(desk))")
        for command in [["run"], ["init"], ["rebuild"], ["ingest", "/dev/null"]] {
            let outcome = try Program.run(command + ["--desk", desk.path])
            #expect(outcome.code == 75, "\(command): \(outcome.err)")
            #expect(outcome.err.contains("\(process.processIdentifier)"), "\(outcome.err)")
        }
        let status = try Program.run(["status", "--json", "--desk", desk.path])
        #expect(status.out.contains("\"pid\":\(process.processIdentifier)") && status.out.contains("\"waiting\":0"))
        kill(process.processIdentifier, SIGINT)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test("with stdin, stdout and stderr closed at the start nothing of ours becomes descriptor 2 (F13)")
    func closedDescriptors() throws {
        let desk = try TemporaryDesk()
        let manager = try Manager(desk.path)
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "exec \"$0\" run --desk \"$1\" <&- >&- 2>&-", Program.path, desk.path]
        shell.environment = Program.environment(["NOTIFY_SOCKET": manager.path, "PATH": "/usr/bin:/bin"])
        try shell.run()
        #expect(manager.wait(for: "READY=1") != nil)
        for descriptor in 0...2 {
            let target = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(shell.processIdentifier)/fd/\(descriptor)")
            #expect(target == "/dev/null")
        }
        kill(shell.processIdentifier, SIGTERM)
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
    }
}
