import Model

extension WarehouseReader {
    /// A check that lists rows which must not be there: its statement gives one text for each.
    struct Check {
        let name: String
        let sentence: String
        let sql: String
    }

    /// Proves that the tables agree with each other (promise P1 as far as the warehouse can see). Changes nothing, and needs no lock.
    /// - Parameter deep: every page and index (`integrity_check`) instead of the quick check.
    /// - Returns: what is wrong; empty where all is well.
    public func audit(deep: Bool = false) throws(Failure) -> [AuditFinding] {
        try snapshot { connection throws(Failure) in
            var findings: [AuditFinding] = []
            let pages = try connection.rows(deep ? "PRAGMA integrity_check" : "PRAGMA quick_check") { $0.text(0) }
            if pages != ["ok"] {
                findings.append(AuditFinding(check: "integrity", sentence: "SQLite finds damage: \(pages.first ?? "")", count: pages.count))
            }
            let strays = try connection.rows(
                "SELECT \"table\" || ' ' || coalesce(rowid, '') || ' names no ' || parent FROM pragma_foreign_key_check()"
            ) {
                $0.text(0)
            }
            if let first = strays.first {
                findings.append(
                    AuditFinding(check: "references", sentence: "rows lead to rows that are not there: \(first)", count: strays.count))
            }
            for check in Self.checks { if let finding = try Self.run(check, connection) { findings.append(finding) } }
            return findings
        }
    }

    private static func run(_ check: Check, _ connection: Connection) throws(Failure) -> AuditFinding? {
        var count = 0
        var example = ""
        try connection.forEach(check.sql) { row in
            if count == 0 { example = row.text(0) }
            count += 1
        }
        return count == 0 ? nil : AuditFinding(check: check.name, sentence: "\(check.sentence), for example \(example)", count: count)
    }

    private static let checks = checksOfRows + checksOfFacts

    private static let checksOfRows = [
        Check(
            name: "texts", sentence: "articles have no text",
            sql: "SELECT 'article ' || article_id FROM articles WHERE article_id NOT IN (SELECT article_id FROM texts)"),
        Check(
            name: "search", sentence: "texts and the full-text index differ (copydesk rebuild repairs it)",
            sql: """
                SELECT 'article ' || article_id || ' is not indexed' FROM search_texts WHERE article_id NOT IN (SELECT id FROM search_docsize)
                UNION ALL
                SELECT 'entry ' || id || ' has no text' FROM search_docsize WHERE id NOT IN (SELECT article_id FROM search_texts)
                """),
        Check(
            name: "search-cjk", sentence: "texts and the index of languages without spaces differ (copydesk rebuild repairs it)",
            sql: """
                SELECT 'article ' || article_id || ' is not indexed' FROM search_cjk_texts WHERE article_id NOT IN (SELECT id FROM search_cjk_docsize)
                UNION ALL
                SELECT 'entry ' || id || ' has no text' FROM search_cjk_docsize WHERE id NOT IN (SELECT article_id FROM search_cjk_texts)
                """),
        Check(
            name: "file-counts", sentence: "file_counts differs from the files",
            sql: """
                SELECT c.status || ': ' || c.files || ' counted, ' || coalesce(f.files, 0) || ' there' FROM file_counts c
                LEFT JOIN (SELECT status, count(*) AS files, sum(articles) AS articles, sum(repeats) AS repeats, sum(rejected) AS rejected, sum(bytes) AS bytes
                           FROM files GROUP BY status) f USING(status)
                WHERE (c.files, c.articles, c.repeats, c.rejected, c.bytes)
                  <> (coalesce(f.files, 0), coalesce(f.articles, 0), coalesce(f.repeats, 0), coalesce(f.rejected, 0), coalesce(f.bytes, 0))
                """),
        Check(
            name: "outcomes", sentence: "files have another number of articles, repeats or rejects than their rows say",
            sql: """
                SELECT 'file ' || f.file_id FROM files f
                LEFT JOIN (SELECT file_id, count(*) AS n FROM articles GROUP BY file_id) a USING(file_id)
                LEFT JOIN (SELECT file_id, count(*) AS n FROM sightings GROUP BY file_id) s USING(file_id)
                LEFT JOIN (SELECT file_id, count(*) AS n FROM rejects GROUP BY file_id) r USING(file_id)
                WHERE f.status IN ('loaded','partial','dead','duplicate','ignored')
                  AND (f.articles, f.repeats, f.rejected) <> (coalesce(a.n, 0), coalesce(s.n, 0), coalesce(r.n, 0))
                """),
        Check(
            name: "reasons", sentence: "outcomes lack their reason or their time",
            sql: """
                SELECT 'file ' || file_id || ' ' || status FROM files
                WHERE (status IN ('partial','ignored','dead','withdrawn','retry') AND reason IS NULL)
                  OR (status NOT IN ('claiming','working','retry') AND finished_at IS NULL) OR (status = 'retry' AND retry_at IS NULL)
                """),
        Check(
            name: "revisions", sentence: "corrections and what they correct do not lead to each other",
            sql: """
                SELECT 'article ' || a.article_id FROM articles a JOIN articles b ON b.article_id = a.replaces
                WHERE a.replaces IS NOT NULL AND b.replaced_by IS NULL
                """),
    ]
}

extension Warehouse {
    /// Lets FTS5 compare its indexes with the texts, word by word. Needs the write lock while it runs: for `audit` of a desk that
    /// nobody works on; beside a daemon `WarehouseReader.audit` compares which articles are indexed.
    public func auditFullText() throws(Failure) -> [AuditFinding] {
        try writer.run { connection throws(Failure) in
            var findings: [AuditFinding] = []
            for table in ["search", "search_cjk"] {
                do throws(Failure) {
                    try connection.run("INSERT INTO \(table)(\(table), rank) VALUES('integrity-check', 1)")
                } catch {
                    guard error.code == .databaseCorrupt else { throw error }
                    findings.append(
                        AuditFinding(
                            check: "full-text", sentence: "the index \(table) does not agree with the texts (copydesk rebuild repairs it)",
                            count: 1))
                }
            }
            return findings
        }
    }
}
