import Foundation
import Testing

/// A file of the repository that must equal what the program prints; RENEW_GOLDEN=1 writes it instead.
struct GoldenFile {
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent()
    private let url: URL
    private let path: String

    /// - Parameter path: from the repository's root.
    init(_ path: String) {
        self.path = path
        url = Self.root.appendingPathComponent(path)
    }

    private var isRenewing: Bool { ProcessInfo.processInfo.environment["RENEW_GOLDEN"] == "1" }

    func compare(_ text: String) throws {
        if isRenewing { try Foundation.Data(text.utf8).write(to: url) }
        let there = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
        #expect(there == text, "\(path) differs from what the program prints; RENEW_GOLDEN=1 swift test writes it again")
    }

    /// Compares the lines between `<!-- mark -->` and `<!-- /mark -->`.
    func compare(_ text: String, between mark: String) throws {
        let whole = try String(contentsOf: url, encoding: .utf8)
        let begin = try #require(whole.range(of: "<!-- \(mark) -->\n"))
        let end = try #require(whole.range(of: "<!-- /\(mark) -->", range: begin.upperBound..<whole.endIndex))
        if isRenewing {
            let renewed = whole.replacingCharacters(in: begin.upperBound..<end.lowerBound, with: text)
            try Foundation.Data(renewed.utf8).write(to: url)
            return
        }
        #expect(
            String(whole[begin.upperBound..<end.lowerBound]) == text,
            "\(path) differs between its marks '\(mark)'; RENEW_GOLDEN=1 swift test writes it again")
    }
}
