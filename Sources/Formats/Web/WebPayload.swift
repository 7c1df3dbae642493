import Decoding
import Model

/// What an archive's record holds, freed of its codings: a page, a text, or a document of another format.
struct WebPayload {
    var bytes: [UInt8]
    /// With its parameters, as declared; may be empty.
    var contentType: String
    var url: String?
    /// Of the whole record: `#7`.
    var address: ItemAddress
    /// The day on which the archive was made, `YYYY-MM-DD`.
    var capturedDay: String?
    var language: String?
    var pages: PageReader

    /// True for types that may be articles: the others need not even be decoded.
    static func mayBeArticle(_ contentType: String) -> Bool { kind(contentType) != .other }

    private enum Kind { case page, text, document, unknown, other }

    private static func kind(_ contentType: String) -> Kind {
        let type = contentType.prefix { $0 != ";" }.trimmed.lowercased()
        switch type {
        case "text/html", "application/xhtml+xml": return .page
        case "text/plain": return .text
        case "application/json", "text/json", "application/xml", "text/xml", "application/x-ndjson": return .document
        case "": return .unknown
        default: return type.hasSuffix("+json") || type.hasSuffix("+xml") && type != "image/svg+xml" ? .document : .other
        }
    }

    /// The page's or text's record, the document as a part; `nil` where the record is nothing to read.
    func item() -> ReadItem? {
        switch Self.kind(contentType) {
        case .page: return isFeed ? part : placed(page)
        case .text: return placed(text)
        case .document: return part
        case .unknown: return first == UInt8(ascii: "<") ? (isFeed ? part : placed(page)) : nil
        case .other: return nil
        }
    }

    private var first: UInt8? { bytes.first { $0 > 0x20 && $0 != 0xEF && $0 != 0xBB && $0 != 0xBF } }

    private var charset: String? {
        var type = contentType
        return type.withUTF8 { HeaderParameters($0)["charset"] }
    }

    /// XML that servers give out as HTML.
    private var isFeed: Bool {
        guard first == UInt8(ascii: "<") else { return false }
        let head = Array(bytes.prefix(4_096))
        return ByteSearch.contains("<?xml", Array(head.prefix(64)))
            && ["rss", "feed", "rdf", "newsitem", "nitf"].contains(MarkupShape.rootName(HeadView(raw: head, isWhole: false)))
    }

    private var page: ReadItem { WebPage(bytes: bytes, charset: charset, url: url).item(address, pages) }

    private var text: ReadItem {
        let decoded = TextDecoder.decode(bytes, CharsetDetector.detect(bytes, declared: charset, isWhole: true))
        var record = Record(address: address)
        var text = decoded.text
        text.withUTF8 { PlainText.parse($0, into: &record) }
        record.replacedBytes = decoded.replacedBytes
        record.windows1252Bytes = decoded.windows1252Bytes
        record.url = record.url ?? url
        if record.headline == nil, record.body.isEmpty { return .reject(Failure(.noText, "the record holds no words", address: address)) }
        return .record(record)
    }

    private func placed(_ item: ReadItem) -> ReadItem {
        guard case .record(var record) = item else { return item }
        record.capturedDay = capturedDay
        record.language = record.language ?? language.flatMap { LanguageTag.normalise(String($0.prefix { $0 != "," })) }
        return .record(record)
    }

    /// A document of another format, under the last step of its address.
    private var part: ReadItem {
        let name = (url ?? "").prefix { $0 != "?" && $0 != "#" }.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let step = name.isEmpty || !(url ?? "").contains("://") ? Array("1".utf8) : Array(name.utf8.prefix(Self.nameBytesMax))
        var fields = Record(address: address)
        // One article has the address that it was found under, the items of a feed have their own.
        if first == UInt8(ascii: "{") { fields.url = url }
        fields.capturedDay = capturedDay
        return .part(
            Part(path: ItemAddress.join(address.description, memberName: step), name: step, bytes: bytes, charset: charset, fields: fields))
    }

    private static let nameBytesMax = 120
}
