extension Schema {
    /// What came in: the narrow facts, the wide text, and every further arrival of the same text.
    ///
    /// A partial index serves only queries that repeat its condition; `x IS NOT NULL` is repeated by any comparison with x.
    static let articles = """
        CREATE TABLE articles(
          article_id          INTEGER PRIMARY KEY,
          uid                 BLOB NOT NULL UNIQUE CHECK(length(uid) = 16),
          headline            TEXT,
          subheadline         TEXT,
          byline              TEXT,
          authors             TEXT,
          dateline            TEXT,
          publisher           TEXT,
          source              TEXT NOT NULL,
          section             TEXT,
          language            TEXT,
          published_at        TEXT,
          published_precision TEXT CHECK(\(oneOf("published_precision", ["year", "month", "day", "minute", "second"]))),
          published_from      TEXT,
          published_zone      TEXT,
          modified_at         TEXT,
          day                 TEXT NOT NULL,
          seen_at             TEXT NOT NULL,
          url                 TEXT,
          source_id           TEXT,
          image_url           TEXT,
          image_caption       TEXT,
          word_count          INTEGER NOT NULL DEFAULT 0,
          sentence_count      INTEGER NOT NULL DEFAULT 0,
          quote_count         INTEGER NOT NULL DEFAULT 0,
          lede_start          INTEGER,
          lede_length         INTEGER,
          tone                REAL,
          positive            REAL,
          negative            REAL,
          keywords            TEXT,
          themes              TEXT,
          theme_groups        TEXT,
          people              TEXT,
          organisations       TEXT,
          story_id            INTEGER NOT NULL,
          reprint_of          INTEGER REFERENCES articles,
          similarity          REAL,
          revision            INTEGER NOT NULL DEFAULT 1,
          replaces            INTEGER REFERENCES articles,
          replaced_by         INTEGER REFERENCES articles,
          corrected_at        TEXT,
          killed_at           TEXT,
          embargo_until       TEXT,
          repairs             TEXT,
          enrichments         TEXT,
          fingerprint         INTEGER,
          file_id             INTEGER NOT NULL REFERENCES files,
          item                TEXT NOT NULL,
          byte_offset         INTEGER,
          batch_id            INTEGER NOT NULL REFERENCES batches
        ) STRICT;
        CREATE INDEX articles_by_day       ON articles(day, publisher, language, word_count, reprint_of);
        CREATE INDEX articles_by_publisher ON articles(publisher, day, seen_at, published_at);
        CREATE INDEX articles_by_story     ON articles(story_id) WHERE story_id <> article_id;
        CREATE INDEX articles_by_reprint   ON articles(day, story_id) WHERE reprint_of IS NOT NULL;
        CREATE INDEX articles_by_print     ON articles(fingerprint) WHERE fingerprint IS NOT NULL;
        CREATE INDEX articles_by_seen      ON articles(seen_at);
        CREATE INDEX articles_by_batch     ON articles(batch_id);
        CREATE INDEX articles_by_file      ON articles(file_id);
        CREATE INDEX articles_by_url       ON articles(url) WHERE url IS NOT NULL;
        CREATE INDEX articles_by_source_id ON articles(source_id) WHERE source_id IS NOT NULL;
        CREATE INDEX articles_replacing    ON articles(replaces) WHERE replaces IS NOT NULL;

        CREATE TABLE texts(
          article_id INTEGER PRIMARY KEY REFERENCES articles,
          headline   TEXT,
          body       TEXT NOT NULL,
          spaceless  INTEGER NOT NULL DEFAULT 0 CHECK(spaceless IN (0, 1)),
          searchable INTEGER NOT NULL DEFAULT 1 CHECK(searchable IN (0, 1))
        ) STRICT;
        CREATE INDEX texts_spaceless ON texts(article_id) WHERE spaceless = 1;

        CREATE TABLE sightings(
          file_id      INTEGER NOT NULL REFERENCES files,
          item         TEXT NOT NULL,
          article_id   INTEGER NOT NULL REFERENCES articles,
          uid          BLOB NOT NULL CHECK(length(uid) = 16),
          seen_at      TEXT NOT NULL,
          publisher    TEXT,
          source       TEXT NOT NULL,
          published_at TEXT,
          url          TEXT,
          batch_id     INTEGER NOT NULL REFERENCES batches,
          PRIMARY KEY(file_id, item)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sightings_by_article ON sightings(article_id);
        """
}
