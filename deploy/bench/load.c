// The load stage's peer: the rows that copydesk's loader writes for the articles of make_rows.py, with prepared statements of
// the C API and static binds. Usage: load ROWS WAREHOUSE search|no-search ARTICLES-PER-COMMIT (the warehouse: loadbench schema WAREHOUSE)
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { const char *bytes; uint32_t count; } text;
typedef struct { text items[16]; uint32_t count; } list;
typedef struct {
    unsigned char uid[16];
    int64_t fingerprint, ordinal, words, sentences, lede_start, lede_length;
    text headline, byline, publisher, section, language, published, day, url, source_id, enrichments, body;
    list authors, keywords;
} article;

static sqlite3 *db;
static const char *cursor;

static void check(int code, const char *what) {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
        fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
        exit(1);
    }
}
static int64_t read_number(void) { int64_t value; memcpy(&value, cursor, 8); cursor += 8; return value; }
static uint32_t read_count(void) { uint32_t value; memcpy(&value, cursor, 4); cursor += 4; return value; }
static text read_text(void) { text t; t.count = read_count(); t.bytes = cursor; cursor += t.count; return t; }
static list read_list(void) {
    list l;
    l.count = read_count();
    for (uint32_t i = 0; i < l.count; i++) l.items[i] = read_text();
    return l;
}
static article read_article(void) {
    article a;
    uint64_t high = __builtin_bswap64((uint64_t)read_number()), low = __builtin_bswap64((uint64_t)read_number());
    memcpy(a.uid, &high, 8);
    memcpy(a.uid + 8, &low, 8);
    a.fingerprint = read_number();
    a.ordinal = read_number();
    a.words = read_number();
    a.sentences = read_number();
    a.lede_start = read_number();
    a.lede_length = read_number();
    a.headline = read_text();
    a.byline = read_text();
    a.authors = read_list();
    a.publisher = read_text();
    a.section = read_text();
    a.language = read_text();
    a.published = read_text();
    a.day = read_text();
    a.url = read_text();
    a.source_id = read_text();
    a.keywords = read_list();
    a.enrichments = read_text();
    a.body = read_text();
    return a;
}

static int wal_pages, wal_pages_before;
static int committed(void *unused, sqlite3 *handle, const char *name, int pages) {
    (void)unused, (void)handle, (void)name;
    wal_pages = pages;
    return SQLITE_OK;
}
// As copydesk does it: a checkpoint for each 16 MB, statistics after 10 and 100 commits.
static void maintain(int64_t batch) {
    if (batch == 10 || batch == 100) check(sqlite3_exec(db, "PRAGMA analysis_limit = 1000; ANALYZE", NULL, NULL, NULL), "analyze");
    if ((int64_t)(wal_pages - wal_pages_before) * 8192 < 16 << 20) return;
    int logged = 0, copied = 0;
    sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_PASSIVE, &logged, &copied);
    wal_pages_before = logged == copied ? 0 : logged;
}

static sqlite3_stmt *prepare(const char *sql) {
    sqlite3_stmt *statement;
    check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL), sql);
    return statement;
}
static void bind(sqlite3_stmt *s, int index, text t) { sqlite3_bind_text(s, index, t.bytes, (int)t.count, SQLITE_STATIC); }
static void run(sqlite3_stmt *s) { check(sqlite3_step(s), "step"); sqlite3_reset(s); }
static int64_t first_number(sqlite3_stmt *s) {
    int64_t value = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_reset(s);
    return value;
}
static int json(const list *l, char *out) {
    char *end = out;
    for (uint32_t i = 0; i < l->count; i++) {
        *end++ = i == 0 ? '[' : ',';
        *end++ = '"';
        for (uint32_t k = 0; k < l->items[i].count; k++) {
            unsigned char byte = (unsigned char)l->items[i].bytes[k];
            if (byte == '"' || byte == '\\') { *end++ = '\\'; *end++ = (char)byte; }
            else if (byte < 0x20) end += sprintf(end, "\\u%04x", byte);
            else *end++ = (char)byte;
        }
        *end++ = '"';
    }
    *end++ = ']';
    return (int)(end - out);
}

static sqlite3_stmt *begin, *commit, *last_batch, *last_article, *tombstones, *by_print, *by_source_id, *insert, *insert_text, *insert_search,
    *insert_batch, *clear_rejects, *read_file, *known, *finish;

static void prepare_all(void) {
    begin = prepare("BEGIN IMMEDIATE");
    commit = prepare("COMMIT");
    last_batch = prepare("SELECT batch_id, last_article_id FROM batches ORDER BY batch_id DESC LIMIT 1");
    last_article = prepare("SELECT max(article_id) FROM articles");
    tombstones = prepare("SELECT EXISTS(SELECT 1 FROM tombstones)");
    by_print = prepare("SELECT article_id, story_id, uid = ?2, file_id, CASE WHEN publisher IS NULL OR ?3 IS NULL THEN publisher IS NULL AND ?3 IS NULL AND source = ?4 "
        "ELSE publisher = ?3 COLLATE NOCASE END FROM articles WHERE fingerprint = ?1 AND (?6 OR day = ?5) ORDER BY article_id");
    by_source_id = prepare("SELECT article_id, story_id, revision FROM articles WHERE source_id = ?1 AND CASE WHEN publisher IS NULL OR ?2 IS NULL THEN "
        "publisher IS NULL AND ?2 IS NULL AND source = ?3 AND source <> '' ELSE publisher = ?2 COLLATE NOCASE END ORDER BY article_id DESC LIMIT 1");
    insert = prepare("INSERT INTO articles(article_id, uid, headline, subheadline, byline, authors, dateline, publisher, source, section, language, "
        "published_at, published_precision, published_from, published_zone, modified_at, day, seen_at, url, source_id, image_url, image_caption, "
        "word_count, sentence_count, lede_start, lede_length, keywords, story_id, reprint_of, similarity, revision, replaces, repairs, enrichments, "
        "fingerprint, file_id, item, byte_offset, batch_id, quote_count, tone, positive, negative, themes, theme_groups, people, organisations) "
        "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
        "ON CONFLICT(uid) DO NOTHING");
    insert_text = prepare("INSERT INTO texts(article_id, headline, body, spaceless, searchable) VALUES(?,?,?,?,?)");
    insert_search = prepare("INSERT INTO search(rowid, headline, body) VALUES(?,?,?)");
    insert_batch = prepare("INSERT INTO batches(batch_id, committed_at, articles, sightings, rejects, files, file_ids, last_article_id) VALUES(?,?,?,0,0,1,?,?)");
    clear_rejects = prepare("DELETE FROM rejects WHERE file_id = ?");
    read_file = prepare("SELECT source, received_at, previous_file_id FROM files WHERE file_id = ?");
    known = prepare("SELECT file_id FROM files WHERE sha256 = ? AND status IN ('loaded','partial') AND file_id <> ? ORDER BY file_id LIMIT 1");
    finish = prepare("UPDATE files SET status = 'loaded', reason = NULL, detail = NULL, item = NULL, byte_offset = NULL, line = NULL, context = NULL, "
        "format = 'json-lines', sha256 = ?1, articles = ?2, repeats = 0, rejected = 0, finished_at = ?3, suspect = 0, solo_crashes = 0 WHERE file_id = ?4");
}

static void load_article(const article *a, int64_t id, int64_t file, int64_t batch, text source, text received, int with_search) {
    static char authors[4096], keywords[8192], item[32];
    sqlite3_bind_int64(by_print, 1, a->fingerprint);
    sqlite3_bind_blob(by_print, 2, a->uid, 16, SQLITE_STATIC);
    bind(by_print, 3, a->publisher);
    bind(by_print, 4, source);
    bind(by_print, 5, a->day);
    sqlite3_bind_int(by_print, 6, a->body.count > 0);
    check(sqlite3_step(by_print), "print");
    sqlite3_reset(by_print);
    bind(by_source_id, 1, a->source_id);
    bind(by_source_id, 2, a->publisher);
    bind(by_source_id, 3, source);
    check(sqlite3_step(by_source_id), "source id");
    sqlite3_reset(by_source_id);
    sqlite3_stmt *s = insert;
    sqlite3_bind_int64(s, 1, id);
    sqlite3_bind_blob(s, 2, a->uid, 16, SQLITE_STATIC);
    bind(s, 3, a->headline);
    bind(s, 5, a->byline);
    sqlite3_bind_text(s, 6, authors, json(&a->authors, authors), SQLITE_STATIC);
    bind(s, 8, a->publisher);
    bind(s, 9, source);
    bind(s, 10, a->section);
    bind(s, 11, a->language);
    bind(s, 12, a->published);
    sqlite3_bind_text(s, 13, "second", 6, SQLITE_STATIC);
    sqlite3_bind_text(s, 14, "field", 5, SQLITE_STATIC);
    sqlite3_bind_text(s, 15, "Z", 1, SQLITE_STATIC);
    bind(s, 17, a->day);
    bind(s, 18, received);
    bind(s, 19, a->url);
    bind(s, 20, a->source_id);
    sqlite3_bind_int64(s, 23, a->words);
    sqlite3_bind_int64(s, 24, a->sentences);
    sqlite3_bind_int64(s, 25, a->lede_start);
    sqlite3_bind_int64(s, 26, a->lede_length);
    sqlite3_bind_text(s, 27, keywords, json(&a->keywords, keywords), SQLITE_STATIC);
    sqlite3_bind_int64(s, 28, id);
    sqlite3_bind_int64(s, 31, 1);
    bind(s, 34, a->enrichments);
    sqlite3_bind_int64(s, 35, a->fingerprint);
    sqlite3_bind_int64(s, 36, file);
    sqlite3_bind_text(s, 37, item, sprintf(item, "#%lld", (long long)a->ordinal), SQLITE_STATIC);
    sqlite3_bind_int64(s, 39, batch);
    sqlite3_bind_int64(s, 40, 0);
    run(s);
    if (sqlite3_changes(db) == 0) { fprintf(stderr, "not inserted\n"); exit(1); }
    sqlite3_bind_int64(insert_text, 1, id);
    bind(insert_text, 2, a->headline);
    bind(insert_text, 3, a->body);
    sqlite3_bind_int64(insert_text, 4, 0);
    sqlite3_bind_int64(insert_text, 5, with_search);
    run(insert_text);
    if (with_search) {
        sqlite3_bind_int64(insert_search, 1, id);
        bind(insert_search, 2, a->headline);
        bind(insert_search, 3, a->body);
        run(insert_search);
    }
}

__attribute__((noinline)) void bench_load(const article *articles, int count, int64_t file, int with_search) {
    static char files[32];
    unsigned char sha[32] = {0};
    const char *at = "2024-05-01T12:00:00Z";
    memcpy(sha, &file, 8);
    run(begin);
    int64_t batch = first_number(last_batch) + 1, id = first_number(last_article) + 1;
    first_number(tombstones);
    sqlite3_bind_int64(clear_rejects, 1, file);
    run(clear_rejects);
    sqlite3_bind_int64(read_file, 1, file);
    check(sqlite3_step(read_file), "file");
    char source_bytes[256], received_bytes[64];
    text source = {source_bytes, (uint32_t)sqlite3_column_bytes(read_file, 0)}, received = {received_bytes, (uint32_t)sqlite3_column_bytes(read_file, 1)};
    memcpy(source_bytes, sqlite3_column_text(read_file, 0), source.count);
    memcpy(received_bytes, sqlite3_column_text(read_file, 1), received.count);
    sqlite3_reset(read_file);
    for (int i = 0; i < count; i++) load_article(&articles[i], id + i, file, batch, source, received, with_search);
    sqlite3_bind_blob(known, 1, sha, 32, SQLITE_STATIC);
    sqlite3_bind_int64(known, 2, file);
    first_number(known);
    sqlite3_bind_blob(finish, 1, sha, 32, SQLITE_STATIC);
    sqlite3_bind_int64(finish, 2, count);
    sqlite3_bind_text(finish, 3, at, -1, SQLITE_STATIC);
    sqlite3_bind_int64(finish, 4, file);
    run(finish);
    sqlite3_bind_int64(insert_batch, 1, batch);
    sqlite3_bind_text(insert_batch, 2, at, -1, SQLITE_STATIC);
    sqlite3_bind_int64(insert_batch, 3, count);
    sqlite3_bind_text(insert_batch, 4, files, sprintf(files, "[%lld]", (long long)file), SQLITE_STATIC);
    sqlite3_bind_int64(insert_batch, 5, id + count - 1);
    run(insert_batch);
    run(commit);
    maintain(batch);
}

int main(int argc, char **argv) {
    if (argc != 5) return fprintf(stderr, "load ROWS WAREHOUSE search|no-search ARTICLES-PER-COMMIT\n"), 64;
    FILE *in = fopen(argv[1], "rb");
    if (!in) return perror(argv[1]), 66;
    fseek(in, 0, SEEK_END);
    long size = ftell(in);
    rewind(in);
    char *bytes = malloc((size_t)size);
    if (fread(bytes, 1, (size_t)size, in) != (size_t)size) return 74;
    cursor = bytes;
    int64_t count = read_number();
    article *articles = malloc((size_t)count * sizeof *articles);
    for (int64_t i = 0; i < count; i++) articles[i] = read_article();
    int with_search = strcmp(argv[3], "search") == 0, group = atoi(argv[4]);
    check(sqlite3_open_v2(argv[2], &db, SQLITE_OPEN_READWRITE, NULL), "open");
    check(sqlite3_exec(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; "
        "PRAGMA secure_delete = OFF; PRAGMA wal_autocheckpoint = 0", NULL, NULL, NULL), "settings");
    sqlite3_wal_hook(db, committed, NULL);
    prepare_all();
    if (with_search) check(sqlite3_exec(db, "INSERT INTO search(search, rank) VALUES('automerge', 0); INSERT INTO search(search, rank) VALUES('crisismerge', 1000)", NULL, NULL, NULL), "automerge");
    for (int64_t done = 0; done < count; done += group) {
        sqlite3_exec(db, "INSERT INTO files(name, source, status, received_at, bytes, device, inode, mtime_ns, ctime_ns, proof) "
            "VALUES(x'61', 'bench', 'working', '2024-05-01T12:00:00Z', 1, 1, 1, 1, 1, 'given')", NULL, NULL, NULL);
        bench_load(articles + done, (int)(count - done < group ? count - done : group), sqlite3_last_insert_rowid(db), with_search);
    }
    printf("%lld articles\n", (long long)count);
    return 0;
}
