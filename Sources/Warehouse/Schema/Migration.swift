import Model

/// One step from a version of the schema to the next. Steps are only ever added; a step that was released never changes.
struct Migration: Sendable {
    /// `user_version` after the step.
    let version: Int64
    let statements: [String]

    /// All steps, oldest first.
    static let all = [
        Migration(version: 1, statements: Schema.version1), Migration(version: 2, statements: [Schema.learning]),
    ]

    /// The version that this program reads and writes.
    static var newest: Int64 { all.last?.version ?? 0 }

    /// Brings a warehouse to the last of `steps`, in one transaction: after a crash it is of the old version or the new, never between.
    /// Views, the dictionary `_columns` and `_questions` hold no data and are made anew.
    /// - Returns: true where there was something to do.
    static func apply(_ steps: [Migration] = all, to connection: Connection) throws(Failure) -> Bool {
        guard let last = try due(of: steps, on: connection).last else { return false }
        return try connection.transaction { () throws(Failure) in
            // Asked again under the lock: another process may have taken the steps while this one waited for it.
            let due = try due(of: steps, on: connection)
            if due.isEmpty { return false }
            for view in try connection.rows(Self.viewsToDrop, [], { $0.text(0) }) { try connection.execute("DROP VIEW \"\(view)\"") }
            for step in due { for sql in step.statements { try connection.execute(sql) } }
            for sql in Schema.views { try connection.execute(sql) }
            try ColumnDictionary.write(to: connection)
            try connection.execute("PRAGMA application_id = \(Schema.applicationID); PRAGMA user_version = \(last.version)")
            return true
        }
    }

    private static func due(of steps: [Migration], on connection: Connection) throws(Failure) -> [Migration] {
        let version = try connection.integer("PRAGMA user_version") ?? 0
        return steps.filter { $0.version > version }
    }

    // The two views under the full-text tables belong to them, not to the readers.
    private static let viewsToDrop =
        "SELECT name FROM sqlite_schema WHERE type = 'view' AND name NOT IN ('search_texts', 'search_cjk_texts')"
}
