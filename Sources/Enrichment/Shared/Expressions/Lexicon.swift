import CTables
import Language

/// A word of the lists with all that is known of it.
struct LexiconEntry: Sendable {
    /// The name under which rules know it.
    var word: Word = .none
    /// Its classes, one bit each.
    var classes: UInt64 = 0
    var hash: UInt32 = 0
    /// Where its letters lie in the lexicon's `letters`.
    var letters: Range<Int32> = 0..<0
    /// Its values in the lexicon's `values`.
    var values: Range<Int32> = 0..<0
}

/// A word's value in one class.
struct LexiconValue: Sendable {
    var of: WordClass
    var number: Double
    var text: String
}

/// Several words that mean one thing: "Good Friday", "Hong Kong dollar".
struct LexiconPhrase: Sendable {
    var words: [UInt16]
    var of: WordClass
    var number: Double
    var text: String
}

/// The words of one language that expressions of time and amount are made of, read from `Sources/CTables/data/expressions`.
///
/// Found by the hash that tokens have already, then compared letter by letter.
final class Lexicon: Sendable {
    /// ISO 639-1.
    let language: String
    let entries: [LexiconEntry]
    let values: [LexiconValue]
    let letters: [UInt8]
    /// Phrases by the entry of their first word.
    let phrases: [UInt16: [LexiconPhrase]]
    let style: LexiconStyle
    /// Open addressing; 0 is an empty slot.
    private let slots: [UInt16]

    init(
        language: String, entries: [LexiconEntry], values: [LexiconValue], letters: [UInt8], phrases: [UInt16: [LexiconPhrase]],
        style: LexiconStyle
    ) {
        self.language = language
        self.entries = entries
        self.values = values
        self.letters = letters
        self.phrases = phrases
        self.style = style
        var slots = [UInt16](repeating: 0, count: 64)
        while slots.count < entries.count * 3 { slots = [UInt16](repeating: 0, count: slots.count * 2) }
        for index in entries.indices.dropFirst() {
            var slot = Int(entries[index].hash) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt16(index)
        }
        self.slots = slots
    }

    /// The lists of all languages.
    static let all: [String: Lexicon] = {
        let table = copydesk_expressions()
        return LexiconReader.read(UnsafeBufferPointer(start: table.start, count: table.count))
    }()
    /// Signs, codes and figures only: what holds in every language.
    static let common =
        all["common"]
        ?? Lexicon(language: "common", entries: [LexiconEntry()], values: [], letters: [], phrases: [:], style: LexiconStyle())

    /// The lists of a language (ISO 639-1, also with a region behind it); signs and figures only where it has none.
    static func lexicon(of language: String?) -> Lexicon {
        guard let language else { return common }
        return all[language] ?? all[String(language.prefix { $0 != "-" })] ?? common
    }

    /// The index of the entry of a word of the text; 0 where the lists don't have it.
    @inline(__always)
    func find(_ hash: UInt32, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> UInt16 {
        slots.withUnsafeBufferPointer { slots in
            var slot = Int(hash) & (slots.count - 1)
            while slots[slot] != 0 {
                let index = slots[slot]
                if entries[Int(index)].hash == hash, isEqual(entries[Int(index)], bytes, count) { return index }
                slot = (slot + 1) & (slots.count - 1)
            }
            return 0
        }
    }

    private func isEqual(_ entry: LexiconEntry, _ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
        guard entry.letters.count == count else { return false }
        let base = Int(entry.letters.lowerBound)
        var last: UInt8 = 0
        for offset in 0..<count {
            if LexiconReader.fold(bytes[offset], after: last) != letters[base + offset] { return false }
            last = bytes[offset]
        }
        return true
    }

    /// The value of an entry in one of its classes.
    func value(_ entry: UInt16, _ of: WordClass) -> LexiconValue? {
        for index in entries[Int(entry)].values where values[Int(index)].of == of { return values[Int(index)] }
        return nil
    }

    /// The number that an entry means in one of its classes.
    @inline(__always)
    func number(_ entry: UInt16, _ of: WordClass) -> Double? {
        guard entries[Int(entry)].classes & of.bit != 0 else { return nil }
        return values.withUnsafeBufferPointer { values in
            for index in entries[Int(entry)].values where values[Int(index)].of == of { return values[Int(index)].number }
            return nil
        }
    }
}
