"""word_weights.py IDF_EN.txt.xz STOPWORDS_EN.txt WORDFREQ_DATA OUT: writes Sources/CTables/data/enrichment/word_weights.bin.

English comes from the 28,482 words of IDF_EN, the other languages from the first WORDS of wordfreq's small lists. Python's standard library.
File: a header of text lines, a NUL; u32 number of languages; for each 8 bytes of tag, u32 offset, u32 words; then for each language its
keys (u32, ascending) and its weights (one byte a word: tenths of the background idf, 0 for a stop word). Numbers are little-endian, offsets count
from the start of the file. A key is the high half of FNV-1a 64 of the folded word times 2^64 / golden ratio: WordHash.swift.
"""

import gzip
import lzma
import struct
import sys
import unicodedata

WORDS = 2000
STOP_RANK = 150
SHIFT = 2.5  # idf of the commonest words, taken off so that they weigh next to nothing
LANGUAGES = (
    "ar bg bn ca cs da de el es fa fi fil fr he hi hu id is it lt lv mk ms nb nl pl pt ro ru sh sk sl sv ta tr uk ur vi".split()
)
ALIASES = {"no": "nb", "nn": "nb", "sr": "sh", "hr": "sh", "bs": "sh", "tl": "fil"}
HEADER = """copydesk word weights, format 1
English: background idf of 28,482 words, from the small list of wordfreq 3.1.1; stop words: own work
Other languages: the first 2,000 words each of the small lists of wordfreq 3.1.1; the first 150 are stop words
Source: wordfreq (Robyn Speer, 2022), https://pypi.org/project/wordfreq/3.1.1/, with its sources (SUBTLEX and others)
Licence: CC BY-SA 4.0
Made by deploy/make-enrichment-tables.sh
"""


def key(word):
    value = 0xCBF29CE484222325
    for byte in word.encode():
        value = (value ^ byte) * 0x100000001B3 & (1 << 64) - 1
    return (value * 0x9E3779B97F4A7C15 & (1 << 64) - 1) >> 32


def fold(word):
    return unicodedata.normalize("NFC", word.replace("’", "'").lower())


def msgpack(data):
    """Reads the four kinds of value that wordfreq's files hold."""
    at = 0

    def read():
        nonlocal at
        lead = data[at]
        at += 1
        if lead < 0x80:
            return lead
        if lead >> 4 == 8:
            return {read(): read() for _ in range(lead & 15)}
        if lead >> 4 == 9:
            return [read() for _ in range(lead & 15)]
        if lead >> 5 == 5:
            size = lead & 31
        elif lead in (0xD9, 0xDA, 0xDC):
            width = 1 if lead == 0xD9 else 2
            size = int.from_bytes(data[at : at + width], "big")
            at += width
            if lead == 0xDC:
                return [read() for _ in range(size)]
        else:
            raise ValueError(f"unexpected byte {lead:#x}")
        at += size
        return data[at - size : at].decode()

    return read()


def english(idf_path, stop_path):
    weights = {}
    with lzma.open(idf_path, "rt", encoding="utf8") as lines:
        for line in lines:
            value, *words = line.split()
            for word in words:
                weights[fold(word)] = max(1, int(value) - int(SHIFT * 10))
    with open(stop_path, encoding="utf8") as lines:
        for line in lines:
            if not line.startswith("#"):
                weights.update((fold(word), 0) for word in line.split())
    return weights


def other(path):
    with gzip.open(path) as packed:
        buckets = msgpack(packed.read())[1:]
    weights = {}
    for index, words in enumerate(buckets):
        for word in words:
            if len(weights) == WORDS:
                return weights
            idf = index / 100 * 2.302585092994046 - SHIFT
            weights.setdefault(fold(word), 0 if len(weights) < STOP_RANK else max(1, round(idf * 10)))
    return weights


def main(idf_path, stop_path, wordfreq, out_path):
    tables = {"en": english(idf_path, stop_path)}
    for language in LANGUAGES:
        tables[language] = other(f"{wordfreq}/small_{language}.msgpack.gz")
    blobs, offsets = b"", {}
    header = HEADER.encode() + b"\0"
    names = sorted([*tables, *ALIASES])
    start = len(header) + 4 + 16 * len(names)
    for language, weights in sorted(tables.items()):
        keys = {}
        for word, weight in weights.items():
            keys.setdefault(key(word), weight)  # of two words with one key the commoner one stays
        offsets[language] = (start + len(blobs), len(keys))
        ordered = sorted(keys)
        blobs += struct.pack(f"<{len(ordered)}I", *ordered) + bytes(keys[k] for k in ordered)
    directory = b"".join(name.encode().ljust(8, b"\0") + struct.pack("<II", *offsets[ALIASES.get(name, name)]) for name in names)
    with open(out_path, "wb") as out:
        out.write(header + struct.pack("<I", len(names)) + directory + blobs)


main(*sys.argv[1:])
