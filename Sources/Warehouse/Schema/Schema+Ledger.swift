import Model

extension Schema {
    /// What was dropped and what became of it.
    ///
    /// Start-up with a million finished files reads open rows only (`files_open`: those without `finished_at`), due retries are a range of `files_due`, and counts by
    /// status come from `file_counts`, which triggers keep: one small page instead of a scan.
    static let ledger = """
        CREATE TABLE files(
          file_id          INTEGER PRIMARY KEY AUTOINCREMENT,
          name             BLOB NOT NULL,
          source           TEXT NOT NULL,
          status           TEXT NOT NULL CHECK(\(oneOf("status", FileStatus.allCases.map(\.rawValue)))),
          reason           TEXT,
          detail           TEXT,
          item             TEXT,
          byte_offset      INTEGER,
          line             INTEGER,
          context          TEXT,
          format           TEXT,
          charset          TEXT,
          articles         INTEGER NOT NULL DEFAULT 0,
          repeats          INTEGER NOT NULL DEFAULT 0,
          rejected         INTEGER NOT NULL DEFAULT 0,
          received_at      TEXT NOT NULL,
          finished_at      TEXT,
          bytes            INTEGER NOT NULL,
          sha256           BLOB CHECK(length(sha256) = 32),
          device           INTEGER NOT NULL,
          inode            INTEGER NOT NULL,
          mtime_ns         INTEGER NOT NULL,
          ctime_ns         INTEGER NOT NULL,
          proof            TEXT NOT NULL CHECK(\(oneOf("proof", ["marker", "lease", "quiet", "given"]))),
          suspect          INTEGER NOT NULL DEFAULT 0 CHECK(suspect IN (0, 1)),
          solo_crashes     INTEGER NOT NULL DEFAULT 0,
          attempts         INTEGER NOT NULL DEFAULT 0,
          retry_at         TEXT,
          duplicate_of     INTEGER REFERENCES files,
          previous_file_id INTEGER REFERENCES files,
          discarded_at     TEXT,
          CHECK((finished_at IS NULL) = (\(oneOf("status", ["claiming", "working", "retry"]))))
        ) STRICT;
        CREATE INDEX files_open    ON files(status) WHERE finished_at IS NULL;
        CREATE INDEX files_due     ON files(retry_at) WHERE status = 'retry';
        CREATE INDEX files_by_sha  ON files(sha256) WHERE status IN ('loaded','partial');
        CREATE INDEX files_dead    ON files(reason, received_at) WHERE status = 'dead';
        CREATE INDEX files_special ON files(device, inode) WHERE status = 'ignored' AND reason IN ('symlink','not-a-regular-file');

        CREATE TABLE rejects(
          file_id     INTEGER NOT NULL REFERENCES files,
          item        TEXT NOT NULL,
          reason      TEXT NOT NULL,
          detail      TEXT,
          line        INTEGER,
          byte_offset INTEGER,
          context     TEXT
        ) STRICT;
        CREATE INDEX rejects_by_file ON rejects(file_id);

        CREATE TABLE batches(
          batch_id        INTEGER PRIMARY KEY,
          committed_at    TEXT NOT NULL,
          articles        INTEGER NOT NULL,
          sightings       INTEGER NOT NULL,
          rejects         INTEGER NOT NULL,
          files           INTEGER NOT NULL,
          file_ids        TEXT NOT NULL,
          last_article_id INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE file_counts(
          status   TEXT PRIMARY KEY,
          files    INTEGER NOT NULL DEFAULT 0,
          articles INTEGER NOT NULL DEFAULT 0,
          repeats  INTEGER NOT NULL DEFAULT 0,
          rejected INTEGER NOT NULL DEFAULT 0,
          bytes    INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        INSERT INTO file_counts(status) VALUES
          ('claiming'), ('working'), ('retry'), ('loaded'), ('partial'), ('duplicate'), ('ignored'), ('dead'), ('withdrawn');
        CREATE TRIGGER files_counted_in AFTER INSERT ON files BEGIN
          UPDATE file_counts SET files = files + 1, articles = articles + new.articles, repeats = repeats + new.repeats,
            rejected = rejected + new.rejected, bytes = bytes + new.bytes WHERE status = new.status;
        END;
        CREATE TRIGGER files_counted_out AFTER DELETE ON files BEGIN
          UPDATE file_counts SET files = files - 1, articles = articles - old.articles, repeats = repeats - old.repeats,
            rejected = rejected - old.rejected, bytes = bytes - old.bytes WHERE status = old.status;
        END;
        CREATE TRIGGER files_counted_over AFTER UPDATE OF status, articles, repeats, rejected, bytes ON files BEGIN
          UPDATE file_counts SET files = files - 1, articles = articles - old.articles, repeats = repeats - old.repeats,
            rejected = rejected - old.rejected, bytes = bytes - old.bytes WHERE status = old.status;
          UPDATE file_counts SET files = files + 1, articles = articles + new.articles, repeats = repeats + new.repeats,
            rejected = rejected + new.rejected, bytes = bytes + new.bytes WHERE status = new.status;
        END;

        CREATE TABLE tombstones(
          uid          BLOB PRIMARY KEY CHECK(length(uid) = 16),
          fingerprint  INTEGER,
          forgotten_at TEXT NOT NULL,
          why          TEXT,
          batch_id     INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tombstones_by_print ON tombstones(fingerprint) WHERE fingerprint IS NOT NULL;
        """
}
