import Model

/// One transaction of the loader while it is written.
struct Batch {
    let batchID: Int64
    let at: String
    var nextArticleID: Int64
    /// Some article is forgotten: look for tombstones.
    let hasTombstones: Bool
    var report: LoadReport
    /// Files with an item in it, in the order of their first (`batches.file_ids`).
    var fileIDs: [FileID] = []
    var endedFiles = 0

    /// Reads where numbering goes on. Must be inside the transaction: another process may have written since the last.
    init(on connection: Connection, at: String) throws(Failure) {
        let last = try connection.first("SELECT batch_id, last_article_id FROM batches ORDER BY batch_id DESC LIMIT 1") {
            ($0.integer(0), $0.integer(1))
        }
        let lastArticle = try connection.integer("SELECT max(article_id) FROM articles") ?? 0
        batchID = (last?.0 ?? 0) + 1
        self.at = at
        // Ids of articles that were removed are not given again: readers remember them.
        nextArticleID = max(lastArticle, last?.1 ?? 0) + 1
        hasTombstones = try connection.integer("SELECT EXISTS(SELECT 1 FROM tombstones)") == 1
        report = LoadReport(batchID: batchID)
    }

    mutating func note(_ fileID: FileID) {
        if fileIDs.last != fileID && !fileIDs.contains(fileID) { fileIDs.append(fileID) }
    }

    /// The row in `batches`, last of all.
    func write(on connection: Connection) throws(Failure) {
        let list = "[" + fileIDs.map(String.init).joined(separator: ",") + "]"
        try connection.run(
            """
            INSERT INTO batches(batch_id, committed_at, articles, sightings, rejects, files, file_ids, last_article_id) VALUES(?,?,?,?,?,?,?,?)
            """,
            [
                .integer(batchID), .text(at), .integer(Int64(report.articles)), .integer(Int64(report.sightings)),
                .integer(Int64(report.rejects)), .integer(Int64(endedFiles)), .text(list), .integer(nextArticleID - 1),
            ])
    }
}
