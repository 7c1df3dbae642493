#!/usr/bin/env bash
# Makes the tables of Sources/CTables/data/enrichment again from their sources, byte for byte.
#   deploy/make-enrichment-tables.sh SHARED/eval/places
# SHARED/eval/places holds idf_en.txt.xz and tone_lexicon.tsv.xz; wordfreq 3.1.1 is fetched from PyPI (57 MB) unless WORDFREQ_DATA names its data folder.
# themes.tsv, elisions.txt and deploy/tables/stopwords_en.txt are written by hand.
set -euo pipefail

if [ $# -ne 1 ] || [ ! -f "$1/idf_en.txt.xz" ]; then
    echo "usage: $0 FOLDER with idf_en.txt.xz and tone_lexicon.tsv.xz" >&2
    exit 64
fi
places=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
data=Sources/CTables/data/enrichment

if [ -z "${WORDFREQ_DATA:-}" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    python3 -m pip download --quiet --no-deps --dest "$work" wordfreq==3.1.1
    python3 -m zipfile -e "$work"/wordfreq-3.1.1-*.whl "$work"
    WORDFREQ_DATA=$work/wordfreq/data
fi

python3 deploy/tables/word_weights.py "$places/idf_en.txt.xz" deploy/tables/stopwords_en.txt "$WORDFREQ_DATA" $data/word_weights.bin
python3 deploy/tables/tone.py "$places/tone_lexicon.tsv.xz" "$places/idf_en.txt.xz" $data/tone_en.tsv
