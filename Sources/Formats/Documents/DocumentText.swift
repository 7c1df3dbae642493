import Model

/// A word processor's document as its format's reader leaves it: paragraphs with their role, notes, and what the document says of itself.
struct DocumentText {
    enum Role: Equatable {
        case title, subtitle, author, date, body
        /// Of a list.
        case item
        /// 1 for the highest.
        case heading(Int)
    }

    struct Paragraph {
        var text: String
        var role = Role.body
    }

    /// Without empty ones.
    var paragraphs: [Paragraph] = []
    /// Footnotes and endnotes in order; the text refers to the first as `[1]`.
    var notes: [String] = []
    var title: String?
    var authors: String?
    var created: String?
    var modified: String?
    var language: String?
    var keywords: String?
    var repairs = ByteRepairs()

    mutating func append(_ text: String, _ role: Role = .body) {
        if let text = text.nonEmpty { paragraphs.append(Paragraph(text: text, role: role)) }
    }

    /// The role that a paragraph style's name tells, as the programs name their styles in English whatever their language.
    static func role(ofStyle name: String) -> Role {
        let folded = name.lowercased().filter { $0 != " " && $0 != "_" && $0 != "-" }
        switch folded {
        case "title", "headline", "hed": return .title
        case "subtitle", "deck", "subhead": return .subtitle
        case "author", "byline": return .author
        case "date": return .date
        default:
            guard folded.hasPrefix("heading"), let level = Int(folded.dropFirst(7)), (1...9).contains(level) else { return .body }
            return .heading(level)
        }
    }

    /// Fills the record: headline from the title or a single first heading, else as in plain text; byline and date lines below it.
    func fill(_ record: inout Record) {
        var rest = paragraphs[...]
        if let index = rest.prefix(Self.titleWithinMax).firstIndex(where: { $0.role == .title }) {
            record.headline = rest[index].text.asOneLine
            rest.remove(at: index)
        } else if let first = rest.first, case .heading(let level) = first.role,
            !rest.dropFirst().contains(where: { $0.role == .heading(level) })
        {
            record.headline = first.text.asOneLine
            rest = rest.dropFirst()
        }
        takeLabels(&rest, &record)
        let ownTitle = title.flatMap(Self.meant)
        if record.headline == nil, let ownTitle {
            record.headline = ownTitle.asOneLine
            if let first = rest.first?.text.asOneLine, Self.isSame(first, ownTitle) {
                // As it is printed, not as some program noted it.
                record.headline = first
                rest = rest.dropFirst()
            }
        }
        if record.headline != nil || Self.beginsWithHeadline(rest) {
            parse(rest, &record)
        } else {
            record.body = (rest.map(\.text) + numberedNotes).joined(separator: "\n\n")
        }
        if record.authors.isEmpty, let line = authors.flatMap(Self.meant) {
            record.byline = line.asOneLine
            record.authors = Byline.authors(line)
        }
        if record.published == nil { record.published = created.flatMap { HeaderDate.field($0) } }
        record.modified = record.modified ?? modified.flatMap { HeaderDate.field($0) }
        record.language = record.language ?? language.flatMap(LanguageTag.normalise)
        if record.keywords.isEmpty, let keywords { record.keywords = KeywordList.words(keywords, leftOut: &record.leftOut) }
        record.replacedBytes = repairs.replaced
        record.windows1252Bytes = repairs.windows1252
    }

    /// A title stands among the first paragraphs or is none of the document's.
    private static let titleWithinMax = 4
    private static let labelsWithinMax = 8

    /// Paragraphs near the top whose style says what they are.
    private func takeLabels(_ rest: inout ArraySlice<Paragraph>, _ record: inout Record) {
        var kept: [Paragraph] = []
        for (index, paragraph) in rest.enumerated() {
            if index < Self.labelsWithinMax, record.headline != nil {
                if paragraph.role == .subtitle, record.subheadline == nil {
                    record.subheadline = paragraph.text.asOneLine
                    continue
                }
                if paragraph.role == .author {
                    record.byline = [record.byline, paragraph.text.asOneLine].compactMap { $0 }.joined(separator: ", ")
                    record.authors += Byline.authors(paragraph.text)
                    continue
                }
                if paragraph.role == .date, record.published == nil, let time = HeaderDate.field(paragraph.text) {
                    record.published = time
                    continue
                }
            }
            kept.append(paragraph)
        }
        rest = kept[...]
    }

    /// Equal but for capitals, quotes and other signs.
    private static func isSame(_ left: String, _ right: String) -> Bool {
        func letters(_ text: String) -> [UInt8] {
            text.lowercased().utf8.filter { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") || HeaderDate.isDigit($0) }
        }
        if left == right.asOneLine { return true }
        let found = letters(left)
        return found.count * 2 > left.utf8.count && found == letters(right)
    }

    /// True if the first of the paragraphs can be a headline: short, no sentence, and prose follows. A header block of named lines
    /// begins so as well.
    private static func beginsWithHeadline(_ paragraphs: ArraySlice<Paragraph>) -> Bool {
        guard let first = paragraphs.first, first.text.utf8.count <= PlainText.headlineBytesMax, let last = first.text.unicodeScalars.last
        else {
            return false
        }
        if first.text.contains(":"), first.text.contains("\n") || paragraphs.dropFirst().first?.text.contains(":") == true { return true }
        guard first.role == .body, !".!?:;,。！？".unicodeScalars.contains(last) || first.text.hasSuffix("?") else { return false }
        return paragraphs.dropFirst().contains { PlainText.endsLikeParagraph($0.text) && $0.text.utf8.count > first.text.utf8.count }
    }

    private var numberedNotes: [String] { notes.enumerated().map { "[\($0.offset + 1)] \($0.element)" } }

    /// The rest as plain text: where the headline is known it is put in front, so that the lines below it are judged alike.
    private func parse(_ rest: ArraySlice<Paragraph>, _ record: inout Record) {
        let lines = rest.map(\.text) + numberedNotes
        let known = record.headline
        if let known, known.utf8.count > PlainText.headlineBytesMax {
            record.body = lines.joined(separator: "\n\n")
            return
        }
        var text = ([known].compactMap { $0 } + lines).joined(separator: "\n\n")
        var read = Record(address: record.address)
        text.withUTF8 { PlainText.parse($0, into: &read) }
        if let known, read.headline != known {
            // The lines hold a header of their own.
            record.body = read.headline == nil ? lines.joined(separator: "\n\n") : read.body
        } else {
            record.headline = read.headline
            record.body = read.body
        }
        if record.authors.isEmpty { (record.byline, record.authors) = (read.byline, read.authors) }
        record.published = record.published ?? read.published
        record.publisher = read.publisher
        record.section = read.section
        record.language = read.language
        record.url = read.url
        record.sourceID = read.sourceID
        record.dateline = read.dateline
        record.keywords = read.keywords
    }

    /// What programs write where nobody said anything is nothing.
    private static func meant(_ text: String) -> String? {
        guard let text = text.nonEmpty else { return nil }
        let lower = text.lowercased()
        if lower.hasPrefix("microsoft word - ") || lower.hasPrefix("untitled") { return nil }
        if fileEndings.contains(where: { lower.hasSuffix($0) }) { return nil }
        return programWords.contains(lower) ? nil : text
    }

    /// The name of a file is no title.
    private static let fileEndings = [
        ".doc", ".docx", ".indd", ".pdf", ".qxd", ".qxp", ".rtf", ".txt", ".odt", ".pmd", ".ai", ".eps", ".tif",
    ]
    private static let programWords: Set<String> = [
        "document", "document1", "document 1", "word document", "powerpoint presentation", "microsoft office user", "microsoft user",
        "user",
        "windows user", "unknown", "author", "admin", "administrator", "owner", "python-docx", "title", "anonymous", "-", ".",
    ]
}
