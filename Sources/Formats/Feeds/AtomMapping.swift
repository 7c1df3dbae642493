import Markup
import Model

/// Atom 1.0 and 0.3: one article an entry.
struct AtomMapping: XMLMapping {
    static let recordNames = ["entry"]
    static let isLenient = true
    static let nests = true

    static let format = XMLFormat<AtomMapping>(
        name: "atom", summary: "Atom 0.3, 1.0", extensions: ["atom", "xml"], mediaTypes: ["application/atom+xml"],
        yields: "one article an entry"
    ) { head, view in
        guard head.name.lowercased() == "feed" || head.name.lowercased() == "entry" else { return 0 }
        let isAtom = head.namespace.lowercased().contains("atom") || head.attribute("version") == "0.3"
        return isAtom ? 97 : head.name.lowercased() == "feed" && view.text.containsBytes(Array("entry".utf8)) ? 90 : 0
    }

    private var publisher: String?
    private var language: String?
    private var authors: [String] = []

    mutating func begin(_ root: XMLElement?, language: String?) {
        self.language = language.flatMap(LanguageTag.normalise)
        guard let root else { return }
        for child in root.children where FeedText.isCore(child) || child.space == .dublinCore {
            switch child.name {
            case "title": publisher = publisher ?? FeedText.construct(child)?.asOneLine.nonEmpty
            case "author": if let name = child.first("name")?.line { authors.append(name) }
            case "language": self.language = self.language ?? LanguageTag.normalise(child.text)
            default: break
            }
        }
    }

    mutating func fill(_ record: inout Record, from element: XMLElement) throws(Failure) {
        record.language = element.attribute("lang").flatMap(LanguageTag.normalise)
        record.publisher = publisher
        var names: [String] = []
        var summary = ""
        var created: PublishedTime?
        for child in element.children {
            switch (child.space, child.name) {
            case (.dublinCore, "creator"): if let name = child.line { names.append(name) }
            case (.dublinCore, "date"), (.dublinCore, "issued"): record.published = record.published ?? child.time
            case (.dublinCore, "subject"): keyword(child.line, &record)
            case (.media, "thumbnail"): record.imageURL = record.imageURL ?? child.attribute("url")?.nonEmpty
            case (.atom, _), (.none, _): take(child, &record, &names, &summary, &created)
            case (.other, _): if FeedText.isCore(child) { take(child, &record, &names, &summary, &created) }
            default: break
            }
        }
        if record.body.isEmpty { record.body = summary }
        record.published = record.published ?? created ?? record.modified
        if record.url == nil, let id = record.sourceID, id.isWebAddress { record.url = id }
        if names.isEmpty {
            let source = element.first("source")?.children.filter { $0.name == "author" }.compactMap { $0.first("name")?.line } ?? []
            names = source.isEmpty ? authors : source
        }
        record.authors = names.withoutRepeats
        if !names.isEmpty { record.byline = names.joined(separator: ", ") }
        record.language = record.language ?? language
        record.keywords = record.keywords.withoutRepeats
    }

    private func take(
        _ child: XMLElement, _ record: inout Record, _ names: inout [String], _ summary: inout String, _ created: inout PublishedTime?
    ) {
        switch child.name {
        case "title": if record.headline == nil { record.headline = FeedText.construct(child)?.asOneLine.nonEmpty }
        case "id": record.sourceID = child.line
        case "link":
            let relation = child.attribute("rel") ?? "alternate"
            if record.url == nil, relation == "alternate" { record.url = child.attribute("href")?.nonEmpty ?? child.line }
            if relation == "enclosure", child.attribute("type")?.hasPrefix("image") == true {
                record.imageURL = record.imageURL ?? child.attribute("href")?.nonEmpty
            }
        case "author":
            if let name = child.first("name")?.line ?? (child.hasChildren ? nil : child.line) { names.append(name) }
        case "published", "issued": record.published = child.time ?? record.published
        case "created": created = child.time
        case "updated", "modified": record.modified = child.time
        case "content":
            guard record.body.isEmpty, let text = FeedText.construct(child) else { return }
            record.body = text
            noteLanguage(child, &record)
        case "summary", "tagline":
            summary = FeedText.construct(child) ?? ""
            if record.language == nil, !summary.isEmpty { noteLanguage(child, &record) }
        case "category": keyword(child.attribute("label") ?? child.attribute("term"), &record)
        default: break
        }
    }

    private func noteLanguage(_ child: XMLElement, _ record: inout Record) {
        if let tag = child.attribute("lang").flatMap(LanguageTag.normalise) { record.language = tag }
    }

    private func keyword(_ word: String?, _ record: inout Record) {
        if let word = word?.nonEmpty { record.keywords.append(word) }
    }
}
