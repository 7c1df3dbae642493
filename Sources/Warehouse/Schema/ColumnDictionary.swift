import Model

/// What the tables `_columns` and `_questions` say to people who open the warehouse (promise P10). A test holds the first against the
/// schema and runs every statement of the second.
///
/// The texts stand in `ColumnDictionary+….swift`, one line for each column:
/// `table.column | meaning | example`, `table.* | what a row is`, and for views `view < table: column column …`, which takes the
/// lines of the table over.
enum ColumnDictionary {
    /// One row of `_columns`.
    struct Entry: Equatable {
        let table: String
        let column: String
        let meaning: String
        let example: String?
    }

    /// All lines, read.
    static var entries: [Entry] {
        var found: [Entry] = []
        for line in (ledger + "\n" + articles + "\n" + facts + "\n" + learning + "\n" + views).split(separator: "\n") {
            if let borrowed = borrow(line, from: found) { found += borrowed } else if let entry = entry(line) { found.append(entry) }
        }
        return found
    }

    /// Makes both tables anew.
    static func write(to connection: Connection) throws(Failure) {
        try connection.execute(
            """
            CREATE TABLE IF NOT EXISTS _columns(
              table_name TEXT NOT NULL, column_name TEXT NOT NULL, meaning TEXT NOT NULL, example TEXT,
              PRIMARY KEY(table_name, column_name)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS _questions(question TEXT PRIMARY KEY, sql TEXT NOT NULL) STRICT, WITHOUT ROWID;
            DELETE FROM _columns;
            DELETE FROM _questions;
            """)
        for entry in entries {
            try connection.run(
                "INSERT INTO _columns VALUES(?,?,?,?)",
                [.text(entry.table), .text(entry.column), .text(entry.meaning), .optional(entry.example)])
        }
        for (question, sql) in Questions.all {
            try connection.run("INSERT INTO _questions VALUES(?,?)", [.text(question), .text(sql)])
        }
    }

    private static func entry(_ line: Substring) -> Entry? {
        let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
        guard parts.count >= 2, let dot = parts[0].firstIndex(of: ".") else { return nil }
        return Entry(
            table: String(parts[0][..<dot]), column: String(parts[0][parts[0].index(after: dot)...]), meaning: parts[1],
            example: parts.count > 2 && !parts[2].isEmpty ? parts[2] : nil)
    }

    private static func borrow(_ line: Substring, from known: [Entry]) -> [Entry]? {
        guard let arrow = line.firstRange(of: " < "), let colon = line[arrow.upperBound...].firstIndex(of: ":"), !line.contains("|") else {
            return nil
        }
        let view = trimmed(line[..<arrow.lowerBound])
        let table = trimmed(line[arrow.upperBound..<colon])
        let columns = line[line.index(after: colon)...].split(separator: " ").map(String.init)
        let rows = known.filter { $0.table == table && $0.column != "*" }
        let wanted = columns == ["*"] ? rows : rows.filter { columns.contains($0.column) }
        return wanted.map { Entry(table: view, column: $0.column, meaning: $0.meaning, example: $0.example) }
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
