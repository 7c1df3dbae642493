extension Schema {
    /// What `reprocess --learn` finds out about sources, in numbered generations, and what became of the articles by it. The loader writes none of
    /// it and reads none of it (promise P7).
    ///
    /// A source gets a row only in a generation in which it became another: an article is out of date where its source has a row of a later
    /// generation than `articles.learned`. Rows of earlier generations stay, so that every fact can be explained.
    static let learning = """
        CREATE TABLE learnings(
          generation INTEGER PRIMARY KEY,
          learned_at TEXT NOT NULL,
          articles   INTEGER NOT NULL,
          sources    INTEGER NOT NULL,
          changed    INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE learned_sources(
          origin         TEXT NOT NULL,
          generation     INTEGER NOT NULL REFERENCES learnings,
          articles       INTEGER NOT NULL,
          countries      TEXT,
          divisions      TEXT,
          latitude       REAL,
          longitude      REAL,
          centre_percent INTEGER,
          boilerplate    TEXT,
          PRIMARY KEY(origin, generation)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE places_alone(
          article_id INTEGER NOT NULL REFERENCES articles,
          number     INTEGER NOT NULL,
          name       TEXT NOT NULL,
          country    TEXT,
          region     TEXT,
          latitude   REAL NOT NULL,
          longitude  REAL NOT NULL,
          PRIMARY KEY(article_id, number)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE articles ADD COLUMN learned INTEGER;
        """

    /// Under which name the source of a row of `articles` is learned, as `LearnedSource.origin`.
    static let origin = "coalesce(publisher, 'inbox/' || nullif(source, ''))"
}
