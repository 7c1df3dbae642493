import Model

/// One document of a ProQuest export: a title and labelled paragraphs, the text behind `Full text:`.
enum ProQuestArticle {
    static func blocks(ofText bytes: UnsafeBufferPointer<UInt8>) -> [String] {
        LexisArticle.blocks(ofText: bytes).map { $0.joined(separator: " ") }
    }

    static func blocks(ofPage lines: [PageLine]) -> [String] {
        lines.map { line in
            // The address is where the link leads, whatever is written there.
            guard let link = line.link, link.hasPrefix("http"), line.text.hasPrefix("Document URL") else { return line.text }
            return "Document URL: \(link)"
        }
    }

    /// Labels in front of paragraphs, in lower case. A colon behind any other word is one of the text.
    private static let labels: Set<String> = [
        "author", "publication info", "abstract", "abstract (english)", "links", "full text", "subject", "location", "people",
        "company / organization", "company/organization", "company", "organization", "classification", "title", "publication title",
        "publication",
        "pages", "first page", "volume", "issue", "number of pages", "publication year", "publication date", "publication subject",
        "publisher",
        "place of publication", "country of publication", "source type", "language of publication", "language", "document type",
        "document feature",
        "proquest document id", "document url", "copyright", "last updated", "database", "issn", "issn electronic", "identifier / keyword",
        "identifier", "section", "source", "column", "column name", "dateline", "accession number", "correspondence author", "credit",
        "year", "doi",
        "document id", "supplement", "edition", "contact us at", "e-issn", "isbn", "location of publication", "publication",
        "alternate title",
        "subtitle", "dewey", "notes", "page", "series", "product name", "corporate author",
    ]

    private static func label(_ block: String) -> (String, String)? {
        guard let colon = block.firstIndex(of: ":"), block[..<colon].utf8.count <= 32 else { return nil }
        let name = block[..<colon].trimmed.lowercased()
        return labels.contains(name) ? (name, block[block.index(after: colon)...].trimmed) : nil
    }

    /// - Returns: false where the blocks are a cover or the closing page.
    static func fill(_ record: inout Record, _ blocks: [String]) -> Bool {
        var fields: [String: String] = [:]
        var text: [String] = []
        var title: String?
        var isInText = false
        for block in blocks {
            if let (name, value) = label(block) {
                isInText = name == "full text"
                if isInText {
                    if !value.isEmpty { text.append(value) }
                } else if fields[name] == nil {
                    fields[name] = value
                }
            } else if isInText {
                text.append(block)
            } else if title == nil, fields.isEmpty, !isRule(block), !isNumbering(block) {
                title = block
            }
        }
        guard !fields.isEmpty, fields["proquest document id"] != nil || fields["publication title"] != nil || !text.isEmpty else {
            return false
        }
        record.headline = fields["title"]?.nonEmpty ?? title
        if let byline = fields["author"]?.nonEmpty {
            record.byline = byline
            record.authors = ExportFields.turned(byline)
        }
        record.subheadline = fields["subtitle"]?.nonEmpty
        record.publisher = (fields["publication title"] ?? fields["publication"])?.prefix { $0 != ";" }.trimmed.nonEmpty
        record.published = (fields["publication date"] ?? fields["publication year"]).flatMap { HeaderDate.field($0) }
        record.section = fields["section"]?.nonEmpty
        record.dateline = fields["dateline"]?.nonEmpty
        record.language = (fields["language of publication"] ?? fields["language"]).flatMap(ExportFields.language)
        record.sourceID = fields["proquest document id"]?.nonEmpty
        record.url = address(fields["document url"], blocks)
        if let subjects = fields["subject"] { record.keywords = KeywordList.words(subjects, leftOut: &record.leftOut) }
        record.body = text.joined(separator: "\n\n")
        return true
    }

    private static func isRule(_ block: String) -> Bool { block.utf8.allSatisfy { $0 == UInt8(ascii: "_") || $0 <= 0x20 } }

    private static func isNumbering(_ block: String) -> Bool {
        let words = block.split(separator: " ")
        return words.count == 4 && words[0] == "Document" && Int(words[1]) != nil && Int(words[3]) != nil
    }

    private static func address(_ value: String?, _ blocks: [String]) -> String? {
        if let value, value.hasPrefix("http") { return value.split(separator: " ").first.map(String.init) }
        return blocks.first { $0.hasPrefix("http://") || $0.hasPrefix("https://") }?.split(separator: " ").first.map(String.init)
    }
}
