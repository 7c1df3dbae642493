#!/usr/bin/env bash
# Makes the files of inbox-sample/ that no editor can write (other encodings, compressed, archived, damaged) from the
# UTF-8 sources in deploy/samples/. Same sources, same bytes: archive times and owners are fixed.
#   deploy/make-samples.sh            write them
#   deploy/make-samples.sh --check    compare with what is committed, change nothing
# Needs iconv, gzip, tar and python3 (for zip only). The demo and the tests do not: they use the committed files.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=deploy/lib.sh
. deploy/lib.sh

from=deploy/samples
to=inbox-sample
if [ "${1:-}" = "--check" ]; then
    to=$(mktemp -d)
    trap 'rm -rf "$to"' EXIT
fi
for tool in iconv gzip tar python3; do
    command -v "$tool" >/dev/null || die "$tool is needed to make the samples (the demo and the tests do not need it)."
done

# zip_of OUT FOLDER MEMBER…: times, order and attributes fixed.
zip_of() {
    python3 - "$@" <<'PYTHON'
import sys, zipfile
out, folder, *members = sys.argv[1:]
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
    for member in members:
        entry = zipfile.ZipInfo(member, (2024, 8, 10, 12, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        with open(f"{folder}/{member}", "rb") as source:
            archive.writestr(entry, source.read())
PYTHON
}

iconv -f UTF-8 -t KOI8-R "$from/encodings/marshrutka.txt" > "$to/marshrutka.txt"
iconv -f UTF-8 -t WINDOWS-1252 "$from/encodings/stadtbad.txt" > "$to/stadtbad.txt"
{ printf '\xff\xfe'; iconv -f UTF-8 -t UTF-16LE "$from/encodings/mercado.txt"; } > "$to/mercado.txt"
iconv -f UTF-8 -t SHIFT_JIS "$from/encodings/shiosai.txt" > "$to/shiosai.txt"
gzip -9n < "$from/coast-week.jsonl" > "$to/coast-week.jsonl.gz"
gzip -9n < "$from/cut-short.txt" | head -c 180 > "$to/cut-short.txt.gz"
zip_of "$to/weekend-features.zip" "$from/weekend-features" kite-makers.txt midnight-bakery.md
zip_of "$to/notes.txt" "$from/notes" beekeepers.txt
tar --sort=name --mtime='1999-12-31 12:00:00Z' --owner=0 --group=0 --numeric-owner --mode=0644 --format=ustar \
    -C "$from/archive-1999" -cf - observatory.json payphones.txt | gzip -9n > "$to/archive-1999.tar.gz"
# A picture of one grey pixel.
base64 -d > "$to/press-photo.png" <<'PNG'
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==
PNG

if [ "$to" != inbox-sample ]; then
    for made in "$to"/*; do
        cmp "$made" "inbox-sample/$(basename "$made")" || die "inbox-sample/$(basename "$made") differs from its source: run deploy/make-samples.sh"
    done
    say "The made samples equal their sources."
fi
