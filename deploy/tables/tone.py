"""tone.py TONE_LEXICON.tsv.xz IDF_EN.txt.xz OUT: writes Sources/CTables/data/enrichment/tone_en.tsv from the single words of VADER's lexicon.

The lexicon was made for chat: short forms (lol, ffs) that general English does not know are left out.
"""

import lzma
import sys

HEADER = """# Valence of English words, -4 to 4: word, mean of ten raters.
# Source: vaderSentiment 3.3.2 (C.J. Hutto, 2016), https://pypi.org/project/vaderSentiment/3.3.2/; short forms of chat left out.
# Licence: MIT. Made by deploy/make-enrichment-tables.sh
"""


def main(lexicon_path, idf_path, out_path):
    with lzma.open(idf_path, "rt", encoding="utf8") as lines:
        known = {word for line in lines for word in line.split()[1:]}
    with lzma.open(lexicon_path, "rt", encoding="utf8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]
    kept = [(word, value) for word, value in rows if word.isascii() and word.isalpha() and (word in known or len(word) > 5)]
    with open(out_path, "w", encoding="utf8") as out:
        out.write(HEADER + "".join(f"{word}\t{value}\n" for word, value in sorted(kept)))


main(*sys.argv[1:])
