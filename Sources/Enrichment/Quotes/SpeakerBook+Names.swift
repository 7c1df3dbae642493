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

    /// he or she in a sentence that one name opens: surely if it holds no other name, perhaps if the name is its subject.
    mutating func vote(_ text: SpeechText, _ sentence: SpeechSentence) {
        let span = text.bytes(sentence.first..<sentence.end)
        let first = firstMention(span.start)
        guard first < mentions.count, mentions[first].span.start < span.end, mentions[first].span.start - span.start <= 40 else { return }
        let only = entities[mentions[first].entity].alias
        guard entities[only].isPerson || entities[only].count < 3 else { return }
        var isAlone = true
        var index = first + 1
        while index < mentions.count, mentions[index].span.start < span.end {
            let entity = entities[mentions[index].entity].alias
            if entity != only, entities[entity].isPerson || entities[entity].count < 3 { isAlone = false }
            index += 1
        }
        guard isAlone || mentions[first].isInitial else { return }
        let weight = isAlone ? 4 : 1
        for index in sentence.first..<sentence.end where text.units[index].start > mentions[first].span.start {
            if text.units[index].isIn(.masculine) { entities[only].masculine += weight }
            if text.units[index].isIn(.feminine) { entities[only].feminine += weight }
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
