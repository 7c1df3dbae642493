#!/usr/bin/env bash
# Drops real news texts (the development data in ../shared/eval, where it is present) through the daemon as .txt, .txt.gz and .jsonl
# and compares what the ledger says with what was dropped. Needs python3 for writing the files out, and a release build.
set -euo pipefail
cd "$(dirname "$0")/.."
shared=${COPYDESK_SHARED:-../shared}
binary=${COPYDESK_BINARY:-.build/release/copydesk}
if [ ! -d "$shared/eval" ]; then
    echo "accept-real-texts: no development data at $shared/eval, nothing to run" >&2
    exit 2
fi
desk=$(mktemp -d "${TMPDIR:-/tmp}/copydesk-accept.XXXXXX")
trap 'rm -rf "$desk"; [ -z "${daemon:-}" ] || kill "$daemon" 2>/dev/null || true' EXIT

python3 - "$shared/eval" "$desk/stage" <<'PYTHON'
import gzip, json, lzma, os, sys
evaluation, stage = sys.argv[1:]
os.makedirs(stage)
texts = []
for name in ["quotes/dev.jsonl.xz", "quotes/tune.jsonl.xz", "ner/ner_dev.jsonl.xz", "ner/groups_dev.jsonl.xz", "places/places_dev.jsonl.xz", "places/keywords_dev.jsonl.xz", "places/dups/dups_dev.jsonl.xz"]:
    for line in lzma.open(os.path.join(evaluation, name), "rt", encoding="utf-8"):
        record = json.loads(line)
        if record.get("kind", "original") == "original" and record["text"].strip(): texts.append(record)
seed = os.path.join(evaluation, "..", "seed", "article.txt")
open(os.path.join(stage, "seed.txt"), "wb").write(open(seed, "rb").read())
lines = []
for number, record in enumerate(texts):
    data = record["text"].encode()
    if number % 3 == 0: open(os.path.join(stage, f"{number:05}.txt"), "wb").write(data)
    elif number % 3 == 1: open(os.path.join(stage, f"{number:05}.txt.gz"), "wb").write(gzip.compress(data, 6, mtime=0))
    else:
        lines.append(json.dumps({"id": record["id"], "title": record.get("title"), "text": record["text"], "date": record.get("date")}, ensure_ascii=False))
        if len(lines) == 50:
            open(os.path.join(stage, f"{number:05}.jsonl"), "w").write("\n".join(lines) + "\n"); lines = []
if lines: open(os.path.join(stage, "rest.jsonl"), "w").write("\n".join(lines) + "\n")
print(len(texts) + 1, file=open(stage + ".count", "w"))
print(len(texts) + 1, "texts in", len(os.listdir(stage)), "files")
PYTHON

"$binary" init --desk "$desk/desk" >/dev/null
"$binary" run --desk "$desk/desk" 2>"$desk/log" &
daemon=$!
dropped=$(find "$desk/stage" -type f | wc -l)
find "$desk/stage" -type f -exec mv -t "$desk/desk/inbox" {} +
query() { sqlite3 -readonly "$desk/desk/warehouse.sqlite" "$1" 2>/dev/null || echo 0; }
for _ in $(seq 600); do
    ended=$(query "SELECT count(*) FROM files WHERE status IN ('loaded','partial','duplicate','ignored','dead','withdrawn')")
    [ "$ended" -ge "$dropped" ] && break
    sleep 0.2
done
kill -TERM "$daemon" && wait "$daemon"
daemon=
echo "files dropped: $dropped, ended: $ended"
query "SELECT status || coalesce(' ' || reason, ''), count(*), sum(articles), sum(repeats), sum(rejected) FROM files GROUP BY 1"
echo "articles: $(query 'SELECT count(*) FROM articles')"
"$binary" audit --originals --desk "$desk/desk"
# Every text is an article, one that was there already, or in a file whose bytes were.
texts=$(cat "$desk/stage.count")
found=$(query "SELECT sum(f.articles + f.repeats + coalesce(o.articles + o.repeats, 0)) FROM files f LEFT JOIN files o ON o.file_id = f.duplicate_of")
echo "texts dropped: $texts, accounted for: $found"
[ "$found" -eq "$texts" ] || { echo "accept-real-texts: $((texts - found)) texts are missing" >&2; exit 1; }
[ "$ended" -eq "$dropped" ] || { echo "accept-real-texts: $((dropped - ended)) files have no outcome" >&2; exit 1; }
