import Foundation
import Glibc
import Synchronization

/// The program as people run it: the binary beside these tests.
struct Program {
    /// What a run that has ended left.
    struct Outcome {
        var code: Int32
        var out: String
        var err: String
    }

    static let path = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("copydesk").path

    /// Runs it to its end.
    static func run(_ words: [String], environment: [String: String] = [:], input: String = "") throws -> Outcome {
        let process = make(words, environment)
        let (out, err, into) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = out
        process.standardError = err
        process.standardInput = into
        try process.run()
        into.fileHandleForWriting.write(Foundation.Data(input.utf8))
        try into.fileHandleForWriting.close()
        let complaints = Mutex(Foundation.Data())
        let reader = Thread { complaints.withLock { $0 = err.fileHandleForReading.readDataToEndOfFile() } }
        reader.start()
        let answer = out.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        while !reader.isFinished { sched_yield() }
        return Outcome(
            code: process.terminationStatus, out: String(decoding: answer, as: UTF8.self),
            err: String(decoding: complaints.withLock { $0 }, as: UTF8.self))
    }

    /// What the program needs of the tests' own environment; the last three are of the sanitizers.
    private static let kept: Set = ["PATH", "HOME", "LD_PRELOAD", "TSAN_OPTIONS", "ASAN_OPTIONS"]

    /// Not yet started. Only these variables are in its environment, besides those that are kept.
    static func make(_ words: [String], _ environment: [String: String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = words
        process.environment = self.environment(environment)
        return process
    }

    /// These variables and those that are kept.
    static func environment(_ variables: [String: String]) -> [String: String] {
        ProcessInfo.processInfo.environment.filter { kept.contains($0.key) }.merging(variables) { $1 }
    }
}
