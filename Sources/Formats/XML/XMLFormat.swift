import Markup
import Model

/// A format whose members are XML documents of one vocabulary.
struct XMLFormat<Mapping: XMLMapping>: Format {
    let name: String
    let summary: String
    let extensions: [String]
    let mediaTypes: [String]
    let yields: String
    /// How well a document that begins so fits.
    let fits: @Sendable (XMLHead, HeadView) -> Int

    func score(_ view: HeadView) -> Int {
        let head = XMLHead(view)
        return head.name.isEmpty ? 0 : fits(head, view)
    }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader { try XMLRecordReader<Mapping>(member) }
}

/// XML that is recognised and holds no article: lists of feeds, maps of sites.
struct XMLListFormat: Format {
    let name: String
    let summary: String
    let roots: Set<String>
    let extensions: [String]
    let mediaTypes: [String]

    var yields: String { "" }

    func score(_ view: HeadView) -> Int { roots.contains(XMLHead(view).name.lowercased()) ? 95 : 0 }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader {
        throw Failure(.notAnArticle, "\(summary) holds no article", address: ItemAddress(member: member.path, ordinal: 0))
    }

    static let all: [any Format] = [
        XMLListFormat(name: "opml", summary: "A list of feeds (OPML)", roots: ["opml"], extensions: ["opml"], mediaTypes: ["text/x-opml"]),
        XMLListFormat(
            name: "sitemap", summary: "A map of a site (urlset)", roots: ["urlset", "sitemapindex"], extensions: [],
            mediaTypes: ["application/xml"]),
    ]
}

/// XML of a vocabulary that nobody here knows: refused with the name of its outermost element.
struct UnknownXMLFormat: Format {
    let name = "xml"
    let summary = "XML of an unknown vocabulary"
    let extensions = ["xml"]
    let mediaTypes = ["application/xml"]
    let yields = ""

    func score(_ view: HeadView) -> Int { MarkupShape.of(view) == .xml ? 85 : 0 }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader { Reader(member) }

    private final class Reader: RecordReader {
        private let member: MemberText

        init(_ member: MemberText) { self.member = member }

        func next() throws(Failure) -> ReadItem? {
            var bytes = [UInt8](repeating: 0, count: 16 << 10)
            var failure: Failure?
            let stream = member.stream
            let count = bytes.withUnsafeMutableBytes { raw in
                do throws(Failure) { return try stream.read(into: raw) } catch {
                    failure = error
                    return 0
                }
            }
            if let failure { throw failure }
            let root = XMLHead(HeadView(raw: Array(bytes[..<count]), isWhole: false)).name
            let detail =
                root.isEmpty ? "XML without an element" : "XML whose outermost element <\(root)> is of no format that copydesk reads"
            throw Failure(.unknownFormat, detail)
        }
    }
}
