#!/usr/bin/env bash
# Makes a warehouse of many articles from one of few, and times the questions that README and _questions ask of it.
#   deploy/bench/million.sh WAREHOUSE OUT [COPIES]     COPIES: how often the articles are repeated, 50 without
#
# Every copy moves the days by a week, and every second one has names of its own, so that famous names grow and rare ones become more.
# Texts, full text, times, amounts and sketches are left as they are: none of the questions below reads them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
# shellcheck source=deploy/lib.sh
. deploy/lib.sh

[ $# -ge 2 ] || die "give a warehouse and the file to make: deploy/bench/million.sh desk/warehouse.sqlite /tmp/million.sqlite"
from=$1 out=$2 copies=${3:-50}
need_packages "${demo_packages[@]}"
[ -f "$from" ] || die "$from is not there: load some articles first, for instance with copydesk ingest --warehouse."
rm -f "$out" "$out-wal" "$out-shm"
sqlite3 "$from" "VACUUM INTO '$out'"

# columns TABLE: its columns between commas, but for those named behind it.
columns() {
    local table=$1 but=",$2,"
    sqlite3 "$out" "SELECT group_concat(name) FROM pragma_table_info('$table') WHERE instr('$but', ',' || name || ',') = 0"
}

articles=$(columns articles article_id,uid,day,story_id,reprint_of,replaces,replaced_by,source_id,url)
quotes=$(columns quotes quote_id,article_id,day,speaker,speaker_id)
mentions=$(columns mentions entity_id,article_id,day)
places=$(columns places entity_id,article_id,day)
entities=$(columns entities entity_id,name,outside_id)
read -r article_step entity_step quote_step < <(sqlite3 -separator ' ' "$out" \
    "SELECT max(article_id), (SELECT max(entity_id) FROM entities), (SELECT max(quote_id) FROM quotes) FROM articles")

say "Making $copies times $(sqlite3 "$out" 'SELECT count(*) FROM articles') articles …"
{
    echo "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000; BEGIN;"
    for ((k = 1; k < copies; k++)); do
        a=$((k * article_step)) q=$((k * quote_step)) e=$((k % 2 * k * entity_step)) day="date(day, '-$((k * 7)) days')"
        suffix=""
        if ((k % 2)); then
            suffix=" || ' $k'"
            echo "INSERT INTO entities(entity_id,name,$entities) SELECT entity_id+$e, name$suffix, $entities FROM entities WHERE entity_id <= $entity_step;"
        fi
        cat <<SQL
INSERT INTO articles(article_id,uid,day,story_id,reprint_of,source_id,url,$articles)
  SELECT article_id+$a, randomblob(16), $day, story_id+$a, reprint_of+$a, source_id || '-$k', url || '-$k', $articles
  FROM articles WHERE article_id <= $article_step;
INSERT INTO quotes(quote_id,article_id,day,speaker,speaker_id,$quotes)
  SELECT quote_id+$q, article_id+$a, $day, speaker$suffix, speaker_id+$e, $quotes FROM quotes WHERE quote_id <= $quote_step;
INSERT INTO mentions(entity_id,article_id,day,$mentions)
  SELECT entity_id+$e, article_id+$a, $day, $mentions FROM mentions WHERE article_id <= $article_step;
INSERT INTO places(entity_id,article_id,day,$places)
  SELECT entity_id+$e, article_id+$a, $day, $places FROM places WHERE article_id <= $article_step;
SQL
    done
    cat <<'SQL'
DELETE FROM entity_days; DELETE FROM country_days;
INSERT INTO entity_days SELECT kind, day, entity_id, count(*), sum(times), 0 FROM mentions GROUP BY kind, day, entity_id;
INSERT INTO country_days SELECT country, day, count(DISTINCT article_id), sum(times) FROM places GROUP BY country, day;
UPDATE entities SET (articles, times) = (SELECT count(*), sum(times) FROM mentions m WHERE m.entity_id = entities.entity_id);
COMMIT; ANALYZE;
SQL
} | sqlite3 -bail "$out" >/dev/null

# ask TITLE SQL: the best of three, in milliseconds.
ask() {
    local best
    best=$(for _ in 1 2 3; do
        printf '.timer on\n.output /dev/null\n%s;\n.output\n' "$2" | sqlite3 -readonly "$out" 2>&1
    done | sed -n 's/^Run Time: real \([0-9.]*\).*/\1/p' | sort -n | head -1)
    awk -v seconds="${best:-0}" -v title="$1" 'BEGIN { printf "%8.0f ms  %s\n", seconds * 1000, title }'
}

say "$(sqlite3 "$out" 'SELECT count(*) FROM articles') articles, $(du -m "$out" | cut -f1) MiB; the most named person, place and publisher:"
person=$(sqlite3 "$out" "SELECT name FROM people ORDER BY articles DESC LIMIT 1")
place=$(sqlite3 "$out" "SELECT name FROM entities WHERE kind = 'place' AND outside_id IS NOT NULL ORDER BY articles DESC LIMIT 1")
country=$(sqlite3 "$out" "SELECT country FROM country_days WHERE country <> 'ZZ' GROUP BY country ORDER BY sum(articles) DESC LIMIT 1")
publisher=$(sqlite3 "$out" "SELECT publisher FROM articles GROUP BY publisher ORDER BY count(*) DESC LIMIT 1")
say "$person, $place ($country), $publisher"
ask "who_said_what: one speaker, newest first" "SELECT * FROM who_said_what WHERE speaker = '$person' COLLATE NOCASE ORDER BY day DESC LIMIT 100"
ask "who_said_what: all of one speaker, counted" "SELECT count(*) FROM who_said_what WHERE speaker = '$person' COLLATE NOCASE"
ask "who_said_what: the newest" "SELECT * FROM who_said_what ORDER BY day DESC LIMIT 100"
ask "people: the most named" "SELECT * FROM people ORDER BY articles DESC LIMIT 20"
ask "people: one name" "SELECT * FROM people WHERE name = '$person' COLLATE NOCASE"
ask "organisations: the most named" "SELECT * FROM organisations ORDER BY articles DESC LIMIT 20"
ask "places_named: one place, newest first" "SELECT * FROM places_named WHERE name = '$place' COLLATE NOCASE ORDER BY day DESC LIMIT 100"
ask "places_named: one country, newest first" "SELECT * FROM places_named WHERE country = '$country' ORDER BY day DESC LIMIT 100"
ask "places_named: the most named of one country" "SELECT name, count(*) AS articles FROM places_named WHERE country = '$country' AND day >= (SELECT date(max(day), '-30 days') FROM articles) GROUP BY entity_id ORDER BY articles DESC LIMIT 20"
ask "coverage_by_day: all days" "SELECT * FROM coverage_by_day"
ask "coverage_by_day: one publisher, newest first" "SELECT * FROM coverage_by_day WHERE publisher = '$publisher' ORDER BY day DESC LIMIT 100"
sqlite3 "$out" "SELECT rowid FROM (SELECT row_number() OVER () AS rowid FROM _questions)" | while read -r number; do
    question=$(sqlite3 "$out" "SELECT question FROM _questions LIMIT 1 OFFSET $((number - 1))")
    case $question in *phrase* | *"two words"* | *amounts*) continue ;; esac
    ask "_questions: $question" "$(sqlite3 "$out" "SELECT sql FROM _questions LIMIT 1 OFFSET $((number - 1))")"
done
