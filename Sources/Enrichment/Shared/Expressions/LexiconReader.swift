import Language

/// Reads the lists of `Sources/CTables/data/expressions`.
///
/// Lines: `# comment`, `language CODE`, a word of `LexiconStyle`, `class NAME`, and under a class `word<TAB>value`, or several words with one blank
/// between them where they have no value or are a phrase. `include CODE` takes over another language's lists. A word of class `word` may have as
/// value the rule's name for it ("letzte<TAB>last").
struct LexiconReader {
    private var entries = [LexiconEntry()]
    private var values: [[LexiconValue]] = [[]]
    private var letters: [UInt8] = []
    /// Entries by the hash of their words.
    private var index: [UInt32: UInt16] = [:]
    private var phrases: [UInt16: [LexiconPhrase]] = [:]
    private var style = LexiconStyle()

    private static let words = Dictionary(uniqueKeysWithValues: Word.allCases.map { ("\($0)", $0) })
    private static let classes = Dictionary(uniqueKeysWithValues: WordClass.allCases.map { ("\($0)", $0) })

    /// All lists of a table, by language.
    static func read(_ text: UnsafeBufferPointer<UInt8>) -> [String: Lexicon] {
        var readers: [String: LexiconReader] = [:]
        var reader = LexiconReader()
        var language = ""
        var section: WordClass?
        for line in text.split(separator: 0x0A) where line.first != UInt8(ascii: "#") {
            let fields = line.split(separator: 0x09, maxSplits: 1)
            guard let field = fields.first else { continue }
            if let section, fields.count > 1 {
                reader.add(Self.words(field), String(decoding: fields[1], as: UTF8.self), section)
                continue
            }
            let parts = Self.words(line)
            let first = String(decoding: parts[0], as: UTF8.self)
            let second = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : ""
            if first == "language" {
                readers[language] = reader
                reader = LexiconReader()
                (language, section) = (second, nil)
            } else if first == "class", parts.count == 2 {
                section = classes[second]
            } else if let section {
                for part in parts { reader.set(reader.entry(part), section, nil) }
            } else if first == "include", let other = readers[second] {
                let style = reader.style
                reader = other
                reader.style = style
            } else {
                reader.style.set(first, parts.dropFirst().map { String(decoding: $0, as: UTF8.self) })
            }
        }
        readers[language] = reader
        readers[""] = nil
        return Dictionary(uniqueKeysWithValues: readers.map { ($0.key, $0.value.lexicon($0.key)) })
    }

    private static let timely: UInt64 = {
        let classes: [WordClass] = [
            .month, .monthShort, .weekday, .weekdays, .weekdayShort, .unit, .units, .season, .dayPart, .dayParts, .decade, .holiday,
            .deictic, .every,
            .reference, .cardinal, .tens, .multiplier, .ordinal,
        ]
        return classes.reduce(0) { $0 | $1.bit }
    }()

    /// A byte in lower case as the lists have it: ASCII and Latin-1 letters are folded.
    @inline(__always)
    static func fold(_ byte: UInt8, after last: UInt8) -> UInt8 {
        if byte &- 0x41 < 26 { return byte | 0x20 }
        return last == 0xC3 && byte &- 0x80 < 0x1F && byte != 0x97 ? byte | 0x20 : byte
    }

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    /// The words of a line, which one blank parts.
    private static func words(_ line: Bytes) -> [Bytes] { line.split(separator: 0x20) }

    /// The entry of a word, made where there is none.
    private mutating func entry(_ word: Bytes) -> UInt16 {
        let bytes = UnsafeBufferPointer(rebasing: word)
        let hash = TokenHash.hash(bytes)
        if let known = index[hash] { return known }
        let start = Int32(letters.count)
        letters += bytes
        var entry = LexiconEntry()
        entry.hash = hash
        entry.letters = start..<Int32(letters.count)
        entries.append(entry)
        values.append([])
        let new = UInt16(entries.count - 1)
        index[hash] = new
        return new
    }

    /// A word or phrase with its value in a class.
    private mutating func add(_ parts: [Bytes], _ value: String, _ section: WordClass) {
        let words = parts.map { entry($0) }
        guard words.count > 1 else {
            set(words[0], section, value)
            return
        }
        entries[Int(words[0])].classes |= WordClass.phrase.bit
        if section != .currency { entries[Int(words[words.count - 1])].classes |= WordClass.timely.bit }
        phrases[words[0], default: []].append(LexiconPhrase(words: words, of: section, number: Self.number(value, section), text: value))
    }

    private mutating func set(_ entry: UInt16, _ section: WordClass, _ value: String?) {
        let at = Int(entry)
        entries[at].classes |= section.bit
        if section == .word {
            let letters = entries[at].letters
            let name = value ?? String(decoding: self.letters[Int(letters.lowerBound)..<Int(letters.upperBound)], as: UTF8.self)
            entries[at].word = Self.words[name] ?? .none
        } else if let value {
            values[at].removeAll { $0.of == section }
            values[at].append(LexiconValue(of: section, number: Self.number(value, section), text: value))
        }
    }

    private static func number(_ text: String, _ section: WordClass) -> Double {
        switch section {
        case .unit, .units: TimeUnit(code: text).map { Double($0.rawValue) } ?? 0
        case .season: Season(code: text).map { Double($0.rawValue) } ?? 0
        case .dayPart, .dayParts: DayPart(code: text).map { Double($0.rawValue) } ?? 0
        default: Double(text) ?? 0
        }
    }

    private func lexicon(_ language: String) -> Lexicon {
        var entries = entries
        var flat: [LexiconValue] = []
        for at in entries.indices {
            let start = Int32(flat.count)
            flat += values[at]
            entries[at].values = start..<Int32(flat.count)
            if entries[at].classes & Self.timely != 0 || TimeReader.timely.contains(entries[at].word) {
                entries[at].classes |= WordClass.timely.bit
            }
            if entries[at].classes & WordClass.phrase.bit != 0 || TimeReader.leads.contains(entries[at].word) {
                entries[at].classes |= WordClass.lead.bit
            }
        }
        let sorted = phrases.mapValues { $0.sorted { $0.words.count > $1.words.count } }
        return Lexicon(language: language, entries: entries, values: flat, letters: letters, phrases: sorted, style: style)
    }
}
