#!/usr/bin/env bash
# Compares what the demo left in its desk with the table in docs/SAMPLES.md, row by row, and what it printed with the README.
#   deploy/check-demo.sh [DESK]
#   RENEW_GOLDEN=1 deploy/check-demo.sh [DESK]    writes the README's part instead
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

# The README shows what the demo printed: the day of the run and the files' numbers are all that may differ.
# shown FILE: what stands in it between the marks, without the fence around it.
shown() { sed -n '/^<!-- demo-output -->$/,/^<!-- \/demo-output -->$/p' "$1" | sed '1,2d' | sed '$d' | sed '$d'; }
# plain: without that day and those numbers.
plain() { sed -E 's#[0-9]{4}/[0-9]{2}/[0-9]{2}/[0-9]+__#YYYY/MM/DD/N__#'; }
if [ "${RENEW_GOLDEN:-0}" = 1 ]; then
    { sed '/^<!-- demo-output -->$/q' README.md && echo '```' && cat "$desk/demo-output.txt" && echo '```' &&
        sed -n '/^<!-- \/demo-output -->$/,$p' README.md; } >"$folder/README.md"
    cat "$folder/README.md" >README.md
fi
if ! diff <(shown README.md | plain) <(plain <"$desk/demo-output.txt") >"$folder/difference.txt"; then
    sed -n 's/^</README.md: /p; s/^>/the demo:  /p' "$folder/difference.txt" >&2
    die "the README does not show what the demo prints: see above, and renew it with RENEW_GOLDEN=1 deploy/check-demo.sh"
fi
say "The demo's outcome equals docs/SAMPLES.md: $(query 'SELECT count(*) FROM files') files, $(query 'SELECT count(*) FROM articles') articles."
