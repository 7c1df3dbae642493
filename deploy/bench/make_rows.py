#!/usr/bin/env python3
"""Writes N news-like articles, ready to load, for load.sh: make_rows.py N FILE. The same N gives the same bytes.

Each article: the fields in the order of read_article() in load.c, texts as a 32-bit length and UTF-8 bytes, lists as a 32-bit count and texts."""
import random
import struct
import sys

random.seed(20240501)
count, path = int(sys.argv[1]), sys.argv[2]
syllables = "ba be bi bo da de di do fa fe ga go ha he ka ke la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va ve wa".split()
vocabulary = ["".join(random.choice(syllables) for _ in range(random.choice([1, 2, 2, 3, 3, 4]))) for _ in range(40_000)]
weights = [1 / (rank + 2.7) for rank in range(len(vocabulary))]
cumulative, total = [], 0.0
for weight in weights:
    total += weight
    cumulative.append(total)
publishers = [f"The {word.title()} Post" for word in vocabulary[100:140]]


def words(number):
    return random.choices(vocabulary, cum_weights=cumulative, k=number)


def sentence(number):
    text = " ".join(words(number)).capitalize()
    return f"“{text},” said {random.choice(vocabulary).title()}." if random.random() < 0.15 else text + "."


with open(path, "wb") as out:
    text = lambda value: out.write(struct.pack("<I", len(value.encode())) + value.encode())
    number = lambda value: out.write(struct.pack("<q", value))
    number(count)
    for index in range(count):
        length = max(60, int(random.lognormvariate(6.1, 0.5)))
        paragraphs = []
        while length > 0:
            paragraphs.append(" ".join(sentence(random.randint(8, 30)) for _ in range(random.randint(1, 4))))
            length -= paragraphs[-1].count(" ")
        body = "\n\n".join(paragraphs)
        day = f"{2015 + index % 9}-{1 + index % 12:02}-{1 + index % 28:02}"
        number(random.getrandbits(63))
        number(random.getrandbits(63))
        number(random.getrandbits(63) | 1)
        number(index + 1)
        number(body.count(" ") + 1)
        number(body.count("."))
        number(0)
        number(len(paragraphs[0].split(".")[0]))
        text(" ".join(words(9)).capitalize())
        author = f"{random.choice(vocabulary).title()} {random.choice(vocabulary).title()}"
        text(author)
        out.write(struct.pack("<I", 1))
        text(author)
        text(random.choice(publishers))
        text(random.choice(["World", "Business", "Sport"]))
        text("en")
        text(day + "T08:15:00Z")
        text(day)
        text(f"https://example.com/{day}/{index}")
        text(f"urn:example:{index}")
        keywords = words(8)
        out.write(struct.pack("<I", len(keywords)))
        for keyword in keywords:
            text(keyword)
        text("language:1 tokens:1 lede:1 fingerprint:1 keywords:1")
        text(body)
