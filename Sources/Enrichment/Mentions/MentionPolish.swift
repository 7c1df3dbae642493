import Language

/// What is done to the tagger's names afterwards so that an article is consistent: titles are cut off persons, a name that was seen once is found where it
/// was missed, one name has one type, and peoples are no places.
struct MentionPolish {
    let bytes: UnsafeBufferPointer<UInt8>
    let tokens: UnsafeBufferPointer<Token>
    let words: WordLexicon
    let tables: NameTables
    private var byKey = KeyTable()
    private var byFirst = KeyTable()
    private var forms: [Form] = []

    /// A name's form: its tokens somewhere, its votes, and the next form that begins with the same word.
    private struct Form {
        var tokens: Range<Int>
        var votes = SIMD8<Int32>(repeating: 0)
        var next: Int32 = -1

        var total: Int32 { votes.wrappedSum() }
        /// The type with the most votes, the first at equal numbers.
        var type: Int { (1..<5).reduce(1) { votes[$1] > votes[$0] ? $1 : $0 } }
    }

    /// Forms with the same first word that are tried at one place.
    private static let formsMax = 8

    init(
        _ bytes: UnsafeBufferPointer<UInt8>, _ tokens: UnsafeBufferPointer<Token>, words: WordLexicon = .shared,
        tables: NameTables = .shared
    ) {
        self.bytes = bytes
        self.tokens = tokens
        self.words = words
        self.tables = tables
    }

    /// Corrects the names, which must be in order, and leaves them in order.
    mutating func apply(to names: inout [TaggedName]) {
        for index in names.indices {
            if names[index].type == 1 { cutTitles(&names[index]) }
            if names[index].type == 2, names[index].end - names[index].start == 2, tokens[names[index].start].hash == Self.the {
                names[index].start += 1
            }
        }
        for name in names where name.type < 4 { count(name) }
        if !forms.isEmpty { addMissed(&names) }
        for index in names.indices { settle(&names[index]) }
    }

    private static let the = TokenHash.hash("the")

    private func cutTitles(_ name: inout TaggedName) {
        var start = name.start
        while start + 1 < name.end, flags(start).contains(.title) {
            start += 1
            if start + 2 < name.end, tokens[start].mark == 0x2D, flags(start + 1).contains(.title) { start += 1 }
        }
        if tokens[start].mark == 0 { name.start = start }
    }

    private func flags(_ token: Int) -> NameFlags { tables[NameWord.hash(bytes, tokens[token].bytes)] }

    private func key(_ range: Range<Int>) -> UInt64 {
        var key: UInt64 = 0
        for token in range { key = WordHash.join(key, UInt64(tokens[token].hash)) }
        return key
    }

    private mutating func count(_ name: TaggedName) {
        let key = key(name.start..<name.end)
        var form = Int(byKey[key])
        if form < 0 {
            form = forms.count
            byKey[key] = Int32(form)
            let first = UInt64(tokens[name.start].hash)
            forms.append(Form(tokens: name.start..<name.end, next: byFirst[first]))
            byFirst[first] = Int32(form)
        }
        forms[form].votes[name.type] += 1
    }

    // MARK: - Names that were missed

    private func addMissed(_ names: inout [TaggedName]) {
        var added: [TaggedName] = []
        var next = 0
        var at = 0
        while at < tokens.count {
            if next < names.count, at >= names[next].start {
                at = max(at, names[next].end)
                next += 1
                continue
            }
            let limit = next < names.count ? names[next].start : tokens.count
            if tokens[at].flags.rawValue & TokenFlags.capital.rawValue != 0, let found = missed(at, limit) {
                added.append(found)
                at = found.end
            } else {
                at += 1
            }
        }
        guard !added.isEmpty else { return }
        names.append(contentsOf: added)
        names.sort { $0.start < $1.start }
    }

    /// The longest known name that begins with token `at`, ends before `limit`, and is no part of something longer.
    private func missed(_ at: Int, _ limit: Int) -> TaggedName? {
        var form = byFirst[UInt64(tokens[at].hash)]
        var best: TaggedName?
        var steps = 0
        while form >= 0, steps < Self.formsMax {
            let known = forms[Int(form)]
            form = known.next
            steps += 1
            let count = known.tokens.count
            guard at + count <= limit, count > (best.map { $0.end - $0.start } ?? 0), isWorthy(known, at), isSame(known.tokens, at) else {
                continue
            }
            if !isFree(at, at + count) { continue }
            best = TaggedName(start: at, end: at + count, type: known.type)
        }
        return best
    }

    /// A name of several words, or one that was found twice.
    private func isWorthy(_ form: Form, _ at: Int) -> Bool {
        form.tokens.count > 1 || (form.total > 1 && tokens[at].length > 2 && tokens[at].flags.contains(.initialCapital))
    }

    private func isSame(_ form: Range<Int>, _ at: Int) -> Bool {
        for offset in 0..<form.count {
            let (left, right) = (tokens[form.lowerBound + offset], tokens[at + offset])
            if left.hash != right.hash || left.flags.contains(.capital) != right.flags.contains(.capital) { return false }
            if offset > 0, right.flags.contains(.sentenceStart) { return false }
            if left.length <= 4, left.mark == 0, !bytes[left.bytes].elementsEqual(bytes[right.bytes]) { return false }
        }
        return true
    }

    /// No capitalised word stands right before or behind it, with a blank or a hyphen between.
    private func isFree(_ start: Int, _ end: Int) -> Bool {
        if end < tokens.count {
            let isHyphen = tokens[end].mark == 0x2D && end + 1 < tokens.count
            if tokens[isHyphen ? end + 1 : end].flags.contains(.initialCapital), !tokens[end].flags.contains(.sentenceStart) {
                return false
            }
        }
        if start > 0, !tokens[start].flags.contains(.sentenceStart) {
            let before = tokens[start - 1].mark == 0x2D && start > 1 ? start - 2 : start - 1
            if tokens[before].flags.contains(.capital) { return false }
        }
        return true
    }

    // MARK: - One type

    private func settle(_ name: inout TaggedName) {
        if name.type < 4, byKey[key(name.start..<name.end)] >= 0 {
            let form = forms[Int(byKey[key(name.start..<name.end)])]
            let best = form.type
            // Three to one or clearer.
            if form.votes[best] >= 3 * (form.total - form.votes[best]) { name.type = best }
        }
        if name.type == 1, name.end - name.start > 1, flags(name.end - 1).contains(.facility) { name.type = 3 }
        if name.type == 3, name.end - name.start == 1 {
            let flags = WordFlags(rawValue: words[tokens[name.start].hash].flags)
            if flags.contains(.demonym), flags.isDisjoint(with: [.town, .country, .state]) { name.type = 4 }
        }
    }
}
