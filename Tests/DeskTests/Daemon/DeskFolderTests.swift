import Foundation
import Glibc
import Model
import Testing

@testable import Desk

@Suite("The desk's folders while a daemon has them (FAULTS C, H, min_free)", .aFewAtATime)
struct DeskFolderTests {
    @Test("C03, C04: the inbox deleted and made again, then replaced: told, watched again, everything loaded")
    func inboxReplaced() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("a0.txt", MixedDrop.article(0))
        try daemon.start()
        #expect(await daemon.waitForOutcomes(1))
        let inbox = daemon.desk + "/inbox"
        try FileManager.default.removeItem(atPath: inbox)
        #expect(await daemon.wait { try StatusClient.ask(desk: daemon.desk)?.inbox?.mode == "lost" }, "\(daemon.logText)")
        try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: false)
        try daemon.drop("a1.txt", MixedDrop.article(1))
        #expect(await daemon.waitForOutcomes(2), "\(daemon.logText)")
        try FileManager.default.createDirectory(atPath: daemon.desk + ".stage/new", withIntermediateDirectories: false)
        try daemon.stage("new/a2.txt", Array(MixedDrop.article(2).utf8))
        try DaemonProcess.rename(inbox, daemon.desk + ".stage/old")
        try DaemonProcess.rename(daemon.desk + ".stage/new", inbox)
        try daemon.drop("a3.txt", MixedDrop.article(3))
        try await daemon.finish(4)
    }

    @Test("C07: a folder of the desk on another file system: exit 78 and one line that names both")
    func otherFileSystem() async throws {
        let daemon = DaemonProcess()
        try #require(try await daemon.command(["init"]).code == 0)
        let other = try TemporaryDesk()
        var (here, there) = (stat(), stat())
        #expect(stat(daemon.desk, &here) == 0 && stat(other.path, &there) == 0)
        try #require(here.st_dev != there.st_dev, "/dev/shm and /tmp are one file system here")
        rmdir(daemon.desk + "/retry")
        #expect(symlink(other.path, daemon.desk + "/retry") == 0)
        try daemon.start()
        #expect(await daemon.ended() == 78)
        #expect(daemon.logText.split(separator: "\n").count == 1)
        #expect(daemon.logText.contains("different file systems"), "\(daemon.logText)")
    }

    @Test("C08: an inbox on another file system: copied, verified, taken away")
    func inboxElsewhere() async throws {
        let daemon = DaemonProcess()
        let other = try TemporaryDesk()
        let inbox = other.path + "/in"
        try FileManager.default.createDirectory(atPath: inbox, withIntermediateDirectories: false)
        for number in 0..<5 { try other.write("in/a\(number).txt", MixedDrop.article(number)) }
        try daemon.start(["COPYDESK_INBOX": inbox])
        #expect(await daemon.waitForOutcomes(5), "\(daemon.logText)")
        #expect(await daemon.stop() == 0)
        #expect(daemon.names(in: "done").count == 5)
        #expect(try FileManager.default.contentsOfDirectory(atPath: inbox) == [])
    }

    @Test("Less than min_free: intake pauses as an outage and files stay in the inbox; a reload with a smaller one lets it go on")
    func minFree() async throws {
        let daemon = DaemonProcess(["COPYDESK_MIN_FREE": nil])
        try FileManager.default.createDirectory(atPath: daemon.desk + "/inbox", withIntermediateDirectories: true)
        let settings = URL(fileURLWithPath: daemon.desk + "/copydesk.yaml")
        try Foundation.Data("min_free: 64TiB\n".utf8).write(to: settings)
        try daemon.drop("a.txt", MixedDrop.article(1))
        try daemon.start()
        #expect(await daemon.wait { !daemon.logLines("outage disk-full").isEmpty }, "\(daemon.logText)")
        let report = try #require(try StatusClient.ask(desk: daemon.desk))
        #expect(report.outage?.code == "disk-full")
        try await Task.sleep(for: .milliseconds(1_500))
        #expect(daemon.names(in: "inbox") == ["a.txt"])
        #expect(try daemon.rows().isEmpty)
        try Foundation.Data("min_free: 1MiB\n".utf8).write(to: settings)
        daemon.send(SIGHUP)
        try await daemon.finish(1)
        #expect(daemon.logLines("error outage ").count == 1)
        #expect(daemon.logLines("the outage is over").count == 1)
    }

    @Test("H02, H04: a file above large_file lets small ones that come later go first, and is loaded whole")
    func largeFile() async throws {
        let daemon = DaemonProcess()
        let lines = 6_000
        try daemon.drop("large.jsonl", MixedDrop.lines(0..<lines))
        let line = ["--set", "large_file=64KiB", "--set", "max_batch_bytes=16KiB", "--set", "commit_articles=50", "--set", "workers=1"]
        try daemon.start(arguments: line)
        #expect(
            await daemon.wait {
                try DeskDatabase(daemon.warehouse, isReadOnly: true).number("SELECT count(*) FROM articles") > 0
                    || daemon.rows("large.jsonl").first?.status == .loaded
            })
        for number in 0..<20 { try daemon.drop("a\(number).txt", MixedDrop.article(number)) }
        try await daemon.finish(21)
        let database = try DeskDatabase(daemon.warehouse, isReadOnly: true)
        let large = try #require(try daemon.rows("large.jsonl").first)
        #expect(large.status == .loaded && large.articles == lines)
        let lastOfLarge = try database.number("SELECT max(article_id) FROM articles WHERE file_id = \(large.fileID)")
        let lastOfSmall = try database.number("SELECT max(article_id) FROM articles WHERE file_id <> \(large.fileID)")
        #expect(lastOfSmall < lastOfLarge, "the small files waited for the large one")
    }

    @Test("Killed in the middle of a file above large_file, it is read again and nothing is there twice")
    func largeFileKilled() async throws {
        let daemon = DaemonProcess()
        try daemon.drop("large.jsonl", MixedDrop.lines(0..<1_500))
        let line = ["--set", "large_file=64KiB", "--set", "max_batch_bytes=16KiB", "--set", "commit_articles=50"]
        try daemon.start(["COPYDESK_CRASH_AT": "load.committed:5"], arguments: line)
        #expect(await daemon.ended() == 137)
        let before = try daemon.status().articles
        #expect(try DeskDatabase(daemon.warehouse, isReadOnly: true).number("SELECT count(*) FROM articles") > 0)
        #expect(before == 0, "the outcome comes with the last batch")
        try daemon.start(arguments: line)
        try await daemon.finish(1)
        #expect(try DeskDatabase(daemon.warehouse, isReadOnly: true).number("SELECT count(*) FROM articles") == 1_500)
        #expect(try daemon.rows().map(\.articles) == [1_500])
    }
}
