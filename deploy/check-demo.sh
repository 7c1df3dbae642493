#!/usr/bin/env bash
# Compares what the demo left in its desk with the table in docs/SAMPLES.md, row by row.
#   deploy/check-demo.sh [DESK]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=deploy/lib.sh
. deploy/lib.sh

desk=${1:-./desk}
warehouse=$desk/warehouse.sqlite
[ -f "$warehouse" ] || die "$warehouse is not there: run deploy/demo.sh first."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# query SQL: rows, columns parted by |
query() { sqlite3 -readonly -batch -noheader -list "$warehouse" "$1"; }
# promised AWK-PROGRAM: over the table's rows; file status reason headline day language are named columns.
promised() {
    awk -F ' *[|] *' '/^\| [^-]/ && $2 != "File" { file = $2; status = $4; reason = $5; headline = $6; day = $7; language = $8; '"$1"' }' docs/SAMPLES.md
}
# same WHAT: promised.txt and found.txt hold the same lines.
same() {
    sort -o "$folder/promised.txt" "$folder/promised.txt"
    sort -o "$folder/found.txt" "$folder/found.txt"
    diff "$folder/promised.txt" "$folder/found.txt" >"$folder/difference.txt" && return 0
    sed -n 's/^</docs\/SAMPLES.md: /p; s/^>/the warehouse:   /p' "$folder/difference.txt" >&2
    die "$1 differ from docs/SAMPLES.md: see above."
}

promised 'print file' | sort -u >"$folder/promised.txt"
(cd inbox-sample && find . -type f -printf '%P\n') >"$folder/found.txt"
same "the files of inbox-sample/"

# Of two files with the same bytes either may be the duplicate: names are compared for the other outcomes only.
promised 'if (!seen[file]++) print status' >"$folder/promised.txt"
query "SELECT status FROM files" >"$folder/found.txt"
same "the files' outcomes"
promised 'if (!seen[file]++ && status != "loaded" && status != "duplicate") print file "|" status "|" (status == "partial" ? "" : reason)' >"$folder/promised.txt"
query "SELECT CAST(name AS TEXT), status, CASE status WHEN 'partial' THEN '' ELSE coalesce(reason, '') END FROM files WHERE status NOT IN ('loaded', 'duplicate')" >"$folder/found.txt"
same "the files that were not loaded"
promised 'if (!seen[file]++ && status == "partial") print file "|" reason' >"$folder/promised.txt"
query "SELECT CAST(f.name AS TEXT), r.reason FROM rejects r JOIN files f USING (file_id) WHERE f.status = 'partial'" >"$folder/found.txt"
same "the rejected records"
promised 'if (headline != "") print headline "|" day "|" language' >"$folder/promised.txt"
query "SELECT headline, CASE WHEN published_at IS NULL THEN '*drop*' ELSE day END, language FROM articles" >"$folder/found.txt"
same "the articles"

left=$(find "$desk/inbox" "$desk/work" "$desk/retry" -type f | head -n 1)
[ -z "$left" ] || die "$left is still there, though every file should have found its outcome."
kept=$(find "$desk/done" "$desk/dead-letter" -type f ! -name '*.error.json' | wc -l)
[ "$kept" -eq "$(find inbox-sample -type f | wc -l)" ] || die "done/ and dead-letter/ hold $kept originals instead of one for each file dropped."
stories=$(query "SELECT count(DISTINCT coalesce(story_id, article_id)) FROM articles WHERE headline LIKE 'Volunteers Carry%'")
[ "$stories" = 1 ] || die "the reprint of library-roof.json is not linked with it (story_id)."
[ "$(query 'PRAGMA integrity_check')" = ok ] || die "SQLite's integrity check of $warehouse fails."
say "The demo's outcome equals docs/SAMPLES.md: $(query 'SELECT count(*) FROM files') files, $(query 'SELECT count(*) FROM articles') articles."
