import Foundation
import Glibc
import Inbox
import Model
import Testing
import Warehouse

@testable import Desk

@Suite("Failures that pass, and dead letters beside a running daemon (DESIGN §8; FAULTS C18, D18)", .aFewAtATime)
struct RetryTests {
    /// A daemon whose only file, number 1, has become a pipe in work/, which cannot be read; the file itself lies at the path given back.
    private func unreadable(_ delays: String) async throws -> (daemon: DaemonProcess, kept: String) {
        let daemon = DaemonProcess(["COPYDESK_RETRY_DELAYS": delays, "COPYDESK_RETRY_JITTER": "0"])
        try daemon.drop("late.txt", MixedDrop.article(1))
        try await daemon.crash(at: "parse.begin:1")
        let kept = daemon.desk + ".stage/late.txt"
        try DaemonProcess.rename(daemon.desk + "/work/1__late.txt", kept)
        #expect(mkfifo(daemon.desk + "/work/1__late.txt", 0o600) == 0)
        return (daemon, kept)
    }

    @Test("What passes is loaded at a later attempt; others go on meanwhile")
    func passes() async throws {
        let (daemon, kept) = try await unreadable("1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s")
        try daemon.drop("other.txt", MixedDrop.article(2))
        try daemon.start()
        #expect(await daemon.wait { try daemon.rows("late.txt").first?.attempts == 2 }, "\(daemon.logText)")
        #expect(await daemon.wait { try daemon.rows("other.txt").first?.status == .loaded })
        #expect(
            await daemon.wait {
                guard try daemon.rows("late.txt").first?.status == .retry else { return false }
                return (try? DaemonProcess.rename(kept, daemon.desk + "/retry/1__late.txt")) != nil
            })
        try await daemon.finish(2)
        #expect(try daemon.rows().map(\.status) == [.loaded, .loaded])
        #expect(daemon.names(in: "retry") == [])
    }

    @Test("C18: what does not pass is dead after the last attempt; put back by dead-letter retry beside the daemon it is loaded")
    func deadThenRetried() async throws {
        let (daemon, kept) = try await unreadable("0s,1s")
        try daemon.start()
        #expect(await daemon.wait { try daemon.rows().first?.status == .dead }, "\(daemon.logText)")
        let row = try #require(try daemon.rows().first)
        #expect(row.reason == .ioError)
        #expect(daemon.logLines("retry io-error").count == 2)
        #expect(await daemon.wait { daemon.names(in: "dead-letter").count == 2 })
        let report = try #require(daemon.names(in: "dead-letter").first { $0.hasSuffix(".error.json") })
        let text = try String(contentsOfFile: "\(daemon.desk)/dead-letter/\(report)", encoding: .utf8)
        #expect(text.contains("\"code\" : \"io-error\"") || text.contains("\"code\": \"io-error\""), "\(text)")
        let told = try JSONDecoder().decode(ErrorReport.self, from: Data(text.utf8))
        #expect(
            told.log.count == 3 && told.log[0].contains("retry io-error: late.txt") && told.log[2].contains("dead io-error"), "\(told.log)")
        #expect(daemon.names(in: "retry") == [])
        try DaemonProcess.rename(kept, "\(daemon.desk)/dead-letter/\(report.dropLast(".error.json".count))")
        let retried = try await daemon.command(["dead-letter", "retry", "1"])
        #expect(retried.code == 0, "\(retried.complaints)")
        #expect(await daemon.wait { try daemon.rows().first?.status == .loaded }, "\(daemon.logText)")
        try await daemon.finish(1)
        #expect(daemon.names(in: "dead-letter") == [])
    }

    @Test("dead-letter discard beside the daemon: the original goes, the row stays and says when")
    func discarded() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("cut.txt.gz", MixedDrop.cutGzip)
        try daemon.drop("other.txt.gz", MixedDrop.cutGzip)
        try daemon.start()
        #expect(await daemon.waitForOutcomes(2))
        #expect(await daemon.wait { daemon.names(in: "dead-letter").count == 4 })
        let outcome = try await daemon.command(["dead-letter", "discard", "1"])
        #expect(outcome.code == 0, "\(outcome.complaints)")
        #expect(daemon.names(in: "dead-letter").count == 2)
        try await daemon.finish(2)
        let rows = try daemon.rows()
        #expect(rows.map(\.status) == [.dead, .dead])
        #expect(rows[0].discardedAt != nil && rows[1].discardedAt == nil)
        #expect(try await daemon.command(["dead-letter", "retry", "1"]).code == 66)
    }

    @Test("dead-letter retry of the same files over and over beside the daemon: none is ever taken for withdrawn")
    func retriedOften() async throws {
        let daemon = DaemonProcess()
        for number in 0..<10 { try daemon.drop("cut\(number).txt.gz", MixedDrop.cutGzip) }
        try daemon.start()
        #expect(await daemon.waitForOutcomes(10))
        for _ in 1...4 {
            #expect(await daemon.wait { daemon.names(in: "work").isEmpty && daemon.names(in: "retry").isEmpty })
            let outcome = try await daemon.command(["dead-letter", "retry", "--all"])
            #expect(outcome.code == 0, "\(outcome.complaints)")
            #expect(await daemon.waitForOutcomes(10))
        }
        try await daemon.finish(10)
        #expect(try daemon.rows().allSatisfy { $0.status == .dead }, "\(daemon.logText)")
    }

    /// What `dead-letter retry` does before it moves the file.
    private func markRetry(_ daemon: DaemonProcess) throws {
        let warehouse = try Warehouse.open(daemon.warehouse)
        defer { warehouse.close() }
        #expect(try Ledger(warehouse).markRetry(1))
    }

    @Test("dead-letter retry killed between ledger and move: the next start finishes it")
    func putBackByRecovery() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("cut.txt.gz", MixedDrop.cutGzip)
        try daemon.start()
        try await daemon.finish(1)
        try markRetry(daemon)
        try daemon.start()
        try await daemon.finish(1)
        #expect(try daemon.rows().map(\.status) == [.dead])
        #expect(daemon.logLines("dead gzip-truncated").count == 2, "\(daemon.logText)")
    }

    @Test("dead-letter retry whose move comes late, or never, beside a running daemon: the file is waited for, then fetched")
    func putBackByDaemon() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("cut.txt.gz", MixedDrop.cutGzip)
        try daemon.start()
        #expect(await daemon.waitForOutcomes(1))
        #expect(await daemon.wait { daemon.names(in: "dead-letter").count == 2 })
        try markRetry(daemon)
        _ = try StatusClient.ask(desk: daemon.desk, .retries)
        try await Task.sleep(for: .milliseconds(1_500))
        #expect(try daemon.rows().map(\.status) == [.retry])
        #expect(await daemon.wait { try daemon.rows().first?.status == .dead }, "\(daemon.logText)")
        try await daemon.finish(1)
        #expect(daemon.logLines("dead gzip-truncated").count == 2, "\(daemon.logText)")
        #expect(daemon.names(in: "dead-letter").count == 2)
    }

    @Test("D18: reading that takes too long is tried once more, alone, then dead; others go on")
    func tooSlow() async throws {
        let daemon = DaemonProcess(["COPYDESK_MAX_PARSE_TIME": "100ms"])
        try daemon.drop("slow.jsonl", MixedDrop.lines(0..<20_000))
        try daemon.drop("quick.txt", MixedDrop.article(1))
        try daemon.start()
        try await daemon.finish(2)
        let slow = try #require(try daemon.rows("slow.jsonl").first)
        #expect(slow.reason == .timeLimit)
        #expect(slow.status == .dead || slow.status == .partial)
        #expect(daemon.logLines("retry time-limit").count == 1, "\(daemon.logText)")
        #expect(try daemon.rows("quick.txt").map(\.status) == [.loaded])
    }
}
