import ArgumentParser
import Foundation

/// A set of web pages with gold: `gold.jsonl` and `pages/ID.html` in one folder.
struct PageSet {
    let pages: [Page]

    struct Page {
        let gold: GoldRecord
        let bytes: [UInt8]

        var id: String { gold.string("id") ?? "" }
        var url: String? { gold.string("url") }
        /// `a` or `b`: a split of the set by host.
        var half: String { gold.string("half") ?? "" }
        var body: String { gold.string("body") ?? "" }
    }

    /// - Parameter half: only pages of that half of the hosts.
    /// - Throws: where a file cannot be read.
    init(folder: String, half: String? = nil) throws {
        pages = try GoldRecord.read(folder + "/gold.jsonl").compactMap { gold in
            guard let id = gold.string("id"), half == nil || gold.string("half") == half else { return nil }
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/pages/\(id).html"))
            return Page(gold: gold, bytes: Self.utf8(bytes))
        }
    }

    /// The page in UTF-8, by the charset that the line would find.
    private static func utf8(_ data: Data) -> [UInt8] { PageDecoder.utf8([UInt8](data)) }
}
