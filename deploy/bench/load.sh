#!/usr/bin/env bash
# The load stage against C with prepared statements: instructions for each article, the same rows, with and without full text.
# Needs valgrind, cc, python3 and a release build of loadbench.
#   deploy/bench/load.sh [ARTICLES [ARTICLES-PER-COMMIT]]
# Preparing the statements, once for a process, is counted on our side only: with few articles it shows.
# LOADBENCH names another binary. The limit is a ratio of 1.05 (exit 1 above).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
articles=${1:-4096}
group=${2:-256}
loadbench=${LOADBENCH:-.build/release/loadbench}
folder=$(mktemp -d "${TMPDIR:-/tmp}/copydesk-load.XXXXXX")
trap 'rm -rf "$folder"' EXIT

[ -x "$loadbench" ] || nice swift build --configuration release --product loadbench
python3 deploy/bench/make_rows.py "$articles" "$folder/rows"
cc -O2 -o "$folder/load" deploy/bench/load.c -lsqlite3

# instructions PROGRAM ARGUMENT…: counted inside bench_load (C) or benchLoad (Swift, mangled) only.
instructions() {
    valgrind --tool=callgrind --toggle-collect=bench_load --toggle-collect='*benchLoad*' --callgrind-out-file="$folder/out" "$@" 2>"$folder/log" >/dev/null || { cat "$folder/log" >&2; exit 1; }
    awk '/Collected/ { print $4 }' "$folder/log"
}

status=0
for search in no-search search; do
    for program in c swift; do
        rm -f "$folder/$program.sqlite"*
        "$loadbench" schema "$folder/$program.sqlite"
    done
    c=$(instructions "$folder/load" "$folder/rows" "$folder/c.sqlite" "$search" "$group")
    swift=$(instructions "$loadbench" load "$folder/rows" "$folder/swift.sqlite" "$search" "$group")
    for column in 'count(*)' 'sum(length(headline))' 'sum(word_count)' 'sum(story_id)'; do
        [ "$(sqlite3 "$folder/c.sqlite" "SELECT $column FROM articles")" = "$(sqlite3 "$folder/swift.sqlite" "SELECT $column FROM articles")" ] ||
            { echo "the two did not load the same rows ($column)" >&2; exit 1; }
    done
    awk -v c="$c" -v swift="$swift" -v n="$articles" -v what="$search" 'BEGIN {
        printf "%-10s C %8.0f  copydesk %8.0f instructions an article, ratio %.3f\n", what, c / n, swift / n, swift / c
        exit swift / c > 1.05 }' || status=1
done
exit $status
