import Foundation
import Testing

/// House rules that can be read off the text of the sources.
@Suite struct SourceTests {
    static let linesMax = 400
    static let reasonWithin = 15

    @Test("no file is longer than 400 lines, or says in its first lines why it is long", arguments: House.sources + House.tests)
    func filesAreShort(page: House.Page) {
        let lines = page.lines
        guard lines.count > Self.linesMax else { return }
        let says = lines.prefix(Self.reasonWithin).contains { $0.contains("//") && $0.lowercased().contains("long") }
        #expect(
            says,
            "\(page.path) has \(lines.count) lines; split it, or say in a comment within its first \(Self.reasonWithin) lines why it is long"
        )
    }

    /// Marks that switch off a check of the compiler.
    static let marks: [(pattern: String, what: String)] = [
        (#"\btry!"#, "try!"), (#"\bas!"#, "as!"), (#"@unchecked\s+Sendable"#, "@unchecked Sendable"),
        (#"nonisolated\(unsafe\)"#, "nonisolated(unsafe)"),
        (#"[\w\)\]\"]!(?!=)"#, "a force unwrap"),
    ]

    @Test("what switches off a check of the compiler has its proof in a comment above", arguments: House.sources)
    func marksHaveReasons(page: House.Page) throws {
        let source = SwiftLines(page.text)
        for (pattern, what) in Self.marks {
            let regex = try Regex(pattern)
            for (index, line) in source.code.enumerated() where try regex.firstMatch(in: line) != nil {
                if what == "a force unwrap", line.contains("try!") || line.contains("as!") { continue }
                let isProved = source.hasReason(at: index)
                #expect(isProved, "\(page.path):\(index + 1) has \(what) without a comment that proves it")
            }
        }
    }

    @Test("every source file is named after a type that it declares", arguments: House.sources)
    func filesAreNamedAfterTypes(page: House.Page) throws {
        guard page.name != "main.swift" else { return }
        let stem = page.name.dropLast(".swift".count)
        let parts = stem.split(separator: "+", maxSplits: 1)
        let type = NSRegularExpression.escapedPattern(for: String(parts[0]))
        let pattern =
            parts.count == 2
            ? #"\bextension\s+(?:\w+\.)*"# + type + #"\b"#
            : #"\b(?:struct|class|enum|actor|protocol|typealias|macro)\s+"# + type + #"\b"#
        let code = SwiftLines(page.text).code.joined(separator: "\n")
        #expect(
            try Regex(pattern).firstMatch(in: code) != nil,
            "\(page.path) declares no \(stem): name it after its main type (extensions: Type+What.swift)")
    }

    @Test("names say what a thing is: no Manager, Helper, Util", arguments: House.sources)
    func namesAreTheFieldsWords(page: House.Page) throws {
        let regex = try Regex(#"\b(?:struct|class|enum|actor|protocol)\s+\w*(?:Manager|Helper|Utils?|Utilities)\b"#)
        #expect(
            try regex.firstMatch(in: SwiftLines(page.text).code.joined(separator: "\n")) == nil, "\(page.path) declares a type of that name"
        )
    }

    // Written in two parts, so that this file does not find itself.
    static let unfinished = [
        "TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "not yet imple" + "mented", "place" + "holder", "withKnown" + "Issue",
    ]
    static let machines = ["/wo" + "rk/main", "/wo" + "rk/shared", "/tmp" + "/h/", "/ro" + "ot/"]
    /// Papers that are not in the repository: a comment that leans on one tells its reader nothing.
    static let papers = ["DES" + "IGN §", "(FAU" + "LTS ", "rese" + "arch/", "HOU" + "SE.md"]

    @Test("nothing is left unfinished, and no path of a developer's machine is left behind", arguments: House.everything)
    func nothingIsLeftBehind(page: House.Page) throws {
        let words = try Regex(#"\b(?:"# + Self.unfinished.joined(separator: "|") + #")\b"#)
        for (index, line) in page.lines.enumerated() {
            #expect(try words.firstMatch(in: line) == nil, "\(page.path):\(index + 1) is marked as unfinished")
            // Tests are named after the list of faults that they cover.
            for paper in Self.papers where !page.path.hasPrefix("Tests/") {
                #expect(!line.contains(paper), "\(page.path):\(index + 1) leans on a paper that is not here")
            }
            for path in Self.machines { #expect(!line.contains(path), "\(page.path):\(index + 1) names \(path)") }
        }
    }
}
