import Foundation
import Glibc
import Inbox
import Model
import Testing
import Warehouse

@testable import Desk

@Suite("Files that end the process, and ends that prove nothing (FAULTS A20, A21, F01, F10)", .aFewAtATime)
struct SuspectTests {
    @Test("A08, A20, A21: a file at which the process ends three times alone is dead by the fifth start; fifty others are loaded")
    func poison() async throws {
        let daemon = DaemonProcess()
        for number in 10..<61 { try daemon.drop("a\(number).txt", MixedDrop.article(number)) }
        // The first end is in a crowd and blames nobody; from then on each runs alone.
        try await daemon.crash(at: "parse.begin:20")
        #expect(try daemon.rows().allSatisfy { $0.soloCrashes == 0 })
        try await daemon.crash(at: "parse.begin:5")
        let poison = try #require(try daemon.rows().first { $0.soloCrashes == 1 })
        for count in 2...3 {
            // It is the first of those that are left.
            try await daemon.crash(at: "parse.begin:1")
            #expect(
                try daemon.rows().filter { $0.soloCrashes > 0 }.map { "\($0.fileID) \($0.soloCrashes)" } == ["\(poison.fileID) \(count)"])
        }
        try daemon.start()
        try await daemon.finish(51)
        let dead = try daemon.rows().filter { $0.status == .dead }
        #expect(dead.map(\.fileID) == [poison.fileID])
        #expect(dead.first?.reason == .crashedTheDesk)
        #expect(try daemon.rows().filter { $0.status == .loaded }.count == 50)
        let report = daemon.names(in: "dead-letter").first { $0.hasSuffix(".error.json") }
        #expect(report?.contains("\(poison.fileID)__") == true)
    }

    @Test("F10: killed from outside while one big file is being read, as when memory runs out: that file is found, the others are loaded")
    func killedAlone() async throws {
        let daemon = DaemonProcess(["COPYDESK_WORKERS": "1"])
        try daemon.drop("big.jsonl", MixedDrop.lines(0..<40_000))  // No machine reads it through between two looks.
        try daemon.start()
        #expect(await daemon.wait { try daemon.rows("big.jsonl").first?.status == .working })
        try daemon.drop("small.txt", MixedDrop.article(1))
        #expect(await daemon.stop(SIGKILL) == 137)
        for count in 1...3 {
            try daemon.start()
            #expect(await daemon.wait { try daemon.rows("big.jsonl").first?.soloCrashes == count }, "\(daemon.logText)")
            #expect(await daemon.stop(SIGKILL) == 137)
        }
        try daemon.start()
        try await daemon.finish(2)
        // What was loaded of it stays: it is partial then, else dead.
        #expect(try daemon.rows("big.jsonl").first?.reason == .crashedTheDesk)
        #expect(try daemon.rows("small.txt").map(\.status) == [.loaded])
    }

    @Test("F01: SIGTERM while busy ends in time with 0; the next start suspects nobody and loads the rest")
    func terminated() async throws {
        let daemon = DaemonProcess()
        for number in 0..<120 { try daemon.drop("a\(number).txt", MixedDrop.article(number)) }
        try daemon.start()
        #expect(await daemon.wait { try daemon.status().files(.loaded) > 0 })
        let began = Date()
        #expect(await daemon.stop() == 0)
        #expect(Date().timeIntervalSince(began) < 10)
        try daemon.start()
        try await daemon.finish(120)
        #expect(daemon.logLines("each runs alone").isEmpty)
        #expect(try daemon.rows().allSatisfy { $0.status == .loaded && $0.soloCrashes == 0 })
    }

    @Test("A17: killed at random while files stream in: the same rows as undisturbed", arguments: [UInt64.random(in: 1...1_000_000)])
    func randomKills(seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        let daemon = DaemonProcess()
        let calm = DaemonProcess()
        let count = 80
        var ended = 0
        for number in 0..<count { try calm.drop("a\(number).txt", MixedDrop.article(number)) }
        try calm.drop("lines.jsonl", MixedDrop.lines(0..<30))
        try calm.start()
        try daemon.start()
        try daemon.drop("lines.jsonl", MixedDrop.lines(0..<30))
        for number in 0..<count {
            try daemon.drop("a\(number).txt", MixedDrop.article(number))
            if number % 10 == 9 {
                // Three ends in a row while the same file runs alone would be its own doing, so each life brings something to its end.
                #expect(await daemon.wait { try daemon.status().ended > ended })
                try await Task.sleep(for: .milliseconds(Int(random.next() % 200)))
                let code = await daemon.stop(SIGKILL)
                #expect(code == 137, "seed \(seed): \(code) \(daemon.logText)")
                ended = try daemon.status().ended
                try daemon.start()
            }
        }
        try await daemon.finish(count + 1)
        try await calm.finish(count + 1)
        let open = try daemon.rows().filter { $0.status != .loaded }.map {
            "\(printable($0.name)): \($0.status) \($0.failure?.sentence ?? "")"
        }
        #expect(open == [], "seed \(seed)\n\(daemon.logText)")
        #expect(try daemon.canonicalDump() == calm.canonicalDump(), "seed \(seed)")
    }
}

extension WarehouseStatus {
    /// Files that have their outcome.
    fileprivate var ended: Int { files - files(.claiming) - files(.working) - files(.retry) }
}

/// Random numbers that a printed seed brings back (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
