import Model

/// One document of a LexisNexis export: blocks in a fixed order (publication, date, headline, labelled lines, body, labelled lines, copyright).
/// Class names and fonts differ from export to export and are not looked at.
enum LexisArticle {
    /// A block: lines of a text between empty ones, or a paragraph of a page.
    typealias Block = [String]

    static func blocks(ofText bytes: UnsafeBufferPointer<UInt8>) -> [Block] {
        var blocks: [Block] = []
        var block: Block = []
        Paragraphs.forEachLine(bytes) { line in
            let text = String(decoding: line, as: UTF8.self).trimmingSpaces
            if !text.isEmpty {
                block.append(text)
            } else if !block.isEmpty {
                blocks.append(block)
                block = []
            }
        }
        if !block.isEmpty { blocks.append(block) }
        return blocks
    }

    static func blocks(ofPage lines: [PageLine]) -> [Block] {
        var blocks: [Block] = []
        // The end of a comment that began before the piece.
        for line in lines where line.text != "-->" {
            if line.isContinued, !blocks.isEmpty { blocks[blocks.count - 1].append(line.text) } else { blocks.append([line.text]) }
        }
        return blocks
    }

    private enum Label {
        case byline, section, length, dateline, highlight, language, tail
    }

    private static let labels: [String: Label] = {
        let words: [(Label, String)] = [
            (.byline, "BYLINE AUTHOR AUTOR AUTEUR SIGNATURE"), (.section, "SECTION RUBRIK RUBRIQUE SECCIÓN SEZIONE"),
            (.length, "LENGTH LÄNGE LONGUEUR LONGITUD LUNGHEZZA LENGTE"), (.dateline, "DATELINE"), (.highlight, "HIGHLIGHT SERIES"),
            (.language, "LANGUAGE SPRACHE LANGUE IDIOMA LINGUA TAAL"),
            (
                .tail,
                "LOAD-DATE UPDATE GRAPHIC PUBLICATION-TYPE DOCUMENT-TYPE JOURNAL-CODE SUBJECT ORGANIZATION COMPANY TICKER INDUSTRY PERSON GEOGRAPHIC CITY STATE COUNTRY CATEGORY TYPE NAME CORRECTION-DATE URL PUB-TYPE CORRECTION ISSN DISTRIBUTION TERMS NOTES ENHANCEMENT COPYRIGHT PERCENT ACC-NO DOCUMENT-NUMBER MEDIENTYP"
            ),
        ]
        var table: [String: Label] = [:]
        for (label, line) in words { for word in line.split(separator: " ") { table[String(word)] = label } }
        return table
    }()

    /// The label in capitals that a block begins with, and what stands behind it.
    private static func label(_ block: Block) -> (Label, String)? {
        guard let first = block.first, let colon = first.firstIndex(of: ":"), first[..<colon].utf8.count <= 24 else { return nil }
        guard let label = labels[first[..<colon].trimmed] else { return nil }
        let value = first[first.index(after: colon)...].trimmed
        return (label, ([value] + block.dropFirst()).filter { !$0.isEmpty }.joined(separator: " "))
    }

    private static func isCopyright(_ block: Block) -> Bool {
        guard let first = block.first else { return false }
        let lower = first.lowercased()
        return lower.hasPrefix("copyright ") || lower.hasPrefix("©") || lower == "all rights reserved" || lower.hasPrefix("(c) ")
    }

    /// - Returns: false where the blocks are a cover or another page that is no document.
    static func fill(_ record: inout Record, _ blocks: [Block]) -> Bool {
        var blocks = blocks[...]
        if let first = blocks.first?.first, isNumbering(first) { blocks = blocks.dropFirst() }
        blocks = blocks.drop(while: isCopyright)
        let at = header(&record, blocks)
        guard let start = at else { return false }
        let rest = blocks[start...]
        // The body begins behind the labelled lines.
        var body = rest.startIndex
        while body < rest.endIndex, let (label, value) = Self.label(rest[body]), label != .tail, label != .language {
            apply(label, value, &record)
            body += 1
        }
        var end = body
        while end < rest.endIndex, !isTail(rest[end]) { end += 1 }
        record.body = rest[body..<end].map { $0.joined(separator: " ") }.joined(separator: "\n\n")
        for block in rest[end...] { if let (label, value) = Self.label(block), label == .language { apply(label, value, &record) } }
        return record.published != nil || record.headline != nil
    }

    private static func isNumbering(_ line: String) -> Bool {
        var line = line
        return line.withUTF8 { ExportBoundary.lexisLine.isBoundary($0) }
    }

    /// Reads publication, date and headline.
    /// - Returns: where the labelled lines begin, `nil` where nothing of it is there.
    private static func header(_ record: inout Record, _ blocks: ArraySlice<Block>) -> Int? {
        guard !blocks.isEmpty else { return nil }
        var labelled = blocks.startIndex
        while labelled < blocks.endIndex, label(blocks[labelled]) == nil, labelled - blocks.startIndex < headerBlocksMax { labelled += 1 }
        let head = blocks[blocks.startIndex..<labelled]
        var date: Int?
        for (index, block) in zip(head.indices, head) {
            if let time = block.first.flatMap(ExportFields.date) {
                (record.published, date) = (time, index)
                break
            }
        }
        guard let date else { return labelled < blocks.endIndex && labelled > blocks.startIndex ? titled(&record, head, labelled) : nil }
        record.publisher = head[head.startIndex..<date].first { !isCopyright($0) }?.joined(separator: " ")
        let titles = head[(date + 1)...].filter { !isCopyright($0) }
        // Without any labelled line the body begins behind the headline.
        let hasLabels = labelled < blocks.endIndex && labelled - blocks.startIndex < headerBlocksMax
        record.headline = titles.first.map { $0.joined(separator: " ") }
        if hasLabels, titles.count == 2 { record.subheadline = titles[1].joined(separator: " ") }
        return hasLabels ? labelled : min(date + 2, blocks.endIndex)
    }

    /// Longer heads are none.
    private static let headerBlocksMax = 8

    private static func titled(_ record: inout Record, _ head: ArraySlice<Block>, _ labelled: Int) -> Int {
        record.publisher = head.count > 1 ? head.first?.joined(separator: " ") : nil
        record.headline = head.last?.joined(separator: " ")
        return labelled
    }

    private static func isTail(_ block: Block) -> Bool {
        if let (label, _) = label(block) { return label == .tail || label == .language }
        guard let first = block.first, isCopyright(block) else { return false }
        return first.utf8.contains(where: HeaderDate.isDigit) || block.count > 1
    }

    private static func apply(_ label: Label, _ value: String, _ record: inout Record) {
        guard !value.isEmpty else { return }
        switch label {
        case .byline:
            record.byline = value
            record.authors = Byline.authors(value)
        case .section: record.section = value.prefix { $0 != ";" }.trimmed
        case .dateline: record.dateline = value
        case .highlight: record.subheadline = record.subheadline ?? value
        case .language: record.language = ExportFields.language(value)
        case .length, .tail: break
        }
    }
}
