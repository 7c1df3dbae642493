import Markup
import Model

/// IPTC's NewsML-G2: a news item alone, or several in a message. Packages, concepts and plans are no articles, unless they carry text.
struct NewsMLG2Mapping: XMLMapping {
    static let recordNames = ["newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem"]
    static let isLenient = false
    static let nests = false

    static let format = XMLFormat<NewsMLG2Mapping>(
        name: "newsml-g2", summary: "IPTC NewsML-G2", extensions: ["xml"], mediaTypes: ["application/vnd.iptc.g2.newsitem+xml"],
        yields: "one article for each news item"
    ) { head, _ in
        let isRoot = recordNames.contains(head.name.lowercased()) || head.name == "newsMessage"
        guard isRoot else { return 0 }
        return head.namespace.contains("iptc.org/std/nar") || head.attribute("standard") == "NewsML-G2"
            ? 98 : head.name == "NewsItem" ? 0 : 90
    }

    private var language: String?

    mutating func begin(_ root: XMLElement?, language: String?) { self.language = language.flatMap(LanguageTag.normalise) }

    mutating func fill(_ record: inout Record, from element: XMLElement) throws(Failure) {
        let item = element.first("itemmeta")
        let content = element.first("contentmeta")
        let kind = item?.first("itemclass").map { $0.attribute("qcode") ?? $0.attribute("uri") ?? "" } ?? ""
        if let other = Self.otherKind(kind) { throw Failure(.notAnArticle, "an item of class \(other)") }
        labels(&record, element, item, content)
        headlines(&record, item, content)
        people(&record, content)
        if let set = element.first("contentset") { NewsMLG2Content.fill(&record, from: set) }
        if record.body.isEmpty, element.name != "newsitem", record.notice != .kill {
            throw Failure(.notAnArticle, "a <\(element.name)> without text")
        }
        if record.publisher == nil { record.publisher = Self.code(item?.first("provider")) }
    }

    /// The class of an item that is a picture or the like.
    private static func otherKind(_ code: String) -> String? {
        let name = code.split(whereSeparator: { $0 == ":" || $0 == "/" }).last?.lowercased() ?? ""
        return ["picture", "graphic", "animation", "audio", "video"].contains(name) ? name : nil
    }

    private func labels(_ record: inout Record, _ element: XMLElement, _ item: XMLElement?, _ content: XMLElement?) {
        record.sourceID = element.attribute("guid")?.nonEmpty
        if let id = record.sourceID, id.isWebAddress { record.url = id }
        record.published =
            item?.first("versioncreated")?.time ?? item?.first("firstcreated")?.time ?? content?.first("contentcreated")?.time
        record.modified = content?.first("contentmodified")?.time
        record.embargo = item?.first("embargoed")?.time
        record.notice = item?.first("pubstatus").flatMap { IPTCStatus.notice($0.attribute("qcode") ?? $0.attribute("uri") ?? "") }
        if record.notice == nil, item?.children.contains(where: Self.isCorrection) == true { record.notice = .correction }
        record.publisher =
            Self.name(item?.first("provider")) ?? Self.name(element.first("rightsinfo")?.first("copyrightholder"))
            ?? Self.name(content?.first("infosource"))
        let tag = element.attribute("lang") ?? content?.first("language")?.attribute("tag")
        record.language = tag.flatMap(LanguageTag.normalise) ?? language
        for child in content?.children.filter({ $0.name == "subject" || $0.name == "keyword" }) ?? [] {
            let word = child.name == "keyword" ? child.line : Self.name(child)
            if let word { record.keywords.append(word) }
        }
        record.keywords = record.keywords.withoutRepeats
        record.section = content?.children.first { $0.name == "genre" }.flatMap(Self.name)
        record.dateline = content?.first("dateline")?.line
    }

    /// `<signal qcode="sig:correction"/>`.
    private static func isCorrection(_ element: XMLElement) -> Bool {
        element.name == "signal" && element.attribute("qcode")?.lowercased().hasSuffix("correction") == true
    }

    private func headlines(_ record: inout Record, _ item: XMLElement?, _ content: XMLElement?) {
        let lines = content?.children.filter { $0.name == "headline" } ?? []
        func role(_ element: XMLElement) -> String { element.attribute("role")?.split(separator: ":").last?.lowercased() ?? "" }
        let main = lines.first { role($0) == "main" } ?? lines.first { role($0).isEmpty } ?? lines.first { !role($0).contains("sub") }
        record.headline = main?.line ?? item?.first("title")?.line
        record.subheadline = lines.first { role($0).contains("sub") }?.line
    }

    private func people(_ record: inout Record, _ content: XMLElement?) {
        let lines = content?.children.filter { $0.name == "by" }.compactMap(\.line) ?? []
        if !lines.isEmpty {
            record.byline = lines.joined(separator: ", ")
            record.authors = lines.flatMap { Byline.authors($0) }
        } else {
            record.authors = content?.children.filter { $0.name == "creator" }.compactMap(Self.name) ?? []
        }
    }

    /// What people call a party or a subject.
    private static func name(_ element: XMLElement?) -> String? {
        guard let element else { return nil }
        if let name = element.first("name")?.line { return name }
        return element.attribute("literal")?.nonEmpty
    }

    /// The code of a party without the alias of its scheme.
    private static func code(_ element: XMLElement?) -> String? {
        (element?.attribute("qcode") ?? "").split(separator: ":").last.flatMap { String($0).nonEmpty }
    }
}

/// A `contentSet` by itself, as excerpts of documents come.
struct NewsMLG2ContentMapping: XMLMapping {
    static let recordNames = ["contentset"]
    static let isLenient = false
    static let nests = false

    static let format = XMLFormat<NewsMLG2ContentMapping>(
        name: "newsml-g2-content", summary: "The content of an IPTC NewsML-G2 item by itself", extensions: ["xml"],
        mediaTypes: ["application/xml"], yields: "one article"
    ) { head, _ in head.name == "contentSet" ? 90 : 0 }

    mutating func begin(_ root: XMLElement?, language: String?) {}

    mutating func fill(_ record: inout Record, from element: XMLElement) throws(Failure) { NewsMLG2Content.fill(&record, from: element) }
}

/// The text of a NewsML-G2 item.
enum NewsMLG2Content {
    /// The first of the renditions that has text; an NITF document inside also gives the fields that the item lacks.
    static func fill(_ record: inout Record, from set: XMLElement) {
        for rendition in set.children where record.body.isEmpty {
            switch rendition.name {
            case "inlinexml": MarkedText.fill(&record, from: rendition)
            case "inlinedata": MarkedText.fill(&record, from: rendition, mediaType: rendition.attribute("contenttype") ?? "text/plain")
            default: continue
            }
        }
    }
}

/// Text that another vocabulary carries: NITF, XHTML, or characters.
enum MarkedText {
    /// - Parameter mediaType: decides for characters only.
    static func fill(_ record: inout Record, from element: XMLElement, mediaType: String = "") {
        if let nitf = element.name == "nitf" ? element : element.first("nitf") {
            NITFArticle(nitf).fill(&record)
        } else if element.hasChildren {
            record.body = XMLProse.text(element)
        } else {
            let text = element.text
            let isMarkup = mediaType.contains("html") || (mediaType != "text/plain" && InlineMarkup.looksLikeMarkup(text))
            record.body = isMarkup ? InlineMarkup.text(text) : Paragraphs.separated(text)
        }
    }
}
