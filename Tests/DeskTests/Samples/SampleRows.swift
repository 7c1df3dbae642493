@testable import Desk

/// The rows of one sample file as text for people: every column of every table that belongs to it, but for those that name the moment,
/// the machine or the numbers of this one warehouse. A column that is not there is NULL.
struct SampleRows {
    private let warehouse: SampleWarehouse

    /// Columns that differ from run to run, or are shown by what they lead to.
    private static let volatile: Set<String> = [
        "file_id", "article_id", "batch_id", "quote_id", "seen_at", "received_at", "finished_at", "device", "inode", "mtime_ns", "ctime_ns",
    ]

    /// Tables with facts of an article, in the order in which they are shown.
    private static let facts = ["quotes", "mentions", "places", "times", "amounts"]

    init(_ warehouse: SampleWarehouse) { self.warehouse = warehouse }

    /// - Parameter name: below `inbox-sample/`.
    func text(of name: String) throws -> String {
        var text = "inbox-sample/\(name)\n"
        for row in try rows("SELECT * FROM files WHERE CAST(name AS TEXT) = ?1", [warehouse.folder + name]) {
            text += "\nfile\n" + lines(row, leavingOut: ["name"])
            let id = row["file_id"] ?? ""
            text += try block("reject", "SELECT * FROM rejects WHERE file_id = CAST(?1 AS INTEGER) ORDER BY byte_offset, item", id)
            for article in try rows("SELECT * FROM articles WHERE file_id = CAST(?1 AS INTEGER) ORDER BY article_id", [id]) {
                text += try self.article(article)
            }
            text += try block("sighting", "SELECT * FROM sightings WHERE file_id = CAST(?1 AS INTEGER) ORDER BY item", id)
        }
        return text
    }

    /// The entities and the sums by day that all samples together give.
    func entities() throws -> String {
        var text = "entities of inbox-sample/\n"
        text += try block("entity", "SELECT * FROM entities ORDER BY kind, name, entity_id", nil)
        for table in ["aliases", "entity_days", "country_days"] {
            let found = try rows("SELECT * FROM \(table)", []).map { line($0) }.sorted()
            if !found.isEmpty { text += "\n\(table)\n" + found.joined() }
        }
        return text
    }

    private func article(_ row: Row) throws -> String {
        let id = row["article_id"] ?? ""
        var text = "\narticle\n" + lines(row, leavingOut: [])
        if let lede = try value(
            "SELECT substr(t.body, a.lede_start + 1, a.lede_length) FROM articles a JOIN texts t USING(article_id) WHERE article_id = CAST(?1 AS INTEGER)",
            id)
        {
            text += "  (lede) \(lede)\n"
        }
        for table in Self.facts {
            // Facts are few words each: one line for a row, in the order of the text where they have a place in it.
            let found = try rows("SELECT * FROM \(table) WHERE article_id = CAST(?1 AS INTEGER)", [id])
            let order = found.enumerated().sorted { (place($0.element), $0.offset) < (place($1.element), $1.offset) }.map(\.element)
            if !order.isEmpty { text += "  \(table)\n" + order.map { "  " + line($0) }.joined() }
        }
        for row in try rows("SELECT * FROM texts WHERE article_id = CAST(?1 AS INTEGER)", [id]) {
            text += "  text\n" + lines(row, leavingOut: ["headline", "body"], indent: "    ")
            let body = row["body"] ?? ""
            text += body.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "    |\n" : "    | \($0)\n" }.joined()
        }
        return text
    }

    /// Where a fact begins in the body: its start, or that of its first span.
    private func place(_ row: Row) -> Int {
        if let start = row["start"] { return Int(start) ?? 0 }
        return Int((row["spans"] ?? "").prefix { $0.isNumber }) ?? 0
    }

    // MARK: - Rows

    private struct Row {
        var columns: [(name: String, value: String)]
        subscript(_ name: String) -> String? { columns.first { $0.name == name }?.value }
    }

    private func rows(_ sql: String, _ arguments: [String]) throws -> [Row] {
        try warehouse.query(sql, arguments).flatMap { answer in
            answer.values.map { values in
                Row(columns: zip(answer.columns, values).compactMap { name, value in value.map { (name, $0) } })
            }
        }
    }

    private func value(_ sql: String, _ argument: String) throws -> String? {
        try warehouse.query(sql, [argument]).first?.values.first?.first ?? nil
    }

    private func block(_ title: String, _ sql: String, _ argument: String?) throws -> String {
        try rows(sql, argument.map { [$0] } ?? []).map { "\n\(title)\n" + lines($0, leavingOut: []) }.joined()
    }

    private func lines(_ row: Row, leavingOut: Set<String>, indent: String = "  ") -> String {
        shown(row).filter { !leavingOut.contains($0.name) }.map { "\(indent)\($0.name): \($0.value)\n" }.joined()
    }

    private func line(_ row: Row) -> String { "  " + shown(row).map { "\($0.name)=\($0.value)" }.joined(separator: "  ") + "\n" }

    /// Without what is volatile; references are followed to what they name.
    private func shown(_ row: Row) -> [(name: String, value: String)] {
        row.columns.compactMap { name, value in
            if Self.volatile.contains(name) { return nil }
            switch name {
            case "story_id", "reprint_of", "replaces", "replaced_by": return (name, "→ " + article(numbered: value))
            case "duplicate_of", "previous_file_id": return (name, "→ " + file(numbered: value))
            case "entity_id", "speaker_id", "organisation_id": return (name, entity(numbered: value))
            default: return (name, value.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "⏎"))
            }
        }
    }

    private func article(numbered id: String) -> String {
        let sql =
            "SELECT CAST(f.name AS TEXT) || ' ' || a.item FROM articles a JOIN files f USING(file_id) WHERE article_id = CAST(?1 AS INTEGER)"
        return trimmed((try? value(sql, id)) ?? "article \(id) is not there")
    }

    private func file(numbered id: String) -> String {
        trimmed((try? value("SELECT CAST(name AS TEXT) FROM files WHERE file_id = CAST(?1 AS INTEGER)", id)) ?? "file \(id) is not there")
    }

    private func entity(numbered id: String) -> String {
        (try? value("SELECT name || ' (' || kind || ')' FROM entities WHERE entity_id = CAST(?1 AS INTEGER)", id))
            ?? "entity \(id) is not there"
    }

    private func trimmed(_ path: String) -> String {
        path.hasPrefix(warehouse.folder) ? String(path.dropFirst(warehouse.folder.count)) : path
    }
}
