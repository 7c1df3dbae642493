import Foundation
import Model
import Synchronization
import Testing

@testable import Desk

@Suite("P3: who reads while it is being loaded sees whole articles, and outcomes only with their rows", .aFewAtATime)
struct LiveReaderTests {
    /// Asked in one statement each, which sees one state. Each must give 0.
    static let questions = [
        "SELECT count(*) FROM articles WHERE article_id NOT IN (SELECT article_id FROM texts)",
        "SELECT count(*) FROM texts WHERE article_id NOT IN (SELECT article_id FROM articles)",
        "SELECT count(*) FROM articles WHERE article_id NOT IN (SELECT id FROM search_docsize)",
        "SELECT count(*) FROM files f WHERE status IN ('loaded', 'partial') AND articles <> (SELECT count(*) FROM articles a WHERE a.file_id = f.file_id)",
        "SELECT count(*) FROM files f WHERE rejected <> (SELECT count(*) FROM rejects r WHERE r.file_id = f.file_id) AND status <> 'working'",
        "SELECT count(*) FROM articles WHERE source = 'lines' GROUP BY file_id HAVING count(*) <> 7",
    ]

    /// Asks over and over until told to stop, on a thread of its own: other tests keep those of tasks busy.
    /// - Returns: at the end what was seen that must not be, and how often all was asked.
    private func read(_ path: String, until isOver: Flag) -> AsyncStream<(seen: [String], rounds: Int)> {
        AsyncStream { answers in
            Thread.detachNewThread {
                answers.yield(Self.readNow(path, until: isOver))
                answers.finish()
            }
        }
    }

    private static func readNow(_ path: String, until isOver: Flag) -> (seen: [String], rounds: Int) {
        var seen: [String] = []
        var rounds = 0
        while !isOver.isSet {
            guard FileManager.default.fileExists(atPath: path), let reader = try? DeskDatabase(path, isReadOnly: true),
                (try? reader.number("SELECT count(*) FROM sqlite_schema WHERE name = 'search_docsize'")) == 1
            else {
                usleep(1_000)
                continue
            }
            for question in questions {
                do {
                    for answer in try reader.texts(question) where answer != "0" { seen.append("\(answer): \(question)") }
                } catch { seen.append("\(error): \(question)") }
            }
            rounds += 1
            usleep(3_000)
        }
        return (seen, rounds)
    }

    @Test("While the daemon loads files of one and of seven articles, and some that are damaged", arguments: [1, 4])
    func daemon(workers: Int) async throws {
        let daemon = DaemonProcess(["COPYDESK_WORKERS": "\(workers)", "COPYDESK_COMMIT_ARTICLES": "30"])
        let isOver = Flag()
        let reading = read(daemon.warehouse, until: isOver)
        try daemon.start()
        for number in 0..<60 {
            try daemon.drop("a\(number).txt", MixedDrop.article(number))
            try daemon.drop("lines/\(number).jsonl", MixedDrop.lines(number * 7..<number * 7 + 7))
            if number % 20 == 0 {
                try daemon.drop("bad\(number).jsonl", "{\"title\":\"Good \(number)\",\"text\":\"Fine \(number).\"}\n{\"title\": broken\n")
            }
        }
        #expect(await daemon.waitForOutcomes(123), "\(daemon.logText)")
        isOver.set()
        let result = try #require(await reading.first { _ in true })
        #expect(result.seen == [])
        #expect(result.rounds > 5)
        try await daemon.finish(123)
    }

    @Test("While ingest runs in this process")
    func inProcess() async throws {
        let desk = try TemporaryDesk()
        for number in 0..<80 { try desk.write("a\(number).txt", MixedDrop.article(number)) }
        let warehouse = desk.path + "/w.sqlite"
        let isOver = Flag()
        let reading = read(warehouse, until: isOver)
        var options = Ingest.Options()
        options.warehouse = warehouse
        var settings = Settings()
        settings.bytesInFlightMax = 1 << 20
        let (path, chosen, ready) = (desk.path, options, settings)
        let files = (0..<80).map { "\(path)/a\($0).txt" }
        let summary = await withCheckedContinuation { (done: CheckedContinuation<Ingest.Summary?, Never>) in
            Thread.detachNewThread { done.resume(returning: try? Ingest.run(paths: files, options: chosen, settings: ready)) }
        }
        isOver.set()
        #expect(await reading.first { _ in true }?.seen == [])
        #expect(summary?.outcomes == [.loaded: 80])
    }

    @Test("P7: the same files give the same rows with one worker and with four, by ingest and through the inbox")
    func deterministic() async throws {
        let daemon = DaemonProcess()
        for number in 0..<40 { try daemon.stage("in/a\(number).txt", Array(MixedDrop.article(number % 30).utf8)) }
        for number in 0..<6 { try daemon.stage("in/wire/\(number).jsonl", Array(MixedDrop.lines(number * 5..<number * 5 + 8).utf8)) }
        try daemon.stage("in/large.jsonl", Array(MixedDrop.lines(1_000..<1_400).utf8))
        var dumps: [[String]] = []
        for workers in ["1", "4", "2"] {
            let warehouse = "\(daemon.desk).stage/\(workers).sqlite"
            let words = [
                "ingest", "--set", "workers=\(workers)", "--set", "max_batch_bytes=4096", "--set",
                "commit_articles=\(17 * dumps.count + 10)",
            ]
            let outcome = try await daemon.command(words + ["--warehouse", warehouse, "\(daemon.desk).stage/in"], withDesk: false)
            #expect(outcome.code == 0, "\(outcome.complaints)")
            dumps.append(try daemon.canonicalDump(of: warehouse))
        }
        #expect(dumps[0].count > 400)
        #expect(dumps[0].contains { $0.hasPrefix("[\"place\"") && $0.contains("geonames:1138958") })
        #expect(dumps[1] == dumps[0])
        #expect(dumps[2] == dumps[0])
        // One after the other through the inbox, in the order in which ingest walks.
        for name in try FileManager.default.subpathsOfDirectory(atPath: "\(daemon.desk).stage/in").sorted(by: {
            Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8))
        })
        where name.contains(".") {
            try FileManager.default.createDirectory(atPath: "\(daemon.desk)/inbox/wire", withIntermediateDirectories: true)
            try DaemonProcess.rename("\(daemon.desk).stage/in/\(name)", "\(daemon.desk)/inbox/\(name)")
            if !daemon.isRunning { try daemon.start(["COPYDESK_WORKERS": "4"]) }
            #expect(await daemon.wait { daemon.names(in: "inbox").isEmpty }, "\(daemon.logText)")
        }
        try await daemon.finish(47)
        #expect(try daemon.canonicalDump() == dumps[0])
    }
}
