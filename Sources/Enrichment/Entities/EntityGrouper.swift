import Language
import Model

/// Says which names of one article mean the same person, organisation or place.
///
/// Names are read in order; each is compared with the entities that share a word, a nickname or an acronym with it, and joins the one that fits best, the
/// last named among equals (after common practice: the precision-ranked sieves of Raghunathan et al. 2010). Two different first names never join.
/// Work per name is bounded, so a text of nothing but names takes time in proportion to its length.
struct EntityGrouper {
    let tables: NameTables
    let lexicon: WordLexicon
    private(set) var words: [NameWord] = []
    private(set) var groups: [NameGroup] = []
    /// For each name the number of its entity.
    private(set) var entities: [Int] = []
    /// Entity by the key of a whole form.
    private var byKey = KeyTable()
    /// Chains of entities by a word or an acronym, newest first.
    private var chains = KeyTable()
    private var links: [(group: Int32, next: Int32)] = []

    /// Entities of one chain that are looked at.
    private static let chainMax = 32
    /// Words by which an entity is found.
    private static let indexedWordsMax = 8
    /// Bytes before a name in which its title may stand.
    private static let titleBytesMax = 25
    private static let acronymSalt: UInt64 = 0xA24B_AED4_963E_E407
    private static let titleSalt: UInt64 = 0x9FB2_1C65_1E98_DF25

    init(tables: NameTables = .shared, lexicon: WordLexicon = .shared) {
        self.tables = tables
        self.lexicon = lexicon
    }

    /// Groups the names of a text, which must stand in its order. Results: `entities`, `groups`.
    mutating func group(_ bytes: UnsafeBufferPointer<UInt8>, _ names: [NameSpan]) {
        words.removeAll(keepingCapacity: true)
        groups.removeAll(keepingCapacity: true)
        entities.removeAll(keepingCapacity: true)
        links.removeAll(keepingCapacity: true)
        byKey.removeAll()
        chains.removeAll()
        for (number, name) in names.enumerated() {
            let form = prepare(bytes, name)
            let found = number > 0 ? introduced(bytes, form, name, names[number - 1]) ?? find(form, number) : nil
            entities.append(join(form, name, found, number))
        }
    }

    /// The entity of a name of that key in the text that was read, -1 where there is none.
    func entity(ofKey key: UInt64) -> Int { Int(byKey[key]) }

    // MARK: - One name

    private mutating func prepare(_ bytes: UnsafeBufferPointer<UInt8>, _ name: NameSpan) -> NameForm {
        let start = words.count
        NameWord.split(bytes, name.bytes, into: &words)
        var range = start..<words.count
        if range.count > 1, words[start].hash == Self.the { range = start + 1..<words.count }
        var form = NameForm(
            words: range, written: range, whole: range, key: 0, type: name.type, sex: .unknown, likelySex: .unknown, title: 0)
        if name.type == 1 { readTitles(bytes, name, &form) }
        if name.type > 1 { extend(bytes, name, &form) }
        form.key = NameWord.key(words[form.words])
        if let alias = tables.alias(form.key) {
            let first = words.count
            words.append(contentsOf: alias)
            form.words = first..<words.count
            form.key = NameWord.key(alias)
        }
        return form
    }

    /// Reads what goes on behind a name that was cut short, "University" of Southern Indiana: acronyms are made of the whole, and a common noun is
    /// compared with it.
    private mutating func extend(_ bytes: UnsafeBufferPointer<UInt8>, _ name: NameSpan, _ form: inout NameForm) {
        guard let last = form.words.last, name.bytes.upperBound + 1 < bytes.count, bytes[name.bytes.upperBound] == 0x20 else { return }
        let first = words.count
        let stop = bytes[name.bytes.upperBound..<min(bytes.count, name.bytes.upperBound + Self.extensionBytesMax)].firstIndex { byte in
            byte < 0x80 && byte != 0x20 && byte != 0x2D && !(byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
        }
        NameWord.split(
            bytes, name.bytes.upperBound..<(stop ?? min(bytes.count, name.bytes.upperBound + Self.extensionBytesMax)), into: &words)
        var end = first
        for at in first..<words.count {
            if words[at].capitals > 0 { end = at + 1 } else if !tables[words[at].hash].contains(.small) { break }
        }
        let isOf = end > first && words[first].capitals == 0
        words.removeSubrange((isOf ? end : first)...)
        guard isOf, end > first else { return }
        let copy = words.count
        words.append(contentsOf: words[form.words])
        words.append(contentsOf: words[first..<end])
        form.whole = copy..<words.count
        if form.words.count == 1, tables[words[last].hash].contains(.generic) { form.words = form.whole }
    }

    private static let extensionBytesMax = 60

    /// "World Harvest Organization (WHO-H)": a short form that is introduced right behind the name.
    private func introduced(_ bytes: UnsafeBufferPointer<UInt8>, _ form: NameForm, _ name: NameSpan, _ last: NameSpan) -> (
        group: Int, score: Int
    )? {
        let gap = last.bytes.upperBound
        guard let group = entities.last, name.bytes.lowerBound == gap + 2, bytes[gap] == 0x20, bytes[gap + 1] == 0x28,
            name.bytes.upperBound < bytes.count, bytes[name.bytes.upperBound] == 0x29, let first = form.words.first, byKey[form.key] < 0
        else { return nil }
        let long = groups[group].written
        guard long.count > 1, let head = long.first, words[first].initial == words[head].initial, words[first].capitals > 1,
            form.words.count <= 2, words[first].capitals == words[first].letters
        else { return nil }
        return (group, MatchScore.acronym)
    }

    private static let the = NameWord.hash("the")
    private static let suffixes = Set(["jr", "sr", "ii", "iii", "iv"].map { NameWord.hash($0) })

    /// Cuts titles off a person's name, and reads those that stand before it.
    private mutating func readTitles(_ bytes: UnsafeBufferPointer<UInt8>, _ name: NameSpan, _ form: inout NameForm) {
        var range = form.words
        while range.count > 1, let word = range.first, tables[words[word].hash].contains(.title) {
            note(words[word].hash, &form, isNearest: true)
            range = range.dropFirst()
        }
        let from = max(0, name.bytes.lowerBound - Self.titleBytesMax)
        if name.bytes.lowerBound > 0, bytes[name.bytes.lowerBound - 1] == 0x20 {
            let first = words.count
            NameWord.split(bytes, from..<name.bytes.lowerBound, into: &words)
            let before = words[first...].suffix(2)
            if let last = before.last { note(last.hash, &form, isNearest: true) }
            if before.count == 2, let other = before.first { note(other.hash, &form, isNearest: false) }
            words.removeSubrange(first...)
        }
        if range.count > 2, let last = range.last, Self.suffixes.contains(words[last].hash) { range = range.dropLast() }
        form.words = range
        form.written = range
        if range.count > 1, let first = range.first {
            form.likelySex = GenderHint(rawValue: UInt8(lexicon[tokenHash(bytes, words[first])].sex)) ?? .unknown
        }
    }

    private func tokenHash(_ bytes: UnsafeBufferPointer<UInt8>, _ word: NameWord) -> UInt32 {
        TokenHash.hash(UnsafeBufferPointer(rebasing: bytes[Int(word.start)..<Int(word.end)]))
    }

    private func note(_ hash: UInt64, _ form: inout NameForm, isNearest: Bool) {
        let flags = tables[hash]
        if form.sex == .unknown { form.sex = flags.contains(.man) ? .male : flags.contains(.woman) ? .female : .unknown }
        if isNearest, flags.contains(.title) {
            form.title |= 1 << (hash >> 58)
            if form.titleHash == 0 { form.titleHash = hash }
        }
    }

    /// The entity that fits best, and how well (`EntityGrouper+Match`).
    private mutating func find(_ form: NameForm, _ number: Int) -> (group: Int, score: Int)? {
        if form.words.isEmpty { return nil }
        let same = Int(byKey[form.key])
        if same >= 0, form.type != 1 || form.words.count > 1 || !sexesDiffer(form, groups[same]) { return (same, MatchScore.same) }
        var best: (group: Int, score: Int)?
        for word in form.words.prefix(Self.indexedWordsMax) {
            scan(tables.sameName(words[word].hash), form, number, &best)
            if words[word].letters > 1, form.words.count == 1 { scan(words[word].hash ^ Self.acronymSalt, form, number, &best) }
        }
        if form.type == 1, form.words.count == 1, let word = form.words.first, tables[words[word].hash].contains(.title) {
            scan(words[word].hash ^ Self.titleSalt, form, number, &best)
        }
        if form.whole.count > 1 { for acronym in acronyms(form.whole) { scan(acronym, form, number, &best) } }
        return best
    }

    /// Compares with the entities of one chain.
    private mutating func scan(_ key: UInt64, _ form: NameForm, _ number: Int, _ best: inout (group: Int, score: Int)?) {
        var link = chains[key]
        var steps = 0
        while link >= 0, steps < Self.chainMax {
            let group = Int(links[Int(link)].group)
            link = links[Int(link)].next
            steps += 1
            if groups[group].seenBy == number { continue }
            groups[group].seenBy = number
            let score = match(form, groups[group])
            guard score > 0 else { continue }
            if let old = best, old.score > score || (old.score == score && groups[old.group].lastMention > groups[group].lastMention) {
                continue
            }
            best = (group, score)
        }
    }

    // MARK: - What an entity learns

    private mutating func join(_ form: NameForm, _ name: NameSpan, _ found: (group: Int, score: Int)?, _ number: Int) -> Int {
        let bytes = surface(form, name)
        let group = found?.group ?? groups.count
        if let found {
            if form.words.count > groups[group].full.count, found.score < MatchScore.same {
                groups[group].full = form.words
                if form.written.count >= form.words.count { groups[group].written = form.written }
                groups[group].whole = form.whole
                index(form, group)
            }
            let isLonger = (form.written.count, bytes.count) > (groups[group].bestWords, groups[group].best.count)
            if isLonger, form.type == groups[group].type || form.type == 1 {
                groups[group].best = bytes
                groups[group].bestWords = form.written.count
            }
        } else {
            groups.append(
                NameGroup(
                    full: form.words, written: form.written, whole: form.whole, key: form.key, type: form.type, lastMention: number,
                    best: bytes,
                    bestWords: form.written.count))
            index(form, group)
        }
        if form.type < 4 { groups[group].types[form.type] += 1 }
        if groups[group].sex == .unknown { groups[group].sex = form.sex }
        if groups[group].likelySex == .unknown { groups[group].likelySex = form.likelySex }
        if form.title & ~groups[group].titles != 0 { add(form.titleHash ^ Self.titleSalt, group) }
        groups[group].titles |= form.title
        groups[group].lastMention = number
        if byKey[form.key] < 0 { byKey[form.key] = Int32(group) }
        return group
    }

    /// The bytes of a form without titles, a leading "the" and a final 's.
    private func surface(_ form: NameForm, _ name: NameSpan) -> Range<Int> {
        guard let first = form.written.first, let last = form.written.last else { return name.bytes }
        return Int(words[first].start)..<max(Int(words[last].end), Int(words[first].start))
    }

    /// Makes an entity findable by its words and acronyms.
    private mutating func index(_ form: NameForm, _ group: Int) {
        for word in form.words.prefix(Self.indexedWordsMax) { add(tables.sameName(words[word].hash), group) }
        if form.whole.count > 1 { for acronym in acronyms(form.whole) { add(acronym ^ Self.acronymSalt, group) } }
    }

    private mutating func add(_ key: UInt64, _ group: Int) {
        links.append((Int32(group), chains[key]))
        chains[key] = Int32(links.count - 1)
    }
}
