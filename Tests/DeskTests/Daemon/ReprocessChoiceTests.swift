import Foundation
import Testing

@testable import Desk
@testable import Enrichment

@Suite("reprocess: which articles, and originals that are not what they were (P4, P11)", .aFewAtATime)
struct ReprocessChoiceTests {
    private func summary(_ outcome: DaemonProcess.Outcome) throws -> Reprocess.Summary {
        try JSONDecoder().decode(Reprocess.Summary.self, from: Foundation.Data(outcome.output.utf8))
    }

    private func old(_ daemon: DaemonProcess) throws -> [String] {
        try DeskDatabase(daemon.warehouse, isReadOnly: true).texts(
            "SELECT source || '|' || day FROM articles WHERE enrichments = '\(OutdatedDesk.signature)' ORDER BY 1")
    }

    private func line(_ name: String, day: String) -> String {
        "{\"title\":\"\(name)\",\"text\":\"The \(name) met in Oslo.\",\"date\":\"\(day)\"}\n"
    }

    private func datedDesk() async throws -> DaemonProcess {
        let daemon = DaemonProcess()
        for (name, day) in [("north", "2024-03-01"), ("north/coast", "2024-03-02"), ("northern", "2024-03-03")] {
            try daemon.stage("in/\(name)/story.json", Array(line(name, day: day).utf8))
        }
        #expect(try await daemon.command(["ingest", "--move", daemon.desk + ".stage/in"]).code == 0)
        try OutdatedDesk.makeOld(daemon)
        #expect(try old(daemon) == ["north/coast|2024-03-02", "northern|2024-03-03", "north|2024-03-01"].sorted())
        return daemon
    }

    @Test("--since takes a day and later ones, --source a source and those below it, --dry-run only tells")
    func narrowed() async throws {
        let daemon = try await datedDesk()
        let told = try await daemon.command(["reprocess", "--dry-run", "--since", "2024-03-02"])
        #expect(told.code == 0 && told.output == "2 articles to do\n", "\(told.output)")
        #expect(try old(daemon).count == 3)
        let source = try await daemon.command(["reprocess", "--json", "--source", "north"])
        #expect(try source.code == 0 && summary(source).articles == 2)
        #expect(try old(daemon) == ["northern|2024-03-03"])
        let both = try await daemon.command(["reprocess", "--json", "--source", "northern", "--since", "2024-03-04"])
        #expect(try both.code == 0 && summary(both) == Reprocess.Summary())
        let since = try await daemon.command(["reprocess", "--since", "2024-03-03"])
        #expect(since.code == 0 && since.output == "1 article done again from 1 original\n", "\(since.output)")
        #expect(try old(daemon) == [])
        #expect(try daemon.audit() == [])
    }

    @Test("--enricher takes articles for which it did not run or was older; one that nobody knows is refused with the nearest")
    func byEnricher() async throws {
        let daemon = try await datedDesk()
        let database = try DeskDatabase(daemon.warehouse)
        let present = Enrichment.full.signature
        let quotes = try #require(present.split(separator: " ").first { $0.hasPrefix("quotes:") })
        try database.run(
            """
            UPDATE articles SET enrichments = '\(present)' WHERE source = 'north';
            UPDATE articles SET enrichments = '\(present.replacing(quotes, with: "quotes:0"))' WHERE source = 'north/coast';
            UPDATE articles SET enrichments = '\(present.replacing("language:", with: "language:9"))' WHERE source = 'northern';
            """)
        let times = try await daemon.command(["reprocess", "--json", "--enricher", "times"])
        #expect(try times.code == 0 && summary(times).outdated == 0)
        let done = try await daemon.command(["reprocess", "--json", "--enricher", "quotes"])
        #expect(try done.code == 0 && summary(done).articles == 1 && summary(done).newer == 1)
        let all = try await daemon.command(["reprocess"])
        #expect(all.code == 0 && all.output.contains("1 article left alone: a newer program has been at work on them"), "\(all.output)")
        #expect(try database.number("SELECT count(*) FROM articles WHERE enrichments = '\(present)'") == 2)

        let unknown = try await daemon.command(["reprocess", "--enricher", "qoutes"])
        #expect(unknown.code == 64 && unknown.complaints.contains("did you mean quotes?"), "\(unknown.complaints)")
        #expect(try await daemon.command(["reprocess", "--since", "yesterday"]).code == 64)
        #expect(try await daemon.command(["reprocess", "--desk", daemon.desk + "-nowhere"], withDesk: false).code == 66)
    }

    @Test(
        "Originals that are missing or changed are told with their articles, exit code 65; the others are done, and these once they are back"
    )
    func lostOriginals() async throws {
        let daemon = DaemonProcess()
        let whole = try await OutdatedDesk.drop(into: daemon)
        try OutdatedDesk.makeOld(daemon)
        func original(_ end: String) throws -> String {
            daemon.desk + "/done/" + (try #require(daemon.names(in: "done").first { $0.hasSuffix(end) }))
        }
        let (gone, changed, sidecar) = (try original("__a1.txt"), try original("__three.jsonl"), try original("talks.txt.meta.json"))
        let aside = try daemon.stage("aside", [])
        try DaemonProcess.rename(gone, aside)
        let bytes = try Foundation.Data(contentsOf: URL(fileURLWithPath: changed))
        try (bytes + Foundation.Data("\n".utf8)).write(to: URL(fileURLWithPath: changed))
        let meta = try Foundation.Data(contentsOf: URL(fileURLWithPath: sidecar))
        try Foundation.Data("{}".utf8).write(to: URL(fileURLWithPath: sidecar))

        let done = try await daemon.command(["reprocess", "--json"])
        #expect(done.code == 65, "\(done.complaints)")
        let told = try summary(done)
        #expect(told.articles == 6 && told.left == 5 && told.problemCount == 3)
        #expect(Set(told.problems.map { "\($0.kind) \($0.articles)" }) == ["missing-original 1", "hash 3", "sidecar 1"])
        #expect(told.problems.first { $0.kind == "missing-original" }?.path == "a1.txt")
        #expect(Set(try old(daemon)).count > 0)
        let text = try await daemon.command(["reprocess"])
        #expect(text.code == 65 && text.output.contains("put it back into done/20"), "\(text.output)")
        #expect(text.output.contains("0 articles done again from 1 original, 5 left"), "\(text.output)")

        try DaemonProcess.rename(aside, gone)
        try bytes.write(to: URL(fileURLWithPath: changed))
        try meta.write(to: URL(fileURLWithPath: sidecar))
        #expect(try await daemon.command(["reprocess"]).code == 0)
        #expect(try daemon.audit() == [])
        #expect(try daemon.canonicalDump() == whole)
    }

    @Test("Files that ingest read where they are, with a sidecar some names on, in a warehouse without a desk")
    func inPlace() async throws {
        let daemon = DaemonProcess()
        let first = try daemon.stage("in/a.txt", Array(MixedDrop.article(1).utf8))
        try daemon.stage("in/a.txt-old.txt", Array(MixedDrop.article(2).utf8))
        try daemon.stage("in/a.txt.meta.json", Array("{\"publisher\": \"Harbour Wire\"}".utf8))
        let path = daemon.desk + ".stage/w.sqlite"
        let words = ["--warehouse", path]
        #expect(try await daemon.command(["ingest"] + words + [daemon.desk + ".stage/in"], withDesk: false).code == 0)
        let whole = try daemon.canonicalDump(of: path)
        #expect(whole.contains { $0.contains("Harbour Wire") })
        let database = try DeskDatabase(path)
        try database.run("UPDATE articles SET enrichments = NULL, tone = 1, publisher = NULL")
        let moved = try daemon.stage("moved", [])
        try DaemonProcess.rename(first, moved)
        let lost = try await daemon.command(["reprocess"] + words, withDesk: false)
        #expect(lost.code == 65 && lost.output.contains("not where ingest read it"), "\(lost.output)")
        try DaemonProcess.rename(moved, first)
        #expect(try await daemon.command(["reprocess"] + words, withDesk: false).code == 0)
        #expect(try daemon.canonicalDump(of: path) == whole)
    }

    @Test("A rebuild reads the sidecar of a file that ingest read where it is")
    func rebuildWithSidecarInPlace() async throws {
        let daemon = DaemonProcess()
        let path = try daemon.stage("in/a.txt", Array(MixedDrop.article(1).utf8))
        try daemon.stage("in/a.txt.meta.json", Array("{\"publisher\": \"Harbour Wire\"}".utf8))
        #expect(try await daemon.command(["ingest", path]).code == 0)
        let whole = try daemon.canonicalDump()
        #expect(try await daemon.command(["rebuild"]).code == 0)
        #expect(try daemon.canonicalDump() == whole)
    }
}
