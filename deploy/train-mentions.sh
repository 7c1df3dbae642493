#!/usr/bin/env bash
# Makes Sources/CTables/data/mentions/weights.bin, the weights of names, from the corpora of ../shared/eval/ner. Three minutes of one core;
# twice on one machine gives the same bytes.
#   deploy/train-mentions.sh [SHARED]            train, score on the development texts, write
#   deploy/train-mentions.sh --check [SHARED]    train, compare with what is committed, change nothing
#   deploy/train-mentions.sh --free [SHARED]     without the worldwide news, whose licence is not stated; scores only
# The word list must be made first where its sources changed: deploy/tables/mention_words.py.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mode=write
case "${1:-}" in
    --check | --free)
        mode=${1#--}
        shift
        ;;
esac
corpora="${1:-../shared}/eval/ner"
weights=Sources/CTables/data/mentions/weights.bin
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for name in ner_train ner_dev; do xz -dc "$corpora/$name.jsonl.xz" > "$folder/$name.jsonl"; done

touch Sources/CTables/tables.S # linked data is not tracked by the build
swift build -c release --product yardstick
left_out=()
[ "$mode" != free ] || left_out=(--leave-out worldwide)
nice -n 10 .build/release/yardstick train-mentions "$folder/ner_train.jsonl" "$folder/weights.bin" --dev "$folder/ner_dev.jsonl" "${left_out[@]}"
case $mode in
    write) cp "$folder/weights.bin" "$weights" ;;
    check) cmp "$folder/weights.bin" "$weights" && echo "the committed weights are these" ;;
esac
