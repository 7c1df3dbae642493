import Foundation
import Glibc
import Inbox
import Testing

@testable import Desk
@testable import Enrichment

@Suite("reprocess: facts of older articles anew, beside the daemon (P3, P6, P7)", .aFewAtATime)
struct ReprocessTests {
    private func summary(_ outcome: DaemonProcess.Outcome) throws -> Reprocess.Summary {
        try JSONDecoder().decode(Reprocess.Summary.self, from: Foundation.Data(outcome.output.utf8))
    }

    @Test("Afterwards every row is as if this program had loaded it: equal to what was there, and to a rebuild")
    func equalsRebuild() async throws {
        let daemon = DaemonProcess()
        let whole = try await OutdatedDesk.drop(into: daemon)
        #expect(whole.contains { $0.contains("Maria Lindqvist") } && whole.contains { $0.hasPrefix("[\"quote\"") })
        #expect(whole.contains { $0.hasPrefix("[\"place\"") && $0.contains("geonames:3143244") })
        let lasting = try OutdatedDesk.lasting(daemon)
        try OutdatedDesk.makeOld(daemon)
        #expect(try daemon.audit() == [])
        #expect(try daemon.canonicalDump() != whole)
        let audited = try await daemon.command(["audit"])
        #expect(audited.code == 0 && audited.output.contains("11 articles have facts of an older program: run copydesk reprocess."))

        let done = try await daemon.command(["reprocess", "--json"])
        #expect(done.code == 0, "\(done.complaints)")
        let told = try summary(done)
        #expect(told.articles == 11 && told.outdated == 11 && told.left == 0 && told.problems == [] && told.files == 9)
        #expect(try daemon.audit() == [])
        #expect(try daemon.canonicalDump() == whole)
        #expect(try OutdatedDesk.lasting(daemon) == lasting)
        #expect(try DeskDatabase(daemon.warehouse).number("SELECT count(*) FROM entities WHERE name = 'Olde Name'") == 0)
        let quiet = try await daemon.command(["audit"])
        #expect(!quiet.output.contains("reprocess"), "\(quiet.output)")

        let again = try await daemon.command(["reprocess", "--json"])
        #expect(try again.code == 0 && summary(again) == Reprocess.Summary())
        #expect(try await daemon.command(["rebuild"]).code == 0)
        #expect(try daemon.canonicalDump() == whole)
    }

    @Test("Articles that were loaded with --no-enrich get their facts, their near-copies and their stories")
    func withoutEnrichment() async throws {
        let (rich, bare) = (DaemonProcess(), DaemonProcess())
        let whole = try await OutdatedDesk.drop(into: rich)
        let near = "SELECT count(*) FROM articles WHERE similarity < 1 AND story_id <> article_id"
        #expect(try DeskDatabase(rich.warehouse).number(near) == 1)
        try FileManager.default.copyItem(atPath: rich.desk + ".stage", toPath: bare.desk + ".stage")
        for name in rich.names(in: "done") {
            let claim = try #require(name.split(separator: "/").last)
            let dropped = claim.split(separator: "__", maxSplits: 1)[1].replacing("%2F", with: "/")
            try bare.stage("in/" + dropped, Array(Foundation.Data(contentsOf: URL(fileURLWithPath: "\(rich.desk)/done/\(name)"))))
        }
        #expect(try await bare.command(["ingest", "--move", "--no-enrich", bare.desk + ".stage/in"]).code == 0)
        #expect(try bare.canonicalDump() != whole)
        #expect(try await bare.command(["reprocess"]).code == 0)
        #expect(try bare.audit() == [])
        #expect(try bare.canonicalDump() == whole)
    }

    @Test("Beside a daemon that loads: nothing of either is lost, and a reader sees each article whole, before or after")
    func besideDaemon() async throws {
        let daemon = DaemonProcess()
        _ = try await OutdatedDesk.drop(into: daemon)
        try daemon.start()
        #expect(await daemon.waitUntilReady(), "\(daemon.logText)")
        try OutdatedDesk.makeOld(daemon)
        let reprocess = try daemon.begin(["reprocess"])
        for number in 20..<40 { try daemon.drop("late\(number).txt", MixedDrop.article(number)) }
        let reader = try DeskDatabase(daemon.warehouse, isReadOnly: true)
        // Old facts stand with the old signature, new ones with the new, in every state that is committed.
        let torn = """
            SELECT count(*) FROM articles a WHERE (enrichments = '\(OutdatedDesk.signature)') <>
              EXISTS(SELECT 1 FROM mentions m WHERE m.article_id = a.article_id AND m.entity_id = 999)
              OR quote_count <> (SELECT count(*) FROM quotes q WHERE q.article_id = a.article_id)
              OR (enrichments <> '\(OutdatedDesk.signature)' AND people LIKE '%Olde%')
            """
        var looks = 0
        while reprocess.isRunning {
            #expect(try reader.number(torn) == 0)
            looks += 1
            try await Task.sleep(for: .milliseconds(1))
        }
        let done = await daemon.end(reprocess)
        #expect(done.code == 0, "\(done.complaints)")
        #expect(looks > 0)
        #expect(try reader.number(torn) == 0)
        try await daemon.finish(31)
        let dump = try daemon.canonicalDump()
        #expect(!dump.contains { $0.contains("Olde Name") })
        #expect(try await daemon.command(["rebuild"]).code == 0)
        #expect(try daemon.canonicalDump() == dump)
    }

    @Test(
        "Killed in the middle, every article is whole, and the same command goes on",
        arguments: ["load.before_commit:1", "load.before_commit:4", "load.committed:1", "load.committed:5"])
    func killed(point: String) async throws {
        let daemon = DaemonProcess()
        let whole = try await OutdatedDesk.drop(into: daemon)
        try OutdatedDesk.makeOld(daemon)
        #expect(try await daemon.command(["reprocess"], ["COPYDESK_CRASH_AT": point]).code == 137)
        #expect(try daemon.audit() == [])
        let left = try DeskDatabase(daemon.warehouse).number(
            "SELECT count(*) FROM articles WHERE enrichments = '\(OutdatedDesk.signature)'")
        #expect(left > 0)
        let done = try await daemon.command(["reprocess", "--json"])
        #expect(try done.code == 0 && summary(done).articles == left, "\(done.complaints)")
        #expect(try daemon.audit() == [])
        #expect(try daemon.canonicalDump() == whole)
    }

    @Test("A signal ends it between two transactions with exit code 75; a writer that holds the lock for a while is waited for")
    func signalled() async throws {
        let daemon = DaemonProcess()
        // Enough that the signal comes before the end, however late this test is served.
        for number in 0..<900 { try daemon.stage("in/a\(number).txt", Array(MixedDrop.article(number).utf8)) }
        #expect(try await daemon.command(["ingest", "--move", daemon.desk + ".stage/in"]).code == 0)
        let whole = try daemon.canonicalDump()
        try OutdatedDesk.makeOld(daemon)
        let other = try DeskDatabase(daemon.warehouse)
        try other.run("BEGIN IMMEDIATE")
        let reprocess = try daemon.begin(["reprocess"])
        let hasOpened = await daemon.wait(evenIfEnded: true) {
            let folder = "/proc/\(reprocess.processIdentifier)/fd"
            return try FileManager.default.contentsOfDirectory(atPath: folder).contains {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)"))?.hasSuffix("warehouse.sqlite-wal") == true
            }
        }
        #expect(hasOpened)
        // It has the warehouse open and waits; the desk is not locked, so that a daemon could start.
        #expect(DeskLock.holder(root: Array(daemon.desk.utf8)) == nil)
        try other.run("ROLLBACK")
        let count = "SELECT count(*) FROM articles WHERE enrichments = '\(OutdatedDesk.signature)'"
        #expect(await daemon.wait(evenIfEnded: true) { try other.number(count) < 900 })
        try other.run("BEGIN IMMEDIATE")
        kill(reprocess.processIdentifier, SIGTERM)
        try other.run("ROLLBACK")
        let ended = await daemon.end(reprocess)
        #expect(ended.code == 75, "\(ended.output) \(ended.complaints)")
        #expect(ended.complaints.contains("goes on where this one ended"))
        #expect(try daemon.audit() == [])
        #expect(try other.number(count) > 0)
        #expect(try await daemon.command(["reprocess"]).code == 0)
        #expect(try daemon.canonicalDump() == whole)
    }

    @Test("The pause after a transaction is as long as the lock was held, in bounds")
    func pause() {
        #expect(ReprocessSink.pauseNs(heldNs: 0) == 5_000_000)
        #expect(ReprocessSink.pauseNs(heldNs: 30_000_000) == 30_000_000)
        #expect(ReprocessSink.pauseNs(heldNs: 9_000_000_000) == 200_000_000)
    }
}
