import Foundation
import Glibc
import Testing

/// Documents, scripts and data are where they say, and say what is there.
@Suite struct DocumentTests {
    @Test("the README has at most 150 lines, and the demo with its output begins within the first 40")
    func readmeIsShort() throws {
        let lines = try House.page("README.md").lines
        #expect(lines.count <= 151)
        let demo = try #require(lines.firstIndex { $0.contains("deploy/demo.sh") })
        let output = try #require(lines.firstIndex(of: "<!-- demo-output -->"))
        let end = try #require(lines.firstIndex(of: "<!-- /demo-output -->"))
        #expect(demo < 40 && output < 40)
        #expect(end - output > 5, "the demo's real output belongs between the marks")
    }

    static let documents = House.everything.filter { $0.path.hasSuffix(".md") }

    @Test("links inside the repository lead somewhere", arguments: documents)
    func linksLeadSomewhere(page: House.Page) throws {
        let folder = page.path.split(separator: "/").dropLast().joined(separator: "/")
        for match in page.text.matches(of: try Regex(#"\]\(([^)#\s]+)[^)]*\)"#)) {
            guard let target = match.output[1].substring.map(String.init), !target.contains("://"), !target.hasPrefix("mailto:") else {
                continue
            }
            #expect(House.exists(folder.isEmpty ? target : "\(folder)/\(target)"), "\(page.path) links to \(target)")
        }
    }

    @Test("every decision stands in the index, numbered without gaps")
    func decisionsAreIndexed() throws {
        let index = try House.page("docs/decisions/README.md").text
        let pages = House.paths(under: "docs/decisions", endings: [".md"]).map { $0.split(separator: "/").last.map(String.init) ?? $0 }
            .filter { $0 != "README.md" }
        for (place, name) in pages.enumerated() {
            #expect(index.contains("(\(name))"), "docs/decisions/README.md lacks \(name)")
            #expect(Int(name.prefix(4)) == place + 1, "\(name) should be number \(place + 1)")
        }
    }

    @Test("docs/SAMPLES.md names every file of inbox-sample/ and no other")
    func samplesAreDescribed() throws {
        let rows = try House.page("docs/SAMPLES.md").lines.filter { $0.hasPrefix("| ") && !$0.hasPrefix("| ---") }
        let named = Set(rows.compactMap { $0.split(separator: "|").first.map { $0.trimmingCharacters(in: .whitespaces) } }).subtracting([
            "File"
        ])
        let files = Set(House.paths(under: "inbox-sample").map { String($0.dropFirst("inbox-sample/".count)) })
        #expect(named == files)
        #expect(files.count >= 14)
    }

    @Test("every table of words and weights is linked in and credited in NOTICE")
    func dataIsCredited() throws {
        // A line of NOTICE begins with a file or, for files of one kind, with a pattern of the shell.
        let credited = try House.page("NOTICE").lines.compactMap {
            $0.hasPrefix("  ") ? $0.split(separator: " ").first.map(String.init) : nil
        }
        let assembly = try House.page("Sources/CTables/tables.S").text
        for path in House.paths(under: "Sources/CTables/data") {
            let file = String(path.dropFirst("Sources/CTables/data/".count))
            #expect(credited.contains { fnmatch($0, file, FNM_PATHNAME) == 0 }, "NOTICE does not credit \(path)")
            #expect(assembly.contains("\"\(file)\""), "tables.S does not link \(path)")
        }
    }

    @Test("scripts may be executed and stop at the first error")
    func scriptsAreExecutable() throws {
        let scripts = House.paths(under: "deploy", endings: [".sh"]).filter { $0 != "deploy/lib.sh" } + [".ci/run"]
        for path in scripts {
            #expect(FileManager.default.isExecutableFile(atPath: House.root.appendingPathComponent(path).path), "chmod +x \(path)")
            let text = try House.page(path).text
            #expect(text.hasPrefix("#!/usr/bin/env bash\n"), "\(path) begins with another line")
            #expect(text.contains("\nset -euo pipefail\n"), "\(path) goes on after errors")
        }
    }

    @Test("every script stands in the README or in CONTRIBUTING.md, and every script named there is there")
    func scriptsAreNamed() throws {
        let text = try House.page("README.md").text + House.page("CONTRIBUTING.md").text
        for path in House.paths(under: "deploy", endings: [".sh"]) where path != "deploy/lib.sh" {
            #expect(text.contains(path), "nobody finds \(path)")
        }
        for page in Self.documents {
            for match in page.text.matches(of: try Regex(#"\bdeploy/[\w/-]+\.(?:sh|py)\b"#)) {
                let path = String(page.text[match.range])
                #expect(House.exists(path), "\(page.path) names \(path)")
            }
        }
    }

    @Test("what CI runs contains the README's two commands")
    func ciRunsTheReadme() throws {
        let run = try House.page(".ci/run").text
        let readme = try House.page("README.md").text
        for command in ["deploy/demo.sh", "deploy/test.sh"] {
            #expect(run.contains("\n\(command)\n"))
            #expect(readme.contains(command))
        }
    }
}
