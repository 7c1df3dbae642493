import Model

/// One document of a Europresse page, in the layout with `article` elements and in the older one of tables and breaks.
enum EuropresseArticle {
    static func reader(_ member: MemberText) -> any RecordReader {
        let pages = PageLines()
        return ExportReader(member, .tags(["<article", "<table id=\"tbheaderimages"])) { bytes, record in fill(&record, pages.read(bytes)) }
    }

    /// - Returns: false where the lines are no document.
    static func fill(_ record: inout Record, _ lines: [PageLine]) -> Bool {
        guard let title = lines.lastIndex(where: { isTitle($0) }) else { return false }
        let first = lines[...title].lastIndex { !isTitle($0) }.map { $0 + 1 } ?? 0
        record.headline = lines[first...title].map(\.text).joined(separator: " ").asOneLine
        let head = lines[..<first]
        record.publisher = head.first { $0.has("DocPublicationName") }?.text
        for line in head where line.has("DocHeader") {
            record.published = record.published ?? ExportFields.dateInside(line.text)
            if record.section == nil, let comma = line.text.firstIndex(of: ",") {
                let section = line.text[..<comma].trimmed
                if ExportFields.dateInside(section) == nil { record.section = section }
            }
        }
        var rest = lines[(title + 1)...]
        let text = rest.contains { isText($0) }
        if let byline = rest.first, isByline(byline, hasMarkedText: text) {
            record.byline = byline.text.asOneLine
            record.authors = Byline.authors(byline.text)
            rest = rest.dropFirst()
        }
        let marked = rest.filter(isText)
        let end = rest.firstIndex { isEnd($0.text) } ?? rest.endIndex
        let body = text ? Array(marked.prefix { !isEnd($0.text) }) : Array(rest[rest.startIndex..<end])
        record.body = body.map { $0.text.asOneLine }.joined(separator: "\n\n")
        return true
    }

    private static func isTitle(_ line: PageLine) -> Bool {
        line.has("titreArticle") || line.has("TitreArticle") || line.has("articletitle")
    }

    private static func isText(_ line: PageLine) -> Bool { line.has("DocText") || line.has("docOcurrContainer") }

    /// A line of names: marked so, or short, without the end of a sentence and followed by the text.
    private static func isByline(_ line: PageLine, hasMarkedText: Bool) -> Bool {
        if hasMarkedText { return !isText(line) && line.has("bottomNews") || (!isText(line) && !isEnd(line.text)) }
        guard line.text.utf8.count <= 80, !PlainText.endsLikeParagraph(line.text) else { return false }
        let words = line.text.split(separator: " ")
        return words.count >= 2 && words.count <= 8
            && words.allSatisfy { word in
                guard let letter = word.unicodeScalars.first(where: { $0.properties.isAlphabetic }) else { return true }
                return !letter.properties.isLowercase || ["de", "du", "et", "la", "le", "van", "von", "da", "di", "des"].contains(word)
            }
    }

    /// The copyright or the number behind the text.
    private static func isEnd(_ text: String) -> Bool {
        text.hasPrefix("©") || text.hasPrefix("news·") || text.hasPrefix("Numéro de document") || text.hasPrefix("Document number")
    }
}
