import Foundation
import Glibc
import Synchronization
import Testing

@testable import Desk
@testable import Inbox

@Suite struct StatusSocketTests {
    static func report(_ desk: String, files: Int = 0) -> StatusReport {
        var report = StatusReport(version: "1.2.3", desk: desk)
        report.pid = 4711
        report.waiting = 2
        report.inFlight = 3
        report.startedAt = "2024-05-17T09:30:00Z"
        report.totals.files = files
        report.totals.byStatus = ["loaded": files]
        report.outage = .init(code: "disk-full", sentence: "only 3 MiB are free", since: "2024-05-17T09:31:00Z")
        var intake = IntakeStatus()
        intake.mode = .polling("no watches left")
        intake.busy = [.init(path: Array("a\nb".utf8), seconds: 4)]
        intake.unreadable = [.init(path: [0xFF], hint: "chmod g+r 'x'")]
        report.inbox = .init(intake)
        return report
    }

    @Test("who connects is told the state, each time anew, below a path of any length", arguments: [0, 5])
    func answers(depth: Int) throws {
        let desk = try TemporaryDesk(depth: depth)
        let asked = Mutex(0)
        let socket = try StatusSocket(desk: desk.path) {
            Self.report(
                desk.path,
                files: asked.withLock {
                    $0 += 1
                    return $0
                })
        }
        for time in 1...3 { #expect(try StatusClient.ask(desk: desk.path) == Self.report(desk.path, files: time)) }
        socket.close()
        socket.close()
        #expect(try StatusClient.ask(desk: desk.path) == nil)
        #expect(!FileManager.default.fileExists(atPath: "\(desk.path)/status.sock"))
    }

    @Test("the socket is the owner's and the group's, whatever the umask")
    func mode() throws {
        let desk = try TemporaryDesk()
        let socket = try StatusSocket(desk: desk.path) { Self.report(desk.path) }
        var facts = stat()
        #expect(stat("\(desk.path)/status.sock", &facts) == 0)
        #expect(facts.st_mode & 0o777 == 0o660)
        socket.close()
    }

    @Test("a client may say that retries were put back, and one that says nothing is answered all the same")
    func requests() throws {
        let desk = try TemporaryDesk()
        let told = Mutex(0)
        let socket = try StatusSocket(desk: desk.path, report: { Self.report(desk.path) }, onRetries: { told.withLock { $0 += 1 } })
        #expect(try StatusClient.ask(desk: desk.path, .retries)?.pid == 4711)
        #expect(told.withLock { $0 } == 1)
        let silent = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let address = try #require(SocketAddress(Array("\(desk.path)/status.sock".utf8)))
        #expect(address.with { connect(silent, $0, $1) } == 0)
        shutdown(silent, Int32(SHUT_WR))
        var bytes = [UInt8](repeating: 0, count: 4_096)
        #expect(read(silent, &bytes, bytes.count) > 10)
        close(silent)
        #expect(told.withLock { $0 } == 1)
        socket.close()
    }

    @Test("a socket that a dead daemon left is taken over, and until then means that none runs")
    func staleSocket() throws {
        let desk = try TemporaryDesk()
        let fd = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let address = try #require(SocketAddress(Array("\(desk.path)/status.sock".utf8)))
        try #require(address.with { bind(fd, $0, $1) } == 0)
        close(fd)
        #expect(try StatusClient.ask(desk: desk.path) == nil)
        let socket = try StatusSocket(desk: desk.path) { Self.report(desk.path) }
        #expect(try StatusClient.ask(desk: desk.path)?.pid == 4711)
        socket.close()
    }

    @Test("a report larger than the socket's buffers arrives whole; a client that hangs up early harms nobody")
    func largeReports() throws {
        StandardDescriptors.ignoreBrokenPipes()
        let desk = try TemporaryDesk()
        let socket = try StatusSocket(desk: desk.path) {
            var report = Self.report(desk.path)
            report.settingsProblem = String(repeating: "x", count: 3 << 20)
            return report
        }
        let rude = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let address = try #require(SocketAddress(Array("\(desk.path)/status.sock".utf8)))
        #expect(address.with { connect(rude, $0, $1) } == 0)
        close(rude)
        #expect(try StatusClient.ask(desk: desk.path)?.settingsProblem?.utf8.count == 3 << 20)
        socket.close()
    }

    @Test("no desk, no daemon; a folder that cannot take the socket is an error with a sentence")
    func missingDesk() throws {
        #expect(try StatusClient.ask(desk: "/nowhere/at/all") == nil)
        #expect(throws: DeskError(.ioError, "the status socket in /nowhere/at/all cannot be made: No such file or directory")) {
            try StatusSocket(desk: "/nowhere/at/all") { Self.report("") }
        }
    }

    @Test("the JSON has the names that scripts read, and names from the inbox are printable")
    func json() throws {
        let line = String(decoding: Self.report("/d").jsonLine, as: UTF8.self)
        #expect(!line.contains("\n"))
        for part in [
            #""waiting":2"#, #""in_flight":3"#, #""pid":4711"#, #""by_status":{"loaded":0}"#, #""path":"a\\x0Ab""#, #""path":"\\xFF""#,
        ] {
            #expect(line.contains(part), "\(part) is missing in \(line)")
        }
        #expect(StatusReport(jsonLine: Array(line.utf8)) == Self.report("/d"))
        #expect(StatusReport(jsonLine: Array("{}".utf8)) == nil)
    }
}
