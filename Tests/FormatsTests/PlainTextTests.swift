import Model
import Testing

@testable import Formats

@Suite("Plain text")
struct PlainTextTests {
    private func read(_ text: String, name: String = "a.txt") throws -> Record { try #require(Reading(text, name: name).records.first) }

    @Test("first line, empty line, paragraphs")
    func simple() throws {
        let record = try read("Harbour vote\n\nThe board voted on Friday.\n\nWork starts\nin May.\n")
        #expect(record.headline == "Harbour vote")
        #expect(record.body == "The board voted on Friday.\n\nWork starts\nin May.")
    }

    @Test("without empty lines every line is a paragraph")
    func lines() throws {
        let record = try read("US Secretary, Counterpart Discuss Afghanistan\nThe department said so.\r\n“No,” he added.\nKirby agreed.")
        #expect(record.headline == "US Secretary, Counterpart Discuss Afghanistan")
        #expect(record.body == "The department said so.\n\n“No,” he added.\n\nKirby agreed.")
    }

    @Test(
        "credits below the headline leave the body",
        arguments: [
            "Why houses fell\nBy Mehmet Bianchi\nCapital Wire, 2022-07-25\n\nFirst paragraph.\n\nSecond.",
            "Why houses fell\n\nBy Mehmet Bianchi\n\nCapital Wire, July 25, 2022\n\nFirst paragraph.\n\nSecond.",
            "Headline: Why houses fell\nByline: Mehmet Bianchi\nDate: 25 July 2022\nSource: Capital Wire\n\nFirst paragraph.\n\nSecond.",
            "Title: Why houses fell\nAuthor: Mehmet Bianchi\nPublished: 2022-07-25\nPublisher: Capital Wire\n\nFirst paragraph.\n\nSecond.",
        ])
    func credits(_ text: String) throws {
        let record = try read(text)
        #expect(record.headline == "Why houses fell")
        #expect(record.authors == ["Mehmet Bianchi"])
        #expect(record.publisher == "Capital Wire")
        #expect(record.published?.text == "2022-07-25")
        #expect(record.published?.origin == .field)
        #expect(record.body == "First paragraph.\n\nSecond.")
    }

    @Test("a header block may give every label")
    func headerBlock() throws {
        let record = try read(
            "Headline: H\nSection: World\nLanguage: English\nURL: https://x.example/1\nDateline: Kabul\nID: 77\nKeywords: a, b\n\nBody text."
        )
        #expect(record.section == "World")
        #expect(record.language == "en")
        #expect(record.url == "https://x.example/1")
        #expect(record.dateline == "Kabul")
        #expect(record.sourceID == "77")
        #expect(record.keywords == ["a", "b"])
        #expect(record.body == "Body text.")
    }

    @Test("a paragraph is no headline: too long, or one block that ends as paragraphs do")
    func noHeadline() throws {
        let long = String(repeating: "Words and words. ", count: 30)
        #expect(try read(long + "\n\nMore.").headline == nil)
        #expect(try read("The board voted on Friday.\nWork starts in May.").headline == nil)
        #expect(try read("The board voted on Friday.").body == "The board voted on Friday.")
        #expect(try read("A headline alone").headline == "A headline alone")
        let wrapped = try read("The board voted on Friday night to\ndredge the channel after years of delay and\nmuch talk.\n\nMore came.")
        #expect(wrapped.headline == nil)
        #expect(wrapped.body.hasPrefix("The board voted"))
    }

    @Test("one wrapped paragraph stays one")
    func wrapped() throws {
        let record = try read("A headline\n\nThe board voted on Friday night to\ndredge the channel after years of delay and\nmuch talk.\n")
        #expect(record.body == "The board voted on Friday night to\ndredge the channel after years of delay and\nmuch talk.")
    }

    @Test(
        "a line that only looks like a byline stays",
        arguments: ["By Friday the water had risen to the second floor.", "By the river stood a house", "by jane"])
    func noByline(_ line: String) throws {
        let record = try read("A headline\n\n\(line)\n\nMore text here.")
        #expect(record.authors.isEmpty)
        #expect(record.body.hasPrefix(line))
    }

    @Test("blank files and files without words are no articles", arguments: [" \r\n\t\n \n", "\u{FEFF}  "])
    func blank(_ text: String) {
        let reading = Reading(text)
        #expect(reading.records.isEmpty)
        #expect(reading.rejects.first?.code == .noText || reading.failure?.code == .emptyFile)
    }

    @Test("five million empty lines cost time in proportion")
    func manyLines() throws {
        let record = try read("Harbour vote\n" + String(repeating: "\n", count: 500_000) + "The board voted.\n\nIn May.")
        #expect(record.headline == "Harbour vote")
        #expect(record.body == "The board voted.\n\nIn May.")
    }

    @Test("random bytes never crash, whatever they are taken for")
    func fuzz() {
        var random = Random(99)
        for round in 0..<1_500 {
            let alphabet = Array("#*_[](){}<>\"'\\-=+:,.\n\r \tABCabc012é—%PDF\u{1}\0".utf8)
            let bytes = (0..<random.below(300)).map { _ in
                round % 2 == 0 ? UInt8(random.below(256)) : alphabet[random.below(alphabet.count)]
            }
            let reading = Reading(bytes, name: ["a.txt", "b.md", "c.json", "d"][round % 4], chunk: 1 + random.below(50))
            #expect(reading.records.count + reading.rejects.count <= bytes.count + 1, "seed 99, round \(round)")
        }
    }
}

@Suite("Datelines")
struct DatelineTests {
    @Test(
        "place and, where the year is written, day",
        arguments: [
            ("KABUL, Aug 13 (Reuters) - The", "KABUL", nil), ("GLASGOW (Observer) — The", "GLASGOW", nil),
            ("BERLIN, 3 March 2021 — The", "BERLIN", "2021-03-03"), ("DULUTH, Minn. (LW) -- Three", "DULUTH, Minn.", nil),
            ("Möhlingen (dma) – Der", "Möhlingen", nil), ("PEÑARRUBIA, 21 may — El", "PEÑARRUBIA", nil),
            ("CALDER QUAY — The", "CALDER QUAY", nil),
            ("NEW YORK, Aug. 13, 2021 (AP) -- A", "NEW YORK", "2021-08-13"), ("ROME (Aug 1) — A", "ROME", nil),
            ("МОСКВА, 1 августа 2021 — В", "МОСКВА", "2021-08-01"),
        ] as [(String, String, String?)])
    func found(_ text: String, _ place: String, _ day: String?) {
        let dateline = Dateline.find(text)
        #expect(dateline?.place == place)
        #expect(dateline?.published?.text == day)
        #expect(dateline?.published.map { $0.origin == .dateline && $0.precision == .day } ?? true)
    }

    @Test(
        "prose with a dash has none",
        arguments: [
            "The board - which met", "“No,” he said — twice", "A — B", "Officials in Kabul — the capital —", "", "-", "KABUL", "I — said",
            "on 3 March 2021 — he",
        ])
    func none(_ text: String) { #expect(Dateline.find(text) == nil) }
}
