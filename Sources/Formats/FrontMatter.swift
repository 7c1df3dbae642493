import Model

/// Fields in front of a Markdown text: YAML between `---` lines or TOML between `+++` lines; the simple part of both: one key a line,
/// strings with or without quotes, lists in brackets or as dashes below the key.
enum FrontMatter {
    /// - Returns: where the text behind the front matter begins; `nil` where there is none.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, into record: inout Record) -> Int? {
        guard let fence = fence(bytes) else { return nil }
        let (block, end) = fence
        var key: ArticleField?
        var list: [String] = []
        func flush() {
            if let key, !list.isEmpty {
                put(key, list, into: &record)
                if let name = key == .summary ? "subheadline" : key.recordName { record.note(name, "front matter") }
            }
            key = nil
            list = []
        }
        for line in block {
            let text = line.trimmingSpaces
            if text.isEmpty || text.hasPrefix("#") { continue }
            if text.hasPrefix("- "), key != nil {
                list += values(String(text.dropFirst(2)))
                continue
            }
            guard let mark = text.firstIndex(where: { $0 == ":" || $0 == "=" }), line.first != " " || key == nil else { continue }
            flush()
            key = ArticleKeys.entry(text[..<mark].trimmed)?.field
            list = values(text[text.index(after: mark)...].trimmed)
        }
        flush()
        return end
    }

    private static let linesMax = 400

    /// The lines between the fences, and where the text behind them starts.
    private static func fence(_ bytes: UnsafeBufferPointer<UInt8>) -> ([String], Int)? {
        var lines = TextLines(bytes)
        guard let first = lines.peek(), first == "---" || first == "+++" else { return nil }
        lines.skip(1)
        var block: [String] = []
        while let line = lines.peek(), block.count < linesMax {
            lines.skip(1)
            if line == first || (first == "---" && line == "...") {
                let hasKeys = block.contains { $0.contains(":") || $0.contains("=") }
                return hasKeys ? (block, bytes.count - lines.rest.count) : nil
            }
            block.append(line)
        }
        return nil
    }

    /// True for texts that begin with a fence and a key.
    static func isPresent(_ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { bytes in
            var lines = TextLines(bytes)
            guard let first = lines.peek(), first == "---" || first == "+++" else { return false }
            lines.skip(1)
            guard let key = lines.peek() else { return false }
            return key.contains(first == "---" ? ":" : "=")
        }
    }

    private static func put(_ field: ArticleField, _ values: [String], into record: inout Record) {
        if field == .authors {
            guard record.authors.isEmpty else { return }
            if values.count == 1 { record.byline = values[0] }
            record.authors = values.count == 1 ? Byline.authors(values[0]) : values.map { Byline.withoutLead($0) }
        } else if field == .keywords {
            record.keywords += values
        } else if let first = values.first {
            TextHeader.apply(field == .summary ? .subheadline : field, first, to: &record)
        }
    }

    /// A scalar, or the elements of `[a, "b, c"]`.
    private static func values(_ text: String) -> [String] {
        guard text.hasPrefix("["), text.hasSuffix("]") else { return [scalar(text)].filter { !$0.isEmpty } }
        var parts: [String] = []
        var part = ""
        var quote: Character?
        for character in text.dropFirst().dropLast() {
            if let open = quote {
                if character == open { quote = nil }
                part.append(character)
            } else if character == "\"" || character == "'" {
                quote = character
                part.append(character)
            } else if character == "," {
                parts.append(part)
                part = ""
            } else {
                part.append(character)
            }
        }
        parts.append(part)
        return parts.map(scalar).filter { !$0.isEmpty }
    }

    /// Without quotes; in double ones `\"`, `\\` and `\n` are resolved, in single ones `''`.
    private static func scalar(_ raw: String) -> String {
        let text = raw.trimmingSpaces
        guard text.count >= 2, let first = text.first, first == text.last else {
            // A comment behind a bare value.
            if let range = text.firstIndex(of: "#"), range > text.startIndex, text[text.index(before: range)] == " " {
                return text[..<range].trimmed
            }
            return text
        }
        let inner = String(text.dropFirst().dropLast())
        if first == "'" { return inner.split(separator: "''", omittingEmptySubsequences: false).joined(separator: "'") }
        guard first == "\"" else { return text }
        var out = ""
        var isEscaped = false
        for character in inner {
            if isEscaped {
                out.append(character == "n" ? "\n" : character == "t" ? "\t" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                out.append(character)
            }
        }
        return out
    }
}
