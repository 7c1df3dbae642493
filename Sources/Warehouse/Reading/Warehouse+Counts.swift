import Model

extension Warehouse {
    /// Rows of the ledger by status; read from the table that triggers keep, whatever the number of rows.
    public func statusCounts() throws(Failure) -> [FileStatus: Int] {
        try lookups.run { connection throws(Failure) in
            var counts: [FileStatus: Int] = [:]
            try connection.forEach("SELECT status, files FROM file_counts") { row in
                if let status = FileStatus(rawValue: row.text(0)) { counts[status] = row.int(1) }
            }
            return counts
        }
    }
}
