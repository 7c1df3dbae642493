import Foundation
import Glibc
import Inbox
import Model
import Testing

@testable import Desk

@Suite("P1: wherever a claim's life is cut, the next start goes on where the ledger says (FAULTS A)", .aFewAtATime)
struct ClaimRecoveryTests {
    @Test("A01, F09: killed between seeing a file and writing its row: found again, loaded once; no lock is left")
    func beforeTheRow() async throws {
        let daemon = DaemonProcess()
        try daemon.start(["COPYDESK_MIN_AGE": "1h"])
        #expect(await daemon.waitUntilReady(), "\(daemon.logText)")
        // Not by rename: such a file must be still for min_age.
        try Foundation.Data(MixedDrop.article(1).utf8).write(to: URL(fileURLWithPath: daemon.desk + "/inbox/a.txt"))
        #expect(await daemon.wait { try StatusClient.ask(desk: daemon.desk)?.waiting == 1 })
        #expect(await daemon.stop(SIGKILL) == 137)
        #expect(try daemon.rows().isEmpty)
        try daemon.start()
        try await daemon.finish(1)
        #expect(try daemon.rows().map(\.status) == [.loaded])
    }

    @Test("A03: the dropper deletes the file between its row and the rename: withdrawn, and that is the end of it")
    func takenBack() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("a.txt", MixedDrop.article(1))
        try await daemon.crash(at: "claim.row:1")
        #expect(try daemon.rows().map(\.status) == [.claiming])
        try FileManager.default.removeItem(atPath: daemon.desk + "/inbox/a.txt")
        try daemon.start()
        try await daemon.finish(1)
        let row = try #require(try daemon.rows().first)
        #expect(row.status == .withdrawn && row.reason == .takenBack)
        #expect(try daemon.rows().count == 1)
    }

    @Test("A04: the dropper puts another file in its place: the old row withdrawn, the new file loaded under its own")
    func replaced() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("a.txt", MixedDrop.article(1))
        try await daemon.crash(at: "claim.row:1")
        // Kept, so that its inode is not given to the new file.
        try DaemonProcess.rename(daemon.desk + "/inbox/a.txt", daemon.desk + ".stage/kept")
        try daemon.drop("a.txt", MixedDrop.article(2))
        try daemon.start()
        try await daemon.finish(2)
        #expect(try daemon.rows().map(\.status) == [.withdrawn, .loaded])
        #expect(try daemon.canonicalDump().contains { $0.contains("session 2") })
        #expect(try !daemon.canonicalDump().contains { $0.contains("session 1") })
    }

    @Test("A06: a file in work/ of which an older warehouse knows nothing gets a fresh row, with the name it was dropped under")
    func adopted() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("old.txt", MixedDrop.article(1))
        try daemon.start()
        try await daemon.finish(1)
        try FileManager.default.copyItem(atPath: daemon.warehouse, toPath: daemon.desk + ".stage/backup")
        let name = "wire/ünter\nwegs 50%.txt"
        try daemon.drop(name, MixedDrop.article(2))
        try await daemon.crash(at: "parse.begin:1")
        let lost = try #require(try daemon.rows(name).first)
        for suffix in ["", "-wal", "-shm"] { try FileManager.default.removeItem(atPath: daemon.warehouse + suffix) }
        try FileManager.default.copyItem(atPath: daemon.desk + ".stage/backup", toPath: daemon.warehouse)
        try daemon.start()
        try await daemon.finish(2)
        let row = try #require(try daemon.rows(name).first)
        #expect(row.status == .loaded)
        #expect(row.fileID > lost.fileID, "an id was given twice")
    }

    @Test(
        "A10, A11: what was committed is not read again, whether or not the file had been moved",
        arguments: ["load.committed:1", "final.renamed:1"])
    func notReadAgain(point: String) async throws {
        let daemon = DaemonProcess()
        try daemon.drop("a.txt", MixedDrop.article(1))
        try await daemon.crash(at: point)
        // Would end with 137 if the file were opened again.
        try daemon.start(["COPYDESK_CRASH_AT": "parse.begin:1"])
        #expect(await daemon.waitUntilReady())
        #expect(await daemon.wait { daemon.names(in: "work").isEmpty })
        #expect(await daemon.stop() == 0, "\(daemon.logText)")
        #expect(try daemon.rows().map(\.status) == [.loaded])
        #expect(try daemon.audit() == [])
    }

    @Test("A13: killed between a dead letter's report and its move: the move is finished, the reason kept")
    func reportWithoutLetter() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("cut.txt.gz", MixedDrop.cutGzip)
        try await daemon.crash(at: "final.committed:1")
        let row = try #require(try daemon.rows().first)
        let day = try #require(row.finishedAt).prefix(10).replacing("-", with: "/")
        let folder = "\(daemon.desk)/dead-letter/\(day)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Foundation.Data("{}".utf8).write(to: URL(fileURLWithPath: "\(folder)/1__cut.txt.gz.error.json"))
        try daemon.start()
        #expect(await daemon.wait { daemon.names(in: "work").isEmpty })
        try await daemon.finish(1)
        #expect(daemon.names(in: "dead-letter") == ["\(day)/1__cut.txt.gz", "\(day)/1__cut.txt.gz.error.json"])
        let report = try String(contentsOfFile: "\(folder)/1__cut.txt.gz.error.json", encoding: .utf8)
        #expect(report.contains("gzip-truncated"))
    }

    @Test("A14: killed between the ledger's `retry` and the move: the move is finished and the time is kept")
    func retryWithoutMove() async throws {
        // Long enough for a start and a rename, which take their time under a sanitizer (deploy/sanitize.sh).
        let isSanitized = ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains { ProcessInfo.processInfo.environment[$0] != nil }
        let daemon = DaemonProcess(["COPYDESK_RETRY_DELAYS": isSanitized ? "30s" : "6s", "COPYDESK_RETRY_JITTER": "0"])
        try daemon.drop("late.txt", MixedDrop.article(1))
        try await daemon.crash(at: "parse.begin:1")
        let work = daemon.desk + "/work/1__late.txt"
        let kept = daemon.desk + ".stage/late.txt"
        // A pipe in its place: reading it fails for a reason that may pass.
        try DaemonProcess.rename(work, kept)
        #expect(mkfifo(work, 0o600) == 0)
        try await daemon.crash(at: "load.committed:1")
        let row = try #require(try daemon.rows().first)
        #expect(row.status == .retry && row.reason == .ioError && row.attempts == 1)
        let due = try #require(row.retryAt)
        try daemon.start()
        #expect(await daemon.wait { !daemon.names(in: "retry").isEmpty })
        try DaemonProcess.rename(kept, daemon.desk + "/retry/1__late.txt")
        try await daemon.finish(1)
        let last = try #require(try daemon.rows().first)
        #expect(last.status == .loaded && last.attempts == 1)
        #expect(try #require(last.finishedAt) >= due)
    }

    @Test("A18: power loss put a finished file back into the inbox: matched by its inode and its bytes, no second row")
    func renameUndone() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("a.txt", MixedDrop.article(1))
        try await daemon.crash(at: "final.renamed:1")
        let done = try #require(daemon.names(in: "done").first)
        try DaemonProcess.rename("\(daemon.desk)/done/\(done)", daemon.desk + "/inbox/a.txt")
        try daemon.start()
        #expect(await daemon.wait { daemon.names(in: "done") == [done] }, "\(daemon.logText)")
        try await daemon.finish(1)
        #expect(try daemon.rows().map(\.status) == [.loaded])
        #expect(daemon.names(in: "inbox") == [])
    }

    @Test("A18: another file in its place, with its inode but not its bytes, gets a row of its own")
    func renameUndoneButChanged() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("a.txt", MixedDrop.article(1))
        try await daemon.crash(at: "final.renamed:1")
        let done = try #require(daemon.names(in: "done").first)
        let path = "\(daemon.desk)/done/\(done)"
        // The same inode, size and time with other bytes, as an inode that is used again may show.
        var facts = stat()
        #expect(stat(path, &facts) == 0)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        handle.write(Foundation.Data("Thf".utf8))
        try handle.close()
        var times = [facts.st_mtim, facts.st_mtim]
        #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
        try DaemonProcess.rename(path, daemon.desk + "/inbox/a.txt")
        try daemon.start()
        #expect(await daemon.waitForOutcomes(2), "\(daemon.logText)")
        #expect(await daemon.stop() == 0)
        #expect(try daemon.rows().map(\.status) == [.loaded, .loaded])
    }

    @Test("A19: the last frames of the write-ahead log are torn: the last group is loaded again from work/")
    func tornLog() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("a.txt", MixedDrop.article(1))
        try await daemon.crash(at: "load.committed:1")
        let log = daemon.warehouse + "-wal"
        var facts = stat()
        #expect(stat(log, &facts) == 0)
        #expect(truncate(log, facts.st_size - 100) == 0)
        // It has to be read once more.
        try await daemon.crash(at: "parse.begin:1")
        try daemon.start()
        try await daemon.finish(1)
        #expect(try daemon.rows().map(\.status) == [.loaded])
    }
}
