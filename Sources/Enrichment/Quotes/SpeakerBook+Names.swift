/// Which mentions name the same.
extension SpeakerBook {
    /// The entity that the words `first..<end` name, made where it is new.
    mutating func entity(_ text: SpeechText, _ first: Int, _ end: Int) -> Int {
        let from = words.count
        var name: UInt64 = 14_695_981_039_346_656_037
        for index in first..<end {
            let hash = Self.hash(text, index)
            words.append(hash)
            name = (name ^ hash) &* 1_099_511_628_211
        }
        if let known = known(name, from) {
            words.removeSubrange(from...)
            return known
        }
        var bytes = text.bytes(first..<end)
        bytes.end = text.bareEnd(end - 1)
        let isGroup = (first..<end).contains { text.units[$0].isIn([.group, .and]) }
        let last = words[words.count - 1]
        let number = entities.count
        var entity = Entity(
            name: bytes, wordsFrom: from, wordsTo: words.count, isPerson: false, isGroup: isGroup, alias: number)
        entity.sameLast = byLast[last]
        entity.sameFirst = byFirst[words[from]]
        entities.append(entity)
        byLast[last] = Int32(number)
        byFirst[words[from]] = Int32(number)
        byName[name] = Int32(number)
        return number
    }

    /// The latest entity whose words hold those from `from` on: the surname, "Secretary Blinken" after "Antony Blinken".
    private func known(_ name: UInt64, _ from: Int) -> Int? {
        let same = byName[name]
        if same >= 0 { return Int(same) }
        var best: Int?
        var left = Self.chainMax
        var next = byLast[words[words.count - 1]]
        while next >= 0 && left > 0 {
            if isSameByLast(Int(next), from), isLater(Int(next), best) { best = Int(next) }
            next = entities[Int(next)].sameLast
            left -= 1
        }
        guard words.count - from == 1 else { return best }
        next = byFirst[words[from]]
        left = Self.chainMax
        while next >= 0 && left > 0 {
            if entities[Int(next)].isPerson, entities[Int(next)].count > 1, isLater(Int(next), best) { best = Int(next) }
            next = entities[Int(next)].sameFirst
            left -= 1
        }
        return best
    }

    private func isLater(_ entity: Int, _ best: Int?) -> Bool {
        guard let best else { return true }
        return entities[entity].lastMention > entities[best].lastMention
    }

    private func isSameByLast(_ number: Int, _ from: Int) -> Bool {
        let entity = entities[number]
        let count = words.count - from
        if count == 1 { return entity.count > 1 }
        if entity.count > count { return isEnd(of: entity, from, count) }
        return count > 2 && entity.count == 2 && words[entity.wordsFrom] == words[words.count - 2]
    }

    /// The entity's last `count` words are those from `from` on.
    private func isEnd(of entity: Entity, _ from: Int, _ count: Int) -> Bool {
        for offset in 0..<count where words[entity.wordsTo - count + offset] != words[from + offset] { return false }
        return true
    }

    /// A surname that was met before its full name.
    mutating func resolveShortNames() {
        for index in entities.indices where entities[index].count == 1 {
            var next = byLast[words[entities[index].wordsFrom]]
            var left = Self.chainMax
            while next >= 0 && left > 0 {
                let other = entities[Int(next)]
                // The chain goes from the latest to the first: the first full name is kept.
                if (other.count == 2 || other.count == 3) && other.isPerson { entities[index].alias = Int(next) }
                next = other.sameLast
                left -= 1
            }
        }
    }

    /// Takes over what is known of the names: which of them are one entity, who is a person, and of which gender.
    mutating func learn(_ names: [SpeakerName]) {
        guard !names.isEmpty else { return }
        var next = 0
        for name in names {
            while next < mentions.count, mentions[next].span.end <= name.span.start { next += 1 }
            guard next < mentions.count, mentions[next].span.start < name.span.end else { continue }
            let number = entities[mentions[next].entity].alias
            // A run that holds two names is taken for the last: "Pentagon Spokesperson John Kirby".
            if entities[number].known >= 0, entities[number].known != name.entity, name.span.end < mentions[next].span.end { continue }
            entities[number].known = name.entity
            entities[number].isPerson = name.isPerson
            entities[number].isGroup = !name.isPerson
            if name.isPerson, name.gender != .unknown { entities[number].gender = name.gender }
        }
        joinKnown()
    }

    /// Names of one entity become one; the first speaks for all.
    private mutating func joinKnown() {
        byName.empty()
        for number in entities.indices where entities[number].alias == number && entities[number].known >= 0 {
            let key = UInt64(entities[number].known) &* 0x9E37_79B9_7F4A_7C15
            let first = byName[key]
            if first < 0 { byName[key] = Int32(number) } else { entities[number].alias = Int(first) }
        }
        // Short names point to their long name, which may now point on.
        for number in entities.indices { entities[number].alias = entities[entities[number].alias].alias }
    }

    /// he or she in a sentence that one name opens alone.
    mutating func vote(_ text: SpeechText, _ sentence: SpeechSentence) {
        let span = text.bytes(sentence.first..<sentence.end)
        var only: Int?
        var start: Int32 = 0
        var index = firstMention(span.start)
        while index < mentions.count && mentions[index].span.start < span.end {
            let entity = entities[mentions[index].entity].alias
            if entities[entity].isPerson || entities[entity].count < 3 {
                if let only, only != entity { return }
                if only == nil { start = mentions[index].span.start }
                only = entity
            }
            index += 1
        }
        guard let only, start - span.start <= 40 else { return }
        for index in sentence.first..<sentence.end where text.units[index].start > start {
            if text.units[index].isIn(.masculine) { entities[only].masculine += 1 }
            if text.units[index].isIn(.feminine) { entities[only].feminine += 1 }
        }
    }

    /// The first mention that begins at byte `start` or behind it.
    func firstMention(_ start: Int32) -> Int {
        var low = 0
        var high = mentions.count
        while low < high {
            let middle = (low + high) / 2
            if mentions[middle].span.start < start { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// FNV-1a 64 of a name's word as it is written, without 's.
    private static func hash(_ text: SpeechText, _ unit: Int) -> UInt64 {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for at in Int(text.units[unit].start)..<Int(text.bareEnd(unit)) { hash = (hash ^ UInt64(text.bytes[at])) &* 1_099_511_628_211 }
        return hash
    }
}

extension SpeechText {
    /// Byte where the word of unit `index` ends, a possessive 's left out.
    func bareEnd(_ index: Int) -> Int32 {
        let unit = units[index]
        guard unit.has(.possessive) else { return unit.end }
        var end = Int(unit.end) - 1
        while end > Int(unit.start), bytes[end] != 0x27, bytes[end] != 0xE2 { end -= 1 }
        return end > Int(unit.start) ? Int32(end) : unit.end
    }
}
