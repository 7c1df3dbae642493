#!/usr/bin/env python3
"""Writes Sources/CTables/data/markup/references.txt: every named character reference of the HTML standard.

    python3 deploy/tables/character_references.py > Sources/CTables/data/markup/references.txt

Source: the table of the HTML standard (https://html.spec.whatwg.org/entities.json), by way of Python's html.entities.html5.
"""
from html.entities import html5

print("# Named character references of the HTML standard (https://html.spec.whatwg.org/entities.json, CC BY 4.0), by way of")
print("# Python's html.entities; made by deploy/tables/character_references.py. NAME CODE[,CODE]; a * in front: also without its semicolon.")
for name in sorted(n[:-1] for n in html5 if n.endswith(";")):
    codes = ",".join(f"{ord(c):X}" for c in html5[name + ";"])
    print(f"{'*' if name in html5 else ''}{name} {codes}")
