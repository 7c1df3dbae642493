import Markup
import Model

/// IPTC's NewsML 1.0 to 1.2: the text of the main component; captions and pictures stay out.
struct NewsML1Mapping: XMLMapping {
    static let recordNames = ["newsitem"]
    static let isLenient = false
    static let nests = true

    static let format = XMLFormat<NewsML1Mapping>(
        name: "newsml", summary: "IPTC NewsML 1", extensions: ["xml"], mediaTypes: ["text/vnd.iptc.newsml"],
        yields: "one article for each news item"
    ) { head, _ in head.name == "NewsML" ? 97 : head.name == "NewsItem" && !head.namespace.contains("/nar/") ? 92 : 0 }

    private var language: String?
    private var sender: String?

    mutating func begin(_ root: XMLElement?, language: String?) {
        self.language = language.flatMap(LanguageTag.normalise)
        sender = root?.find("sentfrom")?.find("party")?.attribute("formalname")?.nonEmpty
    }

    mutating func fill(_ record: inout Record, from element: XMLElement) throws(Failure) {
        labels(&record, element)
        guard let content = text(element, &record) else {
            if record.notice == .kill { return headlines(&record, element, near: nil) }
            throw Failure(.notAnArticle, "a news item without text")
        }
        headlines(&record, element, near: content)
        MarkedText.fill(&record, from: content.first("datacontent") ?? content)
        record.publisher = record.publisher ?? sender
        record.language = record.language ?? language
    }

    private func labels(_ record: inout Record, _ element: XMLElement) {
        let identifier = element.first("identification")?.first("newsidentifier")
        record.sourceID = identifier?.first("publicidentifier")?.line ?? identifier?.first("newsitemid")?.line
        let management = element.first("newsmanagement")
        record.published = management?.first("thisrevisioncreated")?.time ?? management?.first("firstcreated")?.time
        let status = management?.first("status")?.attribute("formalname") ?? ""
        record.notice = IPTCStatus.notice(status)
        if status.lowercased() == "embargoed" {
            record.embargo = management?.first("statuswillchange")?.first("dateandtime")?.time
        }
        let instructions = management?.children.filter { $0.name == "instruction" }.compactMap { $0.attribute("formalname")?.lowercased() }
        if record.notice == nil, instructions?.contains(where: { $0.hasPrefix("correct") }) == true { record.notice = .correction }
        record.publisher =
            element.find("provider")?.find("party")?.attribute("formalname")?.nonEmpty
            ?? element.find("copyrightholder")?.line
        let tag = element.attribute("lang") ?? element.find("language")?.attribute("formalname")
        record.language = tag.flatMap(LanguageTag.normalise)
        for line in element.findAll("keywordline") {
            if let text = line.line { record.keywords += KeywordList.words(text, leftOut: &record.leftOut) }
        }
    }

    /// The content item with the story: text, in no component that has a picture's or a caption's role; the longest.
    private func text(_ element: XMLElement, _ record: inout Record) -> XMLElement? {
        var best: (item: XMLElement, isMain: Bool, bytes: Int)?
        var known: [Int: [String]] = [:]
        for item in element.findAll("contentitem") {
            let type = item.first("mediatype")?.attribute("formalname")?.lowercased() ?? "text"
            let roles = self.roles(around: item, &known)
            guard type.contains("text"), !roles.contains(where: Self.isAside), !(item.first("datacontent")?.isBlank ?? true) else {
                continue
            }
            let isMain = roles.contains("main")
            let bytes = item.text.utf8.count
            if let best, (best.isMain && !isMain) || (best.isMain == isMain && best.bytes >= bytes) { continue }
            best = (item, isMain, bytes)
        }
        return best?.item
    }

    /// The roles of the components around an element, in lower case.
    /// - Parameter known: the roles of each element that was asked before, by where it begins: components may hold thousands of items.
    private func roles(around item: XMLElement, _ known: inout [Int: [String]]) -> [String] {
        var passed: [(at: Int, role: String?)] = []
        var roles: [String] = []
        var around = item.parent
        while let component = around {
            if let found = known[component.source.lowerBound] {
                roles = found
                break
            }
            let role = component.name == "newscomponent" ? component.first("role")?.attribute("formalname") : nil
            passed.append((component.source.lowerBound, role))
            around = component.parent
        }
        for (at, role) in passed.reversed() {
            if let role { roles.append(role.lowercased()) }
            known[at] = roles
        }
        return roles
    }

    private static func isAside(_ role: String) -> Bool {
        ["caption", "photo", "picture", "image", "graphic", "thumbnail", "preview", "quicklook", "logo", "video", "audio", "headline"]
            .contains {
                role.contains($0)
            }
    }

    /// The lines of the component that holds the text, else of those around it, else the first in the item.
    private func headlines(_ record: inout Record, _ element: XMLElement, near content: XMLElement?) {
        var groups: [XMLElement] = []
        var around = content?.parent
        while let component = around {
            if let lines = component.first("newslines") { groups.append(lines) }
            around = component.parent
        }
        groups += element.findAll("newslines")
        func first(_ name: String) -> String? { groups.lazy.compactMap { $0.first(name)?.line }.first }
        record.headline = groups.lazy.compactMap { $0.first("headline")?.line }.first { !$0.allSatisfy(\.isNumber) }
        record.subheadline = first("subheadline")
        record.dateline = first("dateline")
        if let byline = first("byline") {
            record.byline = byline
            record.authors = Byline.authors(byline)
        }
    }
}
