import Model
import Testing

@testable import Warehouse

/// What the loader does with articles that are new, the same, reprints, corrections, or forgotten.
@Suite struct LoaderTests {
    let desk: TemporaryWarehouse
    let loader: Loader

    init() throws {
        desk = try TemporaryWarehouse()
        loader = desk.loader()
    }

    @Test("an article comes with its text, its full-text entry and its file's outcome")
    func oneArticle() throws {
        let id = try desk.file("a.txt", source: "reuters")
        let report = try loader.load(Samples.whole(id, [Samples.article("The bridge reopens on Monday.")], sha256: Samples.sha(1)))
        #expect(report.articles == 1)
        #expect(report.outcomes[id]?.status == .loaded)
        #expect(report.outcomes[id]?.articles == 1)
        #expect(try desk.query("SELECT headline, body FROM article_full") == [["A headline", "The bridge reopens on Monday."]])
        #expect(try desk.number("SELECT count(*) FROM search WHERE search MATCH 'bridge'") == 1)
        #expect(try desk.query("SELECT status, articles, source, finished_at FROM files") == [["loaded", "1", "reuters", TemporaryWarehouse.clock]])
        #expect(try desk.query("SELECT file_ids, articles, files FROM batches") == [["[\(id)]", "1", "1"]])
    }
}
