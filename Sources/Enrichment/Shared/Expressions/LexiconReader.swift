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
    private var index: [String: UInt16] = [:]
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
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") where line.utf8.first != UInt8(ascii: "#") {
            let fields = line.split(separator: "\t", maxSplits: 1)
            let parts = line.split(separator: " ")
            guard let first = parts.first, let field = fields.first else { continue }
            if first == "language" {
                readers[language] = reader
                reader = LexiconReader()
                language = parts.count > 1 ? String(parts[1]) : ""
            } else if first == "include", section == nil || parts.count == 2, let other = parts.last.flatMap({ readers[String($0)] }) {
                let style = reader.style
                reader = other
                reader.style = style
            } else if first == "class", parts.count == 2 {
                section = classes[String(parts[1])]
            } else if reader.style.set(first, Array(parts.dropFirst())) {
                continue
            } else if let section {
                reader.add(field, fields.count > 1 ? fields[1] : nil, section)
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

    private mutating func entry(_ word: Substring) -> UInt16 {
        let name = String(word)
        if let known = index[name] { return known }
        let start = Int32(letters.count)
        letters += Array(name.utf8)
        var entry = LexiconEntry()
        entry.hash = TokenHash.hash(name)
        entry.letters = start..<Int32(letters.count)
        entries.append(entry)
        values.append([])
        let new = UInt16(entries.count - 1)
        index[name] = new
        return new
    }

    private mutating func add(_ field: Substring, _ value: Substring?, _ section: WordClass) {
        let parts = field.split(separator: " ")
        if value == nil {
            for part in parts { set(entry(part), section, nil) }
        } else if parts.count == 1 {
            set(entry(field), section, value)
        } else if let value {
            let words = parts.map { entry($0) }
            entries[Int(words[0])].classes |= WordClass.phrase.bit
            if section != .currency { entries[Int(words[words.count - 1])].classes |= WordClass.timely.bit }
            phrases[words[0], default: []].append(
                LexiconPhrase(words: words, of: section, number: Self.number(value, section), text: String(value)))
        }
    }

    private mutating func set(_ entry: UInt16, _ section: WordClass, _ value: Substring?) {
        let at = Int(entry)
        entries[at].classes |= section.bit
        if section == .word {
            let name =
                value.map(String.init)
                ?? String(decoding: letters[Int(entries[at].letters.lowerBound)..<Int(entries[at].letters.upperBound)], as: UTF8.self)
            entries[at].word = Self.words[name] ?? .none
        } else if let value {
            values[at].removeAll { $0.of == section }
            values[at].append(LexiconValue(of: section, number: Self.number(value, section), text: String(value)))
        }
    }

    private static func number(_ text: Substring, _ section: WordClass) -> Double {
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
