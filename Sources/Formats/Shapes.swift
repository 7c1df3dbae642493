// How the formats that are not read yet show themselves; each moves to its format's own file when that is written.

/// Pictures, sound and film by their first bytes.
enum Pictures {
    @Sendable static func score(_ view: HeadView) -> Int {
        let isPicture =
            view.begins(with: [0xFF, 0xD8, 0xFF]) || view.begins(with: [0x89, 0x50, 0x4E, 0x47]) || view.begins(with: Array("GIF8".utf8))
            || view.begins(with: [0x49, 0x49, 0x2A, 0x00]) || view.begins(with: [0x4D, 0x4D, 0x00, 0x2A])
            || (view.begins(with: Array("RIFF".utf8)) && view.begins(with: Array("WEBP".utf8), at: 8))
            || (view.begins(with: Array("BM".utf8)) && view.raw.count > 10 && view.raw[6..<10].allSatisfy { $0 == 0 })
        return isPicture ? 98 : 0
    }

    @Sendable static func mediaScore(_ view: HeadView) -> Int {
        let isMedia =
            view.begins(with: Array("ftyp".utf8), at: 4) || view.begins(with: Array("OggS".utf8))
            || view.begins(with: [0x1A, 0x45, 0xDF, 0xA3])
            || (view.begins(with: Array("ID3".utf8)) && !view.isText) || view.begins(with: Array("fLaC".utf8))
            || (view.begins(with: Array("RIFF".utf8)) && !view.begins(with: Array("WEBP".utf8), at: 8))
        return isMedia ? 98 : 0
    }
}

/// Texts that begin with a tag.
enum MarkupShape {
    case html, xml, sgml, none

    static func of(_ view: HeadView) -> MarkupShape {
        guard view.isText, view.start + 1 < view.text.count, view.text[view.start] == UInt8(ascii: "<") else { return .none }
        let tag = rootName(view)
        if view.textBegins("<!doctype lewis") || tag == "reuters" || tag == "lewis" { return .sgml }
        if view.textBegins("<!doctype html") || htmlTags.contains(tag) { return .html }
        if view.textBegins("<?xml") || view.textBegins("<!doctype") { return tag == "html" ? .html : .xml }
        guard !tag.isEmpty else { return .none }
        // A tag that is closed somewhere: "<3 is a heart" is prose.
        return view.text[view.start...].containsBytes(Array("</".utf8)) || view.text[view.start...].containsBytes(Array("/>".utf8))
            || !view.isWhole ? .xml : .none
    }

    private static let htmlTags: Set<String> = [
        "html", "head", "body", "div", "p", "article", "meta", "title", "script", "span", "table", "h1",
    ]

    /// The first element's name, behind declarations, processing instructions and comments; lower case, without its prefix.
    static func rootName(_ view: HeadView) -> String {
        let text = view.text
        var at = view.start
        while at + 1 < text.count {
            guard text[at] == UInt8(ascii: "<") else {
                at += 1
                continue
            }
            if text[at + 1] == UInt8(ascii: "?") || text[at + 1] == UInt8(ascii: "!") {
                let isComment = text[at...].starts(with: Array("<!--".utf8))
                var end = at + 2
                if isComment {
                    while end < text.count, !text[end...].starts(with: Array("-->".utf8)) { end += 1 }
                } else {
                    while end < text.count, text[end] != UInt8(ascii: ">") { end += 1 }
                }
                at = end + 1
                continue
            }
            let name = text[(at + 1)...].prefix {
                $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") || HeaderDate.isDigit($0) || $0 == UInt8(ascii: ":")
                    || $0 == UInt8(ascii: "-")
            }
            let local = name.split(separator: UInt8(ascii: ":")).last ?? []
            return String(decoding: local, as: UTF8.self).lowercased()
        }
        return ""
    }
}

/// Messages: header lines of mail in front.
enum MailShape {
    private static let names: Set<String> = [
        "from", "date", "subject", "mime-version", "received", "message-id", "return-path", "delivered-to", "content-type", "to",
        "reply-to",
    ]
    /// Lines that plain text's own header blocks have as well; they do not make a mail alone.
    private static let shared: Set<String> = ["date", "subject", "from", "to"]

    @Sendable static func score(_ view: HeadView) -> Int {
        guard view.isText else { return 0 }
        if view.textBegins("from "), fromLine(view) { return 92 }
        var hits: Set<String> = []
        for line in view.text[view.start...].prefix(8_192).split(
            maxSplits: 40, omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0A })
        {
            if line.isEmpty || line.elementsEqual([0x0D]) { break }
            if line.first == 0x20 || line.first == 0x09 { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return 0 }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            guard !name.contains(" ") else { return 0 }
            if names.contains(name) { hits.insert(name) }
        }
        let isMail = hits.count >= 2 && (hits.contains("from") || hits.contains("received") || !hits.isSubset(of: shared))
        return isMail ? 88 : 0
    }

    /// `From x@y Day Mon …`: the first line of a mailbox.
    private static func fromLine(_ view: HeadView) -> Bool {
        let line = view.text[view.start...].prefix { $0 != 0x0A }
        let words = line.split(separator: 0x20)
        return words.count >= 6 && line.contains(UInt8(ascii: ":"))
            && ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains(String(decoding: words[2].prefix(3), as: UTF8.self).lowercased())
    }
}

/// Many articles in one text, as research databases export them.
enum ExportShape {
    @Sendable static func score(_ view: HeadView) -> Int {
        guard view.isText, view.start < view.text.count, view.text[view.start] != UInt8(ascii: "{") else { return 0 }
        let text = view.text
        if ByteSearch.contains("DOCUMENTS\n", text), ByteSearch.contains("1 of ", text) { return 86 }
        if ByteSearch.contains("____________________________________________________________", text),
            ByteSearch.contains("Document 1 of ", text)
        {
            return 86
        }
        return ByteSearch.contains("Document ", text) && accession(text) ? 86 : 0
    }

    /// Factiva: a line `Document` and twenty capitals and digits or more.
    private static func accession(_ text: [UInt8]) -> Bool {
        var rest = text[...]
        let word = Array("\nDocument ".utf8)
        while let hit = rest.firstIndex(of: 0x0A) {
            let line = rest[hit...]
            if line.starts(with: word) {
                let code = line.dropFirst(word.count).prefix { ($0 >= 0x41 && $0 <= 0x5A) || HeaderDate.isDigit($0) }
                if code.count >= 20 { return true }
            }
            rest = rest[(hit + 1)...]
        }
        return false
    }
}

/// Tables: the same separator, equally often, in the first rows, and a header that names fields.
enum TableShape {
    @Sendable static func score(_ view: HeadView) -> Int {
        guard view.isText else { return 0 }
        if view.textBegins("sep=") { return 90 }
        let line = view.text[view.start...].prefix { $0 != 0x0A && $0 != 0x0D }
        guard line.count < 4_096, line.count + view.start < view.text.count else { return 0 }
        for separator in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")] where line.contains(separator) {
            let cells = line.split(separator: separator, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self).trimmingSpaces.filter { $0 != "\"" }
            }
            guard cells.count >= 2 else { continue }
            let known = cells.filter { ArticleKeys.entry($0) != nil }.count
            if known >= 2, known * 2 >= cells.count { return 86 }
        }
        // No header that is known: a table only if the name says so and the second row has as many cells.
        guard ["csv", "tsv", "tab"].contains(view.suffix) else { return 0 }
        let separator: UInt8 = view.suffix == "csv" ? UInt8(ascii: ",") : 0x09
        return line.contains(separator) || line.contains(UInt8(ascii: ";")) ? 50 : 0
    }
}
