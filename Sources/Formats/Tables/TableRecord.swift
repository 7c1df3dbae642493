import Model

/// From the cells of one row to a record.
struct TableRecord {
    private let bytes: UnsafePointer<UInt8>
    private let cells: [TableScanner.Cell]
    private let columns: [TableColumns.Column]
    private var repairs = ByteRepairs()

    init(_ bytes: UnsafePointer<UInt8>, _ cells: [TableScanner.Cell], _ columns: TableColumns) {
        self.bytes = bytes
        self.cells = cells
        self.columns = columns.columns
    }

    /// - Returns: the record, `nil` where it has neither headline nor text.
    mutating func record(_ address: ItemAddress) -> Record? {
        var record = Record(address: address)
        for column in columns where !isBlank(cells[column.index]) { take(column, &record) }
        guard record.headline != nil || !record.body.isEmpty else { return nil }
        if record.url == nil, let id = record.sourceID, id.hasPrefix("http://") || id.hasPrefix("https://") { record.url = id }
        record.replacedBytes = repairs.replaced
        record.windows1252Bytes = repairs.windows1252
        record.leftOut = repairs.leftOut
        return record
    }

    private func isBlank(_ cell: TableScanner.Cell) -> Bool {
        for at in cell.start..<cell.end where bytes[at] > 0x20 { return false }
        return true
    }

    private mutating func text(_ column: TableColumns.Column) -> String {
        TableScanner.text(bytes, cells[column.index], repairs: &repairs)
    }

    /// Columns come in order of trust: the first that has a value gives it.
    private mutating func take(_ column: TableColumns.Column, _ record: inout Record) {
        switch column.field {
        case .body, .markupBody, .summary:
            guard record.body.isEmpty else { return }
            let text = text(column)
            let isMarkup = column.field == .markupBody || InlineMarkup.looksLikeMarkup(text)
            record.body = isMarkup ? InlineMarkup.text(text) : Paragraphs.separated(text)
        case .headline:
            guard record.headline == nil else { return }
            let text = text(column)
            let hasMarks = text.utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
            record.headline =
                (hasMarks ? InlineMarkup.text(text, isMarkup: InlineMarkup.looksLikeMarkup(text)) : text).asOneLine.nonEmpty
        case .authors:
            guard record.authors.isEmpty else { return }
            let line = text(column).asOneLine
            record.byline = line
            record.authors = Byline.authors(Self.unlisted(line))
        case .published where record.published == nil: record.published = time(column)
        case .modified where record.modified == nil: record.modified = time(column)
        case .keywords:
            guard record.keywords.isEmpty else { return }
            record.keywords = KeywordList.words(Self.unlisted(text(column)), leftOut: &repairs.leftOut)
        case .published, .modified: return
        default: TextHeader.apply(column.field, text(column), to: &record)
        }
    }

    private mutating func time(_ column: TableColumns.Column) -> PublishedTime? {
        let cell = cells[column.index]
        return HeaderDate.field(UnsafeBufferPointer(start: bytes + cell.start, count: cell.end - cell.start))
    }

    /// A list as programs print it (`['Jane Doe', 'John Roe']`) with semicolons instead.
    private static func unlisted(_ text: String) -> String {
        let line = text.trimmingSpaces
        guard line.hasPrefix("["), line.hasSuffix("]"), line.utf8.count > 2 else { return text }
        var out = ""
        var quote: Character?
        for character in line.dropFirst().dropLast() {
            if let open = quote {
                if character == open { quote = nil } else { out.append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
            } else {
                out.append(character == "," ? ";" : character)
            }
        }
        return quote == nil ? out : text
    }
}
