#!/usr/bin/env bash
# Makes Sources/CTables/data/places/gazetteer.bin again from its sources, byte for byte.
#   deploy/make-gazetteer.sh SHARED/eval/places
# The folder holds gazetteer.cols.xz (places), countries.tsv.xz (countries, peoples, names in other languages) and regional_demonyms.tsv;
# deploy/tables/place_names.tsv, written by hand, adds names. A build must then be told of the new file: touch Sources/CTables/tables.S.
set -euo pipefail

if [ $# -ne 1 ] || [ ! -f "$1/gazetteer.cols.xz" ]; then
    echo "usage: $0 FOLDER with gazetteer.cols.xz, countries.tsv.xz and regional_demonyms.tsv" >&2
    exit 64
fi
sources=$(cd "$1" && pwd)
cd "$(dirname "$0")/.."
swift build -c release --product yardstick
.build/release/yardstick make-gazetteer "$sources" deploy/tables/place_names.tsv Sources/CTables/data/places/gazetteer.bin
touch Sources/CTables/tables.S
