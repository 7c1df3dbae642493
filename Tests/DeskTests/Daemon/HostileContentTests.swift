import Foundation
import Model
import Testing

@testable import Desk

@Suite("P9: what files may hold, through the daemon (FAULTS D)", .aFewAtATime)
struct HostileContentTests {
    /// A file and what must become of it.
    struct Sample {
        var name: String
        var bytes: [UInt8]
        var status: FileStatus
        var reason: FailureCode?
        var articles: Int
        var rejected = 0
    }

    static func story(_ number: Int) -> [UInt8] { Array(MixedDrop.article(number).utf8) }
    static func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Archives in archives, an article in the innermost.
    static func nested(_ depth: Int) -> [UInt8] {
        var bytes = story(99)
        for level in 0..<depth { bytes = Packed.tar([(level == 0 ? "a.txt" : "inner.tar", bytes)]) }
        return bytes
    }

    /// A member for each article, and one whose JSON is damaged.
    static let archive: [UInt8] = Packed.tar(
        (100..<200).map { ("story-\($0).txt", story($0)) } + [("broken.json", utf8("{\"title\": \"Cut off, \"text\": 1"))])

    static let samples: [Sample] = [
        Sample(
            name: "d01-cut.txt.gz", bytes: Array(Packed.gzip(story(1)).dropLast(20)), status: .dead, reason: .gzipTruncated, articles: 0),
        Sample(
            name: "d02-bomb.txt.gz", bytes: Packed.gzip([UInt8](repeating: 32, count: 24 << 20)), status: .dead, reason: .ratioLimit,
            articles: 0),
        Sample(name: "d02-nested.tar", bytes: nested(12), status: .dead, reason: .nestingLimit, articles: 0),
        Sample(
            name: "d03-members.txt.gz", bytes: Packed.gzip(story(3)) + Packed.gzip(utf8("And a second member.\n")), status: .loaded,
            articles: 1),
        Sample(name: "d04-one-bad.tar", bytes: archive, status: .partial, articles: 100, rejected: 1),
        Sample(
            name: "d05-one-line.jsonl", bytes: utf8(MixedDrop.lines(500..<900) + "{\"title\": \"No end\n" + MixedDrop.lines(900..<1_000)),
            status: .partial, reason: .jsonTruncated, articles: 500, rejected: 1),
        Sample(name: "d06-no-newline.jsonl", bytes: utf8(String(MixedDrop.lines(1_000..<1_003).dropLast())), status: .loaded, articles: 3),
        Sample(name: "d09-really-zip.txt", bytes: Packed.zip([("a.txt", story(9)), ("b.txt", story(10))]), status: .loaded, articles: 2),
        Sample(
            name: "d10-secret.zip", bytes: Packed.encryptedZip([("a.txt", story(11))]), status: .dead, reason: .encrypted, articles: 0,
            rejected: 1),
        Sample(
            name: "d11-paths.tar", bytes: Packed.tar([("../../../d11-escaped.txt", story(12)), ("/tmp/d11-absolute.txt", story(13))]),
            status: .loaded, articles: 2),
        Sample(
            name: "d14-bytes.txt",
            bytes: utf8("Headline with \u{0}NUL\n\nBody with \u{FEFF}a mark in the middle,\nand ") + [0xC0, 0xAF, 0xED, 0xA0, 0x80]
                + utf8(" bytes that are none.\n"),
            status: .loaded, articles: 1),
        Sample(
            name: "d15-entities.xml",
            bytes: utf8(
                "<?xml version=\"1.0\"?><!DOCTYPE nitf [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY b \"&x;&x;&x;&x;\">]><nitf><head><title>&b;&x;</title></head></nitf>"
            ),
            status: .dead, reason: .xmlEntity, articles: 0, rejected: 1),
        Sample(
            name: "d16-deep.json",
            bytes: utf8("{\"title\":\"Deep\",\"text\":") + [UInt8](repeating: 0x5B, count: 100_000)
                + [UInt8](repeating: 0x5D, count: 100_000) + utf8("}"),
            status: .dead, reason: .jsonDepth, articles: 0, rejected: 1),
        Sample(
            name: "d17-quotes.txt", bytes: utf8("Quotes\n\n" + String(repeating: "\"'\u{201C}\u{2018}a ", count: 10_000)), status: .loaded,
            articles: 1),
        Sample(
            name: "d19-ids.jsonl",
            bytes: utf8(
                "{\"id\":\"7\",\"title\":\"First\",\"text\":\"One text.\"}\n{\"id\":\"7\",\"title\":\"Second\",\"text\":\"Another text.\"}\n"
            ),
            status: .loaded, articles: 2),
        Sample(name: "d20-marks.txt", bytes: utf8(mixedMarks), status: .loaded, articles: 1),
        Sample(
            name: "first-too-deep.tar", bytes: Packed.tar([("deep.tar", nested(12)), ("a.txt", story(400))]), status: .partial,
            reason: .nestingLimit, articles: 1, rejected: 1),
        Sample(
            name: "one-name.tar", bytes: Packed.tar([("a.txt", story(410)), ("a.txt", story(411)), ("a.txt", story(411))]),
            status: .loaded, articles: 2),
    ]

    /// Quotation marks of several kinds, some of which have no partner, and letters in decomposed form.
    static let mixedMarks = """
        Harbour mayor: \u{2018}We won\u{2019}t sell\u{201D}

        By Jane Roe

        OSTERAY, March 3 - \u{201C}The quay stays ours," the mayor said. 'Nobody\u{2019}s asking for \u{AB}more\u{BB} than that.\u{201D}

        ``It is not for sale'', added Rene\u{301} Du\u{308}rr. "And that is that.
        """

    @Test("D01 to D20: each ends as its content asks, and none keeps another from being loaded")
    func all() async throws {
        let daemon = DaemonProcess()
        for sample in Self.samples { try daemon.drop(sample.name, sample.bytes) }
        try daemon.start()
        #expect(await daemon.waitForOutcomes(Self.samples.count), "\(daemon.logText)")
        // D07: the same bytes again. D08: the same article in another container.
        try daemon.drop("z/d07-again.jsonl", Self.samples[6].bytes)
        try daemon.drop("z/d08-other.tar", Packed.tar([("b.txt", Self.story(9))]))
        try await daemon.finish(Self.samples.count + 2)
        for sample in Self.samples {
            let row = try #require(try daemon.rows(sample.name).first)
            #expect(row.status == sample.status, "\(sample.name): \(row)")
            if sample.reason != nil || sample.status == .loaded { #expect(row.reason == sample.reason, "\(sample.name): \(row)") }
            #expect(row.articles == sample.articles, "\(sample.name): \(row)")
            #expect(row.rejected == sample.rejected, "rejects of \(sample.name): \(row)")
        }
        let again = try #require(try daemon.rows("z/d07-again.jsonl").first)
        let first = try #require(try daemon.rows("d06-no-newline.jsonl").first)
        #expect(again.status == .duplicate && again.duplicateOf == first.fileID)
        #expect(try daemon.rows("z/d08-other.tar").map(\.status) == [.loaded])
        // Its third member is the second once more: one article, and a sighting with an address of its own.
        #expect(try daemon.rows("one-name.tar").map(\.repeats) == [1])
        #expect(try daemon.audit() == [])
        try look(at: daemon)
    }

    private func look(at daemon: DaemonProcess) throws {
        let database = try DeskDatabase(daemon.warehouse, isReadOnly: true)
        func body(_ name: String) throws -> [String] {
            try database.texts(
                "SELECT t.body FROM texts t JOIN articles a USING(article_id) JOIN files f USING(file_id) WHERE CAST(f.name AS TEXT) = '\(name)'"
            )
        }
        // P5: a reject has the address of its record.
        let address = try database.texts(
            "SELECT r.line || ' ' || r.byte_offset FROM rejects r JOIN files f USING(file_id) WHERE CAST(f.name AS TEXT) = 'd05-one-line.jsonl'"
        )
        #expect(address == ["401 \(MixedDrop.lines(500..<900).utf8.count)"])
        let item = try database.texts(
            "SELECT r.item FROM rejects r JOIN files f USING(file_id) WHERE CAST(f.name AS TEXT) = 'd04-one-bad.tar'")
        #expect(item.first?.hasPrefix("broken.json") == true, "\(item)")
        // P6: U+0000 is in no body.
        #expect(try database.number("SELECT count(*) FROM texts WHERE instr(body, char(0)) > 0") == 0)
        #expect(try body("d14-bytes.txt").first?.contains("bytes that are none.") == true)
        // D11: names are labels.
        for place in ["/tmp/d11-absolute.txt", "\(daemon.desk)/d11-escaped.txt", "\(daemon.desk)/../d11-escaped.txt"] {
            #expect(!FileManager.default.fileExists(atPath: place))
        }
        // D15: nothing outside of the file was read.
        #expect(try database.number("SELECT count(*) FROM texts WHERE instr(body, 'root:') > 0") == 0)
        // D20: as written, in NFC.
        let marks = try #require(try body("d20-marks.txt").first)
        for line in Self.mixedMarks.precomposedStringWithCanonicalMapping.split(separator: "\n").suffix(2) {
            let text = line.hasPrefix("OSTERAY") ? line.dropFirst("OSTERAY, March 3 - ".count) : line
            #expect(marks.contains(text), "\(marks)")
        }
    }

    @Test(
        "D04, D05: read again from the beginning after a crash, rejects and articles are the same",
        arguments: ["load.before_commit:1", "load.committed:2"])
    func redone(point: String) async throws {
        var dumps: [[String]] = []
        for crash in [nil, point] {
            let daemon = DaemonProcess(["COPYDESK_COMMIT_ARTICLES": "40", "COPYDESK_MAX_BATCH_BYTES": "4096"])
            try daemon.drop("one-bad.tar", Self.archive)
            try daemon.drop("line.jsonl", Self.samples[5].bytes)
            if let crash { try await daemon.crash(at: crash) }
            try daemon.start()
            try await daemon.finish(2)
            dumps.append(try daemon.canonicalDump())
        }
        #expect(dumps[0] == dumps[1])
        #expect(dumps[0].filter { $0.hasPrefix("[\"reject\"") }.count == 2)
    }
}
