import Markup
import Model

/// OpenDocument texts (.odt), as LibreOffice and others write them.
struct OpenTextFormat: Format {
    let name = "odt"
    let summary = "An OpenDocument text (.odt)"
    let extensions = ["odt", "ott"]
    let mediaTypes = ["application/vnd.oasis.opendocument.text"]
    let yields = "one article"
    let wantsUTF8 = false

    func score(_ view: HeadView) -> Int { PackageShape.of(view) == .openText ? 97 : 0 }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader {
        DocumentReader(member) { member throws(Failure) in
            let files = try DocumentFiles(member, code: .docxStructure)
            let body = OpenTextBodyReader()
            try files.read("content.xml", to: body)
            var document = DocumentText()
            document.paragraphs = body.paragraphs
            document.notes = body.notes
            let properties = DocumentPropertiesReader()
            files.readIfPossible("meta.xml", to: properties)
            properties.fill(&document)
            return document
        }
    }
}

/// The text of `content.xml` (OpenDocument 1.3 part 3, §5 and §6).
final class OpenTextBodyReader: XMLEventHandler {
    private(set) var paragraphs: [DocumentText.Paragraph] = []
    private(set) var notes: [String] = []
    /// Parents of the styles that the document made for itself.
    private var parents: [String: String] = [:]
    private var open: [Open] = []
    private var skipped = 0
    private var isInBody = false
    /// Paragraphs of the note that is open, and how many paragraphs were open around it.
    private var note: (text: [String], depth: Int)?
    /// Lists that are open, from the outside in.
    private var lists: [List] = []
    /// Levels of the list styles that the document made for itself: format and what stands behind the number.
    private var listStyles: [String: [Int: (format: String, suffix: String)]] = [:]
    private var openListStyle: String?

    private struct List {
        var style: String
        var count = 0
        /// The next paragraph is the first of an item.
        var isAtItem = false
    }

    private struct Open {
        var text: [UInt8] = []
        var role: DocumentText.Role
    }

    func start(_ name: String, _ attributes: XMLEvents.Attributes) {
        if skipped > 0 {
            skipped += 1
            return
        }
        switch name {
        case "list-style": openListStyle = attributes["name"]
        case "list-level-style-number", "list-level-style-bullet":
            guard let openListStyle, let level = attributes["level"].flatMap({ Int($0) }) else { return }
            let format = name.hasSuffix("bullet") ? "bullet" : attributes["num-format"] ?? ""
            listStyles[openListStyle, default: [:]][level] = (format, attributes["num-suffix"] ?? "")
        case "list": lists.append(List(style: attributes["style-name"] ?? lists.last?.style ?? ""))
        case "list-item", "list-header":
            guard !lists.isEmpty else { return }
            if name == "list-item" { lists[lists.count - 1].count += 1 }
            lists[lists.count - 1].isAtItem = true
        case "style": if let style = attributes["name"] { parents[style] = attributes["parent-style-name"] }
        case "text": isInBody = true
        case "p", "h": if isInBody { open.append(Open(role: role(name, attributes))) }
        case "s": append([UInt8](repeating: 0x20, count: min(64, max(1, attributes["c"].flatMap { Int($0) } ?? 1))))
        case "tab": append([0x09])
        case "line-break": append([0x0A])
        case "note":
            append(Array("[\(notes.count + 1)]".utf8))
            note = ([], open.count)
        // What was deleted, what others remarked, forms, and descriptions of pictures.
        case "tracked-changes", "annotation", "forms", "title", "desc", "note-citation", "hidden-text", "ruby-text", "binary-data",
            "script",
            "event-listeners", "sequence-decls":
            skipped = 1
        default: break
        }
    }

    private func role(_ name: String, _ attributes: XMLEvents.Attributes) -> DocumentText.Role {
        var style = attributes["style-name"] ?? ""
        if let parent = parents[style] ?? nil { style = parent }
        let role = DocumentText.role(ofStyle: style.replacing("_20_", with: " "))
        if name == "h", role == .body { return .heading(attributes["outline-level"].flatMap { Int($0) } ?? 1) }
        return role == .body && !lists.isEmpty ? .item : role
    }

    func end(_ name: String) {
        if skipped > 0 {
            skipped -= 1
            return
        }
        switch name {
        case "p", "h":
            guard let paragraph = open.popLast() else { return }
            guard var text = String(decoding: paragraph.text, as: UTF8.self).nonEmpty else { return }
            if paragraph.role == .item, let marker = marker() { text = "\(marker) \(text)" }
            if let note, open.count >= note.depth {
                self.note?.text.append(text)
            } else {
                paragraphs.append(DocumentText.Paragraph(text: text, role: paragraph.role))
            }
        case "list": _ = lists.popLast()
        case "note":
            if let note { notes.append(note.text.joined(separator: " ")) }
            note = nil
        default: break
        }
    }

    /// What the innermost list puts in front of the paragraph that ends here.
    private func marker() -> String? {
        guard let list = lists.last, list.isAtItem else { return nil }
        lists[lists.count - 1].isAtItem = false
        guard let style = listStyles[list.style]?[lists.count] else { return "-" }
        guard let number = ListNumbers.text(max(1, list.count), format: style.format) else { return style.format.isEmpty ? nil : "-" }
        return number + style.suffix
    }

    /// White space collapses as in HTML; what is meant is written as elements.
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard skipped == 0, !open.isEmpty else { return }
        let last = open.count - 1
        for byte in bytes {
            if byte > 0x20 {
                open[last].text.append(byte)
            } else if let before = open[last].text.last, before != 0x20 {
                open[last].text.append(0x20)
            }
        }
    }

    private func append(_ bytes: [UInt8]) {
        guard !open.isEmpty else { return }
        open[open.count - 1].text += bytes
    }
}
