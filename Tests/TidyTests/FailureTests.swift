import Foundation
import Model
import Testing

/// The catalogue of failures, its document and the tests that produce each of them agree.
@Suite struct FailureTests {
    /// `docs/ERRORS.md`, generated from the catalogue.
    static func document() -> String {
        var text = """
            # Error codes

            What can go wrong with a file or a record, as it stands in `files.reason`, `rejects.reason` and a dead letter's `.error.json`.
            Codes never change their meaning. This page is made from the catalogue in `Sources/Model/FailureCatalogue.swift`:
            `RENEW_GOLDEN=1 swift test --filter FailureTests`.


            """
        for kind in FailureKind.allCases {
            let entries = FailureCatalogue.entries.filter { $0.kind == kind }
            guard !entries.isEmpty else { continue }
            text += "## \(kind.rawValue)\n\(meaning(kind))\n\n| code | what happened | what to do |\n| --- | --- | --- |\n"
            for entry in entries { text += "| `\(entry.code.rawValue)` | \(cell(entry.meaning)) | \(cell(entry.advice)) |\n" }
            text += "\n"
        }
        return String(text.dropLast())
    }

    private static func cell(_ text: String) -> String { text.replacingOccurrences(of: "|", with: "\\|") }

    private static func meaning(_ kind: FailureKind) -> String {
        switch kind {
        case .retry: "The file waits in `retry/` and is tried again, later and later; then it is dead with this code."
        case .dead: "The file goes to `dead-letter/`, with an `.error.json` beside it. `copydesk dead-letter retry` puts it back."
        case .reject:
            "One record is not loaded, the rest of its file is (`partial`). A file of which nothing could be loaded is dead with its first reason."
        case .outage: "The desk itself cannot work: intake pauses and goes on by itself, and no file is blamed."
        case .ignored: "The thing is no article file; it is recorded and left alone."
        case .withdrawn: "The dropper took the file back or changed it."
        }
    }

    @Test("docs/ERRORS.md is what the catalogue generates")
    func documentEqualsCatalogue() throws {
        let path = "docs/ERRORS.md"
        if ProcessInfo.processInfo.environment["RENEW_GOLDEN"] == "1" {
            try Self.document().write(to: House.root.appendingPathComponent(path), atomically: true, encoding: .utf8)
        }
        #expect(try House.page(path).text == Self.document(), "renew it: RENEW_GOLDEN=1 swift test --filter FailureTests")
    }

    @Test("codes are kebab-case, meanings and advice are sentences")
    func entriesAreWellFormed() throws {
        let kebab = try Regex("[a-z0-9]+(?:-[a-z0-9]+)*")
        for entry in FailureCatalogue.entries {
            #expect(try kebab.wholeMatch(in: entry.code.rawValue) != nil, "\(entry.code.rawValue)")
            for sentence in [entry.meaning, entry.advice] {
                #expect(sentence.hasSuffix(".") && sentence.first?.isUppercase == true, "\(entry.code.rawValue): \(sentence)")
            }
        }
    }

    @Test("every failure code is produced by a test", arguments: FailureCode.allCases)
    func everyCodeIsTested(code: FailureCode) throws {
        // As a case, or in a string: "gzip-crc", "gzip-crc b.txt#0", "#3 json-depth". Codes of one word are words of prose too.
        // A plain look-ahead: Unicode's \b sees no boundary in `.gzipCRC.rawValue`.
        let before = code.rawValue.contains("-") ? #"[" ]"# : "\""
        let name = try Regex(#"\.\#(code)(?!\w)|\#(before)\#(code.rawValue)[ "]"#)
        let others = House.tests.filter { !$0.path.hasPrefix("Tests/TidyTests/") }
        let isTested = try others.contains { try name.firstMatch(in: $0.text) != nil }
        #expect(isTested, "no test mentions .\(code) or \"\(code.rawValue)\"")
    }

    @Test("every failure code can happen", arguments: FailureCode.allCases)
    func everyCodeIsProduced(code: FailureCode) throws {
        let name = try Regex(#"\.\#(code)(?!\w)"#)
        let catalogue = ["Sources/Model/FailureCatalogue.swift", "Sources/Model/FailureCode.swift"]
        let isProduced = try House.sources.contains { try !catalogue.contains($0.path) && name.firstMatch(in: $0.text) != nil }
        #expect(isProduced, "nothing produces .\(code): take it out of the catalogue")
    }
}
