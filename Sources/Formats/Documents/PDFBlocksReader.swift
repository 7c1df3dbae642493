import Markup

/// What `pdftotext -bbox-layout` writes: blocks of lines of words with their places on the page, and the document's properties.
///
/// Paragraphs are blocks; inside one, a line that is set in begins another. A block in much larger letters at the top is the title.
final class PDFBlocksReader: XMLEventHandler {
    struct Line {
        var text = ""
        var left = 0.0
        var height = 0.0
    }

    private struct Block {
        var lines: [Line] = []
        var page = 0
    }

    private(set) var title: String?
    private(set) var properties: [String: String] = [:]
    private var blocks: [Block] = []
    private var page = 0
    private var word: [UInt8] = []
    private var isInWord = false
    private var isInTitle = false

    func start(_ name: String, _ attributes: XMLEvents.Attributes) {
        switch name {
        case "page": page += 1
        case "block": blocks.append(Block(page: page))
        case "line":
            guard !blocks.isEmpty else { return }
            blocks[blocks.count - 1].lines.append(
                Line(left: Self.number(attributes["xMin"]), height: Self.number(attributes["yMax"]) - Self.number(attributes["yMin"])))
        case "word":
            isInWord = true
            word.removeAll(keepingCapacity: true)
        case "title":
            isInTitle = true
            word.removeAll(keepingCapacity: true)
        case "meta": if let key = attributes["name"] { properties[key] = attributes["content"] }
        default: break
        }
    }

    func end(_ name: String) {
        if name == "title" {
            isInTitle = false
            title = String(decoding: word, as: UTF8.self).nonEmpty
        }
        guard name == "word", isInWord else { return }
        isInWord = false
        guard let block = blocks.indices.last, let line = blocks[block].lines.indices.last else { return }
        let text = String(decoding: word, as: UTF8.self)
        blocks[block].lines[line].text += blocks[block].lines[line].text.isEmpty ? text : " " + text
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) { if isInWord || isInTitle { word.append(contentsOf: bytes) } }

    private static func number(_ text: String?) -> Double { text.flatMap { Double($0) } ?? 0 }

    /// Puts paragraphs and properties into the document.
    func fill(_ document: inout DocumentText) {
        let usual = medianHeight
        var isTitleOpen = true
        for block in blocks {
            guard let first = block.lines.first else { continue }
            // The number of the page.
            if block.lines.count == 1, first.text.allSatisfy({ $0.isNumber || $0 == "-" || $0 == "–" || $0 == " " }) { continue }
            let isLarge = usual > 0 && block.lines.allSatisfy { $0.height >= usual * Self.titleFactor }
            if isTitleOpen, isLarge, block.page == 1, block.lines.count <= 4 {
                document.append(Self.joined(block.lines.map(\.text)), .title)
                isTitleOpen = false
                continue
            }
            append(block, &document)
        }
        document.title = title
        document.authors = properties["Author"]
        document.keywords = properties["Keywords"]
        document.created = properties["CreationDate"]
        document.modified = properties["ModDate"]
    }

    private static let titleFactor = 1.25
    /// A line set in by so many times its height begins a paragraph.
    private static let indentFactor = 0.6

    private func append(_ block: Block, _ document: inout DocumentText) {
        let left = block.lines.map(\.left).min() ?? 0
        // Where most lines are set in, the others hang: a list, not paragraphs.
        let indented = block.lines.filter { $0.left > left + $0.height * Self.indentFactor }.count
        let readsIndents = indented * 2 <= block.lines.count
        var lines: [String] = []
        var isFirst = true
        func flush() {
            guard !lines.isEmpty else { return }
            let text = Self.joined(lines)
            lines = []
            // A paragraph that goes on in the next column or on the next page.
            if isFirst, let before = document.paragraphs.last, before.role == .body, !PlainText.endsLikeParagraph(before.text),
                text.first?.isLowercase == true
            {
                document.paragraphs[document.paragraphs.count - 1].text = Self.joined([before.text, text])
            } else {
                document.append(text)
            }
            isFirst = false
        }
        for line in block.lines {
            if readsIndents, line.left > left + line.height * Self.indentFactor { flush() }
            lines.append(line.text)
        }
        flush()
    }

    private var medianHeight: Double {
        let heights = blocks.flatMap { $0.lines.map(\.height) }.sorted()
        return heights.isEmpty ? 0 : heights[heights.count / 2]
    }

    /// The lines of a paragraph as one: a word that was divided at the end of a line is put together again.
    static func joined(_ lines: [String]) -> String {
        var text = ""
        for line in lines where !line.isEmpty {
            if text.hasSuffix("-"), let before = text.dropLast().last, before.isLetter, line.first?.isLowercase == true {
                text.removeLast()
            } else if text.hasSuffix("\u{AD}") {
                text.removeLast()
            } else if !text.isEmpty {
                text += " "
            }
            text += line
        }
        return text
    }
}
