import Decoding
import Model

/// Exports of research databases: many articles in one text or page, each laid out as the database shows it. Recognised by content.
struct ExportFormat: Format {
    enum Layout: CaseIterable {
        case lexisText, lexisPage, factivaText, factivaPage, proquestText, proquestPage, europressePage
    }

    let layout: Layout

    var name: String {
        switch layout {
        case .lexisText: "lexis-text"
        case .lexisPage: "lexis-html"
        case .factivaText: "factiva-text"
        case .factivaPage: "factiva-html"
        case .proquestText: "proquest-text"
        case .proquestPage: "proquest-html"
        case .europressePage: "europresse-html"
        }
    }

    var summary: String {
        switch layout {
        case .lexisText: "A text export of LexisNexis"
        case .lexisPage: "An HTML export of LexisNexis"
        case .factivaText: "A text export of Factiva"
        case .factivaPage: "An HTML export of Factiva"
        case .proquestText: "A text export of ProQuest"
        case .proquestPage: "An HTML export or mail of ProQuest"
        case .europressePage: "An HTML export of Europresse"
        }
    }

    var extensions: [String] { isPage ? ["html", "htm"] : ["txt"] }
    var mediaTypes: [String] { isPage ? ["text/html"] : ["text/plain"] }
    var yields: String { "an article per document of the export" }
    /// Where a mail carries an export, its articles stand for the mail.
    var isExport: Bool { true }

    private var isPage: Bool {
        switch layout {
        case .lexisText, .factivaText, .proquestText: false
        case .lexisPage, .factivaPage, .proquestPage, .europressePage: true
        }
    }

    func score(_ view: HeadView) -> Int {
        guard view.isText, view.start < view.text.count, view.text[view.start] != UInt8(ascii: "{") else { return 0 }
        let isMarkup = view.text[view.start] == UInt8(ascii: "<")
        guard isMarkup == isPage else { return 0 }
        let text = view.text
        switch layout {
        case .lexisText: return hasLine(.lexisLine, text) ? 93 : 0
        case .factivaText: return hasLine(.accessionLine, text) ? 92 : 0
        case .proquestText:
            return hasLine(.ruleLine, text)
                && (has("Full text: ", text) || has("ProQuest document ID: ", text) || has("Document 1 of ", text)) ? 93 : 0
        case .lexisPage: return has("LXNComment", text) || has("DOCFULL>", text) ? 94 : 0
        case .factivaPage:
            let isArticle = has("articleParagraph", text) || has("Headline\"", text)
            return isArticle && (has("class=\"article ", text) || has("id=\"article-", text)) ? 94 : 0
        case .proquestPage: return has("name=\"DocID_", text) || (has("ProQuest", text) && has("<strong>Full text", text)) ? 94 : 0
        case .europressePage: return has("DocPublicationName", text) || has("titreArticle", text) ? 94 : 0
        }
    }

    private func has(_ word: StaticString, _ text: [UInt8]) -> Bool { ByteSearch.contains(word, text) }

    private func hasLine(_ boundary: ExportBoundary, _ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return false }
            return boundary.find(base, from: 0, end: bytes.count, isAtEnd: true) != nil
        }
    }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader {
        let pages = PageLines()
        switch layout {
        case .lexisText:
            return ExportReader(member, .lexisLine) { bytes, record in LexisArticle.fill(&record, LexisArticle.blocks(ofText: bytes)) }
        case .lexisPage:
            return ExportReader(member, .tags(["<a name=\"doc_id", "<docfull"])) { bytes, record in
                LexisArticle.fill(&record, LexisArticle.blocks(ofPage: pages.read(bytes)))
            }
        case .factivaText: return ExportReader(member, .accessionLine) { bytes, record in FactivaArticle.fill(&record, text: bytes) }
        case .factivaPage:
            return ExportReader(member, .tags(["<div class=\"article "])) { bytes, record in
                FactivaArticle.fill(&record, page: pages.read(bytes))
            }
        case .proquestText:
            return ExportReader(member, .ruleLine) { bytes, record in ProQuestArticle.fill(&record, ProQuestArticle.blocks(ofText: bytes)) }
        case .proquestPage:
            return ExportReader(member, .tags(["<a name=\"docid"])) { bytes, record in
                ProQuestArticle.fill(&record, ProQuestArticle.blocks(ofPage: pages.read(bytes)))
            }
        case .europressePage: return EuropresseArticle.reader(member)
        }
    }
}

/// Reads an export piece by piece.
final class ExportReader: RecordReader {
    private let splitter: ExportSplitter
    private let path: String
    private let limits: Limits
    private let parse: (UnsafeBufferPointer<UInt8>, inout Record) -> Bool
    private var ordinal = 0

    /// - Parameter parse: fills the record from the UTF-8 bytes of a piece; false where the piece is no document (a cover, a closing page).
    init(_ member: MemberText, _ boundary: ExportBoundary, _ parse: @escaping (UnsafeBufferPointer<UInt8>, inout Record) -> Bool) {
        splitter = ExportSplitter(member.stream, boundary, member.limits)
        path = member.path
        limits = member.limits
        self.parse = parse
    }

    func next() throws(Failure) -> ReadItem? {
        while let piece = try splitter.next() {
            let address = ItemAddress(member: path, ordinal: ordinal + 1)
            switch piece {
            case .tooLong(let offset):
                ordinal += 1
                return .reject(
                    Failure(
                        .recordTooLong, "the document is longer than \(limits.recordBytesMax) bytes (max_record_bytes)", address: address,
                        byteOffset: offset))
            case .document(let bytes, let offset):
                var record = Record(address: address)
                record.byteOffset = offset
                guard parse(bytes, &record) else { continue }
                ordinal += 1
                guard record.headline != nil || !record.body.isEmpty else {
                    return .reject(Failure(.noText, "the document has no text", address: address, byteOffset: offset))
                }
                return .record(record)
            }
        }
        return nil
    }
}
