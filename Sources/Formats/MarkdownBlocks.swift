/// Blocks of a Markdown text, markup taken off.
struct MarkdownBlocks {
    enum Kind { case heading, text, code }

    struct Block {
        var kind: Kind
        var text: String
        /// The whole block stood between emphasis marks.
        var isEmphasis = false
    }

    /// Blocks that are kept apart: headline and credits are among them.
    private static let apartMax = 8

    private(set) var blocks: [Block] = []
    /// The texts of all further blocks, separated by empty lines: a text may have a million of them.
    private(set) var rest = ""
    private var current: [String] = []
    private var isInFence = false

    static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> MarkdownBlocks {
        var reading = MarkdownBlocks()
        Paragraphs.forEachLine(bytes) { reading.take(String(decoding: $0, as: UTF8.self)) }
        reading.flush(reading.isInFence ? .code : .text)
        return reading
    }

    private mutating func add(_ block: Block) {
        if blocks.count < Self.apartMax { return blocks.append(block) }
        if block.text.isEmpty { return }
        if !rest.isEmpty { rest += "\n\n" }
        rest += block.text
    }

    private mutating func take(_ line: String) {
        let text = line.trimmingSpaces
        if text.hasPrefix("```") || text.hasPrefix("~~~") {
            flush(isInFence ? .code : .text)
            isInFence.toggle()
            return
        }
        if isInFence {
            current.append(line)
            return
        }
        if text.isEmpty { return flush(.text) }
        if let heading = Self.heading(text) {
            flush(.text)
            current = [heading]
            return flush(.heading)
        }
        if text.utf8.count >= 3, Markdown.isUnderline(text.utf8) || Self.isRule(text) {
            // Below a single line it makes that a heading, alone it is a rule.
            return flush(current.count == 1 && Markdown.isUnderline(text.utf8) ? .heading : .text)
        }
        if Self.isReference(text) { return }
        current.append(Self.withoutMarker(text))
    }

    private mutating func flush(_ kind: Kind) {
        defer { current = [] }
        guard !current.isEmpty else { return }
        if kind == .code {
            add(Block(kind: .code, text: current.joined(separator: "\n")))
            return
        }
        let raw = current.joined(separator: "\n")
        let text = MarkdownSpan.plain(raw).trimmingSpaces
        guard !text.isEmpty else { return }
        let isEmphasis = raw.count > 2 && (raw.first == "*" || raw.first == "_") && raw.last == raw.first
        add(Block(kind: kind, text: text, isEmphasis: isEmphasis))
    }

    /// `# …` to `###### …`, with or without closing marks.
    private static func heading(_ text: String) -> String? {
        let marks = text.prefix { $0 == "#" }
        guard (1...6).contains(marks.count), text.dropFirst(marks.count).first == " " else { return nil }
        var rest = text.dropFirst(marks.count).trimmed
        if rest.hasSuffix("#") {
            let open = rest.lastIndex { $0 != "#" }
            if let open, rest[open] == " " { rest = rest[..<open].trimmed }
        }
        return rest
    }

    private static func isRule(_ text: String) -> Bool {
        let marks = text.filter { $0 != " " }
        guard marks.count >= 3, let first = marks.first, first == "*" || first == "_" || first == "-" else { return false }
        return marks.allSatisfy { $0 == first }
    }

    /// `[1]: https://…`
    private static func isReference(_ text: String) -> Bool {
        guard text.hasPrefix("["), let close = text.firstIndex(of: "]") else { return false }
        let rest = text[text.index(after: close)...]
        return rest.hasPrefix(":") && rest.dropFirst().trimmed.contains(where: { $0 == "/" || $0 == "#" })
    }

    /// Without `> `; a list item keeps a bullet of its own so that its lines stay lines.
    private static func withoutMarker(_ text: String) -> String {
        var rest = Substring(text)
        while rest.hasPrefix(">") { rest = rest.dropFirst().drop(while: { $0 == " " }) }
        for bullet in ["- ", "* ", "+ "] where rest.hasPrefix(bullet) { return rest.dropFirst(2).trimmed }
        return String(rest)
    }
}
