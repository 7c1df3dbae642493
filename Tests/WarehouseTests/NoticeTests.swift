import Model
import Testing

@testable import Warehouse

/// Embargoes, withdrawals and corrections as their sources send them.
@Suite struct NoticeTests {
    let desk: TemporaryWarehouse
    let loader: Loader

    init() throws {
        desk = try TemporaryWarehouse()
        loader = desk.loader()
    }

    private func load(
        _ name: String, _ text: String, file: UInt64, notice: Notice? = nil, change: (inout EnrichedArticle) -> Void = { _ in }
    ) throws {
        let article = Samples.article(text, file: file, publisher: "Agency") {
            $0.article.record.sourceID = "urn:1"
            $0.article.record.notice = notice
            change(&$0)
        }
        _ = try loader.load(Samples.whole(try desk.file(name, source: ""), [article]))
    }

    @Test("a kill hides the article and the notice, and deletes neither")
    func kill() throws {
        try load("a", "The mill closes.", file: 1)
        try load("b", "EDITORS: kill the story about the mill.", file: 2, notice: .kill) {
            $0.article.record.published = PublishedTime(text: "2024-03-06T08:00:00Z", precision: .second, origin: .field)
        }
        #expect(
            try desk.query("SELECT article_id, killed_at FROM articles ORDER BY 1") == [
                ["1", "2024-03-06T08:00:00Z"], ["2", "2024-03-06T08:00:00Z"],
            ])
        #expect(try desk.number("SELECT count(*) FROM articles_current") == 0)
    }

    @Test("a kill that repeats the text, or has none, is understood")
    func killForms() throws {
        try load("a", "The mill closes.", file: 1)
        try load("b", "The mill closes.", file: 2, notice: .kill)
        #expect(try desk.query("SELECT article_id, killed_at FROM articles") == [["1", TemporaryWarehouse.clock]])
        try load("c", "The pier opens.", file: 3) { $0.article.record.sourceID = "urn:2" }
        try load("d", "", file: 4, notice: .kill) {
            $0.article.record.sourceID = "urn:2"
            $0.article.record.headline = nil
            $0.fingerprint = 0
        }
        #expect(try desk.number("SELECT count(*) FROM articles WHERE killed_at IS NULL") == 0)
        #expect(try desk.number("SELECT count(*) FROM articles_current") == 0)
    }

    @Test("a correction is the current version and says when on the earlier one; another version is no correction")
    func correction() throws {
        try load("a", "Rates rise by 49 per cent.", file: 1)
        try load("b", "Rates rise by 4.9 per cent.", file: 2, notice: .correction)
        try load("c", "Rates rise by 4.9 per cent, the council says.", file: 3)
        #expect(
            try desk.query("SELECT article_id, revision, corrected_at FROM articles ORDER BY 1") == [
                ["1", "1", TemporaryWarehouse.clock], ["2", "2", nil], ["3", "3", nil],
            ])
        #expect(try desk.query("SELECT article_id FROM articles_current") == [["3"]])
    }

    @Test("what is under embargo is there and not current")
    func embargo() throws {
        try load("a", "Prize for a baker.", file: 1) {
            $0.article.record.embargo = PublishedTime(text: "2999-01-01T00:00:00Z", precision: .second, origin: .field)
        }
        #expect(try desk.query("SELECT embargo_until FROM articles") == [["2999-01-01T00:00:00Z"]])
        #expect(try desk.number("SELECT count(*) FROM articles_current") == 0)
    }
}
