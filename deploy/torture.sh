#!/usr/bin/env bash
# Proves from outside, with the conservation harness of the development data (../shared/eval/ingest, where it is present), that nothing
# dropped is lost, doubled or half loaded, whatever the writer does and wherever the daemon is killed:
#   storm   2,000 files at once and 17 patterns of slow and odd writers, names and special files; every one accounted for
#   kills   200 kills at random moments while 5,000 files of several kinds stream in; the same rows as undisturbed
#   points  a crash at every named point, at its first, second and 17th pass; the same rows as undisturbed
# Each leaves its answer as JSON in TORTURE_OUT (default .build/torture). Long: a quarter of an hour.
#   deploy/torture.sh [storm|kills|points]…      COPYDESK_BINARY, COPYDESK_SHARED, TORTURE_SEED, TORTURE_FILES, TORTURE_KILLS change it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=deploy/lib.sh
. deploy/lib.sh

harness=${COPYDESK_SHARED:-../shared}/eval/ingest
binary=${COPYDESK_BINARY:-.build/release/copydesk}
[ -d "$harness" ] || die "no harness at $harness (COPYDESK_SHARED names another folder that holds eval/ingest): nothing to run."
[ -x "$binary" ] || die "$binary is not there: swift build -c release --product copydesk, or name another in COPYDESK_BINARY."
command -v python3 >/dev/null || die "python3 is needed for the harness."
binary=$(realpath "$binary")
harness=$(realpath "$harness")
out=${TORTURE_OUT:-.build/torture}
mkdir -p "$out"
out=$(realpath "$out")
base=/dev/shm
[ -d "$base" ] || base=/tmp
root=$(mktemp -d "$base/copydesk-torture.XXXXXX")
trap 'rm -rf "$root"' EXIT
seed=${TORTURE_SEED:-$RANDOM}
files=${TORTURE_FILES:-5000}
kills=${TORTURE_KILLS:-200}

# The harness's profile for copydesk, with this binary, and dumped as copydesk itself sees its rows.
python3 - "$harness/copydesk.profile.json" "$binary" >"$root/profile.json" <<'PYTHON'
import json, sys
profile = json.load(open(sys.argv[1]))
profile["cmd"][0] = sys.argv[2]
profile["dump_sql"] += [
    "SELECT hex(a.uid), x.number, x.start, x.length, x.type, x.value FROM times x JOIN articles a USING(article_id) ORDER BY 1, 2",
    "SELECT hex(a.uid), x.number, x.start, x.length, x.kind, x.value FROM amounts x JOIN articles a USING(article_id) ORDER BY 1, 2",
    "SELECT hex(a.uid), e.name, p.country, p.times FROM places p JOIN articles a USING(article_id) JOIN entities e USING(entity_id) ORDER BY 1, 2, 3",
    "SELECT hex(f.sha256), r.item, r.reason FROM rejects r JOIN files f USING(file_id) ORDER BY 1, 2, 3",
]
profile["zero_sql"] += [
    "SELECT count(*) FROM articles WHERE article_id NOT IN (SELECT id FROM search_docsize)",
    "SELECT count(*) FROM files f WHERE status IN ('loaded', 'partial') AND articles <> (SELECT count(*) FROM articles a WHERE a.file_id = f.file_id)",
]
json.dump(profile, sys.stdout)
PYTHON

# run NAME WORDS…: one script of the harness; its verdict is its exit code.
failed=0
run() {
    local name=$1 script=$2 started=$SECONDS
    shift 2
    say "$name (seed $seed) …"
    if (cd "$harness" && PYTHONDONTWRITEBYTECODE=1 python3 "$script" --profile "$root/profile.json" --root "$root/$name" --seed "$seed" "$@") >"$out/$name.json" 2>"$out/$name.log"; then
        say "$name: passed ($(seconds_since "$started") s)."
    else
        say "$name: FAILED ($(seconds_since "$started") s), see $out/$name.json and $out/$name.log"
        failed=1
    fi
    rm -rf "${root:?}/$name"
}

[ $# -gt 0 ] || set -- storm kills points
export COPYDESK_MIN_FREE=1MiB COPYDESK_SETTLE_EMPTY=${COPYDESK_SETTLE_EMPTY:-3s}
for what in "$@"; do
    case $what in
    storm) COPYDESK_MIN_AGE=1500ms run storm drop_storm.py --n 2000 --slow 1 --extras --strict ;;
    kills) run kills kill_loop.py --n "$files" --kills "$kills" --timeout 600 ;;
    points) run points kill_loop.py --n 300 --points claim.row,claim.renamed,parse.begin,enrich.begin,load.before_commit,load.committed,final.committed,final.renamed --at 1,2,17 ;;
    *) die "storm, kills or points, not '$what'." ;;
    esac
done
[ "$failed" -eq 0 ] || die "something was lost, doubled or half there: see above."
