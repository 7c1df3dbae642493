import Foundation
import Glibc
import Model
import Testing

@testable import Desk

@Suite("ingest: interrupted, killed, moving, without a desk (P1, P3)", .aFewAtATime)
struct IngestTests {
    static let count = 250
    /// ingest loads in groups as large as memory allows; with so little of it there are several.
    static let smallGroups = ["--set", "bytes_in_flight=1MiB", "--set", "commit_bytes=4KiB", "--set", "commit_articles=20"]
    private static let padding = String(repeating: "More was said about the bridge, the town and the river.\n", count: 150)

    /// A folder of articles of some eight kilobytes, some of them twice.
    private func archive(_ daemon: DaemonProcess, _ count: Int = count) throws -> String {
        for number in 0..<count {
            try daemon.stage(
                String(format: "archive/%04d.txt", number), Array((MixedDrop.article(number % (count - 5)) + Self.padding).utf8))
        }
        try daemon.stage("archive/lines.jsonl", Array(MixedDrop.lines(0..<40).utf8))
        return daemon.desk + ".stage/archive"
    }

    @Test(
        "Ended by SIGINT in the middle it says so with 75; given again it goes on, to the same rows as undisturbed",
        arguments: [false, true])
    func interrupted(moves: Bool) async throws {
        let calm = DaemonProcess()
        #expect(try await calm.command(["ingest"] + (moves ? ["--move"] : []) + [try archive(calm)]).code == 0)
        let daemon = DaemonProcess()
        let words = ["ingest"] + Self.smallGroups + (moves ? ["--move"] : []) + [try archive(daemon)]
        let first = try daemon.begin(words)
        #expect(await daemon.wait(evenIfEnded: true) { try daemon.status().articles > 20 })
        kill(first.processIdentifier, SIGINT)
        let outcome = await daemon.end(first)
        #expect(outcome.code == 75, "\(outcome)")
        let loaded = try daemon.status().files(.loaded)
        #expect(loaded < Self.count - 5, "it was over before the signal came")
        let second = try await daemon.command(words)
        #expect(second.code == 0, "\(second.complaints)")
        #expect(try daemon.canonicalDump().map { $0.replacing(daemon.desk, with: calm.desk) } == calm.canonicalDump())
        #expect(try daemon.rows().allSatisfy { $0.status.isFinal })
        #expect(try daemon.audit() == [])
        if moves {
            #expect(daemon.names(in: "done").count == Self.count + 1)
            #expect(daemon.names(in: "work") == [])
        }
    }

    @Test(
        "Killed at any point and given again: the same rows, no row left open",
        arguments: ["parse.begin:30", "load.before_commit:2", "load.committed:2", "final.committed:70"])
    func killed(point: String) async throws {
        let daemon = DaemonProcess()
        let folder = try archive(daemon, 200)
        for suffix in ["calm", "killed"] {
            let words = ["ingest"] + Self.smallGroups + ["--warehouse", "\(daemon.desk).stage/\(suffix).sqlite", folder]
            if suffix == "killed" {
                #expect(try await daemon.command(words, ["COPYDESK_CRASH_AT": point], withDesk: false).code == 137)
            }
            let outcome = try await daemon.command(words, withDesk: false)
            #expect(outcome.code == 0, "\(outcome.complaints)")
        }
        let killed = "\(daemon.desk).stage/killed.sqlite"
        #expect(try daemon.canonicalDump(of: killed) == daemon.canonicalDump(of: "\(daemon.desk).stage/calm.sqlite"))
        #expect(try DeskDatabase(killed).number("SELECT count(*) FROM files WHERE status IN ('claiming','working','retry')") == 0)
    }

    @Test(
        "--move takes files into the desk: originals in done/ and dead-letter/, sidecars with their articles",
        arguments: ["", "final.renamed:3", "load.committed:1"])
    func moved(point: String) async throws {
        let daemon = DaemonProcess()
        try daemon.stage("in/a.txt", Array(MixedDrop.article(1).utf8))
        try daemon.stage("in/b.txt", Array(MixedDrop.article(2).utf8))
        try daemon.stage("in/b.txt.meta.json", Array("{\"publisher\": \"Harbour Wire\"}".utf8))
        try daemon.stage("in/deep/er/c.txt.gz", MixedDrop.cutGzip)
        let words = ["ingest", "--move", "\(daemon.desk).stage/in"]
        if !point.isEmpty { #expect(try await daemon.command(words, ["COPYDESK_CRASH_AT": point]).code == 137) }
        let outcome = try await daemon.command(words)
        #expect(outcome.code == 0, "\(outcome.complaints)")
        #expect(try daemon.audit() == [])
        #expect(daemon.names(in: "done").count == 3 && daemon.names(in: "work") == [])
        #expect(daemon.names(in: "dead-letter").count == 2)
        #expect(!FileManager.default.fileExists(atPath: "\(daemon.desk).stage/in/a.txt"))
        #expect(try daemon.rows().map { "\($0.status)" }.sorted() == ["dead", "ignored", "loaded", "loaded"])
        #expect(try daemon.canonicalDump().contains { $0.contains("Harbour Wire") })
    }

    @Test("extract reads standard input, also gzip, and leaves nothing behind")
    func extract() async throws {
        let daemon = DaemonProcess()
        let path = try daemon.stage("in.jsonl", Array(MixedDrop.lines(0..<3).utf8))
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        let output = daemon.desk + ".stage/out"
        shell.arguments = [
            "-c", "mkdir \"$3\" && gzip -c \"$0\" | TMPDIR=\"$3\" \"$1\" extract - >\"$2\"", path, DaemonProcess.binary.path, output,
            output + ".tmp",
        ]
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
        let lines = try String(contentsOfFile: output, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.contains("\"file\":\"-\"") })
        #expect(try FileManager.default.contentsOfDirectory(atPath: output + ".tmp") == [])
    }
}
