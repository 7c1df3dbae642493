#!/usr/bin/env bash
# Scores every enricher on the development data beside the project, where it is present.
#   deploy/score.sh [TASK…]     all of them without; COPYDESK_SHARED: the folder that holds eval/, ../shared without
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=deploy/lib.sh
. deploy/lib.sh

eval=${COPYDESK_SHARED:-../shared}/eval
[ -d "$eval" ] || die "there is no development data at $eval: name the folder that holds eval/ in COPYDESK_SHARED."
yardstick=.build/release/yardstick
[ -x "$yardstick" ] || die "$yardstick is not there: swift build -c release --product yardstick"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

# score TITLE TASK GOLD SCORER [ARGUMENTS OF THE SCORER…]
score() {
    local title=$1 task=$2 gold=$3 scorer=$4
    shift 4
    say "== $title"
    "$yardstick" "$task" "$gold" "$out/answers.jsonl" >/dev/null
    python3 "$scorer" "$gold" "$out/answers.jsonl" "$@"
}

# The gold of the seed article is one object over many lines: this makes a line of it.
seed() {
    python3 -c 'import json, sys; print(json.dumps(json.load(open(sys.argv[1])), ensure_ascii=False))' "$1" >"$out/seed.jsonl"
}

run() {
    case $1 in
        mentions) score mentions mentions "$eval/ner/ner_dev.jsonl.xz" "$eval/ner/score_mentions.py" ;;
        groups)
            score "groups, development" groups "$eval/ner/groups_dev.jsonl.xz" "$eval/ner/score_groups.py"
            score "groups, own articles" groups "$eval/ner/groups_own.jsonl.xz" "$eval/ner/score_groups.py"
            ;;
        sentences) score sentences sentences "$eval/ner/sentences_dev.jsonl.xz" "$eval/ner/score_sentences.py" ;;
        language) score language language "$eval/ner/lid_dev.jsonl.xz" "$eval/ner/score_lid.py" ;;
        quotes)
            score "quotes, development" quotes "$eval/quotes/dev.jsonl.xz" "$eval/quotes/score.py" --entities "$eval/quotes/entities.jsonl"
            score "quotes, own cases" quotes "$eval/quotes/cases.jsonl" "$eval/quotes/score.py"
            seed "$eval/quotes/seed.json"
            score "quotes, seed" quotes "$out/seed.jsonl" "$eval/quotes/score.py"
            ;;
        timexes)
            score "timexes, development" timexes "$eval/times/dev_timex.jsonl.gz" "$eval/times/score_timex.py"
            score "timexes, own cases" timexes "$eval/times/cases_timex.jsonl" "$eval/times/score_timex.py"
            seed "$eval/times/seed.json"
            score "timexes, seed" timexes "$out/seed.jsonl" "$eval/times/score_timex.py"
            ;;
        amounts)
            score "amounts, sentences" amounts "$eval/times/dev_amounts.jsonl" "$eval/times/score_amounts.py"
            score "amounts, news" amounts "$eval/times/dev_amounts_news.jsonl" "$eval/times/score_amounts.py"
            score "amounts, own cases" amounts "$eval/times/cases_amounts.jsonl" "$eval/times/score_amounts.py"
            seed "$eval/times/seed.json"
            score "amounts, seed" amounts "$out/seed.jsonl" "$eval/times/score_amounts.py"
            ;;
        places)
            score "places, one article" places "$eval/places/places_dev.jsonl.xz" "$eval/places/score_places.py"
            YARDSTICK_PLACES=home score "places, source home" places "$eval/places/places_dev.jsonl.xz" "$eval/places/score_places.py"
            YARDSTICK_PLACES=own score "places, own spans" places "$eval/places/places_dev.jsonl.xz" "$eval/places/score_places.py"
            ;;
        keywords) score keywords keywords "$eval/places/keywords_dev.jsonl.xz" "$eval/places/score_keywords.py" ;;
        themes) score themes themes "$eval/places/keywords_dev.jsonl.xz" "$eval/places/score_themes.py" ;;
        dups) score near-duplicates dups "$eval/places/dups/dups_dev.jsonl.xz" "$eval/places/dups/score_dups.py" ;;
        *) die "$1 is no task: mentions groups sentences language quotes timexes amounts places keywords themes dups" ;;
    esac
}

[ $# -gt 0 ] || set -- mentions groups sentences language quotes timexes amounts places keywords themes dups
for task in "$@"; do run "$task"; done
