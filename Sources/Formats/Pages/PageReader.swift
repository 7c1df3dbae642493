import Markup
import Model

/// Reads web pages: finds the article in each, its fields and its text. For files of HTML and for all formats that carry pages.
///
/// The memory is kept from page to page: read many pages with one reader. Never used by two threads at once.
public final class PageReader {
    private let page = Page()
    private let model: PageModel
    private var odds: [Float] = []

    /// Creates a reader with the trained weights.
    public convenience init() { self.init(model: .shared) }

    /// - Parameter model: other weights, for the trainer.
    public init(model: PageModel) { self.model = model }

    /// The article of a page as a record.
    /// - Parameters:
    ///   - bytes: the page in UTF-8, without a byte order mark.
    ///   - address: what the record is called.
    ///   - url: where the page was fetched, if that is known: it resolves relative addresses and may hold the day.
    /// - Returns: the record; a reject `not-an-article` or `no-text` with its evidence for index pages, shells and empty pages.
    public func record(_ bytes: UnsafeBufferPointer<UInt8>, address: ItemAddress, url: String? = nil) -> ReadItem {
        let reading = read(bytes, address: address, url: url)
        if let objection = reading.objection {
            let code: FailureCode = page.lines.isEmpty ? .noText : .notAnArticle
            return .reject(Failure(code, objection, address: address, byteOffset: reading.record.byteOffset ?? 0))
        }
        return .record(reading.record)
    }

    /// The same with everything that was found on the way.
    public func read(_ bytes: UnsafeBufferPointer<UInt8>, address: ItemAddress, url: String? = nil) -> PageReading {
        page.read(bytes, url: url)
        let fields = PageFields(page)
        let features = PageFeatures(page, fields)
        judge(features)
        let body = PageBody(page, features, fields, odds: odds)
        var reading = PageReading(record: Record(address: address))
        reading.record.byteOffset = 0
        fields.write(into: &reading.record, &reading.sources, headlineBlock: features.headlineBlock)
        reading.blocks = body.blocks
        reading.record.body = reading.blocks.map(\.text).joined(separator: "\n\n")
        reading.objection = PageJudge(page, features, body).objection
        return reading
    }

    /// Judges the blocks twice, each by itself and then among the others.
    private func judge(_ features: PageFeatures) {
        model.first.odds(features.rows, width: PageFeatures.count, into: &odds)
        let look = PageSecondLook(odds: odds, lengths: lengths, above: above, firstRows: features.rows)
        model.second.odds(look.rows, width: PageSecondLook.count, into: &odds)
    }

    private var lengths: [Float] { page.lines.map { Float($0.length) } }

    private var above: [[Int]] {
        PageSecondLook.levels.map { level in page.lines.map { page.ancestor(Int($0.node), level) } }
    }

    /// The blocks of a page with their numbers, for the trainer.
    public struct Measured {
        public var texts: [String]
        public var rows: [Float]
        public var lengths: [Float]
        public var above: [[Int]]
    }

    /// Measures the blocks of a page and judges nothing.
    public func measure(_ bytes: UnsafeBufferPointer<UInt8>, url: String?) -> Measured {
        page.read(bytes, url: url)
        let features = PageFeatures(page, PageFields(page))
        let texts = page.lines.indices.map { String(decoding: page.text($0), as: UTF8.self) }
        return Measured(texts: texts, rows: features.rows, lengths: lengths, above: above)
    }
}
