extension Schema {
    /// What the articles say. Spans are 0-based code points of `texts.body`.
    ///
    /// `mentions` holds one row for each article and entity, clustered by entity and day: a timeline is one range of it. Children that are
    /// only ever read with their article are clustered by it, with a number instead of a rowid.
    static let facts = """
        CREATE TABLE entities(
          entity_id   INTEGER PRIMARY KEY,
          kind        TEXT NOT NULL CHECK(\(oneOf("kind", ["person", "organisation", "place", "other"]))),
          name        TEXT NOT NULL,
          description TEXT,
          country     TEXT,
          region      TEXT,
          latitude    REAL,
          longitude   REAL,
          population  INTEGER,
          outside_id  TEXT,
          articles    INTEGER NOT NULL DEFAULT 0,
          times       INTEGER NOT NULL DEFAULT 0,
          quotes      INTEGER NOT NULL DEFAULT 0,
          first_day   TEXT,
          last_day    TEXT
        ) STRICT;
        CREATE INDEX entities_by_name ON entities(name COLLATE NOCASE, kind);
        CREATE UNIQUE INDEX entities_by_outside_id ON entities(outside_id) WHERE outside_id IS NOT NULL;

        CREATE TABLE aliases(
          entity_id INTEGER NOT NULL REFERENCES entities,
          alias     TEXT NOT NULL,
          articles  INTEGER NOT NULL,
          PRIMARY KEY(entity_id, alias)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX aliases_by_name ON aliases(alias COLLATE NOCASE);

        CREATE TABLE roles(
          entity_id INTEGER NOT NULL REFERENCES entities,
          role      TEXT NOT NULL,
          articles  INTEGER NOT NULL,
          PRIMARY KEY(entity_id, role)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE mentions(
          entity_id  INTEGER NOT NULL REFERENCES entities,
          day        TEXT NOT NULL,
          article_id INTEGER NOT NULL REFERENCES articles,
          kind       TEXT NOT NULL,
          times      INTEGER NOT NULL,
          role       TEXT,
          aliases    TEXT,
          spans      TEXT,
          PRIMARY KEY(entity_id, day, article_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mentions_by_article ON mentions(article_id);

        CREATE TABLE quotes(
          quote_id       INTEGER PRIMARY KEY,
          article_id     INTEGER NOT NULL REFERENCES articles,
          day            TEXT NOT NULL,
          kind           TEXT NOT NULL CHECK(\(oneOf("kind", ["direct", "mixed", "reported"]))),
          utterance_id   INTEGER,
          speaker        TEXT,
          speaker_id     INTEGER REFERENCES entities,
          cue            TEXT,
          quote          TEXT NOT NULL,
          start          INTEGER NOT NULL,
          length         INTEGER NOT NULL,
          speaker_start  INTEGER,
          speaker_length INTEGER,
          cue_start      INTEGER,
          cue_length     INTEGER,
          rule           TEXT
        ) STRICT;
        CREATE INDEX quotes_by_speaker ON quotes(speaker COLLATE NOCASE, day);
        CREATE INDEX quotes_by_article ON quotes(article_id);
        CREATE INDEX quotes_by_day     ON quotes(day, speaker_id);

        CREATE TABLE times(
          article_id INTEGER NOT NULL REFERENCES articles,
          number     INTEGER NOT NULL,
          start      INTEGER NOT NULL,
          length     INTEGER NOT NULL,
          expression TEXT NOT NULL,
          type       TEXT NOT NULL CHECK(\(oneOf("type", ["DATE", "TIME", "DURATION", "SET"]))),
          value      TEXT,
          earliest   TEXT,
          latest     TEXT,
          PRIMARY KEY(article_id, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX times_by_earliest ON times(earliest) WHERE earliest IS NOT NULL;

        CREATE TABLE amount_spans(
          article_id      INTEGER NOT NULL REFERENCES articles,
          number          INTEGER NOT NULL,
          day             TEXT NOT NULL,
          start           INTEGER NOT NULL,
          length          INTEGER NOT NULL,
          expression      TEXT NOT NULL,
          kind            TEXT NOT NULL,
          value           REAL,
          low             REAL,
          high            REAL,
          approximate     INTEGER NOT NULL DEFAULT 0 CHECK(approximate IN (0, 1)),
          unit            TEXT,
          iso_code        TEXT,
          noun            TEXT,
          organisation_id INTEGER REFERENCES entities,
          sentence_start  INTEGER,
          sentence_length INTEGER,
          PRIMARY KEY(article_id, number)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX amounts_by_organisation ON amount_spans(organisation_id, unit, value) WHERE organisation_id IS NOT NULL;

        CREATE TABLE places(
          country     TEXT NOT NULL,
          day         TEXT NOT NULL,
          article_id  INTEGER NOT NULL REFERENCES articles,
          entity_id   INTEGER NOT NULL REFERENCES entities,
          times       INTEGER NOT NULL,
          is_dateline INTEGER NOT NULL DEFAULT 0 CHECK(is_dateline IN (0, 1)),
          score       REAL,
          via         TEXT,
          PRIMARY KEY(country, day, article_id, entity_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX places_by_article ON places(article_id);
        """

    /// By which near-copies are found (`TextSketch`): the sample of each text, and the part of it under which the text is looked up.
    /// Copies of the very same text share those of the first.
    static let sketches = """
        CREATE TABLE sketches(
          article_id INTEGER PRIMARY KEY REFERENCES articles,
          scheme     INTEGER NOT NULL,
          prints     BLOB NOT NULL
        ) STRICT;

        CREATE TABLE sketch_keys(
          key        INTEGER NOT NULL,
          article_id INTEGER NOT NULL REFERENCES articles,
          PRIMARY KEY(key, article_id)
        ) STRICT, WITHOUT ROWID;
        """

    /// Sums that make "top people of a week" and timelines instant; they move in the transaction that moves their rows.
    static let rollUps = """
        CREATE TABLE entity_days(
          kind      TEXT NOT NULL,
          day       TEXT NOT NULL,
          entity_id INTEGER NOT NULL REFERENCES entities,
          articles  INTEGER NOT NULL,
          times     INTEGER NOT NULL,
          quotes    INTEGER NOT NULL,
          PRIMARY KEY(kind, day, entity_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE country_days(
          country  TEXT NOT NULL,
          day      TEXT NOT NULL,
          articles INTEGER NOT NULL,
          times    INTEGER NOT NULL,
          PRIMARY KEY(country, day)
        ) STRICT, WITHOUT ROWID;
        """
}
