#!/usr/bin/env bash
# Makes Sources/CTables/data/pages/forest.bin anew: the weights by which text blocks of web pages are judged.
#   deploy/train-pages.sh FOLDER…
# Each folder holds gold.jsonl (id, host, half, url, body) and pages/ID.html: article-extraction-dataset (Apache-2.0), the pages of type
# "article" of WCXB (CC BY 4.0), the test pages of Mozilla's Readability (Apache-2.0). The same pages give the same bytes.
# Honest figures: train-pages --half a, then "yardstick pages FOLDER OUT --weights … --half b", and the other way round.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release --product yardstick
exec .build/release/yardstick train-pages Sources/CTables/data/pages/forest.bin "$@"
