import Decoding
import Model

/// One pass over RTF (specification 1.9.1): groups lie on a stack of their own, so that nesting costs memory and no recursion.
struct RichTextScan {
    private(set) var document = DocumentText()
    private let bytes: [UInt8]
    private var at = 0
    private var group = Group()
    private var stack: [Group] = []
    /// The text of the paragraph that is being read, and of the field of the document's properties.
    private var text = RichTextBuffer()
    /// The paragraph that a footnote stands in, while the note is read.
    private var carrier: RichTextBuffer?
    private var note = ""
    /// Code pages of fonts by their number.
    private var fonts: [Int: Charset] = [:]
    private var defaultCharset = Charset.windows1252
    private var defaultFont: Int?
    private var definedFont = 0
    private var time = DateParts(year: 0)
    /// Characters behind `\u` that older readers would show instead.
    private var toSkip = 0

    /// Groups inside one another.
    static let groupsMax = 250_000

    /// What a group inherits and gives back at its end.
    private struct Group {
        var destination = Destination.body
        var charset: Charset?
        var fallbackCount = 1
        var isHidden = false
    }

    enum Destination: UInt8 {
        case body, skipped, fonts, info, title, author, keywords, created, revised, note
    }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// - Throws: `rtf-structure`.
    mutating func run() throws(Failure) {
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "{"):
                guard stack.count < Self.groupsMax else {
                    throw Failure(.rtfStructure, "more than \(Self.groupsMax) groups inside one another", byteOffset: at)
                }
                toSkip = 0
                stack.append(group)
            case UInt8(ascii: "}"):
                toSkip = 0
                close()
            case UInt8(ascii: "\\"): control()
            case 0x0A, 0x0D, 0: break
            default: literal(byte)
            }
        }
        while !stack.isEmpty { close() }
        endParagraph()
    }

    // MARK: groups

    private mutating func close() {
        guard let outer = stack.popLast() else { return }
        let inner = group
        group = outer
        guard inner.destination != outer.destination else { return }
        switch inner.destination {
        case .title: document.title = document.title ?? text.take()
        case .author: document.authors = document.authors ?? text.take()
        case .keywords: document.keywords = document.keywords ?? text.take()
        case .created: document.created = Self.iso(time)
        case .revised: document.modified = Self.iso(time)
        case .note:
            endParagraph(in: .note)
            document.notes.append(note)
            if let carrier { text = carrier }
            carrier = nil
        default: break
        }
    }

    private static func iso(_ time: DateParts) -> String? { time.published(.field)?.text }

    private mutating func enter(_ destination: Destination) {
        // What stands in a part that is passed over, or in a note, stays there.
        guard group.destination != .skipped, !(group.destination == .note && destination != .skipped) else { return }
        if destination == .note {
            text.append("[\(document.notes.count + 1)]")
            carrier = text
            text = RichTextBuffer()
            note = ""
        }
        if destination == .created || destination == .revised { time = DateParts(year: 0) }
        if [.title, .author, .keywords].contains(destination) { text = RichTextBuffer() }
        group.destination = destination
    }

    // MARK: text

    private var takesText: Bool {
        switch group.destination {
        case .body, .note, .title, .author, .keywords: !group.isHidden
        default: false
        }
    }

    /// A byte of text as it stands, in the code page of its font.
    private mutating func literal(_ byte: UInt8) {
        if toSkip > 0 {
            toSkip -= 1
        } else if takesText {
            text.append(byte, group.charset ?? defaultCharset)
        }
    }

    private mutating func append(_ string: String) {
        if toSkip > 0 {
            toSkip -= 1
        } else if takesText {
            text.append(string)
        }
    }

    private mutating func endParagraph() { endParagraph(in: group.destination) }

    private mutating func endParagraph(in destination: Destination) {
        guard destination == .body || destination == .note else { return }
        let paragraph = text.take()
        document.repairs.replaced += text.replaced
        text.replaced = 0
        if destination == .note {
            if let line = paragraph.nonEmpty { note += (note.isEmpty ? "" : " ") + line }
        } else {
            document.append(paragraph)
        }
    }

    // MARK: control words

    /// What stands behind a backslash.
    private mutating func control() {
        guard at < bytes.count else { return }
        let byte = bytes[at]
        guard byte | 0x20 >= UInt8(ascii: "a"), byte | 0x20 <= UInt8(ascii: "z") else {
            at += 1
            return symbol(byte)
        }
        let start = at
        while at < bytes.count, at - start < 32, bytes[at] | 0x20 >= UInt8(ascii: "a"), bytes[at] | 0x20 <= UInt8(ascii: "z") { at += 1 }
        let word = String(decoding: bytes[start..<at], as: UTF8.self)
        var isNegative = false
        if at + 1 < bytes.count, bytes[at] == UInt8(ascii: "-"), HeaderDate.isDigit(bytes[at + 1]) {
            isNegative = true
            at += 1
        }
        var value: Int?
        while at < bytes.count, HeaderDate.isDigit(bytes[at]) {
            value = min((value ?? 0) * 10 + Int(bytes[at] - 48), 1 << 40)
            at += 1
        }
        if at < bytes.count, bytes[at] == 0x20 { at += 1 }
        apply(word, isNegative ? value.map { -$0 } : value)
    }

    private mutating func symbol(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "'"):
            guard at + 1 < bytes.count, let high = JSONText.hexValue(bytes[at]), let low = JSONText.hexValue(bytes[at + 1]) else { return }
            at += 2
            literal(UInt8(high << 4 | low))
        case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): literal(byte)
        case UInt8(ascii: "~"): append(" ")
        case UInt8(ascii: "_"): append("-")
        // A destination that need not be understood: passed over unless its word is known.
        case UInt8(ascii: "*"): starred()
        case 0x0A, 0x0D: endParagraph()
        case 0x09: append("\t")
        default: break
        }
    }

    private mutating func starred() {
        var next = at
        while next < bytes.count, bytes[next] <= 0x20 { next += 1 }
        let known = ["\\footnote", "\\fldrslt", "\\shptxt", "\\shpinst", "\\shp", "\\ud", "\\shppict"]
        let isKnown = known.contains { bytes[next...].starts(with: $0.utf8) }
        if !isKnown { enter(.skipped) }
    }

    private mutating func apply(_ word: String, _ value: Int?) {
        if toSkip > 0, word != "u", word != "bin" {
            toSkip -= 1
            return
        }
        if let destination = Self.destinations[word] { return enter(destination) }
        if let string = Self.characters[word] { return append(string) }
        switch word {
        case "par", "sect", "page", "row", "column", "softpage": endParagraph()
        case "cell", "nestcell": append("\t")
        case "u": character(value ?? 0)
        case "uc": group.fallbackCount = max(0, min(value ?? 1, 64))
        case "bin": at += max(0, min(value ?? 0, bytes.count - at))
        case "v", "deleted": group.isHidden = value != 0
        case "plain": group.isHidden = false
        case "f": if group.destination == .fonts { definedFont = value ?? 0 } else { group.charset = value.flatMap { fonts[$0] } }
        case "fcharset": if group.destination == .fonts { fonts[definedFont] = RichTextCharsets.ofFont(value ?? 0) }
        case "cpg": if group.destination == .fonts, let charset = RichTextCharsets.codePage(value ?? 0) { fonts[definedFont] = charset }
        case "ansicpg": defaultCharset = RichTextCharsets.codePage(value ?? 0) ?? defaultCharset
        case "mac": defaultCharset = .macintosh
        case "pc": defaultCharset = .ibm437
        case "pca": defaultCharset = .ibm850
        case "yr": time.year = value ?? 0
        case "mo": time.month = value
        case "dy": time.day = value
        case "hr": time.hour = value
        case "min": time.minute = value ?? 0
        default: break
        }
    }

    /// `\u`: a UTF-16 unit, signed; what follows for older readers is passed over.
    private mutating func character(_ value: Int) {
        let unit = UInt16(truncatingIfNeeded: value)
        toSkip = 0
        if takesText { text.append(unit: unit) }
        toSkip = group.fallbackCount
    }

    private static let destinations: [String: Destination] = [
        "fonttbl": .fonts, "title": .title, "author": .author, "keywords": .keywords, "creatim": .created, "revtim": .revised,
        "footnote": .note, "colortbl": .skipped, "stylesheet": .skipped, "listtable": .skipped, "listoverridetable": .skipped,
        "revtbl": .skipped, "rsidtbl": .skipped, "pict": .skipped, "object": .skipped, "objdata": .skipped, "header": .skipped,
        "headerl": .skipped, "headerr": .skipped, "headerf": .skipped, "footer": .skipped, "footerl": .skipped, "footerr": .skipped,
        "footerf": .skipped, "fldinst": .skipped, "nonshppict": .skipped, "xe": .skipped, "tc": .skipped, "rxe": .skipped, "txe": .skipped,
        "pntext": .skipped, "listtext": .skipped, "pntxta": .skipped, "pntxtb": .skipped, "themedata": .skipped, "datastore": .skipped,
        "info": .info, "operator": .skipped, "company": .skipped, "subject": .skipped, "doccomm": .skipped, "comment": .skipped,
        "manager": .skipped, "category": .skipped, "hlinkbase": .skipped, "printim": .skipped, "buptim": .skipped, "generator": .skipped,
        "ftnsep": .skipped, "ftnsepc": .skipped, "ftncn": .skipped, "aftnsep": .skipped, "aftnsepc": .skipped, "aftncn": .skipped,
        "annotation": .skipped, "atnid": .skipped, "atnauthor": .skipped, "filetbl": .skipped, "template": .skipped, "upr": .skipped,
        "sn": .skipped, "sv": .skipped,
    ]

    private static let characters: [String: String] = [
        "line": "\n", "lbr": "\n", "tab": "\t", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ", "bullet": "•",
        "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "zwj": "\u{200D}", "zwnj": "\u{200C}", "ltrmark": "",
        "rtlmark": "",
    ]
}
