import Markup

/// The text of a WordprocessingML part (ECMA-376 part 1, §17): paragraphs of runs; what was deleted, hidden, or is a field's code stays out.
final class WordBodyReader: XMLEventHandler {
    private(set) var paragraphs: [DocumentText.Paragraph] = []
    /// Style identifiers of the paragraphs, beside them.
    private(set) var styles: [String] = []
    /// Their places in lists.
    private(set) var items: [Item?] = []
    /// Numbers of the notes that the text refers to, in order; `f` or `e` in front.
    private(set) var noteReferences: [String] = []
    /// Paragraphs of each note, in notes parts.
    private(set) var notes: [String: String] = [:]

    /// Paragraphs inside one another: text boxes.
    private var open: [Open] = []
    /// Elements deep inside a subtree that is passed over; 0 outside of one.
    private var skipped = 0
    private var isInText = false
    private var isRunHidden = false
    private var runDepth = 0
    private var note: String?

    private struct Open {
        var text: [UInt8] = []
        var style = ""
        var item: Item?
    }

    /// A place in a list.
    struct Item {
        var number = ""
        var level = 0
    }

    func start(_ name: String, _ attributes: XMLEvents.Attributes) {
        if skipped > 0 {
            skipped += 1
            return
        }
        switch name {
        case "t": isInText = !isRunHidden
        case "p": open.append(Open())
        case "r": isRunHidden = false
        case "pStyle": if let style = attributes["val"], !open.isEmpty { open[open.count - 1].style = style }
        case "numPr": if !open.isEmpty { open[open.count - 1].item = Item() }
        case "ilvl": if !open.isEmpty { open[open.count - 1].item?.level = attributes["val"].flatMap { Int($0) } ?? 0 }
        case "numId": if !open.isEmpty { open[open.count - 1].item?.number = attributes["val"] ?? "" }
        case "vanish": isRunHidden = !["0", "false", "off"].contains(attributes["val"] ?? "1")
        case "tab", "ptab": append([0x09])
        case "br": if attributes["type"] == nil || attributes["type"] == "textWrapping" { append([0x0A]) }
        case "cr": append([0x0A])
        case "noBreakHyphen": append(Array("-".utf8))
        case "footnoteReference", "endnoteReference": reference(name == "footnoteReference" ? "f" : "e", attributes["id"])
        case "footnote", "endnote": note = attributes["type"] == nil || attributes["type"] == "normal" ? attributes["id"] : nil
        // Deleted or moved elsewhere, for older programs, drawn text that belongs to no paragraph, tab stops.
        case "del", "moveFrom", "Fallback", "instrText", "graphic", "tabs", "delText": skipped = 1
        default: break
        }
    }

    func end(_ name: String) {
        if skipped > 0 {
            skipped -= 1
            return
        }
        switch name {
        case "t": isInText = false
        case "r": isRunHidden = false
        case "p": close()
        default: break
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isInText, skipped == 0, !open.isEmpty else { return }
        open[open.count - 1].text.append(contentsOf: bytes)
    }

    private func append(_ bytes: [UInt8]) {
        // Tab stops of a style stand outside of paragraphs.
        guard !open.isEmpty, !isRunHidden else { return }
        open[open.count - 1].text += bytes
    }

    private func reference(_ kind: String, _ id: String?) {
        guard let id, !open.isEmpty, !isRunHidden else { return }
        noteReferences.append(kind + id)
        open[open.count - 1].text += Array("[\(noteReferences.count)]".utf8)
    }

    private func close() {
        guard let paragraph = open.popLast() else { return }
        guard let text = String(decoding: paragraph.text, as: UTF8.self).nonEmpty else { return }
        if let note {
            notes[note] = [notes[note], text].compactMap { $0 }.joined(separator: " ")
            return
        }
        paragraphs.append(DocumentText.Paragraph(text: text, role: paragraph.item == nil ? .body : .item))
        styles.append(paragraph.style)
        items.append(paragraph.item)
    }

    /// The paragraphs with the roles that their styles' names tell, items of lists with what the list puts in front of them.
    func paragraphs(_ names: [String: String], _ numbering: WordNumberingReader?) -> [DocumentText.Paragraph] {
        paragraphs.indices.map { index in
            var paragraph = paragraphs[index]
            let style = styles[index]
            let role = style.isEmpty ? .body : DocumentText.role(ofStyle: names[style] ?? style)
            if role != .body {
                paragraph.role = role
            } else if let item = items[index], let marker = numbering?.marker(number: item.number, level: item.level) {
                paragraph.text = "\(marker) \(paragraph.text)"
            }
            return paragraph
        }
    }
}

/// The names of a document's styles by their identifiers, which are in the language of the program.
final class WordStylesReader: XMLEventHandler {
    private(set) var names: [String: String] = [:]
    private var open: String?

    func start(_ name: String, _ attributes: XMLEvents.Attributes) {
        if name == "style" { open = attributes["styleId"] }
        if name == "name", let open { names[open] = attributes["val"] }
    }

    func end(_ name: String) { if name == "style" { open = nil } }
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
