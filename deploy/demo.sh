#!/usr/bin/env bash
# Builds copydesk, starts it on a desk of its own, drops inbox-sample/ into the inbox, waits until every file is accounted
# for and asks the warehouse some questions.
#   deploy/demo.sh                  the desk is ./desk; made anew when it is one of an earlier demo
#   DEMO_DESK=DIR deploy/demo.sh    another folder
#   DEMO_KEEP=1 deploy/demo.sh      leaves the daemon running, to drop files of your own
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=deploy/lib.sh
. deploy/lib.sh

desk=${DEMO_DESK:-./desk}
warehouse=$desk/warehouse.sqlite
marker=$desk/.copydesk-demo # holds the daemon's pid
wait_seconds=${DEMO_WAIT_SECONDS:-120}
daemon=

# True while the process PID is a copydesk daemon.
is_copydesk() { [ -n "$1" ] && [ "$(cat "/proc/$1/comm" 2>/dev/null)" = copydesk ]; }

# stop_daemon PID: as systemd does it, with SIGTERM, and waits.
stop_daemon() {
    is_copydesk "$1" || return 0
    kill -TERM "$1"
    local tenths=0
    while is_copydesk "$1"; do
        [ "$tenths" -lt 450 ] || die "the daemon (pid $1) did not stop within 45 s of SIGTERM. Its log: $desk/demo.log"
        sleep 0.1
        tenths=$((tenths + 1))
    done
}

# Names of sample files, as the ledger writes them.
sample_names() { (cd inbox-sample && find . -type f -printf '%P\n' | sort); }

# Ends the script if the folder is no earlier demo, or if somebody's own files went into it.
clear_earlier_demo() {
    [ -e "$desk" ] || return 0
    [ -f "$marker" ] || die "$desk is there already and was not made by this script. Move it away, or name another: DEMO_DESK=DIR deploy/demo.sh"
    local foreign
    foreign=$({
        [ -d "$desk/inbox" ] && (cd "$desk/inbox" && find . -type f -printf '%P\n')
        [ -f "$warehouse" ] && sqlite3 -readonly "$warehouse" "SELECT CAST(name AS TEXT) FROM files"
        true
    } | sort -u | comm -23 - <(sample_names) | head -n 1)
    [ -z "$foreign" ] || die "$desk is of an earlier demo, but holds files of yours ($foreign). Move it away, or name another: DEMO_DESK=DIR deploy/demo.sh"
    stop_daemon "$(cat "$marker")"
    rm -rf "$desk"
}

# status_field NAME: one number of `copydesk status --json`, -1 while there is no answer.
status_field() {
    local answer
    answer=$("$copydesk" status --json --desk "$desk" 2>/dev/null) || answer='{}'
    sqlite3 :memory: "SELECT coalesce(json_extract('${answer//\'/\'\'}', '$.$1'), -1)" 2>/dev/null || printf -- '-1'
}

need_swift
need_packages "${build_packages[@]}" "${demo_packages[@]}"
clear_earlier_demo
need_dependencies --quiet

say "Building copydesk (release; the first time takes some minutes) …"
build_log=$(mktemp)
if ! swift build --configuration release --product copydesk >"$build_log" 2>&1; then
    grep -E 'error|warning' "$build_log" | tail -n 20 >&2 || tail -n 20 "$build_log" >&2
    die "the build failed. The whole log: $build_log"
fi
rm -f "$build_log"
copydesk=.build/release/copydesk # what the build's folder is called in short
[ -x "$copydesk" ] || die "the build ended without $copydesk."

"$copydesk" init --desk "$desk" >/dev/null
: >"$marker"
"$copydesk" run --desk "$desk" >"$desk/demo.log" 2>&1 &
daemon=$!
printf '%s\n' "$daemon" >"$marker"
trap 'stop_daemon "$daemon"' EXIT

started=$SECONDS
until [ "$(status_field pid)" = "$daemon" ]; do
    is_copydesk "$daemon" || { tail -n 5 "$desk/demo.log" >&2; die "the daemon did not start; the end of its log stands above."; }
    [ "$(seconds_since "$started")" -lt 30 ] || die "the daemon was not ready after 30 s. Its log: $desk/demo.log"
    sleep 0.1
done
say "The daemon runs on $desk (pid $daemon)."

# Sidecars first, so that each is there when its article is claimed; sub-folders when the others are claimed, so that what they repeat
# is the repetition.
started=$SECONDS
dropped=$(sample_names | wc -l)
cp inbox-sample/*.meta.json "$desk/inbox/"
for entry in inbox-sample/*; do [[ -d $entry || $entry == *.meta.json ]] || cp "$entry" "$desk/inbox/"; done
until [ -z "$(find "$desk/inbox" -maxdepth 1 -type f ! -empty -print -quit)" ]; do
    is_copydesk "$daemon" || { tail -n 5 "$desk/demo.log" >&2; die "the daemon ended by itself; the end of its log stands above."; }
    [ "$(seconds_since "$started")" -lt "$wait_seconds" ] || die "the inbox was not emptied within $wait_seconds s. See: $copydesk status --desk $desk"
    sleep 0.1
done
for entry in inbox-sample/*/; do cp -r "${entry%/}" "$desk/inbox/"; done
say "Dropped $dropped files into $desk/inbox; one of them is empty and is given 10 s to fill."

started=$SECONDS
until [ "$(status_field waiting)" = 0 ] && [ "$(status_field in_flight)" = 0 ] && [ -z "$(find "$desk/inbox" -type f -print -quit)" ]; do
    is_copydesk "$daemon" || { tail -n 5 "$desk/demo.log" >&2; die "the daemon ended by itself; the end of its log stands above."; }
    [ "$(seconds_since "$started")" -lt "$wait_seconds" ] || die "not all files were accounted for after $wait_seconds s. See: $copydesk status --desk $desk"
    sleep 0.2
done
"$copydesk" audit --desk "$desk" || die "the audit found something: see above."

# What the warehouse says, short enough for the README, which shows it (deploy/check-demo.sh compares).
answers() {
    line "SELECT 'Of ' || sum(files) || ' files ' || group_concat(files || ' ' || status, ', ') || ': ' || sum(articles) || ' articles'
          FROM (SELECT * FROM desk_health WHERE files > 0 ORDER BY files DESC, status)"
    ask "Articles by day and source, newest first" \
        "SELECT day, publisher, iif(source = '', 'inbox', 'inbox/' || source) AS source, language, count(*) AS articles
         FROM articles WHERE published_at IS NOT NULL GROUP BY day, publisher, source, language ORDER BY day DESC LIMIT 5;"
    ask "Who wrote about a ferry, or a crossing? (full text)" \
        "SELECT substr(a.headline, 1, 38) AS headline, replace(snippet(search, 1, '[', ']', ' … ', 9), char(10), ' ') AS passage
         FROM search JOIN articles a ON a.article_id = search.rowid WHERE search MATCH 'ferry OR crossing' ORDER BY rank LIMIT 3;"
    ask "What was not loaded, and why" \
        "SELECT status, CAST(name AS TEXT) AS file, reason,
           coalesce(detail, 'the bytes of ' || (SELECT CAST(o.name AS TEXT) FROM files o WHERE o.file_id = f.duplicate_of)) AS detail
         FROM files f WHERE status NOT IN ('loaded', 'partial')
         UNION ALL SELECT 'rejected', CAST(f.name AS TEXT) || ' ' || r.item, r.reason, 'line ' || r.line || ', byte ' || r.byte_offset
         FROM rejects r JOIN files f USING (file_id) ORDER BY 1, 2;"
    printf '\nWhere the originals lie: %s in done/, %s in dead-letter/\n' "$(originals 'done' | wc -l)" "$(originals dead-letter | wc -l)"
    originals 'done' | grep -e ferry -e roof.json
    (cd "$desk" && find dead-letter -type f) | sort -V
}
# originals FOLDER: below the desk, in the order of their numbers.
originals() { (cd "$desk" && find "$1" -type f ! -name '*.error.json') | sort -V; }
# line SQL: one value as it is.
line() { sqlite3 -readonly -noheader -list "$warehouse" "$1"; }
# ask TITLE SQL
ask() {
    printf '\n%s\n' "$1"
    sqlite3 -readonly -column -header -nullvalue - "$warehouse" "$2" | sed 's/ *$//'
}

printf '\n'
answers | tee "$desk/demo-output.txt"

if [ "${DEMO_KEEP:-0}" = 1 ]; then
    trap - EXIT
    next="The daemon still runs: cp a file of your own into $desk/inbox. Stop it with: kill $daemon"
else
    stop_daemon "$daemon"
    wait "$daemon" || die "the daemon ended with status $? after SIGTERM. Its log: $desk/demo.log"
    trap - EXIT
    next="The daemon has stopped. Start it again with: $copydesk run --desk $desk"
fi
cat <<END

$next
Then try:
  $copydesk search 'library OR bridge' --desk $desk
  $copydesk dead-letter list --desk $desk
  sqlite3 -readonly -box $warehouse 'SELECT question, sql FROM _questions'
END
