import Foundation
import Glibc
import Inbox
import Logging
import Model
import Synchronization
import Testing
import Warehouse

@testable import Desk

/// A whole daemon in this process, over a system whose calls can be made to fail.
final class RunningDesk: Sendable {
    let folder: TemporaryDesk
    let daemon: RunningDaemon
    let log = LogLines()

    /// - Parameters:
    ///   - change: makes calls fail.
    ///   - reloaded: what is read on SIGHUP; the same where it is not given.
    init(_ settings: Settings = RunningDesk.quick, reloaded: Settings? = nil, _ change: (inout SystemCalls) -> Void = { _ in }) throws {
        let base = try TemporaryDesk()
        folder = base
        var system = SystemCalls.live
        change(&system)
        let lines = log
        let log = Logger(label: "test") { _ in LogLines.Handler(lines: lines) }
        daemon = try RunningDaemon(desk: base.path, settings: settings, notifier: Notifier(environment: [:]), log: log, system: system) {
            () throws(DeskError) in reloaded ?? settings
        }
        try daemon.start()
    }

    /// Settings with waiting times that suit tests.
    static var quick: Settings {
        var settings = Settings()
        settings.minFreeBytes = 0
        settings.retryDelaysSeconds = [0, 0]
        settings.retryJitter = 0
        settings.ladder.minAgeNs = 0
        return settings
    }

    func drop(_ name: String, _ text: String) throws {
        try folder.write("staged-\(name)", text)
        try DaemonProcess.rename("\(folder.path)/staged-\(name)", "\(folder.path)/inbox/\(name)")
    }

    /// Waits until a condition holds.
    func wait(until isTrue: () throws -> Bool) async -> Bool {
        let end = Date().addingTimeInterval(DaemonProcess.patienceSeconds)
        while Date() < end {
            if (try? isTrue()) == true { return true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    func rows() throws -> [LedgerRow] { try daemon.desk.ledger.rows(after: 0, limit: 10_000) }

    func row(_ name: String) throws -> LedgerRow? { try rows().first { $0.name == Array(name.utf8) } }

    /// Names in a folder of the desk.
    func names(in place: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(place)")) ?? []).sorted()
    }

    /// Ends it as SIGTERM does and audits what it left.
    func stop() async throws {
        daemon.control.async { self.daemon.terminate(SIGTERM) }
        let error = await withCheckedContinuation { (done: CheckedContinuation<DeskError?, Never>) in
            Thread.detachNewThread { done.resume(returning: self.daemon.waitUntilStopped()) }
        }
        #expect(error == nil)
        #expect(try Audit.run(desk: folder.path, settings: RunningDesk.quick, originals: true).findings == [])
    }
}

/// What was logged.
final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    func add(_ line: String) { lines.withLock { $0.append(line) } }

    /// Lines that hold some words.
    func holding(_ words: String) -> [String] { lines.withLock { $0.filter { $0.contains(words) } } }

    struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.add("\(event.level): \(event.message)") }
    }
}

/// Fails so many times, then never again.
final class Countdown: Sendable {
    private let left: Mutex<Int>

    init(_ times: Int) { left = Mutex(times) }

    /// True while it has to fail.
    func fails() -> Bool {
        left.withLock { left in
            guard left > 0 else { return false }
            left -= 1
            return true
        }
    }

    var isOver: Bool { left.withLock { $0 == 0 } }
}
