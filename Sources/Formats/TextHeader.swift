import Model

/// `Headline: …` lines at the top of a text, and the same names wherever a source gives fields by name and text.
enum TextHeader {
    /// Reads a header block: two known names or more, or one that is `Headline` or `Title`. Leaves the lines alone otherwise.
    /// - Returns: true if there was one.
    static func read(_ lines: inout TextLines, into record: inout Record) -> Bool {
        var ahead = lines
        var fields: [(field: ArticleField, value: String)] = []
        while fields.count < fieldsMax, let line = ahead.peek(), let field = field(line) {
            fields.append(field)
            if let name = field.0.recordName { record.note(name, "header line") }
            ahead.skip(1)
        }
        guard fields.count >= 2 || fields.first?.field == .headline else { return false }
        for (field, value) in fields { apply(field, value, to: &record) }
        lines = ahead
        return true
    }

    private static let fieldsMax = 24
    private static let nameBytesMax = 20

    private static let names: [String: ArticleField] = [
        "headline": .headline, "title": .headline, "subject": .headline, "subheadline": .subheadline, "subtitle": .subheadline,
        "byline": .authors,
        "author": .authors, "authors": .authors, "by": .authors, "date": .published, "published": .published, "pubdate": .published,
        "publication date": .published, "source": .publisher, "publisher": .publisher, "publication": .publisher, "newspaper": .publisher,
        "section": .section, "category": .section, "language": .language, "lang": .language, "url": .url, "link": .url,
        "dateline": .dateline,
        "id": .sourceID, "keywords": .keywords, "tags": .keywords, "updated": .modified, "modified": .modified,
    ]

    private static func field(_ line: String) -> (ArticleField, String)? {
        guard let colon = line.firstIndex(of: ":"), line[..<colon].utf8.count <= nameBytesMax,
            let field = names[line[..<colon].trimmed.lowercased()]
        else { return nil }
        return (field, line[line.index(after: colon)...].trimmed)
    }

    /// Puts one named text into the record; a second value for a field is ignored, except that keywords add up.
    static func apply(_ field: ArticleField, _ value: String, to record: inout Record) {
        guard let text = value.nonEmpty else { return }
        switch field {
        case .headline: record.headline = record.headline ?? text.asOneLine
        case .subheadline: record.subheadline = record.subheadline ?? text.asOneLine
        case .authors:
            guard record.byline == nil else { return }
            record.byline = text
            record.authors = Byline.authors(text)
        case .published: record.published = record.published ?? HeaderDate.field(text)
        case .modified: record.modified = record.modified ?? HeaderDate.field(text)
        case .publisher: record.publisher = record.publisher ?? text
        case .section: record.section = record.section ?? text
        case .language: record.language = record.language ?? LanguageTag.normalise(text)
        case .url: record.url = record.url ?? text
        case .dateline: record.dateline = record.dateline ?? text
        case .sourceID: record.sourceID = record.sourceID ?? text
        case .keywords:
            record.keywords += KeywordList.words(text, leftOut: &record.leftOut)
        case .image: record.imageURL = record.imageURL ?? text
        case .caption: record.imageCaption = record.imageCaption ?? text
        default: break
        }
    }
}
