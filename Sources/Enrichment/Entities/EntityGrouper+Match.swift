/// How well a name fits an entity; twice the strength, so that a shared title can break ties.
enum MatchScore {
    static let same = 10
    static let acronym = 8
    static let person = 6
    static let part = 4
    static let weak = 2
    static let title = 1
}

extension EntityGrouper {
    /// How well the form fits the entity, 0 where it must not join.
    func match(_ form: NameForm, _ group: NameGroup) -> Int {
        if form.type == 1, group.type == 1 {
            if isAcronym(form.words, form.written, of: group.written, least: 3)
                || isAcronym(group.full, group.written, of: form.written, least: 3)
            {
                return MatchScore.acronym
            }
            if isTitle(form, of: group) { return MatchScore.weak }
            let score = person(form.words, group.full)
            if score == 0 || score >= MatchScore.person { return score }
            if sexesDiffer(form, group) { return 0 }
            return score + (form.title & group.titles != 0 ? MatchScore.title : 0)
        }
        if form.type == 1 || group.type == 1 { return 0 }
        if isAcronym(form.words, form.written, of: group.whole, least: 2) || isAcronym(group.full, group.written, of: form.whole, least: 2)
        {
            return MatchScore.acronym
        }
        if form.type == 2, group.type == 2 { return organisation(form.words, group.full) }
        if form.type == 3, group.type == 3 { return place(form.words, group.full) }
        return 0
    }

    /// "The Emperor" for Emperor Norton.
    private func isTitle(_ form: NameForm, of group: NameGroup) -> Bool {
        guard form.words.count == 1, let word = form.words.first else { return false }
        let hash = words[word].hash
        return group.titles & 1 << (hash >> 58) != 0 && tables[hash].contains(.title)
    }

    func sexesDiffer(_ form: NameForm, _ group: NameGroup) -> Bool {
        let left = form.sex == .unknown ? form.likelySex : form.sex
        let right = group.sex == .unknown ? group.likelySex : group.sex
        return left != .unknown && right != .unknown && left != right
    }

    @inline(__always)
    private func isEqual(_ left: Int, _ right: Int) -> Bool { words[left].hash == words[right].hash }

    /// Whether the two stretches hold the same words.
    private func isEqual(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { isEqual($0, $1) }
    }

    // MARK: - Persons

    private func person(_ form: Range<Int>, _ full: Range<Int>) -> Int {
        if isEqual(form, full) { return MatchScore.acronym }
        guard let formLast = form.last, let fullLast = full.last else { return 0 }
        if form.count > 1, full.count > 1 {
            if isEqual(formLast, fullLast),
                isSameGivenName(form.lowerBound, full.lowerBound) || isInitials(form, of: full) || isInitials(full, of: form)
            {
                return MatchScore.person
            }
            if form.count != full.count, isWithin(form.count < full.count ? form : full, form.count < full.count ? full : form) {
                return MatchScore.person
            }
            return 0
        }
        let (single, other) = form.count == 1 ? (formLast, full) : (fullLast, form)
        guard let last = other.last, let first = other.first else { return 0 }
        if isEqual(single, last) { return MatchScore.part }
        if words[single].letters > 1, tables.sameName(words[single].hash) == tables.sameName(words[first].hash) { return MatchScore.weak }
        return words[single].letters > 2 && other.contains { isEqual($0, single) } ? MatchScore.weak : 0
    }

    /// Equal, an initial of the other, or a nickname.
    private func isSameGivenName(_ left: Int, _ right: Int) -> Bool {
        let (left, right) = (words[left], words[right])
        if left.hash == right.hash || tables.sameName(left.hash) == tables.sameName(right.hash) { return true }
        return (left.letters == 1 || right.letters == 1) && left.initial == right.initial
    }

    /// "J.K. Strand" for "Jens Karl Strand".
    private func isInitials(_ short: Range<Int>, of long: Range<Int>) -> Bool {
        let given = words[short.lowerBound]
        guard given.letters == 2, given.capitals == 2, long.count > 2 else { return false }
        return given.initial == words[long.lowerBound].initial && given.second == words[long.lowerBound + 1].initial
    }

    /// Whether the words of `short` stand side by side in `long`.
    private func isWithin(_ short: Range<Int>, _ long: Range<Int>) -> Bool {
        guard short.count <= long.count else { return false }
        return (0...(long.count - short.count)).contains { offset in
            isEqual(short, long.lowerBound + offset..<long.lowerBound + offset + short.count)
        }
    }

    // MARK: - Organisations and places

    /// The acronyms that a name may take, as hashes of their letters: of all its words, of the great ones, and of those without a company's ending.
    func acronyms(_ written: Range<Int>) -> [UInt64] {
        var all = NameWord.basis
        var great = NameWord.basis
        var core = NameWord.basis
        var greatCount = 0
        for word in written {
            all = NameWord.add(words[word].initial, to: all)
            if tables[words[word].hash].contains(.small) { continue }
            core = great
            great = NameWord.add(words[word].initial, to: great)
            greatCount += 1
        }
        var out: [UInt64] = []
        if greatCount > 1 { out = [great, all] } else { out = [all] }
        if greatCount > 2, let last = written.last, tables[words[last].hash].contains(.company) { out.append(core) }
        return out
    }

    /// Whether one word in capitals is made of the first letters of a longer name.
    private func isAcronym(_ short: Range<Int>, _ shortWritten: Range<Int>, of long: Range<Int>, least: UInt8) -> Bool {
        guard short.count == 1, shortWritten.count == 1, long.count > 1, let word = shortWritten.first else { return false }
        let written = words[word]
        guard written.letters >= least, written.letters <= 6, written.capitals > 1 else { return false }
        return acronyms(long).contains(words[short.lowerBound].hash)
    }

    private func organisation(_ form: Range<Int>, _ full: Range<Int>) -> Int {
        if isEqual(core(form), core(full)) { return MatchScore.acronym }
        if form.count == full.count { return 0 }
        let (short, long) = form.count < full.count ? (form, full) : (full, form)
        let first = words[short.lowerBound]
        if isEqual(short, long.prefix(short.count)), short.count > 1 || first.letters > 3,
            !tables[words[long.lowerBound + short.count].hash].contains(.small)
        {
            return MatchScore.part
        }
        let isTail = isEqual(short, long.suffix(short.count))
        if isTail, short.count > 1 { return MatchScore.part }
        guard short.count == 1 else { return 0 }
        let isGeneric = tables[first.hash].contains(.generic)
        if isTail { return isGeneric ? MatchScore.weak : first.letters > 3 ? MatchScore.part : 0 }
        let isHead = isEqual(short.lowerBound, long.lowerBound) && tables[words[long.lowerBound + 1].hash].contains(.small)
        return isHead && isGeneric ? MatchScore.weak : 0
    }

    /// The words without a company's ending.
    private func core(_ range: Range<Int>) -> Range<Int> {
        guard range.count > 1, let last = range.last, tables[words[last].hash].contains(.company) else { return range }
        return range.dropLast()
    }

    private func place(_ form: Range<Int>, _ full: Range<Int>) -> Int {
        if form.count == full.count { return 0 }
        let (short, long) = form.count < full.count ? (form, full) : (full, form)
        guard long.count == short.count + 1, let last = long.last else { return 0 }
        if isEqual(short, long.dropLast()), tables[words[last].hash].contains(.placeEnd) { return MatchScore.part }
        if isEqual(short, long.dropFirst()), tables[words[long.lowerBound].hash].contains(.placeStart) { return MatchScore.part }
        return 0
    }
}
