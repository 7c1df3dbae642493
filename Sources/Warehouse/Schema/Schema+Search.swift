extension Schema {
    /// Full text. External content: the text is stored once. unicode61 folds case and accents; no stemming, so that phrases are exact, and
    /// no tokenizer of our own, which sqlite3 and Datasette could not open. Languages without spaces go into `search_cjk` as well,
    /// where every three characters are a token.
    ///
    /// The two content views hold exactly what is indexed, so that `integrity-check` and `rebuild` are right also for texts loaded with
    /// `--no-search`. The loader inserts; changes and deletions go by trigger, so that nothing can forget them: what was indexed goes
    /// before the change and comes after it, because of two triggers at one point SQLite runs the later-made first.
    static let search = """
        CREATE VIEW search_texts AS SELECT article_id, headline, body FROM texts WHERE searchable = 1;
        CREATE VIEW search_cjk_texts AS SELECT article_id, headline, body FROM texts WHERE spaceless = 1 AND searchable = 1;
        CREATE VIRTUAL TABLE search USING fts5(headline, body, content='search_texts', content_rowid='article_id',
          tokenize='unicode61 remove_diacritics 2');
        CREATE VIRTUAL TABLE search_cjk USING fts5(headline, body, content='search_cjk_texts', content_rowid='article_id', tokenize='trigram');

        CREATE TRIGGER texts_deleted AFTER DELETE ON texts WHEN old.searchable = 1 BEGIN
          INSERT INTO search(search, rowid, headline, body) VALUES('delete', old.article_id, old.headline, old.body);
          INSERT INTO search_cjk(search_cjk, rowid, headline, body)
            SELECT 'delete', old.article_id, old.headline, old.body WHERE old.spaceless = 1;
        END;
        CREATE TRIGGER texts_changed_out BEFORE UPDATE ON texts WHEN old.searchable = 1 BEGIN
          INSERT INTO search(search, rowid, headline, body) VALUES('delete', old.article_id, old.headline, old.body);
          INSERT INTO search_cjk(search_cjk, rowid, headline, body)
            SELECT 'delete', old.article_id, old.headline, old.body WHERE old.spaceless = 1;
        END;
        CREATE TRIGGER texts_changed_in AFTER UPDATE ON texts WHEN new.searchable = 1 BEGIN
          INSERT INTO search(rowid, headline, body) VALUES(new.article_id, new.headline, new.body);
          INSERT INTO search_cjk(rowid, headline, body) SELECT new.article_id, new.headline, new.body WHERE new.spaceless = 1;
        END;
        """
}
