import CSQLite
import Model

extension WarehouseReader {
    /// Finds articles. Words in scripts without spaces are looked for in `search_cjk`; shorter than its three characters, in the texts themselves.
    public func search(_ query: SearchQuery) throws(SearchError) -> [SearchHit] {
        let words = query.text.split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty else { throw .query("the query is empty: give a word, or a \"phrase in quotation marks\"") }
        let spaceless = words.filter { $0.unicodeScalars.contains(where: Self.isSpaceless) }
        do throws(Failure) {
            if spaceless.isEmpty { return try fullText(query, in: "search") }
            if spaceless.allSatisfy({ Self.letters($0) >= 3 }) { return try fullText(query, in: "search_cjk") }
            return try substring(words, query)
        } catch {
            throw Self.explain(error, query.text)
        }
    }

    private func fullText(_ query: SearchQuery, in table: String) throws(Failure) -> [SearchHit] {
        let order = query.order == .newest ? "\(table).rowid DESC" : "rank"
        return try snapshot { connection throws(Failure) in
            try connection.rows(
                """
                SELECT a.article_id, a.day, a.publisher, a.headline, a.url, snippet(\(table), -1, '[', ']', ' … ', \(table == "search" ? 16 : 40))
                FROM \(table) JOIN articles a ON a.article_id = \(table).rowid WHERE \(table) MATCH ? ORDER BY \(order) LIMIT ?
                """, [.text(query.text), .integer(Int64(query.limit))], Self.hit)
        }
    }

    /// Articles without spaces that hold every word; reads all of them.
    private func substring(_ words: [Substring], _ query: SearchQuery) throws(Failure) -> [SearchHit] {
        let conditions = words.indices.map { "(instr(t.body, ?\($0 + 2)) > 0 OR instr(coalesce(t.headline, ''), ?\($0 + 2)) > 0)" }
        return try snapshot { connection throws(Failure) in
            try connection.rows(
                """
                SELECT a.article_id, a.day, a.publisher, a.headline, a.url,
                  replace(substr(t.body, max(1, instr(t.body, ?2) - 30), 70), ?2, '[' || ?2 || ']')
                FROM texts t JOIN articles a USING(article_id) WHERE t.spaceless = 1 AND \(conditions.joined(separator: " AND "))
                ORDER BY t.article_id DESC LIMIT ?1
                """, [.integer(Int64(query.limit))] + words.map { .text($0.filter { $0 != "\"" }) }, Self.hit)
        }
    }

    @Sendable private static func hit(_ row: Statement) -> SearchHit {
        SearchHit(
            articleID: row.integer(0), day: row.text(1), publisher: row.optionalText(2), headline: row.optionalText(3),
            url: row.optionalText(4),
            passage: String(row.text(5).map { $0.isNewline ? " " : $0 }))
    }

    /// A complaint of FTS5 about the query, said so that it can be mended; everything else stays a failure.
    private static func explain(_ failure: Failure, _ text: String) -> SearchError {
        let quoted = "\"" + text.filter { $0 != "\"" } + "\""
        let advice = "put what is to be taken literally in quotation marks: \(quoted)"
        guard let start = failure.detail.firstRange(of: "SQLite: ")?.upperBound else { return .failure(failure) }
        var message = failure.detail[start...]
        if let end = message.firstRange(of: " (code ") { message = message[..<end.lowerBound] }
        if message.hasPrefix("fts5: ") { return .query("\(message.dropFirst("fts5: ".count)); \(advice)") }
        if message.hasPrefix("no such column: ") {
            return .query("\"\(message.dropFirst("no such column: ".count)):\" is no field (there are headline: and body:); \(advice)")
        }
        if message.hasPrefix("unterminated string") { return .query("a quotation mark is missing; \(advice)") }
        if message.hasPrefix("unknown special query") { return .query("a query cannot begin with *; \(advice)") }
        return .failure(failure)
    }

    private static func letters(_ word: Substring) -> Int { word.unicodeScalars.count { $0.properties.isAlphabetic || isSpaceless($0) } }

    /// Scripts whose words are not parted by spaces: Han, kana, Hangul (its particles), Thai, Lao, Khmer, Burmese.
    private static func isSpaceless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x3040...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x3134F:
            true
        default: false
        }
    }
}
