import Decoding
import Model

/// A page out of an archive or a saved file, as one article.
struct WebPage {
    /// As stored.
    var bytes: [UInt8]
    /// What the carrier declares: HTTP, MIME.
    var charset: String?
    /// Where the page was found; the page's own canonical address goes before it.
    var url: String?

    /// - Parameter pages: keeps its memory from page to page.
    /// - Returns: the page's record, or why it is none.
    func item(_ address: ItemAddress, _ pages: PageReader) -> ReadItem {
        let decoded = TextDecoder.decode(bytes, CharsetDetector.detect(bytes, declared: charset, isWhole: true))
        var text = decoded.text
        let item = text.withUTF8 { pages.record($0, address: address, url: url) }
        guard case .record(var record) = item else { return item }
        record.replacedBytes = decoded.replacedBytes
        record.windows1252Bytes = decoded.windows1252Bytes
        record.url = record.url ?? url
        return .record(record)
    }
}
