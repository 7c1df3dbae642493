"""charset_models.py LID_TRAIN.tsv.xz OUT: writes Sources/CTables/data/charsets/models.bin.

LID_TRAIN: lines of language, tab, sentence. Needs OpenCC's tables for traditional Chinese (pip install opencc-python-reimplemented==0.1.7);
all else is Python's standard library. The same input gives the same bytes.

File, little-endian: a header of text lines, a NUL, padding to 4; u32 number of scripts; for each: u32 lanes (languages, padded to a multiple
of 8), u32 symbols, u32 rows; symbols × u32 code points (0: a letter of another script, 1: no letter); symbols × symbols × u16 row of the
pair (its second index is the second letter), rows of lanes bytes: the cost of the second letter after the first, in eighths of a nat; rows
0 … symbols - 1 are those of pairs that no language has. Lanes beyond the languages cost 255. Then u32 number of double-byte sets; for each: 256
bytes cost of a character by its lead byte, u32 number of codes, u16 codes ascending, their costs (one byte each), padding to 4.
"""

import collections
import lzma
import math
import struct
import sys
import unicodedata

HEADER = """copydesk charset models, format 1
Pairs of letters by language, and characters of Chinese, Japanese and Korean: what text of a charset is likely to hold
Source: the test sentences of pemistahl/lingua (Apache-2.0, https://github.com/pemistahl/lingua), from the Leipzig Corpora
Collection (https://corpora.uni-leipzig.de); traditional Chinese by the tables of OpenCC (Apache-2.0). Numbers only; no text is kept
Made by deploy/tables/charset_models.py
"""
SCRIPTS = [
    (
        "en fr de es it pt ca nl af sv da nb fi is pl cs sk hu ro hr sl et lv lt tr ga sq eo cy eu vi",
        "cp1250 cp1252 cp1254 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 "
        "mac_roman mac_latin2 cp437 cp850 cp852",
        (0x41, 0x24F),
    ),
    ("ru uk be bg mk sr", "cp1251 koi8-r koi8-u iso8859-5 cp866 cp855 mac_cyrillic", (0x400, 0x52F)),
    ("el", "cp1253 iso8859-7", (0x370, 0x3FF)),
    ("he", "cp1255 iso8859-8", (0x590, 0x5FF)),
    ("ar fa ur", "cp1256 iso8859-6", (0x600, 0x6FF)),
    ("th", "cp874", (0xE00, 0xE7F)),
]
DOUBLE = [("gb18030", "zh", "t2s"), ("big5hkscs", "zh", "s2t"), ("cp932", "ja", None), ("euc_jp", "ja", None), ("cp949", "ko", None)]
# Letters by which sentences give away that they were read in a wrong charset.
WRONG = {
    "hu": "õûãÕÛ", "ro": "ãþºªÞ", "tr": "þýð", "pl": "¹³ê¿æñ¶¼", "cs": "øìùïò¾¹è", "sk": "øìùïò¾¹è", "hr": "èæð", "sl": "èæð", "bs": "èæð",
    "lt": "àèëðøýûáæþ", "lv": "âçîðûòóïèèæ", "et": "þð", "ru": "іїєґ", "bg": "ыэё", "el": "µ",
}
UNIT = 8
COST_MAX = 254
WEIGHT = 6.0  # how much the letter alone says where a pair is rare
UNSEEN = 3.5  # nats that a pair costs beyond its letter where no language has it
CODES = 700


def lower(c):
    return "i" if c == "İ" else c.lower()


def is_letter(c):
    return unicodedata.category(c)[0] in "LM" and c not in "ªº"


def cost(p):
    return min(COST_MAX, round(-UNIT * math.log(p)))


def script(sentences, languages, charsets, block):
    letters = set()
    for name in charsets.split():
        for byte in range(128, 256):
            try:
                c = bytes([byte]).decode(name)
            except UnicodeDecodeError:
                continue
            if is_letter(c) and (block[0] <= ord(c) <= block[1] or (block[0] < 0x80 and 0x300 <= ord(c) < 0x370)):
                letters.add(lower(c))
    if block[0] < 0x80:
        letters |= set("abcdefghijklmnopqrstuvwxyz")
    symbols = [chr(0), chr(1)] + sorted(letters)
    index = {c: i for i, c in enumerate(symbols)}
    size = len(symbols)
    tags = languages.split()
    lanes = (len(tags) + 7) // 8 * 8
    pairs, singles = [], []
    for tag in tags:
        pair = collections.Counter()
        for text in sentences[tag]:
            if tag == "vi":
                text = tones(text)
            before = 1
            for c in text + " ":
                c = lower(c)
                now = index.get(c, 0 if is_letter(c) else 1)
                if before > 1 or now > 1:
                    pair[before, now] += 1
                before = now
        pairs.append(pair)
        single = collections.Counter()
        for (_, b), n in pair.items():
            single[b] += n
        singles.append(single)
    rows, number = [], {}
    alone = []
    for single in singles:
        total = sum(single.values())
        alone.append([(single[b] + 0.05) / (total + 0.05 * size) for b in range(size)])
    pad = [255] * (lanes - len(tags))
    for b in range(size):
        rows.append([min(COST_MAX, cost(p[b]) + round(UNIT * UNSEEN)) for p in alone] + pad)
    for a in range(size):
        befores = [sum(n for (x, _), n in pair.items() if x == a) for pair in pairs]
        for b in range(size):
            if not any(pair[a, b] for pair in pairs):
                continue
            number[a, b] = len(rows)
            rows.append(
                [cost((pair[a, b] + WEIGHT * alone[i][b]) / (befores[i] + WEIGHT)) for i, pair in enumerate(pairs)] + pad
            )
    out = struct.pack("<3I", lanes, size, len(rows)) + b"".join(struct.pack("<I", ord(c)) for c in symbols)
    out += b"".join(struct.pack("<H", number.get((a, b), b)) for a in range(size) for b in range(size))
    out += b"\0" * (-len(out) % 4) + b"".join(bytes(row) for row in rows)
    return out + b"\0" * (-len(out) % 4)


TONES = "\u0300\u0301\u0303\u0309\u0323"


def tones(text):
    """Vietnamese as windows-1258 has it: the letters with their shape, the tone as a mark behind."""
    out = ""
    for c in unicodedata.normalize("NFD", text):
        out += c
    shaped = ""
    for cluster in clusters(out):
        base = unicodedata.normalize("NFC", "".join(x for x in cluster if x not in TONES))
        shaped += base + "".join(x for x in cluster if x in TONES)
    return shaped


def clusters(text):
    out = []
    for c in text:
        if out and unicodedata.combining(c):
            out[-1] += c
        else:
            out.append(c)
    return out


def double(sentences, charset, tag, convert):
    texts = sentences[tag]
    if convert:
        from opencc import OpenCC

        texts = [OpenCC(convert).convert(t) for t in texts]
    codes, leads = collections.Counter(), collections.Counter()
    for text in texts:
        for c in text:
            try:
                b = c.encode(charset)
            except UnicodeEncodeError:
                continue
            if len(b) == 2:
                codes[b[0] << 8 | b[1]] += 1
                leads[b[0]] += 1
    total = sum(codes.values())
    by_lead = [cost((leads[i] + 0.3) / (total + 77) / 150) for i in range(256)]
    kept = sorted(c for c, n in codes.most_common(CODES) if n > 1)
    out = bytes(by_lead) + struct.pack("<I", len(kept)) + b"".join(struct.pack("<H", c) for c in kept)
    out += bytes(cost(codes[c] / total) for c in kept)
    return out + b"\0" * (-len(out) % 4)


def main(source, target):
    sentences = collections.defaultdict(list)
    with lzma.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            tag, text = line.rstrip("\n").split("\t", 1)
            # Mojibake and controls are in the sentences too.
            if not any("\x80" <= c < "\xa0" for c in text) and "Ã" not in text and "â€" not in text and not set(text) & set(WRONG.get(tag, "")):
                sentences[tag].append(text)
    out = HEADER.encode() + b"\0"
    out += b"\0" * (-len(out) % 4) + struct.pack("<I", len(SCRIPTS))
    for languages, charsets, block in SCRIPTS:
        out += script(sentences, languages, charsets, block)
    out += struct.pack("<I", len(DOUBLE)) + b"".join(double(sentences, *d) for d in DOUBLE)
    with open(target, "wb") as file:
        file.write(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
