import Decoding
import Model
import Testing

@testable import Formats

@Suite("From record to article")
struct ArticleMakerTests {
    private let uids = UIDMaker(fileSHA256: [UInt8](repeating: 7, count: 32))
    /// 2021-08-14T10:00:00Z
    private let mtime: Int64 = 1_628_935_200_000_000_000

    private func record(_ body: String = "Text of the story.", _ change: (inout Record) -> Void = { _ in }) -> Record {
        var record = Record(address: ItemAddress(ordinal: 1))
        record.headline = "Headline"
        record.body = body
        change(&record)
        return record
    }

    private func make(
        _ record: Record, name: String = "a.txt", sidecar: String? = nil, settings: SourceDefaults = SourceDefaults(),
        isSingle: Bool = true,
        mtimeNs: Int64? = nil
    ) throws -> Article {
        let intake = IntakeFacts(
            fileName: Array(name.utf8), mtimeNs: mtimeNs ?? mtime, seenDay: "2021-08-20",
            sidecar: sidecar.flatMap { Sidecar(Array($0.utf8)) },
            isSingleRecord: isSingle)
        return try ArticleMaker(settings: settings).make(record, uidMaker: uids, intake: intake).get()
    }

    @Test("published: the field before the dateline before the file's name")
    func order() throws {
        let field = HeaderDate.parse("2021-08-13T10:00:00Z")
        let body = "BERLIN, 3 March 2021 — The"
        let all = try make(record(body) { $0.published = field }, name: "2021-02-01-x.txt")
        #expect(all.record.published?.origin == .field)
        #expect(all.day == "2021-08-13")
        let dateline = try make(record(body), name: "2021-02-01-x.txt")
        #expect(dateline.record.published == PublishedTime(text: "2021-03-03", precision: .day, origin: .dateline))
        #expect(dateline.record.dateline == "BERLIN")
        #expect(dateline.record.body == body)
        let name = try make(record("KABUL, Aug 13 (Reuters) - The"), name: "in/2021-02-01-x.txt")
        #expect(name.record.published == PublishedTime(text: "2021-02-01", precision: .day, origin: .fileName))
        #expect(name.record.dateline == "KABUL")
    }

    @Test("a byline is kept without its By, and a name that is no address is the source's id")
    func bylineAndName() throws {
        #expect(try make(record { $0.byline = "By Jane Doe and John Roe" }).record.byline == "Jane Doe and John Roe")
        #expect(try make(record { $0.byline = "Byron Doe" }).record.byline == "Byron Doe")
        let named = try make(record { $0.url = "urn:newsml:x.example:20240702:depot" }).record
        #expect(named.url == nil && named.sourceID == "urn:newsml:x.example:20240702:depot")
        let both = try make(record { ($0.url, $0.sourceID) = ("https://x.example/a", "17") }).record
        #expect(both.url == "https://x.example/a" && both.sourceID == "17")
    }

    @Test("without any date published is NULL and the day is the file's, if that can be true, else the day seen")
    func noDate() throws {
        #expect(try make(record()).record.published == nil)
        #expect(try make(record()).day == "2021-08-14")
        #expect(try make(record(), mtimeNs: 0).day == "2021-08-20")
        #expect(try make(record(), mtimeNs: 4_000_000_000_000_000_000).day == "2021-08-20")
        // The day on which a crawler took the page is nearer to it than that of the archive's file, and no date of the article either.
        let crawled = try make(record { $0.capturedDay = "2019-05-06" })
        #expect(crawled.day == "2019-05-06" && crawled.record.published == nil)
        #expect(try make(record { $0.capturedDay = "2031-05-06" }).day == "2021-08-14")
        #expect(try make(record("KABUL, Aug 13 (Reuters) - The")).record.published == nil)
    }

    @Test("a day that has not come is not believed")
    func future() throws {
        let article = try make(record { $0.published = HeaderDate.parse("2031-08-13") })
        #expect(article.record.published == nil)
        #expect(article.repairs["future-date"] == 1)
        #expect(try make(record { $0.published = HeaderDate.parse("2021-08-21") }).day == "2021-08-21")
    }

    @Test("a sidecar wins, and says that it did")
    func sidecar() throws {
        let text =
            #"{"published":"2020-01-02","publisher":"Kabul Times","author":"Jane Doe","url":"https://x.example/","title":"Right","lang":"fa"}"#
        let before = record {
            $0.published = HeaderDate.parse("2021-08-13")
            $0.publisher = "Wrong"
        }
        let article = try make(before, sidecar: text)
        #expect(article.record.published == PublishedTime(text: "2020-01-02", precision: .day, origin: .sidecar))
        #expect(article.record.publisher == "Kabul Times")
        #expect(article.record.authors == ["Jane Doe"])
        #expect(article.record.headline == "Right")
        #expect(article.record.language == "fa")
        let many = try make(before, sidecar: text, isSingle: false)
        #expect(many.record.headline == "Headline")
        #expect(many.record.publisher == "Kabul Times")
        #expect(Sidecar(Array("[1]".utf8)) == nil)
        #expect(Sidecar(Array("{\"a\":".utf8)) == nil)
    }

    @Test("the source's settings fill what is missing: publisher, language, zone")
    func settings() throws {
        let settings = SourceDefaults(publisher: "Wire", timezone: SourceZone("+04:30"), language: "fa")
        let article = try make(record { $0.published = HeaderDate.parse("2021-08-13 10:00:00") }, settings: settings)
        #expect(article.record.publisher == "Wire")
        #expect(article.record.language == "fa")
        #expect(article.record.published?.text == "2021-08-13T05:30:00Z")
        #expect(article.record.published?.zone == nil)
        #expect(SourceZone("Europe/Berlin")?.utc("2021-08-13T10:00:00") == "2021-08-13T08:00:00Z")
        #expect(SourceZone("Europe/Berlin")?.utc("2021-12-13T10:00:00") == "2021-12-13T09:00:00Z")
        #expect(SourceZone("Nowhere/Land") == nil)
        #expect(SourceZone("UTC")?.utc("2021-08-13") == "2021-08-13")
    }

    @Test("a record without words is no-text, with its address")
    func noText() {
        var empty = Record(address: ItemAddress(member: "a.json", ordinal: 3))
        empty.headline = " \u{FEFF} "
        let intake = IntakeFacts(fileName: [], mtimeNs: 0, seenDay: "2021-08-20")
        guard case .failure(let reject) = ArticleMaker().make(empty, uidMaker: uids, intake: intake) else {
            Issue.record("it was made")
            return
        }
        #expect(reject.code == .noText)
        #expect(reject.address?.description == "a.json#3")
    }

    @Test(
        "dates in file names",
        arguments: [
            ("2021-08-13-blinken.txt", "2021-08-13"), ("20210813_0405.txt", "2021-08-13"), ("news_2021_08_13.txt", "2021-08-13"),
            ("a/b/x-20210813.json", "2021-08-13"),
            ("20210813140509.txt", "2021-08-13"), ("2021-13-40.txt", nil), ("article-0009637.txt", nil), ("120210813.txt", nil),
            ("2021-08-131.txt", nil), ("", nil),
        ] as [(String, String?)])
    func fileNames(_ name: String, _ day: String?) { #expect(FileNameDate.find(Array(name.utf8))?.text == day) }

    @Test("the same record of the same bytes has the same uid; another has another")
    func uid() throws {
        let first = try make(record()).uid
        #expect(try make(record()).uid == first)
        #expect(try make(record { $0.address.ordinal = 2 }).uid != first)
    }

    @Test("repairs are counted")
    func repairs() throws {
        let article = try make(
            record {
                $0.replacedBytes = 2
                $0.windows1252Bytes = 1
            })
        #expect(article.repairs["replaced-bytes"] == 2)
        #expect(article.repairs["windows-1252-bytes"] == 1)
    }

    @Test("authors and keywords beyond a hundred are left out and counted")
    func longLists() throws {
        let article = try make(
            record {
                $0.authors = (1...103).map { "Jane \($0)" }
                $0.keywords = (1...101).map { "word \($0)" }
                $0.leftOut = 2
            })
        #expect(article.record.authors.count == 100 && article.record.keywords.last == "word 100")
        #expect(article.repairs["left-out"] == 3 + 1 + 2)
    }
}
