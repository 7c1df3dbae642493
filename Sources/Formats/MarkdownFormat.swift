import Decoding
import Model

/// Markdown (CommonMark's common part): front matter, the first heading as headline, markup taken off the text.
struct MarkdownFormat: Format {
    let name = "markdown"
    let summary = "Markdown, with YAML or TOML front matter"
    let extensions = ["md", "markdown", "mdown", "mkd"]
    let mediaTypes = ["text/markdown"]
    let yields = "one article"

    func score(_ view: HeadView) -> Int {
        guard view.isText, view.start < view.text.count else { return 0 }
        let text = Array(view.text[view.start...].prefix(4_096))
        if FrontMatter.isPresent(text) { return 80 }
        let lines = text.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
        if lines[0].starts(with: Array("# ".utf8)) { return 70 }
        if lines.count > 1, Markdown.isUnderline(lines[1]) { return 70 }
        return extensions.contains(view.suffix) ? 10 : 0
    }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader {
        WholeTextReader(member) { bytes, record in Markdown.parse(bytes, into: &record) }
    }
}

/// The rules of Markdown.
enum Markdown {
    static func parse(_ bytes: UnsafeBufferPointer<UInt8>, into record: inout Record) {
        var lines = TextLines(bytes)
        lines.skipBlank()
        var text = lines.rest
        if let end = FrontMatter.read(text, into: &record) { text = UnsafeBufferPointer(rebasing: text[end...]) }
        let read = MarkdownBlocks.read(text)
        var blocks = read.blocks
        if let first = blocks.first, first.kind == .heading, record.headline == nil || record.headline == first.text {
            record.headline = first.text.nonEmpty
            record.note("headline", "first heading")
            blocks.removeFirst()
        } else if record.headline == nil, let first = blocks.first, first.kind == .text, blocks.count > 1,
            !first.text.contains("\n"), first.text.count <= 300, !PlainText.endsLikeParagraph(first.text)
        {
            record.headline = first.text.nonEmpty
            record.note("headline", "first line")
            blocks.removeFirst()
        }
        credits(&blocks, into: &record)
        record.body = (blocks.map(\.text) + [read.rest]).filter { !$0.isEmpty }.joined(separator: "\n\n")
        record.note("body", "the text")
    }

    /// `===` or `---` below a line.
    static func isUnderline(_ line: some Collection<UInt8>) -> Bool {
        let marks = line.filter { $0 > 0x20 }
        return marks.count >= 3 && (marks.allSatisfy { $0 == UInt8(ascii: "=") } || marks.allSatisfy { $0 == UInt8(ascii: "-") })
    }

    /// Below the headline: "By Jane Doe", a name in emphasis, a date.
    private static func credits(_ blocks: inout [MarkdownBlocks.Block], into record: inout Record) {
        for _ in 0..<3 {
            guard let block = blocks.first, blocks.count > 1, block.kind == .text, !block.text.contains("\n") else { return }
            if record.authors.isEmpty, Byline.isBylineLine(block.text) || (block.isEmphasis && Byline.isBylineLine("By " + block.text)) {
                record.byline = block.text
                record.authors = Byline.authors(block.text)
                record.note("authors", "line below the headline")
            } else if record.published == nil, let time = HeaderDate.parse(block.text) {
                record.published = time
                record.note("published", "line below the headline")
            } else {
                return
            }
            blocks.removeFirst()
        }
    }
}
