import Decoding
import Model

/// An article as plain text: the headline on the first line or in a header block, byline and date lines below it, the body.
struct PlainTextFormat: Format {
    let name = "text"
    let summary = "Plain text: headline, byline and date lines or a header block, paragraphs"
    let extensions = ["txt", "text"]
    let mediaTypes = ["text/plain"]
    let yields = "one article"

    /// What is text and nothing else. Signs without a single letter or digit are no text of any use.
    func score(_ view: HeadView) -> Int {
        guard view.isText else { return 0 }
        return view.start == view.text.count || Self.hasWords(view.text) ? 10 : 0
    }

    private static func hasWords(_ text: [UInt8]) -> Bool {
        if text.contains(where: { HeaderDate.isDigit($0) || ($0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z")) }) {
            return true
        }
        return String(decoding: text, as: UTF8.self).unicodeScalars.contains {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
    }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader {
        WholeTextReader(member) { bytes, record in PlainText.parse(bytes, into: &record) }
    }
}

/// The rules of plain text.
enum PlainText {
    /// Longer first lines are paragraphs.
    static let headlineBytesMax = 600
    private static let headlineCharactersMax = 300
    /// Lines below the headline that may be byline, date or publisher.
    private static let creditLinesMax = 4

    static func parse(_ bytes: UnsafeBufferPointer<UInt8>, into record: inout Record) {
        var lines = TextLines(bytes)
        lines.skipBlank()
        let hasBlock = TextHeader.read(&lines, into: &record)
        lines.skipBlank()
        if record.headline == nil, let headline = headline(&lines) {
            record.headline = headline
            record.note("headline", "first line")
        }
        if record.headline != nil, !hasBlock || record.byline == nil { credits(&lines, into: &record) }
        record.body = body(lines.rest)
        record.note("body", "the text")
    }

    /// Takes the headline off the lines; `nil` where the text begins with a paragraph.
    private static func headline(_ lines: inout TextLines) -> String? {
        guard let first = lines.peek(), first.utf8.count <= headlineBytesMax, first.count <= headlineCharactersMax else { return nil }
        guard first.unicodeScalars.contains(where: { $0.properties.isAlphabetic || $0.properties.numericType != nil }) else { return nil }
        let isOneBlock = !lines.hasBlankInside
        if isOneBlock, endsLikeParagraph(first) { return nil }
        // A second line that begins small carries the first on: a wrapped headline if it is short, else a wrapped paragraph.
        var block = lines.block()
        if block.count > 1, let letter = block[1].unicodeScalars.first, letter.properties.isLowercase, !isOneBlock {
            guard block.count <= 3, let last = block.last, !endsLikeParagraph(last) else { return nil }
            lines.skip(block.count)
            return block.joined(separator: " ")
        }
        block.removeAll()
        lines.skip(1)
        return first.trimmingSpaces
    }

    static func endsLikeParagraph(_ line: String) -> Bool {
        var scalars = line.trimmingSpaces.unicodeScalars
        while let last = scalars.last, "\"'”’»)]".unicodeScalars.contains(last) { scalars.removeLast() }
        guard let last = scalars.last else { return false }
        return ".。।۔".unicodeScalars.contains(last)
    }

    /// Byline, date and publisher lines directly below the headline.
    private static func credits(_ lines: inout TextLines, into record: inout Record) {
        for _ in 0..<creditLinesMax {
            var ahead = lines
            ahead.skipBlank()
            guard let line = ahead.peek(), line.utf8.count <= 200 else { return }
            if record.byline == nil, Byline.isBylineLine(line) {
                record.byline = line.trimmingSpaces
                record.authors = Byline.authors(line)
                record.note("authors", "line below the headline")
            } else if record.published == nil, let time = HeaderDate.parse(line) {
                record.published = time
                record.note("published", "line below the headline")
            } else if record.published == nil, let (publisher, time) = publisherAndDate(line) {
                record.published = time
                record.note("published", "line below the headline")
                if record.publisher == nil {
                    record.publisher = publisher
                    record.note("publisher", "line below the headline")
                }
            } else {
                return
            }
            ahead.skip(1)
            lines = ahead
        }
    }

    /// `Coastline News, 2021-08-26`: a name, a comma, a date and nothing else.
    static func publisherAndDate(_ line: String) -> (String, PublishedTime)? {
        var from = line.startIndex
        while let comma = line[from...].firstIndex(where: { $0 == "," || $0 == "|" || $0 == "·" }) {
            let name = line[..<comma].trimmed
            from = line.index(after: comma)
            guard name.utf8.count <= 80, let first = name.first, !first.isLowercase, !name.contains(".") || name.utf8.count <= 40 else {
                return nil
            }
            if let time = HeaderDate.parse(String(line[from...])), time.precision != .year, time.precision != .month { return (name, time) }
        }
        return nil
    }

    /// Paragraphs of the rest: by empty lines; where there are none by lines, unless the lines are one wrapped paragraph.
    static func body(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var lines = TextLines(bytes)
        lines.skipBlank()
        var rest = lines.rest
        while let last = rest.last, last <= 0x20 { rest = UnsafeBufferPointer(rebasing: rest.dropLast()) }
        if !lines.hasBlankInside, lines.isWrapped { return Paragraphs.blocks(rest, byLine: false).joined(separator: "\n\n") }
        return Paragraphs.separated(String(decoding: rest, as: UTF8.self))
    }
}

extension Substring {
    var trimmed: String { String(self).trimmingSpaces }
}
