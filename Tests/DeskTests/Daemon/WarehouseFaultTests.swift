import Foundation
import Glibc
import Model
import Testing
import Warehouse

@testable import Desk

@Suite("The warehouse locked, held, gone, damaged, newer, out of step (FAULTS E)", .aFewAtATime)
struct WarehouseFaultTests {
    @Test("E05: a write lock held longer than anybody waits is one outage, announced once; it ends by itself and nothing is dead")
    func locked() async throws {
        let daemon = DaemonProcess()
        try daemon.start()
        #expect(await daemon.waitUntilReady())
        let holder = try DeskDatabase(daemon.warehouse)
        try holder.run("BEGIN IMMEDIATE")
        for number in 0..<3 { try daemon.drop("a\(number).txt", MixedDrop.article(number)) }
        #expect(await daemon.wait { !daemon.logLines("outage database-locked").isEmpty }, "\(daemon.logText)")
        try daemon.drop("later.txt", MixedDrop.article(9))
        try await Task.sleep(for: .seconds(1))
        #expect(daemon.isRunning)
        try holder.run("COMMIT")
        try await daemon.finish(4)
        #expect(try daemon.rows().allSatisfy { $0.status == .loaded && $0.attempts == 0 })
        #expect(daemon.logLines("error outage ").count == 1, "\(daemon.logText)")
        #expect(await daemon.wait { daemon.logLines("the outage is over").count == 1 })
    }

    @Test("E06: a reader with a long transaction stops nothing; the log is emptied once it has ended")
    func longReader() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("a0.txt", MixedDrop.article(0))
        try daemon.start()
        #expect(await daemon.waitForOutcomes(1))
        let reader = try DeskDatabase(daemon.warehouse, isReadOnly: true)
        try reader.run("BEGIN")
        #expect(try reader.number("SELECT count(*) FROM articles") == 1)
        for number in 1..<4 { try daemon.drop("a\(number).txt", MixedDrop.article(number)) }
        #expect(await daemon.waitForOutcomes(4), "\(daemon.logText)")
        #expect(try reader.number("SELECT count(*) FROM articles") == 1, "a transaction sees one state")
        try reader.run("COMMIT")
        try daemon.drop("a4.txt", MixedDrop.article(4))
        #expect(await daemon.waitForOutcomes(5))
        #expect(await daemon.wait { try FileManager.default.attributesOfItem(atPath: daemon.warehouse + "-wal")[.size] as? Int == 0 })
        try await daemon.finish(5)
    }

    @Test("E07: another program that checkpoints the log does no harm")
    func foreignCheckpoint() async throws {
        let daemon = DaemonProcess()
        try daemon.start()
        #expect(await daemon.waitUntilReady())
        let other = try DeskDatabase(daemon.warehouse)
        for number in 0..<6 {
            try daemon.drop("a\(number).txt", MixedDrop.article(number))
            #expect(await daemon.waitForOutcomes(number + 1), "\(daemon.logText)")
            try other.run("PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try await daemon.finish(6)
    }

    @Test("E08: the warehouse is deleted while the daemon runs: exit 70, and nothing more goes to done/")
    func deleted() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("a0.txt", MixedDrop.article(0))
        try daemon.start()
        #expect(await daemon.waitForOutcomes(1))
        #expect(await daemon.wait { daemon.names(in: "done").count == 1 })
        try FileManager.default.removeItem(atPath: daemon.warehouse)
        try daemon.drop("a1.txt", MixedDrop.article(1))
        #expect(await daemon.ended() == 70, "\(daemon.logText)")
        #expect(daemon.names(in: "done").count == 1)
        #expect(daemon.names(in: "work").count + daemon.names(in: "inbox").count == 1)
        // E15: and the next start does not make an empty one in its place.
        try daemon.start()
        #expect(await daemon.ended() == 78)
        #expect(!FileManager.default.fileExists(atPath: daemon.warehouse))
    }

    @Test("E09: a damaged page ends the daemon with 70, the files stay; rebuild gives the same rows again")
    func damaged() async throws {
        let daemon = DaemonProcess()
        let count = try MixedDrop.drop(into: daemon)
        try daemon.start()
        try await daemon.finish(count)
        do {
            let database = try DeskDatabase(daemon.warehouse)
            try database.run("PRAGMA wal_checkpoint(TRUNCATE)")
            let page = try database.number("SELECT rootpage FROM sqlite_schema WHERE name = 'texts'")
            let size = try database.number("PRAGMA page_size")
            let file = try #require(FileHandle(forWritingAtPath: daemon.warehouse))
            try file.seek(toOffset: UInt64((page - 1) * size))
            file.write(Foundation.Data(repeating: 0xA5, count: size))
            try file.close()
        }
        let done = daemon.names(in: "done")
        try daemon.drop("later.txt", MixedDrop.plain("session 50"))
        try daemon.start()
        #expect(await daemon.ended() == 70, "\(daemon.logText)")
        #expect(daemon.names(in: "done") == done)
        let rebuilt = try await daemon.command(["rebuild"])
        #expect(rebuilt.code == 0, "\(rebuilt.complaints)")
        try daemon.start()
        try await daemon.finish(count + 1)
        let dump = try daemon.canonicalDump().filter { !$0.contains("session 50") }
        #expect(try await dump == MixedDrop.calmDump.value)
        #expect(try daemon.rows("later.txt").map(\.status) == [.loaded])
    }

    @Test("E12: a warehouse of a newer program: exit 78, not a byte changed")
    func newer() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("a0.txt", MixedDrop.article(0))
        try daemon.start()
        try await daemon.finish(1)
        try DeskDatabase(daemon.warehouse).run("PRAGMA user_version = 4711; PRAGMA wal_checkpoint(TRUNCATE)")
        let before = try Foundation.Data(contentsOf: URL(fileURLWithPath: daemon.warehouse))
        try daemon.start()
        #expect(await daemon.ended() == 78)
        #expect(daemon.logText.contains("4711"), "\(daemon.logText)")
        #expect(try Foundation.Data(contentsOf: URL(fileURLWithPath: daemon.warehouse)) == before)
    }

    @Test("E13: rows taken out of the full-text index by hand: audit says so, rebuild mends it")
    func indexOutOfStep() async throws {
        let daemon = DaemonProcess()
        let count = try MixedDrop.drop(into: daemon)
        try daemon.start()
        try await daemon.finish(count)
        do {
            let database = try DeskDatabase(daemon.warehouse)
            try database.run("DELETE FROM search_docsize WHERE id = (SELECT min(id) FROM search_docsize)")
        }
        let audit = try await daemon.command(["audit"])
        #expect(audit.code == 65 && audit.output.contains("copydesk rebuild"), "\(audit.output) \(audit.complaints)")
        #expect(try await daemon.command(["rebuild"]).code == 0)
        #expect(try daemon.audit() == [])
        #expect(try await daemon.canonicalDump() == MixedDrop.calmDump.value)
    }

    @Test("E15: the warehouse is missing though originals are there: exit 78 that names rebuild, nothing touched; rebuild brings it back")
    func missing() async throws {
        let daemon = DaemonProcess()
        let count = try MixedDrop.drop(into: daemon)
        try daemon.start()
        try await daemon.finish(count)
        for suffix in ["", "-wal", "-shm"] { try FileManager.default.removeItem(atPath: daemon.warehouse + suffix) }
        try daemon.drop("later.txt", MixedDrop.plain("session 50"))
        let before = ["inbox", "work", "retry", "done", "dead-letter"].map { daemon.names(in: $0) }
        for words in [["run"], ["ingest", "/dev/null"]] {
            let outcome = try await daemon.command(words)
            #expect(outcome.code == 78 && outcome.complaints.contains("rebuild"), "\(words): \(outcome)")
        }
        #expect(["inbox", "work", "retry", "done", "dead-letter"].map { daemon.names(in: $0) } == before)
        #expect(!FileManager.default.fileExists(atPath: daemon.warehouse))
        let rebuilt = try await daemon.command(["rebuild"])
        #expect(rebuilt.code == 0, "\(rebuilt.complaints)")
        #expect(try daemon.audit() == [])
        #expect(try await daemon.canonicalDump() == MixedDrop.calmDump.value)
        try daemon.start()
        try await daemon.finish(count + 1)
    }
}
