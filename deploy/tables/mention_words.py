#!/usr/bin/env python3
"""Makes Sources/CTables/data/mentions/words.bin, the word list of names, from its sources. Run in the repository:

    apt-get install wordnet-base; pip install faker==40.63.0 names==0.3.0
    deploy/tables/mention_words.py ../shared

Sources: WordNet 3.0 (classes of meaning of ordinary words, and which words dictionaries capitalise), Faker's name lists and the US Census names of the
package "names" (given names and surnames), the gazetteer and country table of ../shared/eval/places (GeoNames; CLDR), the word frequencies there
(wordfreq), given names of ../shared/eval/quotes/lexicon (own work), and Sources/CTables/data/mentions/names.txt (own work).
Layout: 512 bytes of head; a bucket table of the words' hashes; 16 bits of flags for each; 16 bits of meaning and sex for each; a bucket table of
place names of several words; 8 bits of kind for each. A bucket table is its count, 65,537 starts, and the lower halves of its keys.
"""
import functools, importlib, lzma, os, pkgutil, re, struct, subprocess, sys
from collections import Counter, defaultdict

SHARED = sys.argv[1] if len(sys.argv) > 1 else '../shared'
WORDNET = os.environ.get('WORDNET', '/usr/share/wordnet')
ROOM = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../Sources/CTables/data/mentions')
FLAGS = {name: 1 << bit for bit, name in enumerate(
    'given surname town country company orgword title demonym calendar placeword state common near connector lower upper'.split())}
NOUN_CUT, VERB_CUT = 900, 400     # hyponyms that one class of meaning may have
COMMON_IDF, NO_NAME_IDF = 95, 60  # tenths, see the frequency table
flags, sex = defaultdict(int), defaultdict(int)


def fold(word):
    """What tokens hash: ASCII and Latin-1 in lower case, digits as 0."""
    return ''.join(chr(ord(c) + 32) if 'A' <= c <= 'Z' or ('\u00c0' <= c <= '\u00de' and c != '\u00d7') else '0' if '0' <= c <= '9' else c for c in word)


def words(text): return re.findall(r'[^\W\d_]+', text)


def mark(text, name, least=2):
    for word in words(fold(text)):
        if len(word) >= least: flags[word] |= FLAGS[name]


# ---- own lists
own = defaultdict(list)
for line in open(os.path.join(ROOM, 'names.txt'), encoding='utf-8'):
    if line.strip() and line[0] != '#':
        name, _, rest = line.strip().partition(' ')
        own[name] += rest.split()

# ---- WordNet: classes of meaning
synsets, children, size = {}, defaultdict(list), {}
for pos, name in (('n', 'noun'), ('v', 'verb'), ('a', 'adj'), ('r', 'adv')):
    for line in open(f'{WORDNET}/data.{name}', encoding='latin1'):
        if line[0] == ' ': continue
        part = line.split(' | ')[0].split()
        count = int(part[3], 16)
        at = 4 + 2 * count
        pointers = [part[at + 1 + 4 * i:at + 4 + 4 * i] for i in range(int(part[at]))]
        synsets[pos, part[0]] = (int(part[1]), [re.sub(r'\([a-z]+\)$', '', w) for w in part[4:at:2]],
                                 [o for s, o, p in pointers if s == '@' and p == pos], [o for s, o, p in pointers if s == '@i'])
for (pos, offset), synset in synsets.items():
    for parent in synset[2]: children[pos, parent].append((pos, offset))
sys.setrecursionlimit(10000)


def hyponyms(key):
    if key not in size:
        size[key] = 1
        size[key] = len(synsets[key][1]) + sum(hyponyms(child) for child in children[key])
    return size[key]


def meaning(key):
    """The highest class above a sense that is not too wide."""
    pos = key[0]
    if pos in 'ar': return (pos, synsets[key][0])
    cut = NOUN_CUT if pos == 'n' else VERB_CUT
    if hyponyms(key) > cut: return ('wide', *key)
    while True:
        above = synsets[key][2]
        if not above: return ('file', pos, synsets[key][0])
        if hyponyms((pos, above[0])) > cut: return ('class', *key) if hyponyms(key) > 30 else ('under', pos, above[0])
        key = (pos, above[0])


counts = Counter()
for line in open(f'{WORDNET}/cntlist.rev', encoding='latin1'):
    sense, _, count = line.split()
    counts[sense.split('%')[0], sense.split('%')[1][0]] += int(count)
best, upper, lower = {}, set(), set()
for pos, name, kinds in (('n', 'noun', '1'), ('v', 'verb', '2'), ('a', 'adj', '35'), ('r', 'adv', '4')):
    for line in open(f'{WORDNET}/index.{name}', encoding='latin1'):
        if line[0] == ' ': continue
        part = line.split()
        word, senses = part[0], part[-int(part[2]):]
        if not word.isalpha(): continue
        for sense in senses:
            for written in synsets[pos, sense][1]:
                if written.lower() == word: (upper if written[0].isupper() else lower).add(word)
        first = (pos, senses[0])
        written = [w for w in synsets[first][1] if w.lower() == word]
        if synsets[first][3] and not synsets[first][2] or written and written[0][0].isupper(): continue   # a name
        weight = sum(counts[word, kind] for kind in kinds) + 0.5 * (pos == 'n') + 0.1 * len(senses)
        if word not in best or weight > best[word][0]: best[word] = (weight, meaning(first), pos)
irregular = defaultdict(list)
for pos, name in (('n', 'noun'), ('v', 'verb')):
    for line in open(f'{WORDNET}/{name}.exc', encoding='latin1'):
        part = line.split()
        if len(part) > 1: irregular[part[1], pos].append(part[0])


def inflected(word, pos):
    s = word + 'es' if re.search(r'(s|x|z|ch|sh)$', word) or pos == 'v' and word[-1] == 'o' else \
        word[:-1] + 'ies' if re.search(r'[^aeiou]y$', word) else word + 's'
    if pos == 'n': return irregular.get((word, 'n')) or [s]
    if pos != 'v': return []
    ing = word[:-1] + 'ing' if word[-1] == 'e' else word + 'ing'
    past = word + 'd' if word[-1] == 'e' else word[:-1] + 'ied' if re.search(r'[^aeiou]y$', word) else word + 'ed'
    return [s, ing] + (irregular.get((word, 'v')) or [past])


forms = {}
def put(form, weight, kind):
    if form not in forms or forms[form][0] < weight: forms[form] = (weight, kind)
for word, (weight, kind, pos) in best.items():
    put(word, weight + 1, kind)
    for form in inflected(word, pos): put(form, weight, kind)
sizes, numbers, meanings = Counter(kind for _, kind in forms.values()), {}, {}
for word, (_, kind) in forms.items():
    if sizes[kind] < 8: kind = ('rest', kind[0])
    meanings[fold(word)] = numbers.setdefault(kind, len(numbers) + 1)
assert len(numbers) < 1 << 14
for word in lower | set(forms): flags[fold(word)] |= FLAGS['lower']
for word in upper: flags[fold(word)] |= FLAGS['upper']

# ---- places and peoples
STOP = set('of the and la de el los las san al do da city new north south east west saint st upper lower le les du des sur on in am an'.split())
phrases = {}


def phrase(name, kind):
    parts = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[-.,]", fold(name))
    if 2 <= len(parts) <= 5: phrases[tuple(parts)] = max(kind, phrases.get(tuple(parts), 0))


gazetteer = subprocess.run([sys.executable, f'{SHARED}/eval/places/gaz.py', 'tsv'], check=True, stdout=subprocess.PIPE).stdout.decode()
for line in gazetteer.splitlines():
    part = line.split('\t')
    name, code, people = part[1], part[2], int(part[7] or 0)
    for index, spelling in enumerate([name] + (part[8].split('|') if len(part) > 8 and part[8] else [])):
        kept = [w for w in words(fold(spelling)) if w not in STOP]
        if len(words(spelling)) == 1:
            if kept and len(kept[0]) > 2 and (index == 0 or people > 200_000) and (people > 15_000 or code in ('ADM1', 'ADM2', 'RGN', 'CONT', 'SEA')):
                flags[kept[0]] |= FLAGS['state' if code == 'ADM1' else 'town']
        elif people > 100_000 and index == 0:
            for word in kept:
                if len(word) > 2: flags[word] |= FLAGS['town']
        if people > 3_000 or code[:3] in ('ADM', 'RGN', 'SEA', 'ISL') or code in ('PPLC', 'BAY', 'STRT', 'LK', 'MT', 'MTS'):
            phrase(spelling, 2 if code in ('ADM1', 'RGN') else 1)
for line in lzma.open(f'{SHARED}/eval/places/countries.tsv.xz', 'rt', encoding='utf-8'):
    if line[0] == '#': continue
    part = line.rstrip('\n').split('\t')
    for name in [part[3], part[8]] + part[11].split('|'):
        mark(name, 'country')
        phrase(name, 3)
    for name in part[12].split('|'):
        if len(words(name)) == 1: flags[fold(name)] |= FLAGS['demonym']
for line in open(f'{SHARED}/eval/places/regional_demonyms.tsv', encoding='utf-8'):
    name = line.split('\t')[0]
    if line[0] != '#' and len(words(name)) == 1: flags[fold(name)] |= FLAGS['demonym']
for word in STOP | {'republic', 'islands', 'island', 'united', 'states', 'kingdom'}:
    flags[word] &= ~(FLAGS['country'] | FLAGS['town'] | FLAGS['state'])

# ---- names of persons
import faker.providers.person
for module in pkgutil.iter_modules(faker.providers.person.__path__):
    if not module.ispkg: continue
    provider = importlib.import_module('faker.providers.person.' + module.name).Provider
    for attribute in dir(provider):
        value = getattr(provider, attribute)
        if 'name' not in attribute or 'format' in attribute or not isinstance(value, (tuple, list, dict)): continue
        kind = 'surname' if 'last' in attribute else 'given' if 'first' in attribute else None
        for word in value if kind else []:
            if isinstance(word, str) and len(word) > 2 and all(c < '\u0250' for c in word) and ' ' not in word:
                flags[fold(word)] |= FLAGS[kind]
                if kind == 'given': sex[fold(word)] |= 2 if 'female' in attribute else 1 if 'male' in attribute else 0
import names
for name, kind in (('dist.male.first', 'given'), ('dist.female.first', 'given'), ('dist.all.last', 'surname')):
    for index, line in enumerate(open(names.full_path(name))):
        word = line.split()[0].lower()
        if len(word) > 2 and (kind == 'given' or index < 20_000): flags[word] |= FLAGS[kind]
for line in open(f'{SHARED}/eval/quotes/lexicon/given.tsv', encoding='utf-8'):
    kind, _, rest = line.rstrip('\n').partition('\t')
    for word in rest.split() if kind in ('m', 'f') else []:
        sex[word] = 1 if kind == 'm' else 2
        flags[word] |= FLAGS['given']

# ---- own lists and frequencies last: what is common in lower case is no sign of a name
for name in ('company', 'orgword', 'title', 'demonym', 'calendar', 'placeword', 'near'): mark(' '.join(own[name]), name)
idf = {}
for line in lzma.open(f'{SHARED}/eval/places/idf_en.txt.xz', 'rt', encoding='utf-8'):
    part = line.split()
    for word in part[1:]: idf[word] = int(part[0])
for word in list(flags):
    if idf.get(word, 999) <= NO_NAME_IDF and flags[word] & FLAGS['lower']: flags[word] &= ~(FLAGS['given'] | FLAGS['surname'] | FLAGS['town'])
for word, value in idf.items():
    if value <= COMMON_IDF and word.isalpha(): flags[word] |= FLAGS['common']
for word in own['orgname']:
    if idf.get(word, 999) > NO_NAME_IDF:
        meanings[fold(word)] = len(numbers) + 1 if flags[word] & FLAGS['lower'] else len(numbers) + 2
        if not flags[word] & FLAGS['upper']: flags[word] &= ~FLAGS['town']
for word in own['connector']: flags[word] |= FLAGS['connector']


# ---- the file
def fnv(data):
    value = 2166136261
    for byte in data: value = (value ^ byte) * 16777619 & 0xffffffff
    return value


def phrase_hash(parts):
    value = 0
    for part in parts:
        value = (value ^ fnv(part.encode())) * 0x9E3779B1 & 0xffffffff
        value ^= value >> 15
    return value


def padded(data): return data + b'\0' * (-len(data) % 16)


def buckets(keys):
    starts, at = [], 0
    for bucket in range(65537):
        while at < len(keys) and keys[at] >> 16 < bucket: at += 1
        starts.append(at)
    return padded(struct.pack('<I', len(keys))) + padded(struct.pack('<65537I', *starts)) + padded(struct.pack(f'<{len(keys)}H', *(k & 0xffff for k in keys)))


rows = {fnv(w.encode()): (flags[w], meanings.get(w, 0) | sex[w] << 14) for w in sorted(set(meanings) | {w for w in flags if flags[w]})}
places = {phrase_hash(parts): kind for parts, kind in sorted(phrases.items())}
keys, places_keys = sorted(rows), sorted(places)
head = ('copydesk mention words 1\nMade by deploy/tables/mention_words.py from WordNet 3.0 (WordNet licence), Faker 40.63.0 (MIT), US Census names (public\n'
        'domain), GeoNames (CC BY 4.0), Unicode CLDR (Unicode licence), wordfreq 3.1.1 (CC BY-SA 4.0) and lists of copydesk (Apache-2.0). See NOTICE.\n')
with open(os.path.join(ROOM, 'words.bin'), 'wb') as out:
    out.write(head.encode().ljust(512))
    out.write(buckets(keys))
    out.write(padded(struct.pack(f'<{len(keys)}H', *(rows[k][0] for k in keys))))
    out.write(padded(struct.pack(f'<{len(keys)}H', *(rows[k][1] for k in keys))))
    out.write(buckets(places_keys))
    out.write(padded(bytes(places[k] for k in places_keys)))
print(len(keys), 'words,', len(places_keys), 'places of several words,', len(numbers), 'classes,', os.path.getsize(os.path.join(ROOM, 'words.bin')), 'bytes')
