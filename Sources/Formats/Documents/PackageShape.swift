import Decoding

/// What a zip archive is that is one document, by the names of its first members.
enum PackageShape {
    case word, openText, book, other, none

    static func of(_ view: HeadView) -> PackageShape {
        guard view.begins(with: [0x50, 0x4B, 0x03, 0x04]) else { return .none }
        let names = firstNames(view.raw)
        if names.first?.name == "mimetype" {
            if names[0].content.starts(with: "application/epub+zip".utf8) { return .book }
            if names[0].content.starts(with: "application/vnd.oasis.opendocument.text".utf8) { return .openText }
            if names[0].content.starts(with: "application/".utf8) { return .other }
            // Some programs compress the type, against the rule.
            if ByteSearch.contains("META-INF/container.xml", view.raw) { return .book }
            return ByteSearch.contains("content.xml", view.raw) ? .openText : .other
        }
        if names.contains(where: { $0.name.hasPrefix("word/") }) || ByteSearch.contains("word/document", view.raw) { return .word }
        if names.contains(where: { $0.name.hasPrefix("xl/") || $0.name.hasPrefix("ppt/") }) { return .other }
        // The names may come later than what is looked at; only Word documents are read.
        switch view.suffix {
        case "xlsx", "pptx": return .other
        default: return .word
        }
    }

    /// Members whose local headers (APPNOTE 4.3.7) lie in the first bytes, as far as their sizes are told there.
    private static func firstNames(_ bytes: [UInt8]) -> [(name: String, content: ArraySlice<UInt8>)] {
        var found: [(String, ArraySlice<UInt8>)] = []
        var at = 0
        while at + 30 <= bytes.count, bytes[at..<at + 4].elementsEqual([0x50, 0x4B, 0x03, 0x04]), found.count < 64 {
            func number(_ offset: Int, _ count: Int) -> Int { (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[at + offset + $1]) } }
            let start = at + 30 + number(26, 2)
            guard start <= bytes.count else { break }
            let data = start + number(28, 2)
            let name = String(decoding: bytes[at + 30..<start], as: UTF8.self)
            let packed = number(18, 4)
            found.append((name, data < bytes.count ? bytes[data..<min(bytes.count, data + 80)] : []))
            // Sizes that follow the data are not known here.
            guard number(6, 2) & 8 == 0 else { break }
            at = data + packed
        }
        return found
    }
}
