import Foundation
import Testing

/// The working copy that these tests read: its root, its files, their lines.
enum House {
    /// The repository's root, three steps above this file.
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// One text file of the house.
    struct Page: Sendable, CustomTestStringConvertible {
        /// Path from the root.
        let path: String
        let text: String
        var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
        var name: String { String(path.split(separator: "/").last ?? "") }
        var testDescription: String { path }
    }

    /// All regular files under `folder` whose name has one of the endings (any where none is given), in order of their paths.
    /// Hidden folders and build folders are left out.
    static func paths(under folder: String, endings: [String] = []) -> [String] {
        let base = root.appendingPathComponent(folder)
        guard let walker = FileManager.default.enumerator(atPath: base.path) else { return [] }
        var found: [String] = []
        while let entry = walker.nextObject() as? String {
            let name = entry.split(separator: "/").last.map(String.init) ?? entry
            if name.hasPrefix(".build") { walker.skipDescendants() }
            guard walker.fileAttributes?[.type] as? FileAttributeType == .typeRegular else { continue }
            if endings.isEmpty || endings.contains(where: name.hasSuffix) { found.append("\(folder)/\(entry)") }
        }
        return found.sorted()
    }

    static func page(_ path: String) throws -> Page {
        Page(path: path, text: try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8))
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path) }

    /// The Swift sources under `folder`.
    static func swift(under folder: String) -> [Page] { paths(under: folder, endings: [".swift"]).compactMap { try? page($0) } }

    static let sources = swift(under: "Sources")
    static let tests = swift(under: "Tests")

    /// Everything that people read or run: sources, tests, scripts, documents.
    static let everything: [Page] = {
        let folders = ["Sources", "Tests", "deploy", "systemd", "docs", ".ci"]
        let endings = [".swift", ".sh", ".md", ".h", ".c", ".S", ".supp", ".service", ".sysusers", ".tmpfiles", "run"]
        let top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "NOTICE", "Package.swift"]
        return (folders.flatMap { paths(under: $0, endings: endings) } + top).compactMap { try? page($0) }
    }()
}
