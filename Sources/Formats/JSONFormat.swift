import Decoding
import Model

/// JSON in its three layouts; all share `JSONReader`.
struct JSONFormat: Format {
    enum Layout { case document, lines, sequence }

    let layout: Layout

    var name: String {
        switch layout {
        case .document: "json"
        case .lines: "json-lines"
        case .sequence: "json-seq"
        }
    }

    var summary: String {
        switch layout {
        case .document: "JSON: an object, an array, a list in an envelope, objects one after the other; schema.org, IPTC ninjs, JSON Feed"
        case .lines: "JSON lines: one object a line"
        case .sequence: "JSON text sequence (RFC 7464)"
        }
    }

    var extensions: [String] {
        switch layout {
        case .document: ["json", "jsonld"]
        case .lines: ["jsonl", "ndjson"]
        case .sequence: ["json-seq"]
        }
    }

    var mediaTypes: [String] {
        switch layout {
        case .document: ["application/json", "application/ld+json", "application/feed+json"]
        case .lines: ["application/x-ndjson", "application/jsonl"]
        case .sequence: ["application/json-seq"]
        }
    }

    var yields: String {
        switch layout {
        case .document: "one article, or one for each element of the list"
        case .lines: "one article a line"
        case .sequence: "one article a text"
        }
    }

    /// Bytes that are no text otherwise may still be JSON: crashed writers leave runs of NULs between lines.
    func score(_ view: HeadView) -> Int {
        guard view.start < view.text.count else { return 0 }
        switch view.text[view.start] {
        case 0x1E: return layout == .sequence ? 95 : 0
        case UInt8(ascii: "{"), UInt8(ascii: "["): return Self.layout(view) == layout && Self.beginsWell(view) ? 90 : 0
        default: return layout == .document && view.isText && Self.isScalar(view) ? 60 : 0
        }
    }

    func reader(for member: MemberText) throws(Failure) -> any RecordReader { JSONReader(member, hasLines: layout == .lines) }

    /// What stands behind the first bracket: a key, a value or the bracket's end; prose in brackets has a letter there, and a
    /// footnote's `[1]` goes on with prose.
    private static func beginsWell(_ view: HeadView) -> Bool {
        let text = view.text
        if view.suffix.hasPrefix("json") || view.suffix == "ndjson", view.isText { return true }
        guard let next = text[(view.start + 1)...].firstIndex(where: { $0 > 0x20 }) else { return view.isWhole }
        switch text[next] {
        case 0x22, UInt8(ascii: "}"): if text[view.start] == UInt8(ascii: "{") { return true }
        case UInt8(ascii: "{"): if text[view.start] == UInt8(ascii: "[") { return true }
        default: break
        }
        return text.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, base[view.start] == UInt8(ascii: "[") else { return false }
            var scanner = JSONScanner(base, from: view.start, end: buffer.count, depthMax: Limits().jsonDepthMax)
            guard scanner.skipValue(depth: 0) else {
                if case .syntax = scanner.fault { return false }
                return true
            }
            let behind = scanner.peek()
            return behind == nil || behind == UInt8(ascii: "{") || behind == UInt8(ascii: "[")
        }
    }

    /// Lines where the first line is a whole object and not the only one, or where it is not but the one below it is and begins at the margin.
    private static func layout(_ view: HeadView) -> Layout {
        view.text.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress, text[view.start] == UInt8(ascii: "{") else { return .document }
            guard let lineEnd = ByteSearch.first(0x0A, base, view.start, text.count) else { return .document }
            if isWholeObject(base, view.start, lineEnd) {
                let isAlone = view.isWhole && text[lineEnd...].allSatisfy { $0 <= 0x20 }
                return isAlone ? .document : .lines
            }
            var next = lineEnd + 1
            while next < text.count, text[next] == 0x0A || text[next] == 0x0D { next += 1 }
            guard next < text.count, text[next] == UInt8(ascii: "{") else { return .document }
            let nextEnd = ByteSearch.first(0x0A, base, next, text.count) ?? text.count
            return isWholeObject(base, next, nextEnd) ? .lines : .document
        }
    }

    private static func isWholeObject(_ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
        var scanner = JSONScanner(bytes, from: start, end: end, depthMax: Limits().jsonDepthMax)
        return scanner.skipValue(depth: 0)
    }

    /// A short text that is one JSON scalar, or that is named JSON and has no words.
    private static func isScalar(_ view: HeadView) -> Bool {
        guard view.isWhole, view.text.count <= 4_096 else { return false }
        return view.text.withUnsafeBufferPointer { text in
            guard let base = text.baseAddress else { return false }
            var scanner = JSONScanner(base, from: view.start, end: text.count, depthMax: 1)
            if scanner.skipValue(depth: 0), scanner.peek() == nil { return true }
            return view.suffix.hasPrefix("json") && text.split(maxSplits: 3, whereSeparator: { $0 <= 0x20 }).count < 3
        }
    }
}
