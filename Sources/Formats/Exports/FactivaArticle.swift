import Model

/// One document of a Factiva export. The text and the newer pages have no labels: a line is known by its form (so many words, a date, a time, a
/// code, a language, ©), in the language of the database's pages. Older pages are tables with codes of two letters.
enum FactivaArticle {
    static func fill(_ record: inout Record, text bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let blocks = LexisArticle.blocks(ofText: bytes)
        var lines: [(text: String, block: Int)] = []
        for (index, block) in blocks.enumerated() { lines += block.map { ($0, index) } }
        guard let count = wordCount(lines.map(\.text)) else { return false }
        let before = lines[..<count]
        var titles = before
        // The byline stands right above the number of words, apart from the headline.
        if let last = before.last, before.contains(where: { $0.block != last.block }), last.block == lines[count].block {
            let byline = before.filter { $0.block == last.block }.map(\.text).joined(separator: " ")
            titles = before.prefix { $0.block != last.block }
            setByline(byline, &record)
        }
        if let last = titles.last {
            record.headline = titles.filter { $0.block == last.block }.map(\.text).joined(separator: " ")
            if let first = titles.first, first.block != last.block { record.section = first.text }
        }
        let next = header(lines.map(\.text), from: count, &record)
        let rest = lines[next...].filter { !isAccession($0.text) }
        var body = ""
        var block = -1
        for line in rest {
            body += body.isEmpty ? "" : line.block == block ? " " : "\n\n"
            body += line.text
            block = line.block
        }
        record.body = body
        return true
    }

    static func fill(_ record: inout Record, page lines: [PageLine]) -> Bool {
        let lines = lines.map { line in
            var line = line
            line.text = line.text.asOneLine
            return line
        }
        if lines.contains(where: { $0.text == "HD" || $0.text == "PD" || $0.text == "SN" }) { return coded(&record, lines) }
        // An element around the article has the same class as the article and nothing else in it.
        guard let title = lines.firstIndex(where: { $0.has("Headline") }) else { return false }
        record.headline = lines[title].text
        if title > 0 { record.section = lines[title - 1].text }
        let texts = lines.map(\.text)
        let count = wordCount(texts, from: title + 1) ?? title + 1
        if let byline = lines[(title + 1)..<count].first(where: { $0.has("author") }) ?? lines[(title + 1)..<count].last {
            setByline(byline.text, &record)
        }
        let next = header(texts, from: count, &record)
        let marked = lines[next...].filter { $0.has("articleParagraph") }
        let rest = marked.isEmpty ? Array(lines[next...]) : marked
        record.body = rest.map(\.text).filter { !isAccession($0) }.joined(separator: "\n\n")
        return true
    }

    // MARK: parts

    private static func isAccession(_ line: String) -> Bool {
        var line = line
        return line.withUTF8 { ExportBoundary.isAccession($0) }
    }

    private static func setByline(_ line: String, _ record: inout Record) {
        record.byline = line
        record.authors = Byline.authors(line)
    }

    /// The line that counts the words, which a date follows.
    private static func wordCount(_ lines: [String], from: Int = 0) -> Int? {
        for index in from..<max(from, lines.count - 1)
        where ExportFields.isWordCount(lines[index]) && ExportFields.date(lines[index + 1]) != nil {
            return index
        }
        return nil
    }

    /// Lines behind the number of words: date, time, source, code, page, language, copyright.
    /// - Returns: where the body begins.
    private static func header(_ lines: [String], from count: Int, _ record: inout Record) -> Int {
        var at = count
        if at < lines.count, ExportFields.isWordCount(lines[at]) { at += 1 }
        if at < lines.count, let time = ExportFields.date(lines[at]) {
            record.published = time
            at += 1
            if at < lines.count, isClock(lines[at]) {
                record.published = HeaderDate.parse("\(time.day) \(lines[at])") ?? time
                at += 1
            }
        }
        if at < lines.count {
            record.publisher = lines[at]
            at += 1
        }
        // The head ends with the copyright, which is never far.
        let end = min(lines.count, at + headLinesMax)
        guard let copyright = (at..<max(at, end)).first(where: { isCopyright(lines[$0]) }) else {
            while at < end, lines[at].utf8.count <= 12 || ExportFields.language(lines[at]) != nil {
                record.language = ExportFields.language(lines[at]) ?? record.language
                at += 1
            }
            return at
        }
        for line in lines[at..<copyright].reversed() {
            // Codes are in capitals, names of languages are not.
            if line.contains(where: \.isLowercase) || line.contains(where: { $0.isLetter && !$0.isCased }),
                let language = ExportFields.language(line)
            {
                record.language = language
                break
            }
        }
        return copyright + 1
    }

    private static let headLinesMax = 12

    /// `14:05`, `14:05 GMT`.
    private static func isClock(_ line: String) -> Bool {
        let digits = line.prefix { $0.isNumber || $0 == ":" }
        return digits.count >= 4 && digits.contains(":") && line.utf8.count <= 14
    }

    private static func isCopyright(_ line: String) -> Bool {
        let lower = line.prefix(12).lowercased()
        return lower.hasPrefix("©") || lower.hasPrefix("(c)") || lower.hasPrefix("copyright") || lower.hasPrefix("(copyright")
            || lower.hasPrefix("版权")
    }

    // MARK: the older layout

    private static let codes: Set<String> = [
        "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "CT", "RF", "CO", "IN", "NS", "RE",
        "IPD", "IPC",
        "PUB", "AN", "SE", "CLM", "DLN", "ART", "PO",
    ]

    private static func coded(_ record: inout Record, _ lines: [PageLine]) -> Bool {
        var fields: [String: [String]] = [:]
        var open: String?
        for line in lines {
            if codes.contains(line.text), line.block == .td || line.block == .th || line.block == .p {
                open = line.text
                fields[line.text] = fields[line.text] ?? []
            } else if let open {
                fields[open, default: []].append(line.text)
            }
        }
        func value(_ code: String) -> String? { fields[code].flatMap { $0.isEmpty ? nil : $0.joined(separator: " ") } }
        record.headline = value("HD")
        if let byline = value("BY") { setByline(byline, &record) }
        if let day = value("PD").flatMap(ExportFields.date) {
            record.published = value("ET").flatMap { HeaderDate.parse("\(day.day) \($0)") } ?? day
        }
        record.publisher = value("SN")
        record.section = value("SE")
        record.language = value("LA").flatMap(ExportFields.language)
        record.dateline = value("DLN")
        record.body = ((fields["LP"] ?? []) + (fields["TD"] ?? [])).joined(separator: "\n\n")
        return record.headline != nil || record.published != nil
    }
}
