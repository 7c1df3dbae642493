import Foundation
import Model
import Testing

@testable import Desk

@Suite("explain: every decision about one file, nothing stored")
struct ExplainTests {
    private let folder: TemporaryDesk

    init() throws { folder = try TemporaryDesk() }

    private func explain(_ name: String, _ text: String, sidecar: String? = nil, recordsMax: Int = 10) throws -> Explanation {
        let path = "\(folder.path)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        if let sidecar { try Data(sidecar.utf8).write(to: URL(fileURLWithPath: path + ".meta.json")) }
        return try Explain.run(path: path, settings: Settings(), recordsMax: recordsMax)
    }

    private func origins(_ record: Explanation.Record?) -> [String: String] {
        Dictionary(uniqueKeysWithValues: (record?.fields ?? []).compactMap { field in field.from.map { (field.name, $0) } })
    }

    @Test("each field with the place where it was found: heading, line, file name, sidecar")
    func text() throws {
        let it = try explain(
            "2021-08-13-ferry.md", "# The ferry\n\nBy Jane Doe\n\nIt sank.\n", sidecar: "{\"publisher\": \"Harbour Wire\"}")
        #expect(it.outcome == "loaded" && it.recordCount == 1 && it.sidecar == "read")
        #expect(it.members.map(\.format) == ["markdown"] && it.members[0].scores.map(\.format) == ["markdown", "text"])
        #expect(it.completeness.role == "article" && it.completeness.proof != nil)
        #expect(
            origins(it.records.first) == [
                "headline": "first heading", "authors": "line below the headline", "published": "the file's name",
                "day": "published", "publisher": "sidecar", "body": "the text",
            ])
    }

    @Test("JSON names the key that gave each field; rejects come with code and advice; what is too much is counted")
    func json() throws {
        let lines = "{\"titel\":\"A\",\"articleBody\":\"a\",\"pubDate\":\"2021-08-13\"}\n{\"x\":1}\n{\"title\":\"B\",\"text\":\"b\"}\n"
        let it = try explain("a.jsonl", lines, recordsMax: 1)
        #expect(it.recordCount == 2 && it.records.count == 1 && it.rejectCount == 1 && it.outcome == "partial")
        #expect(origins(it.records.first)["headline"] == "key titel" && origins(it.records.first)["published"] == "key pubdate")
        #expect(it.rejects.first?.code == "no-text" && it.rejects.first?.record == "#2" && it.rejects.first?.advice.isEmpty == false)
    }

    @Test("what ends a file is told; companions and names that wait are told apart")
    func ends() throws {
        #expect(try explain("cut.bin", "\u{0}\u{1}\u{2}\u{3}").outcome == "dead")
        #expect(try explain("empty.txt", "").failure?.code == "empty-file")
        #expect(try explain("a.txt.part", "Words here.\n").completeness.role == "temporary")
        let companion = try explain("b.txt.meta.json", "{}")
        #expect(companion.completeness.role == "sidecar" && companion.failure == nil && companion.outcome == "ignored")
        #expect(throws: DeskError.self) { try Explain.run(path: folder.path, settings: Settings(), recordsMax: 1) }
    }
}
