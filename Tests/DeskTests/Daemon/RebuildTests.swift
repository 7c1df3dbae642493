import Foundation
import Glibc
import Inbox
import Model
import Testing
import Warehouse

@testable import Desk

@Suite("Restored, rebuilt, interrupted (FAULTS E10, E16; P4)", .aFewAtATime)
struct RebuildTests {
    @Test(
        "E10, E16: after an older warehouse was put back no id is given twice, status asks for rebuild --check, which loads what is missing"
    )
    func olderWarehouse() async throws {
        let daemon = DaemonProcess()
        for number in 0..<3 { try daemon.drop("a\(number).txt", MixedDrop.article(number)) }
        try daemon.start()
        try await daemon.finish(3)
        try daemon.stage("x", [])
        try FileManager.default.copyItem(atPath: daemon.warehouse, toPath: daemon.desk + ".stage/backup")
        try daemon.drop("b0.txt.meta.json", "{\"publisher\": \"Harbour Wire\"}")
        try daemon.drop("b0.txt", MixedDrop.article(10))
        try daemon.drop("wire/b1.txt", MixedDrop.article(11))
        try daemon.drop("cut.txt.gz", MixedDrop.cutGzip)
        try daemon.drop("bad.jsonl", "{\"title\":\"Good\",\"text\":\"Fine.\"}\n{\"title\": broken\n")
        try daemon.start()
        try await daemon.finish(8)
        let whole = try daemon.canonicalDump()
        let given = try daemon.rows().map(\.fileID)
        for suffix in ["-wal", "-shm"] { try FileManager.default.removeItem(atPath: daemon.warehouse + suffix) }
        try DaemonProcess.rename(daemon.desk + ".stage/backup", daemon.warehouse)
        try daemon.start()
        #expect(await daemon.waitUntilReady(), "\(daemon.logText)")
        #expect(try StatusClient.ask(desk: daemon.desk)?.rebuildCheckWanted == true)
        try daemon.drop("new.txt", MixedDrop.plain("session 20"))
        #expect(await daemon.waitForOutcomes(4))
        #expect(await daemon.stop() == 0)
        #expect(try #require(try daemon.rows("new.txt").first).fileID > #require(given.max()))
        let said = try await daemon.command(["status"])
        #expect(said.output.contains("rebuild --check"), "\(said.output)")

        let check = try await daemon.command(["rebuild", "--check"])
        #expect(check.code == 0, "\(check.complaints)")
        #expect(try daemon.audit() == [])
        #expect(try daemon.rows().map(\.fileID).sorted() == (given + [#require(try daemon.rows("new.txt").first).fileID]).sorted())
        #expect(try daemon.canonicalDump().filter { !$0.contains("session 20") } == whole)
        let again = try await daemon.command(["status"])
        #expect(!again.output.contains("rebuild --check"), "\(again.output)")
    }

    /// Makes everything that has ended have ended on a day long past, in the ledger and on the disk.
    private func makeOld(_ daemon: DaemonProcess) throws {
        try DeskDatabase(daemon.warehouse).run(
            "UPDATE files SET finished_at = '2024-02-29T10:00:00Z' WHERE finished_at IS NOT NULL; PRAGMA wal_checkpoint(TRUNCATE)")
        for folder in ["done", "dead-letter"] {
            let old = "\(daemon.desk)/\(folder)/2024/02/29"
            let names = daemon.names(in: folder)
            try FileManager.default.createDirectory(atPath: old, withIntermediateDirectories: true)
            for name in names {
                try DaemonProcess.rename("\(daemon.desk)/\(folder)/\(name)", "\(old)/\((name as NSString).lastPathComponent)")
            }
        }
    }

    @Test(
        "A rebuild that is ended in the middle leaves the old warehouse and every original where it was; the next one is whole",
        arguments: ["load.before_commit:1", "load.committed:1", "final.committed:2"])
    func crashInRebuild(point: String) async throws {
        let daemon = DaemonProcess()
        let count = try MixedDrop.drop(into: daemon)
        try daemon.start()
        try await daemon.finish(count)
        try makeOld(daemon)
        #expect(try daemon.audit() == [])
        let before = ["done", "dead-letter"].map { daemon.names(in: $0) }
        let rows = try daemon.rows()
        #expect(try await daemon.command(["rebuild"], ["COPYDESK_CRASH_AT": point]).code == 137)
        #expect(try daemon.audit() == [])
        #expect(try daemon.rows() == rows)
        #expect(["done", "dead-letter"].map { daemon.names(in: $0) } == before)
        let rebuilt = try await daemon.command(["rebuild"])
        #expect(rebuilt.code == 0, "\(rebuilt.complaints)")
        #expect(try daemon.audit() == [])
        #expect(try await daemon.canonicalDump() == MixedDrop.calmDump.value)
        #expect(["done", "dead-letter"].map { daemon.names(in: $0) } == before)
        #expect(try daemon.rows().map(\.finishedAt) == rows.map(\.finishedAt))
    }

    @Test("Files that ingest read where they are stay there in a rebuild, and are read again")
    func rebuildOfIngested() async throws {
        let daemon = DaemonProcess()
        let path = try daemon.stage("archive/story.txt", Array(MixedDrop.article(3).utf8))
        #expect(try await daemon.command(["ingest", path]).code == 0)
        let dump = try daemon.canonicalDump()
        #expect(try await daemon.command(["rebuild"]).code == 0)
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(daemon.names(in: "done") == [])
        #expect(try daemon.canonicalDump() == dump)
        #expect(try daemon.audit() == [])
    }

    @Test("A sidecar that came late gives nothing in a rebuild either; one that came in time gives what it gave")
    func lateSidecar() async throws {
        let daemon = DaemonProcess(["COPYDESK_LATE_SIDECAR": "50ms"])
        try daemon.drop("a.txt.meta.json", "{\"publisher\": \"Harbour Wire\"}")
        try daemon.drop("a.txt", MixedDrop.article(1))
        try daemon.start()
        #expect(await daemon.waitForOutcomes(2), "\(daemon.logText)")
        try daemon.drop("b.txt", MixedDrop.article(2))
        #expect(await daemon.waitForOutcomes(3), "\(daemon.logText)")
        try daemon.drop("b.txt.meta.json", "{\"publisher\": \"Too Late\"}")
        try await daemon.finish(4)
        let rows = try daemon.rows()
        let ids = try ["b.txt", "b.txt.meta.json"].map { try #require(try daemon.rows($0).first).fileID }
        #expect(ids[1] == ids[0] + 1, "the late one has the number that one in time would have")
        let dump = try daemon.canonicalDump()
        #expect(try await daemon.command(["rebuild"]).code == 0)
        #expect(try daemon.canonicalDump() == dump)
        #expect(try daemon.rows().map(\.reason) == rows.map(\.reason))
        #expect(dump.contains { $0.contains("Harbour Wire") } && !dump.contains { $0.contains("Too Late") })
    }
}
