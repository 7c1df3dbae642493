import Model

/// A Word document of Nexis Uni: many articles one after the other, each with a heading, the publication, the date, labelled lines, `Body`, the
/// text, `Classification` and `End of Document`. A list of hits may stand in front.
struct NexisDocument {
    private var articles: [ArraySlice<DocumentText.Paragraph>] = []

    /// `nil` where the document is something else.
    init?(_ document: DocumentText) {
        let paragraphs = document.paragraphs
        guard paragraphs.contains(where: { Self.isEnd($0.text) }),
            paragraphs.contains(where: { $0.text == "Body" || Self.label($0.text)?.0 == "length" })
        else { return nil }
        var start = 0
        for (index, paragraph) in paragraphs.enumerated() where Self.isEnd(paragraph.text) {
            if index > start { articles.append(paragraphs[start..<index]) }
            start = index + 1
        }
    }

    private static func isEnd(_ text: String) -> Bool { text == "End of Document" }

    /// The name in front of a colon in lower case, and what stands behind it.
    private static func label(_ text: String) -> (String, String)? {
        guard let colon = text.firstIndex(of: ":"), text[..<colon].utf8.count <= 24 else { return nil }
        return (text[..<colon].trimmed.lowercased(), text[text.index(after: colon)...].trimmed)
    }

    func items(_ path: String) -> [ReadItem] {
        articles.enumerated().map { index, article in
            let address = ItemAddress(member: path, ordinal: index + 1)
            var record = Record(address: address)
            Self.fill(&record, Array(article))
            guard record.headline != nil || !record.body.isEmpty else {
                return .reject(Failure(.noText, "the item has no text", address: address))
            }
            return .record(record)
        }
    }

    private static func fill(_ record: inout Record, _ paragraphs: [DocumentText.Paragraph]) {
        let texts = paragraphs.map(\.text)
        let tail = texts.lastIndex(of: "Classification") ?? texts.count
        let body = texts[..<tail].lastIndex(of: "Body")
        // The labelled lines stand between the date and the body; a list of hits in front has dates too.
        let head = body ?? texts[..<tail].lastIndex { label($0)?.0 == "length" }.map { $0 + 1 } ?? tail
        if let date = texts[..<head].lastIndex(where: { ExportFields.date($0) != nil && label($0)?.0 != "load-date" }) {
            record.published = ExportFields.date(texts[date])
            if date >= 1 { record.publisher = texts[date - 1].asOneLine }
            let heading = paragraphs[..<date].lastIndex { $0.role != .body && $0.role != .date }
            let at = heading ?? (date >= 2 ? date - 2 : nil)
            if let at, at < date, at != date - 1 || heading != nil { record.headline = texts[at].asOneLine }
            if record.headline == record.publisher { record.publisher = nil }
        } else {
            record.headline = paragraphs.first { $0.role != .body }?.text.asOneLine ?? texts.first?.asOneLine
        }
        for text in texts[..<head] + texts[tail...] { apply(text, &record) }
        guard let body, body + 1 < tail else { return }
        let ends: Set<String> = ["Graphic", "Notes", "Correction", "References"]
        let end = texts[(body + 1)..<tail].firstIndex { ends.contains($0) || label($0)?.0 == "load-date" } ?? tail
        record.body = texts[(body + 1)..<end].joined(separator: "\n\n")
    }

    private static func apply(_ text: String, _ record: inout Record) {
        guard let (name, value) = label(text), !value.isEmpty else { return }
        switch name {
        case "byline" where record.byline == nil:
            record.byline = value.asOneLine
            record.authors = Byline.authors(value)
        case "section": record.section = record.section ?? value.prefix { $0 != ";" }.trimmed
        case "dateline": record.dateline = record.dateline ?? value
        case "language": record.language = record.language ?? ExportFields.language(value)
        default: break
        }
    }
}
