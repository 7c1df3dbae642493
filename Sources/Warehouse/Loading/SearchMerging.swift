import Model

/// When the full-text index is merged. FTS5's own merging during the load is more than a quarter of its cost (docs/decisions/0007), so it is
/// off: each commit leaves a segment, and many are merged at once, in slices, while nothing else is to do or when too many have piled up.
struct SearchMerging {
    private static let tables = ["search", "search_cjk"]
    /// Segments after which slices of merging go along with the load, so that queries do not have to look into hundreds of them.
    static let segmentsMax = 64
    /// Pages of index written for each slice: some tens of milliseconds.
    static let slicePages = 500
    /// Slices that may go along with one commit.
    private static let slicesPerCommit = 2

    private var isPrepared = false

    /// Takes merging over; inside a transaction. `crisismerge` stays as a guard far above `segmentsMax`.
    mutating func prepare(_ connection: Connection) throws(Failure) {
        if isPrepared { return }
        for table in Self.tables {
            guard try connection.integer("SELECT v FROM \(table)_config WHERE k = 'automerge'") != 0 else { continue }
            try connection.run("INSERT INTO \(table)(\(table), rank) VALUES('automerge', 0)")
            try connection.run("INSERT INTO \(table)(\(table), rank) VALUES('crisismerge', 1000)")
        }
        isPrepared = true
    }

    /// Keeps the number of segments in bounds during a long load.
    func afterCommit(_ connection: Connection) throws(Failure) {
        for table in Self.tables where try Self.segments(of: table, connection) > Self.segmentsMax {
            for _ in 0..<Self.slicesPerCommit { _ = try Self.slice(table, connection) }
        }
    }

    /// One slice of merging.
    /// - Returns: true where something was merged, so that there may be more.
    func idleStep(_ connection: Connection) throws(Failure) -> Bool {
        for table in Self.tables where try Self.slice(table, connection) { return true }
        return false
    }

    /// Segments of an index, from its structure record (sqlite.org, "FTS5 internals": cookie, then varints for levels and segments).
    static func segments(of table: String, _ connection: Connection) throws(Failure) -> Int {
        try connection.first("SELECT block FROM \(table)_data WHERE id = 10") { row in
            row.withBytes(0) { bytes -> Int in
                var at = 4
                func varint() -> Int {
                    var value = 0
                    while at < bytes.count {
                        let byte = bytes[at]
                        at += 1
                        value = value << 7 | Int(byte & 0x7F)
                        if byte & 0x80 == 0 { break }
                    }
                    return value
                }
                _ = varint()
                return varint()
            }
        } ?? 0
    }

    /// - Returns: false where there was nothing to merge: FTS5 then changes no more than its own record.
    private static func slice(_ table: String, _ connection: Connection) throws(Failure) -> Bool {
        guard try segments(of: table, connection) > 1 else { return false }
        let before = connection.totalChanges
        try connection.run("INSERT INTO \(table)(\(table), rank) VALUES('merge', \(slicePages))")
        return connection.totalChanges - before >= 2
    }
}
