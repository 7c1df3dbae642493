import Foundation
import Testing

@testable import Desk

@Suite("reprocess --learn: where sources are at home, in numbered generations, never in the line (P7)", .aFewAtATime)
struct ReprocessLearnTests {
    private static let towns = ["Columbus", "Granville", "Heath", "Zanesville"]

    private static func ohio(_ number: Int) -> String {
        "Session \(number)\n\nPolice in Newark, Ohio, and \(towns[number % 4]), Ohio, met for session \(number) in Lancaster, Ohio.\n"
    }

    private static func school(_ number: Int) -> String {
        "School \(number)\n\nSchool number \(number) in Newark was closed on Monday, the mayor said.\n"
    }

    private func summary(_ outcome: DaemonProcess.Outcome) throws -> Reprocess.Summary {
        try JSONDecoder().decode(Reprocess.Summary.self, from: Foundation.Data(outcome.output.utf8))
    }

    /// `source|division|via|learned` of each Newark in an article about a school.
    private func newarks(_ daemon: DaemonProcess) throws -> [String] {
        try DeskDatabase(daemon.warehouse, isReadOnly: true).texts(
            """
            SELECT a.source || '|' || e.region || '|' || p.via || '|' || coalesce(a.learned, '-') FROM articles a JOIN places p USING(article_id)
            JOIN entities e USING(entity_id) WHERE e.name = 'Newark' AND a.headline LIKE 'School%' ORDER BY 1
            """)
    }

    private func ingest(_ daemon: DaemonProcess, _ files: [String: String]) async throws {
        let folder = "in-\(UUID().uuidString)"
        for (name, text) in files { try daemon.stage("\(folder)/\(name)", Array(text.utf8)) }
        let loaded = try await daemon.command(["ingest", "--move", "\(daemon.desk).stage/\(folder)"])
        #expect(loaded.code == 0, "\(loaded.complaints)")
    }

    /// A source with a home, another about the same town with too few articles, and a file of no source.
    private func desk() async throws -> DaemonProcess {
        let daemon = DaemonProcess()
        var files = ["licking/school.txt": Self.school(1), "wire/school.txt": Self.school(2), "school.txt": Self.school(3)]
        for number in 1...4 { files["licking/a\(number).txt"] = Self.ohio(number) }
        try await ingest(daemon, files)
        return daemon
    }

    private static let unlearned = ["licking|NJ|population|-", "wire|NJ|population|-", "|NJ|population|-"].sorted()

    @Test("Learned homes decide what articles of their source leave open, and nothing else; learning again finds nothing new")
    func learns() async throws {
        let daemon = try await desk()
        #expect(try newarks(daemon) == Self.unlearned)
        let before = try daemon.canonicalDump()
        let plain = try await daemon.command(["reprocess", "--json"])
        #expect(try plain.code == 0 && summary(plain) == Reprocess.Summary())

        let done = try await daemon.command(["reprocess", "--learn", "--json"])
        #expect(done.code == 0, "\(done.complaints)")
        let told = try summary(done)
        #expect(told.learned == Reprocess.Summary.Learned(generation: 1, articles: 7, sources: 1, changed: 1, leftOut: 0))
        #expect(told.articles == 5 && told.outdated == 5 && told.left == 0 && told.problems == [])
        #expect(try newarks(daemon) == ["licking|OH|home|1", "wire|NJ|population|-", "|NJ|population|-"].sorted())
        #expect(try daemon.audit() == [])
        let learned = try daemon.canonicalDump()
        #expect(learned.contains { $0.hasPrefix("[\"place-alone\"") && $0.contains("\"NJ\"") })
        let wire = before.filter { $0.hasPrefix("[\"article\"") && $0.contains("\"wire\"") }
        #expect(wire.count == 1 && learned.contains(wire[0]))

        let again = try await daemon.command(["reprocess", "--learn"])
        #expect(again.code == 0 && again.output.hasPrefix("Nothing new learned from 1 source with 7 articles\n0 articles"))
        #expect(try daemon.canonicalDump() == learned)
        let odd = try await daemon.command(["reprocess", "--learn", "--dry-run"])
        #expect(odd.code == 64, "\(odd.complaints)")
    }

    @Test("The line reads every article by itself; audit counts those that do without, and reprocess gives them the home")
    func notInLine() async throws {
        let daemon = try await desk()
        #expect(try await daemon.command(["reprocess", "--learn"]).code == 0)
        try await ingest(daemon, ["licking/late.txt": Self.school(4), "wire/late.txt": Self.school(5)])
        try daemon.start()
        try daemon.drop("licking/later.txt", Self.school(6))
        try await daemon.finish(10)
        let late = "licking|NJ|population|-"
        #expect(try newarks(daemon).filter { $0.hasPrefix("licking") } == [late, late, "licking|OH|home|1"])
        let audited = try await daemon.command(["audit"])
        #expect(audited.code == 0 && audited.output.contains("2 articles do without what was learned of their sources"))
        #expect(!audited.output.contains("older program"))
        #expect(try await daemon.command(["reprocess", "--dry-run"]).output == "2 articles to do\n")
        #expect(try await daemon.command(["reprocess", "--dry-run", "--enricher", "quotes"]).output == "0 articles to do\n")
        let done = try await daemon.command(["reprocess", "--enricher", "places", "--json"])
        #expect(try done.code == 0 && summary(done).articles == 2 && summary(done).left == 0)
        #expect(try newarks(daemon).filter { $0.hasPrefix("licking") } == [String](repeating: "licking|OH|home|1", count: 3))
        #expect(try await !daemon.command(["audit"]).output.contains("reprocess"))
    }

    @Test("A rebuild loads as the line does and keeps what was learned; the next reprocess makes the same of it as before")
    func rebuild() async throws {
        let daemon = try await desk()
        #expect(try await daemon.command(["reprocess", "--learn"]).code == 0)
        var more: [String: String] = [:]
        for number in 11...13 { more["wire/a\(number).txt"] = Self.ohio(number) }
        try await ingest(daemon, more)
        let second = try await daemon.command(["reprocess", "--learn", "--json"])
        #expect(try summary(second).learned?.generation == 2 && summary(second).learned?.changed == 1)
        #expect(try newarks(daemon) == ["licking|OH|home|1", "wire|OH|home|2", "|NJ|population|-"].sorted())
        let whole = try daemon.canonicalDump()
        let history = "SELECT json_array(generation, learned_at, articles, sources, changed) FROM learnings ORDER BY generation"
        let learnings = try DeskDatabase(daemon.warehouse, isReadOnly: true).texts(history)

        #expect(try await daemon.command(["rebuild"]).code == 0)
        #expect(try newarks(daemon) == Self.unlearned)
        #expect(try DeskDatabase(daemon.warehouse, isReadOnly: true).texts(history) == learnings)
        let audited = try await daemon.command(["audit"])
        #expect(audited.code == 0 && audited.output.contains("9 articles do without what was learned of their sources"))
        let learned = try await daemon.command(["reprocess", "--learn", "--json"])
        #expect(try learned.code == 0 && summary(learned).learned?.changed == 0 && summary(learned).articles == 9)
        #expect(try daemon.canonicalDump() == whole)
    }

    @Test("A box under every article of a source makes one story of them in the line; learned, it does no more, also after a rebuild")
    func boilerplate() async throws {
        let daemon = DaemonProcess()
        let box = (0..<80).map { "clause \($0) of our terms speaks of item \($0 * 7 % 31)" }.joined(separator: ", ")
        var files: [String: String] = [:]
        for number in 1...6 {
            let words = (0..<45).map { "word\(number)x\($0)" }.joined(separator: " ")
            files["post/a\(number).txt"] = "Headline \(number)\n\nThe story \(number) is this: \(words).\n\n\(box).\n"
        }
        try await ingest(daemon, files)
        let stories = "SELECT count(DISTINCT story_id) FROM articles"
        #expect(try DeskDatabase(daemon.warehouse, isReadOnly: true).number(stories) == 1)
        let bodies = "SELECT body FROM texts ORDER BY article_id"
        let before = try DeskDatabase(daemon.warehouse, isReadOnly: true).texts(bodies)
        let done = try await daemon.command(["reprocess", "--learn", "--json"])
        #expect(try done.code == 0 && summary(done).articles == 6 && summary(done).left == 0, "\(done.complaints)")
        #expect(try DeskDatabase(daemon.warehouse, isReadOnly: true).number(stories) == 6)
        #expect(try DeskDatabase(daemon.warehouse, isReadOnly: true).texts(bodies) == before)
        #expect(try daemon.audit() == [])
        let whole = try daemon.canonicalDump()
        let again = try await daemon.command(["reprocess", "--learn", "--json"])
        #expect(try summary(again).learned?.changed == 0 && summary(again).articles == 0)

        #expect(try await daemon.command(["rebuild"]).code == 0)
        #expect(try DeskDatabase(daemon.warehouse, isReadOnly: true).number(stories) == 1)
        #expect(try await daemon.command(["reprocess", "--enricher", "sketch"]).code == 0)
        #expect(try daemon.audit() == [])
        #expect(try daemon.canonicalDump() == whole)
    }
}
