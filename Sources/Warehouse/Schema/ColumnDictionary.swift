import Model

/// What the tables `_columns` and `_questions` say to people.
enum ColumnDictionary {
    /// Makes both anew.
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
    }
}
