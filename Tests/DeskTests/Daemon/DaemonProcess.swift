import Foundation
import Glibc
import Inbox
import Model
import Testing
import Warehouse

@testable import Desk

/// The built `copydesk`, run on a desk of its own as a person or systemd would run it. The desk goes away with this object.
final class DaemonProcess: @unchecked Sendable {
    // @unchecked Sendable: used by one test at a time.

    /// Everything waits for at most so long; a healthy run needs a fraction of it.
    static let patienceSeconds = 150.0

    let desk: String
    private var process: Process?
    private let environment: [String: String]

    /// - Parameter environment: added to the process's; `nil` takes a variable away. The waiting times of empty files are shortened for all.
    init(_ environment: [String: String?] = [:]) {
        let base = FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp"
        desk = "\(base)/copydesk-process-\(UUID().uuidString)"
        var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("COPYDESK_") && $0.key != "NOTIFY_SOCKET" }
        all["COPYDESK_SETTLE_EMPTY"] = "100ms"
        all["COPYDESK_MIN_FREE"] = "1MiB"
        for (name, value) in environment { all[name] = value }
        self.environment = all
    }

    deinit { remove() }

    /// `copydesk`, beside the test bundle.
    static let binary: URL = {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        for folder in [bundle.deletingLastPathComponent(), bundle.deletingLastPathComponent().deletingLastPathComponent()] {
            let candidate = folder.appendingPathComponent("copydesk")
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
        }
        return URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent(
            "copydesk")
    }()

    // MARK: - The daemon's life

    /// Starts `copydesk run`; comes back at once.
    /// - Parameter shell: words of sh before the program, such as `ulimit -n 64;`.
    func start(_ more: [String: String] = [:], arguments: [String] = [], shell: String? = nil) throws {
        let process = Process()
        let words = ["run", "--desk", desk] + arguments
        if let shell {
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", "\(shell) exec \"$0\" \"$@\"", Self.binary.path] + words
        } else {
            process.executableURL = Self.binary
            process.arguments = words
        }
        process.environment = environment.merging(more) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let logPath = desk + ".log"
        if !FileManager.default.fileExists(atPath: logPath) { _ = FileManager.default.createFile(atPath: logPath, contents: nil) }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: logPath))
        handle.seekToEndOfFile()
        process.standardError = handle
        try process.run()
        self.process = process
    }

    /// Starts with a crash point armed and waits for the crash.
    func crash(at point: String, _ more: [String: String] = [:]) async throws {
        try start(more.merging(["COPYDESK_CRASH_AT": point]) { $1 })
        let code = await ended()
        #expect(code == 137, "\(point) was not passed: \(logText)")
    }

    var isRunning: Bool { process?.isRunning ?? false }

    /// Sends a signal and waits for the end. 128 + signal for a process that was killed.
    func stop(_ signal: Int32 = SIGTERM) async -> Int32 {
        send(signal)
        return await ended()
    }

    func send(_ signal: Int32) { if let process, process.isRunning { kill(process.processIdentifier, signal) } }

    /// Waits until the process has ended by itself.
    func ended() async -> Int32 {
        guard let process else { return -1 }
        return await Self.end(of: process)
    }

    private static func end(of process: Process) async -> Int32 {
        let end = Date().addingTimeInterval(patienceSeconds)
        while process.isRunning, Date() < end { try? await Task.sleep(for: .milliseconds(5)) }
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
    func wait(evenIfEnded: Bool = false, until isTrue: () throws -> Bool) async -> Bool {
        let end = Date().addingTimeInterval(Self.patienceSeconds)
        while Date() < end {
            if (try? isTrue()) == true { return true }
            if !evenIfEnded && !isRunning { return (try? isTrue()) == true }
            try? await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    /// Waits until so many files have their outcome and nothing is open.
    func waitForOutcomes(_ count: Int) async -> Bool {
        await wait {
            let status = try status()
            let open = status.files(.claiming) + status.files(.working) + status.files(.retry)
            return open == 0 && status.files - open >= count
        }
    }

    /// Waits until the daemon answers.
    func waitUntilReady() async -> Bool { await wait { try StatusClient.ask(desk: desk) != nil } }

    /// Waits for all outcomes and for the moves that show them, then ends the daemon; complains where any of it does not happen.
    func finish(_ count: Int) async throws {
        #expect(await waitForOutcomes(count), "\(logText)")
        #expect(await waitUntilReady(), "\(logText)")
        #expect(await stop() == 0, "\(logText)")
        #expect(try audit() == [])
        #expect(names(in: "work") == [])
    }

    // MARK: - Other commands

    /// What a command that has ended left.
    struct Outcome {
        var code: Int32
        var output: String
        var complaints: String
    }

    /// Starts another command of the program on this desk.
    func begin(_ words: [String], _ more: [String: String] = [:], withDesk: Bool = true) throws -> Process {
        let process = Process()
        process.executableURL = Self.binary
        process.arguments = words + (withDesk ? ["--desk", desk] : [])
        process.environment = environment.merging(more) { $1 }
        process.standardInput = FileHandle.nullDevice
        for (name, isOutput) in [("out", true), ("err", false)] {
            let path = "\(desk).\(name)-\(UUID().uuidString)"
            _ = FileManager.default.createFile(atPath: path, contents: nil)
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            if isOutput { process.standardOutput = handle } else { process.standardError = handle }
            captured[ObjectIdentifier(process), default: []].append(path)
        }
        try process.run()
        return process
    }

    private var captured: [ObjectIdentifier: [String]] = [:]

    /// Waits for a command's end.
    func end(_ process: Process) async -> Outcome {
        let code = await Self.end(of: process)
        let texts = (captured.removeValue(forKey: ObjectIdentifier(process)) ?? []).map { path in
            defer { try? FileManager.default.removeItem(atPath: path) }
            return (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        }
        return Outcome(code: code, output: texts.first ?? "", complaints: texts.last ?? "")
    }

    /// Runs another command of the program on this desk to its end.
    @discardableResult
    func command(_ words: [String], _ more: [String: String] = [:], withDesk: Bool = true) async throws -> Outcome {
        await end(try begin(words, more, withDesk: withDesk))
    }

    // MARK: - What became of it

    func status() throws -> WarehouseStatus {
        let reader = try WarehouseReader(warehouse)
        defer { reader.close() }
        return try reader.status()
    }

    var warehouse: String { desk + "/warehouse.sqlite" }

    /// What the warehouse holds, without ids and times.
    func canonicalDump(of path: String? = nil) throws -> [String] {
        let reader = try WarehouseReader(path ?? warehouse)
        defer { reader.close() }
        var lines: [String] = []
        try reader.canonicalDump { (line) throws(Failure) in lines.append(line) }
        return lines
    }

    func rows() throws -> [LedgerRow] {
        let reader = try WarehouseReader(warehouse)
        defer { reader.close() }
        return try reader.ledgerRows(after: 0, limit: 100_000)
    }

    /// The rows of one name, the oldest first.
    func rows(_ name: String) throws -> [LedgerRow] { try rows().filter { $0.name == Array(name.utf8) } }

    /// Nothing may be found.
    func audit() throws -> [Audit.Finding] {
        var settings = Settings()
        settings.minFreeBytes = 0
        return try Audit.run(desk: desk, settings: settings, originals: true).findings
    }

    var logText: String { (try? String(contentsOfFile: desk + ".log", encoding: .utf8)) ?? "" }

    /// Lines of the log that hold some words.
    func logLines(_ words: String) -> [Substring] { logText.split(separator: "\n").filter { $0.contains(words) } }

    /// Files below a folder of the desk, as paths relative to it, sorted.
    func names(in folder: String) -> [String] {
        let base = "\(desk)/\(folder)"
        return (FileManager.default.enumerator(atPath: base)?.allObjects as? [String] ?? []).filter { name in
            var isFolder: ObjCBool = false
            return !FileManager.default.fileExists(atPath: "\(base)/\(name)", isDirectory: &isFolder) || !isFolder.boolValue
        }.sorted()
    }

    // MARK: - Dropping

    func drop(_ name: String, _ text: String) throws { try drop(name, Array(text.utf8)) }

    /// By writing elsewhere on the same file system and renaming, as a careful dropper does.
    func drop(_ name: String, _ bytes: [UInt8]) throws {
        let staged = try stage(UUID().uuidString, bytes)
        let target = desk + "/inbox/" + name
        try FileManager.default.createDirectory(atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Self.rename(staged, target)
    }

    /// A file beside the desk, on the same file system.
    @discardableResult
    func stage(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = "\(desk).stage/\(name)"
        try FileManager.default.createDirectory(atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Foundation.Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }

    static func rename(_ from: String, _ to: String) throws {
        guard Glibc.rename(from, to) == 0 else { throw CocoaError(.fileWriteUnknown, userInfo: ["from": from, "to": to, "errno": errno]) }
    }

    func remove() {
        if let process, process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        for suffix in ["", ".log", ".stage"] { try? FileManager.default.removeItem(atPath: desk + suffix) }
    }
}
