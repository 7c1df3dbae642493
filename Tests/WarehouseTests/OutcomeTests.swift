import Model
import Synchronization
import Testing

@testable import Warehouse

/// Promise P1: every file ends in one outcome, in the transaction of its last batch.
@Suite struct OutcomeTests {
    let desk: TemporaryWarehouse
    let loader: Loader

    init() throws {
        desk = try TemporaryWarehouse()
        loader = desk.loader()
    }

    private static let bad = Reject(
        .jsonSyntax, "a comma is missing", address: ItemAddress(ordinal: 3), byteOffset: 91, line: 3, context: "x")
    private static let cut = Failure(.gzipTruncated, "ends at byte 90", byteOffset: 90)

    @Test(
        "articles, rejects and the failure that ended the reading decide the outcome",
        arguments: [
            (1, 0, nil, FileStatus.loaded, nil), (1, 1, nil, .partial, .jsonSyntax), (0, 1, nil, .dead, .jsonSyntax),
            (0, 0, cut, .dead, .gzipTruncated),
            (1, 0, cut, .partial, .gzipTruncated), (0, 1, cut, .dead, .gzipTruncated), (0, 0, nil, .ignored, .nothingInside),
        ] as [(Int, Int, Failure?, FileStatus, FailureCode?)])
    func outcomes(articles: Int, rejects: Int, failure: Failure?, status: FileStatus, reason: FailureCode?) throws {
        let id = try desk.file("a")
        let report = try loader.load(
            Samples.whole(
                id, (0..<articles).map { Samples.article("Text \($0).", ordinal: $0 + 1) },
                rejects: Array(repeating: Self.bad, count: rejects),
                sha256: Samples.sha(1), failure: failure))
        let outcome = try #require(report.outcomes[id])
        #expect(outcome.status == status && outcome.failure?.code == reason)
        let row = try #require(try desk.ledger.row(id))
        #expect(row.status == status && row.reason == reason)
        #expect(row.articles == articles && row.rejected == rejects)
        #expect(row.sha256 == Samples.sha(1) && row.format == "text" && row.finishedAt == TemporaryWarehouse.clock)
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("a reject keeps its address, byte, line and sentence")
    func rejectAddresses() throws {
        let id = try desk.file("a")
        _ = try loader.load(
            Samples.whole(id, [], rejects: [Self.bad, Reject(.noText, address: ItemAddress(member: "a/b.json", ordinal: 1))]))
        #expect(
            try desk.query("SELECT item, reason, detail, line, byte_offset, context FROM rejects ORDER BY rowid") == [
                ["#3", "json-syntax", "a comma is missing", "3", "91", "x"],
                ["a/b.json#1", "no-text", FailureCode.noText.entry.meaning, nil, nil, nil],
            ])
        #expect(try desk.ledger.rejects(of: id).first == Self.bad)
        #expect(try desk.ledger.row(id)?.failure?.address == ItemAddress(ordinal: 3))
    }

    @Test("a file that is no article ends ignored; one that fails its checksum is dead")
    func ignored() throws {
        let marker = try desk.file("a.done")
        let wrong = try desk.file("b")
        let report = try loader.load([
            .begin(marker), .end(FileEnd(fileID: marker, ignore: .marker)), .begin(wrong), .end(FileEnd(fileID: wrong, ignore: .checksum)),
        ])
        #expect(report.outcomes[marker]?.status == .ignored && report.outcomes[marker]?.failure?.code == .marker)
        #expect(report.outcomes[wrong]?.status == .dead && report.outcomes[wrong]?.failure?.code == .checksum)
    }

    @Test("known bytes are a duplicate, also when the first was loaded while this one was being read; sightings are not doubled")
    func duplicates() throws {
        let other = try desk.file("other", source: "s")
        _ = try loader.load(Samples.whole(other, [Samples.article("Shared.", file: 9)], sha256: Samples.sha(9)))
        let first = try desk.file("first", source: "s")
        let second = try desk.file("second", source: "s")
        let articles = [Samples.article("Own."), Samples.article("Shared.", ordinal: 2)]
        let group = Samples.whole(first, articles, sha256: Samples.sha(1)) + Samples.whole(second, articles, sha256: Samples.sha(1))
        let report = try loader.load(group)
        #expect(report.outcomes[first]?.articles == 1 && report.outcomes[first]?.repeats == 1)
        #expect(report.outcomes[second]?.status == .duplicate && report.outcomes[second]?.duplicateOf == first)
        #expect(try desk.count("sightings") == 1)
        #expect(try desk.ledger.known(sha256: Samples.sha(1)) == first)
        let third = try desk.file("third")
        let later = try loader.load([.begin(third), .end(FileEnd(fileID: third, sha256: Samples.sha(1), duplicateOf: first))])
        #expect(later.outcomes[third]?.status == .duplicate)
        #expect(try desk.query("SELECT status, duplicate_of FROM files WHERE file_id = \(third)") == [["duplicate", "\(first)"]])
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("what one attempt loaded counts for the file, whatever ends a later attempt; nothing is taken back")
    func retryThenDead() throws {
        let id = try desk.file("a")
        let failure = Failure(.ioError, "EIO")
        let first = try loader.load([
            .begin(id), .articles(id, [Samples.article("One."), Samples.article("Two.", ordinal: 2)]), .rejects(id, [Self.bad]),
            .retry(id, failure, attempts: 1, at: "2024-05-01T12:01:00Z"),
        ])
        #expect(first.outcomes[id]?.status == .retry && first.outcomes[id]?.attempts == 1)
        #expect(try desk.ledger.dueRetries(at: "2024-05-01T12:00:59Z").isEmpty)
        #expect(try desk.ledger.dueRetries(at: "2024-05-01T12:01:00Z").map(\.fileID) == [id])
        try desk.ledger.markWorking([id])
        let last = try loader.load([.begin(id), .end(FileEnd(fileID: id, failure: failure))])
        #expect(last.outcomes[id]?.status == .partial && last.outcomes[id]?.articles == 2 && last.outcomes[id]?.rejected == 0)
        #expect(try desk.count("articles") == 2)
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("a changed file goes over to a new row; its old articles go in the transaction that loads the new ones")
    func changed() throws {
        let id = try desk.file("a", source: "s")
        _ = try loader.load([.begin(id), .articles(id, [Samples.article("Old text.")])])
        let facts = FileFacts(device: 7, inode: 8, bytes: 9, mtimeNs: 10, ctimeNs: 11)
        let report = try loader.load([.articles(id, [Samples.article("Never loaded.", ordinal: 2)]), .changed(id, facts)])
        let outcome = try #require(report.outcomes[id])
        let fresh = try #require(outcome.newFileID)
        #expect(outcome.status == .withdrawn && outcome.failure?.code == .changedAfterClaim)
        let row = try #require(try desk.ledger.row(fresh))
        #expect(
            row.status == .working && row.previousFileID == id && row.facts == facts && row.source == "s" && row.name == Array("a".utf8))
        #expect(try desk.query("SELECT body FROM texts") == [["Old text."]])
        let again = try loader.load(
            Samples.whole(fresh, [Samples.article("Old text.", file: 2), Samples.article("New text.", file: 2, ordinal: 2)]))
        #expect(again.outcomes[fresh]?.articles == 2)
        #expect(try desk.query("SELECT body FROM texts ORDER BY 1") == [["New text."], ["Old text."]])
        #expect(try desk.number("SELECT count(*) FROM search WHERE search MATCH 'old'") == 1)
        #expect(try desk.count("sightings") == 0)
        #expect(try WarehouseReader(desk.path).audit() == [])
        #expect(try desk.warehouse.auditFullText() == [])
    }

    @Test("an article whose file changed stays where another file brought the same text; stories and corrections close over what goes")
    func removalKeepsWhatOthersBrought() throws {
        let id = try desk.file("a", source: "s")
        _ = try loader.load([
            .begin(id),
            .articles(
                id,
                [
                    Samples.article("Seen twice.", publisher: "P"), Samples.article("Reprinted.", ordinal: 2, publisher: "P"),
                    Samples.article("Corrected.", ordinal: 3, publisher: "P") { $0.article.record.sourceID = "7" },
                ]),
        ])
        let other = try desk.file("b", source: "s")
        _ = try loader.load(
            Samples.whole(
                other,
                [
                    Samples.article("Seen twice.", file: 2, publisher: "P"),
                    Samples.article("Reprinted.", file: 2, ordinal: 2, publisher: "Q"),
                    Samples.article("Reprinted.", file: 2, ordinal: 3, publisher: "R"),
                    Samples.article("Right now.", file: 2, ordinal: 4, publisher: "P") { $0.article.record.sourceID = "7" },
                ]))
        let report = try loader.load([.changed(id, FileFacts(device: 7, inode: 8, bytes: 9, mtimeNs: 10, ctimeNs: 11))])
        let fresh = try #require(report.outcomes[id]?.newFileID)
        _ = try loader.load(Samples.whole(fresh, [], failure: Self.cut))
        #expect(
            try desk.query(
                "SELECT body, file_id, hex(uid), story_id = article_id, reprint_of IS NULL, replaces FROM article_full ORDER BY item") == [
                    ["Seen twice.", "\(other)", "00000000000000020000000000000001", "1", "1", nil],
                    ["Reprinted.", "\(other)", "00000000000000020000000000000002", "1", "1", nil],
                    ["Reprinted.", "\(other)", "00000000000000020000000000000003", "0", "0", nil],
                    ["Right now.", "\(other)", "00000000000000020000000000000004", "1", "1", nil],
                ])
        #expect(try desk.number("SELECT count(DISTINCT story_id) FROM articles") == 3)
        #expect(try WarehouseReader(desk.path).audit() == [])
    }

    @Test("crash points are passed before and after the commit, and once for each final outcome")
    func crashPoints() throws {
        let passed = Mutex<[String]>([])
        let loader = desk.loader(crashPoint: { name in passed.withLock { $0.append(name) } })
        let (first, second, third) = try (desk.file("a"), desk.file("b"), desk.file("c"))
        _ = try loader.load(
            Samples.whole(first, [Samples.article("One.")]) + Samples.whole(second, [Samples.article("Two.", file: 2)]) + [
                .begin(third), .retry(third, Failure(.ioError), attempts: 1, at: "2024-05-01T12:01:00Z"),
            ])
        #expect(passed.withLock { $0 } == ["load.before_commit", "load.committed", "final.committed", "final.committed"])
    }
}
