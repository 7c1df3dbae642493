import Markup
import Model

/// Factiva's XML (`PPSResponse`): one article a `ppsarticle`.
struct FactivaXMLMapping: XMLMapping {
    static let recordNames = ["ppsarticle"]
    static let isLenient = false
    static let nests = false

    static let format = XMLFormat<FactivaXMLMapping>(
        name: "factiva-xml", summary: "Factiva XML", extensions: ["xml"], mediaTypes: ["application/xml"], yields: "one article each"
    ) { head, _ in head.name == "PPSResponse" || head.name == "ppsArticleResponse" ? 95 : 0 }

    mutating func begin(_ root: XMLElement?, language: String?) {}

    mutating func fill(_ record: inout Record, from element: XMLElement) throws(Failure) {
        let article = element.first("article") ?? element
        record.headline = article.first("headline").flatMap { FeedText.line($0) }
        if let byline = article.first("byline")?.line {
            record.byline = byline
            record.authors = Byline.authors(byline)
        }
        let published = article.first("publicationdate")
        record.published = published?.first("datetime")?.time ?? published?.first("date")?.time ?? published?.time
        record.modified = article.first("modificationdate")?.first("datetime")?.time
        record.publisher = article.first("sourcename")?.line ?? article.first("publishername")?.line
        record.language = article.first("baselanguage").flatMap { LanguageTag.normalise($0.text) }
        record.sourceID = article.first("accessionno")?.line
        record.section = article.first("sectionname")?.line
        for subject in article.children where subject.name == "newssubject" {
            if let name = subject.first("name")?.line { record.keywords.append(name) }
        }
        record.keywords = record.keywords.withoutRepeats
        var paragraphs: [String] = []
        for part in article.children where ["leadparagraph", "tailparagraphs", "snippet"].contains(part.name) {
            for paragraph in part.findAll("paragraph") { if let text = paragraph.line { paragraphs.append(text) } }
        }
        record.body = paragraphs.joined(separator: "\n\n")
    }
}
