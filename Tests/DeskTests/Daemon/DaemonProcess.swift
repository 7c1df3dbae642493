import Foundation
import Glibc
import Inbox
import Model
import Testing
import Warehouse

@testable import Desk

/// The built `copydesk`, run on a desk of its own as a person or systemd would run it.
final class DaemonProcess {
    /// Everything waits for at most so long; a healthy run needs a fraction of it.
    static let patienceSeconds = 40.0

    let desk: String
    private var process: Process?
    private let environment: [String: String]
    /// Characters of the log that earlier starts wrote.
    private var logBefore = 0

    /// - Parameter environment: added to the process's; the waiting times of empty files are shortened for all.
    init(desk: String, environment: [String: String] = [:]) {
        self.desk = desk
        var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("COPYDESK_") && $0.key != "NOTIFY_SOCKET" }
        all["COPYDESK_SETTLE_EMPTY"] = "100ms"
        all["COPYDESK_MIN_FREE"] = "1MiB"
        self.environment = all.merging(environment) { $1 }
    }

    /// `copydesk`, beside the test bundle.
    static let binary: URL = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        for folder in [bundle.deletingLastPathComponent(), bundle.deletingLastPathComponent().deletingLastPathComponent()] {
            let candidate = folder.appendingPathComponent("copydesk")
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
        }
        return URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("copydesk")
    }()

    /// Starts `copydesk run`; comes back at once.
    func start(_ more: [String: String] = [:], arguments: [String] = []) throws {
        let process = Process()
        process.executableURL = Self.binary
        process.arguments = ["run", "--desk", desk] + arguments
        process.environment = environment.merging(more) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let logPath = desk + ".log"
        if !FileManager.default.fileExists(atPath: logPath) { _ = FileManager.default.createFile(atPath: logPath, contents: nil) }
        logBefore = logText.count
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: logPath))
        handle.seekToEndOfFile()
        process.standardError = handle
        try process.run()
        self.process = process
    }

    var isRunning: Bool { process?.isRunning ?? false }

    /// Sends a signal and waits for the end. 128 + signal for a process that was killed.
    func stop(_ signal: Int32 = SIGTERM) -> Int32 {
        guard let process else { return -1 }
        if process.isRunning { kill(process.processIdentifier, signal) }
        return ended()
    }

    func send(_ signal: Int32) { if let process { kill(process.processIdentifier, signal) } }

    /// Waits until the process has ended by itself.
    func ended() -> Int32 {
        guard let process else { return -1 }
        let end = Date().addingTimeInterval(Self.patienceSeconds)
        while process.isRunning, Date() < end { usleep(5_000) }
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            return -9
        }
        process.waitUntilExit()
        return process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
    }

    /// Waits until a condition holds; false when patience is over or (where asked) the process has ended.
    @discardableResult
    func wait(evenIfEnded: Bool = false, until isTrue: () -> Bool) -> Bool {
        let end = Date().addingTimeInterval(Self.patienceSeconds)
        while Date() < end {
            if isTrue() { return true }
            if !evenIfEnded && !isRunning { return isTrue() }
            usleep(10_000)
        }
        return false
    }

    /// Waits until this start has said that it is ready.
    func waitUntilReady() -> Bool { wait { logText.dropFirst(logBefore).contains("ready: ") } }

    /// Waits until so many files have their outcome and nothing is open.
    func waitForOutcomes(_ count: Int) -> Bool {
        waitUntilReady()
            && wait {
            guard let status = try? status() else { return false }
            let open = status.files(.claiming) + status.files(.working) + status.files(.retry)
            return open == 0 && status.files - open >= count
        }
    }

    func status() throws -> WarehouseStatus {
        let reader = try WarehouseReader(desk + "/warehouse.sqlite")
        defer { reader.close() }
        return try reader.status()
    }

    /// What the warehouse holds, without ids and times.
    func canonicalDump() throws -> [String] {
        let reader = try WarehouseReader(desk + "/warehouse.sqlite")
        defer { reader.close() }
        var lines: [String] = []
        try reader.canonicalDump { (line) throws(Failure) in lines.append(line) }
        return lines
    }

    func rows() throws -> [LedgerRow] {
        let reader = try WarehouseReader(desk + "/warehouse.sqlite")
        defer { reader.close() }
        return try reader.ledgerRows(after: 0, limit: 100_000)
    }

    /// Nothing may be found.
    func audit() throws -> [Audit.Finding] {
        var settings = Settings()
        settings.minFreeBytes = 0
        return try Audit.run(desk: desk, settings: settings, originals: true).findings
    }

    var logText: String { (try? String(contentsOfFile: desk + ".log", encoding: .utf8)) ?? "" }

    func drop(_ name: String, _ text: String) throws { try drop(name, Array(text.utf8)) }

    /// By writing elsewhere on the same file system and renaming, as a careful dropper does.
    func drop(_ name: String, _ bytes: [UInt8]) throws {
        let stage = desk + ".stage"
        try FileManager.default.createDirectory(atPath: stage, withIntermediateDirectories: true)
        let staged = stage + "/" + UUID().uuidString
        _ = FileManager.default.createFile(atPath: staged, contents: Data(bytes))
        let target = desk + "/inbox/" + name
        try FileManager.default.createDirectory(atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        guard rename(staged, target) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    func remove() {
        if isRunning { _ = stop(SIGKILL) }
        for suffix in ["", ".log", ".stage"] { try? FileManager.default.removeItem(atPath: desk + suffix) }
    }
}

/// Files of several kinds for the tests of crashes: an article each, a file of three, one damaged, one empty, one known already.
enum MixedDrop {
    static func article(_ number: Int) -> String {
        "The council met for session \(number)\n\nBy Jane Roe\n\nThe town council met on day \(number) and talked about bridge number \(number * 7).\n\n\"We are \(number) votes short,\" said the mayor.\n"
    }

    /// - Returns: how many files were dropped.
    static func drop(into daemon: DaemonProcess) throws -> Int {
        try FileManager.default.createDirectory(atPath: daemon.desk + "/inbox", withIntermediateDirectories: true)
        for number in 0..<6 { try daemon.drop("a\(number).txt", article(number)) }
        try daemon.drop("three.jsonl", (0..<3).map { "{\"title\":\"Line \($0)\",\"text\":\"Body of line \($0).\"}" }.joined(separator: "\n") + "\n")
        try daemon.drop("bad.jsonl", "{\"title\":\"Good\",\"text\":\"Fine.\"}\n{\"title\": broken\n")
        try daemon.drop("cut.txt.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B])
        try daemon.drop("empty.txt", "")
        try daemon.drop("reuters/world/a0-copy.txt", article(0))
        return 11
    }
}
